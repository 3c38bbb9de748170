"""Why an expert is excluded: the rule broken and the facts of the case."""

from typing import ClassVar, Literal, get_args

from matching.sentence import Sayable

RuleName = Literal["conflict", "inactive", "unwanted", "area", "level", "capacity", "cap"]
RULE_NAMES: tuple[str, ...] = get_args(RuleName)


class Reason(Sayable):
    """A hard rule that the expert breaks for this need; its fields are the facts."""

    __slots__ = ()
    rule: ClassVar[RuleName]
