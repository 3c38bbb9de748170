"""What can be wrong with a planning problem.

PlanError
├── ShapeError          the arrays do not belong together
├── NumberError         a number that is not whole, not finite or out of range
├── PairError           a pair that does not exist, appears twice or is not eligible
├── PinError            the pinned pairs cannot all hold
├── ParameterError      an argument of solve() out of range
└── FormError           a file that does not follow its form; says where
"""


class PlanError(ValueError):
    """Something is wrong with what was to be planned; the message says what and where."""


class ShapeError(PlanError):
    """Arrays whose shapes do not belong together, or a problem without months."""


class NumberError(PlanError):
    """A number that is not whole, not finite, negative where that makes no sense, or too large to count exactly."""


class PairError(PlanError):
    """A pair (expert, request) outside the problem, given twice, or not eligible."""


class PinError(PlanError):
    """Pinned pairs that exceed an expert's half-days or a request's places."""


class ParameterError(PlanError):
    """An argument of solve() outside its range."""


class FormError(PlanError):
    """A file that does not follow its form."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place}: {fault}")
        self.place = place
        self.fault = fault
