"""The words of the summaries, by language."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.sentence import Language


@dataclass(frozen=True, slots=True)
class Labels:
    """Patterns filled by name."""

    total: str
    place: str
    separator: str
    waived: str
    behind: str
    more: str
    excluded: str


LABELS: Mapping[Language, Labels] = {
    "ja": Labels(
        total="候補 {ranked}人、除外 {excluded}人（係数の版 {version}）",
        place="{rank}位 {expert} {score}点（{parts}）",
        separator="、",
        waived="事務局の判断で除外しない：{reason}",
        behind="1位の{first}と比べると、{comparison}",
        more="ほか {count}人",
        excluded="除外 {expert}",
    ),
    "en": Labels(
        total="{ranked} eligible, {excluded} excluded (parameters {version})",
        place="{rank}. {expert} {score} ({parts})",
        separator=", ",
        waived="Waived by the secretariat: {reason}",
        behind="Against {first}, the first: {comparison}",
        more="and {count} more",
        excluded="Excluded: {expert}",
    ),
}
