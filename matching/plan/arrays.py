"""Numbers from outside become whole-number arrays, or a named error."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.plan.errors import NumberError, PairError, ShapeError

Whole = npt.NDArray[np.int64]
Compact = npt.NDArray[np.int32]
"""Half-days per pair and month: the largest table of a round, at half the size."""

Real = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LARGEST = 2**31
"""No single number may reach this, so that no sum of a problem can overflow."""


def whole(name: str, values: Any, *, least: int | None = None) -> Whole:
    """The values as int64; NumberError for NaN, fractions, numbers below least or beyond LARGEST."""
    array = np.asarray(values)
    if array.size == 0:
        return array.astype(np.int64)
    if array.dtype.kind not in "iufb":
        raise NumberError(f"{name}: only numbers are allowed, found {array.dtype}")
    if array.dtype.kind == "f" and not (np.isfinite(array).all() and (array == np.floor(array)).all()):
        raise NumberError(f"{name}: only whole numbers are allowed, no fractions, NaN or infinity")
    if abs(array.max()) >= LARGEST or abs(array.min()) >= LARGEST:
        raise NumberError(f"{name}: numbers must stay below {LARGEST}")
    if least is not None and array.min() < least:
        raise NumberError(f"{name}: {int(array.min())} at {_where(array)} is below {least}")
    return array.astype(np.int64)


def sums(index: Whole, amounts: npt.NDArray[Any], *, count: int) -> Real:
    """The amounts summed by index, 0 … count − 1."""
    return np.bincount(index, weights=amounts, minlength=count).astype(np.float64, copy=False)


def shaped(name: str, array: Whole, *shape: int) -> Whole:
    """The array itself, or ShapeError if its shape differs."""
    if array.shape != shape:
        raise ShapeError(f"{name}: expected shape {shape}, found {array.shape}")
    return array


def pair_list(name: str, pairs: Any, *, experts: int, requests: int) -> Whole:
    """Pairs (expert, request) as an n × 2 array; PairError when outside the problem or given twice."""
    array = whole(name, list(pairs))
    if array.size == 0:
        return np.zeros((0, 2), np.int64)
    if array.ndim != 2 or array.shape[1] != 2:
        raise ShapeError(f"{name}: expected pairs (expert, request)")
    outside = (array < 0).any(axis=1) | (array >= [experts, requests]).any(axis=1)
    if outside.any():
        raise PairError(f"{name}: no such pair {tuple(array[outside][0].tolist())}")
    if len(np.unique(array, axis=0)) < len(array):
        raise PairError(f"{name}: a pair is given twice")
    return array


def _where(array: npt.NDArray[Any]) -> tuple[int, ...]:
    return tuple(int(place) for place in np.unravel_index(int(array.argmin()), array.shape))
