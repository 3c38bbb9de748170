"""What is said about one expert of a ranking: a headline and the sentences under it."""

from dataclasses import dataclass

from matching.command.labels import LABELS
from matching.comparison import compare
from matching.document.question import Question
from matching.parts import PART_NAMES
from matching.ranking import Excluded, Ranked, Ranking, sentences
from matching.sentence import Language


@dataclass(frozen=True, slots=True)
class Account:
    """A headline and sentences."""

    headline: str
    sentences: tuple[str, ...]

    def lines(self) -> list[str]:
        """As printed."""
        return [self.headline, *(f"   - {sentence}" for sentence in self.sentences)]


def of_ranked(one: Ranked, *, asked: Question, language: Language) -> Account:
    """Rank, score and parts, why, and what was waived."""
    labels, names = LABELS[language], PART_NAMES[language]
    parts = labels.separator.join(f"{names[part]} {value}" for part, value in one.parts._asdict().items())
    waived = (labels.waived.format(reason=r.sentence(words=asked.words, language=language)) for r in one.waived)
    return Account(
        labels.place.format(rank=one.rank, expert=one.expert, score=one.score, parts=parts),
        (*sentences(one, words=asked.words, language=language), *waived),
    )


def of_excluded(one: Excluded, *, asked: Question, language: Language) -> Account:
    """Every reason."""
    said = (reason.sentence(words=asked.words, language=language) for reason in one.reasons)
    return Account(LABELS[language].excluded.format(expert=one.expert), tuple(said))


def behind_first(one: Ranked, *, ranking: Ranking, asked: Question, language: Language) -> str:
    """Why the expert is not the first."""
    first = ranking.ranked[0]
    said = compare(first, one, parameters=asked.parameters).sentence(words=asked.words, language=language)
    return LABELS[language].behind.format(first=first.expert, comparison=said)
