"""A request under somebody's hands: what was typed so far, and what it is checked against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from chalicelib.domain.calendar import local_day
from chalicelib.domain.lifecycle import REQUEST
from chalicelib.domain.profile import Profile
from chalicelib.domain.request import Request
from chalicelib.service.sight import case_for
from chalicelib.web.forms import limits
from chalicelib.web.forms.retyped import retyped
from chalicelib.web.forms.surroundings import Surroundings
from chalicelib.web.forms.whole import STEPS, faults_by_step
from chalicelib.web.typed import Typed
from chalicelib.web.visit import Visit

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """`experts` are names by id, read only where a page names experts."""

    request: Request
    typed: Typed
    surroundings: Surroundings
    experts: Names = field(default_factory=dict)

    def over(self, taken: Mapping[str, tuple[str, ...]]) -> "Draft":
        """The draft with what was just typed into one step."""
        typed = {**self.typed.given, **taken}
        towns = towns_of(self.request, typed, self.surroundings.profile)
        return replace(self, typed=Typed(typed), surroundings=replace(self.surroundings, towns=towns))

    @property
    def open(self) -> bool:
        """Whether it can still be changed."""
        return REQUEST.allows(self.request.state, "save")

    @property
    def fits(self) -> bool:
        """Whether the store can take all that was typed."""
        return sum(len(value.encode()) for values in self.typed.given.values() for value in values) <= limits.DRAFT

    def faults(self, step: str) -> Mapping[str, str]:
        """What is wrong with one step."""
        return STEPS[step].faults(self.typed, self.surroundings)

    def all_faults(self) -> Mapping[str, Mapping[str, str]]:
        """What is wrong with each step."""
        return faults_by_step(self.typed, self.surroundings)


def draft_of(visit: Visit, request_id: str, *, with_experts: bool) -> Draft:
    """The draft as it was saved; NotFound when it is another municipality's."""
    request = case_for(visit.office, visit.actor, request_id).request
    experts = names_of_experts(visit) if with_experts else {}
    return draft_from(visit, request, experts)


def draft_from(visit: Visit, request: Request, experts: Names) -> Draft:
    """The draft that a request is."""
    profile, today, typed = visit.office.profile, local_day(visit.office.now()), typed_before(request)
    surroundings = Surroundings(profile, today, towns_of(request, typed, profile), frozenset(experts))
    return Draft(request, Typed(typed), surroundings, experts)


def typed_before(request: Request) -> dict[str, Sequence[str]]:
    """What was typed and saved; a request that came without the form is typed from its content."""
    content = retyped(request.content, request.municipalities) if request.content else {}
    return {**content, **request.typed}


def towns_of(request: Request, typed: Mapping[str, Sequence[str]], profile: Profile) -> tuple[str, ...]:
    """The asking municipality and those that are to join it."""
    joining = (code for code in typed.get("municipalities", ()) if code in profile.municipalities)
    return tuple(dict.fromkeys((request.lead, *joining)))


def names_of_experts(visit: Visit) -> dict[str, str]:
    """Every expert's name by id."""
    return {expert.id: expert.name for expert in visit.office.experts.experts()}
