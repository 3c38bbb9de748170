"""python -m matching rank FILE.json: the ranking in words, and with --out its receipt."""

from collections.abc import Iterator, Sequence

from matching import receipt
from matching.command import account, arguments
from matching.command.labels import LABELS
from matching.document.question import Question
from matching.order import rank
from matching.ranking import Ranking, sentences
from matching.sentence import Language


def main(argv: Sequence[str]) -> int:
    """Rank the candidates of a file."""
    given = arguments.parser("rank", about="Rank the candidates of one need.").parse_args(argv)
    asked = arguments.read(given.file)
    ranking = rank(asked.need, asked.candidates, asked.parameters)
    arguments.write(given.out, _receipt(ranking, asked=asked, language=given.language))
    print("\n".join(_summary(ranking, asked=asked, language=given.language)))
    return 0


def _receipt(ranking: Ranking, *, asked: Question, language: Language) -> receipt.Receipt:
    explained = (one for one in ranking.ranked if one.facts)
    shown = {one.expert: sentences(one, words=asked.words, language=language) for one in explained}
    return receipt.issue(asked.need, asked.candidates, ranking, asked.parameters, shown=shown)


def _summary(ranking: Ranking, *, asked: Question, language: Language) -> Iterator[str]:
    labels = LABELS[language]
    explained = [one for one in ranking.ranked if one.facts]
    yield labels.total.format(
        ranked=len(ranking.ranked), excluded=len(ranking.excluded), version=asked.parameters.version
    )
    for one in explained:
        yield from account.of_ranked(one, asked=asked, language=language).lines()
    if len(ranking.ranked) > len(explained):
        yield labels.more.format(count=len(ranking.ranked) - len(explained))
    for other in ranking.excluded:
        yield from account.of_excluded(other, asked=asked, language=language).lines()
