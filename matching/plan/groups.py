"""Municipalities: whose request it is, who shares a joint one, and what each can be measured against."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.plan.arrays import Real, Whole, sums, whole
from matching.plan.errors import NumberError, ShapeError


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Shares of requests: row n says that group[n] owns share[n] (0..1, by effort) of request[n]."""

    count: int
    requests: int
    request: Whole
    group: Whole
    share: Real
    weight: Real | None

    @property
    def joint(self) -> bool:
        """Whether any request is shared."""
        return bool((self.share != 1).any())

    def totals(self, per_request: Real) -> Real:
        """What each group holds when each request holds so much."""
        held = self.share * per_request[self.request]
        return sums(self.group, held, count=self.count)

    def per_request(self, multiplier: Real) -> Real:
        """The transpose: each request's multiplier from its groups' multipliers."""
        return sums(self.request, self.share * multiplier[self.group], count=self.requests)


def read_groups(groups: Any, *, weight: Any, requests: int) -> Groups:
    """Groups from an index per request, or from requests × groups half-days of a joint request."""
    if isinstance(groups, Groups):
        return groups
    array = whole("groups", groups, least=0)
    if array.ndim == 2 and len(array) == requests:
        request, group, share, count = _joint(array)
    elif array.shape == (requests,):
        request, group, share = np.arange(requests), array, np.ones(requests)
        count = int(array.max(initial=-1)) + 1
    else:
        raise ShapeError(f"groups: expected an index per request ({requests}), found shape {array.shape}")
    return Groups(count, requests, request, group, share, _weights(weight, count))


def _joint(half_days: Whole) -> tuple[Whole, Whole, Real, int]:
    whole_request = half_days.sum(axis=1)
    if (whole_request == 0).any():
        raise NumberError(f"groups: request {int(whole_request.argmin())} belongs to nobody")
    request, group = np.nonzero(half_days)
    return request, group, half_days[request, group] / whole_request[request], half_days.shape[1]


def _weights(weight: Any, count: int) -> Real | None:
    if weight is None:
        return None
    array = np.asarray(weight, float).reshape(-1)
    if array.shape != (count,):
        raise ShapeError(f"group_weight: expected {count} numbers, found {array.size}")
    if not np.isfinite(array).all() or (array < 0).any():
        raise NumberError("group_weight: only finite numbers of 0 or more are allowed")
    return array
