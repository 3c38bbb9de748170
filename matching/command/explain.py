"""python -m matching explain FILE.json: why each expert, or one, has this rank, and why not the first."""

from collections.abc import Sequence

from matching.checks import one_of
from matching.command import arguments
from matching.command.account import Account, behind_first, of_excluded, of_ranked
from matching.document.question import Question
from matching.order import rank
from matching.ranking import Ranked, Ranking
from matching.sentence import Language


def main(argv: Sequence[str]) -> int:
    """Explain the ranking of a file."""
    parser = arguments.parser("explain", about="Say why each candidate has its rank, or is excluded.")
    parser.add_argument("--expert", metavar="ID", help="explain this one only")
    given = parser.parse_args(argv)
    accounts = _accounts(arguments.read(given.file), language=given.language)
    if given.expert is not None:
        one_of("--expert", given.expert, allowed=accounts)
        accounts = {given.expert: accounts[given.expert]}
    arguments.write(given.out, {expert: list(account.sentences) for expert, account in accounts.items()})
    print("\n".join(line for account in accounts.values() for line in account.lines()))
    return 0


def _accounts(asked: Question, *, language: Language) -> dict[str, Account]:
    ranking = rank(asked.need, asked.candidates, asked.parameters, explained=len(asked.candidates))
    ranked = {one.expert: _of_ranked(one, ranking=ranking, asked=asked, language=language) for one in ranking.ranked}
    excluded = {one.expert: of_excluded(one, asked=asked, language=language) for one in ranking.excluded}
    return ranked | excluded


def _of_ranked(one: Ranked, *, ranking: Ranking, asked: Question, language: Language) -> Account:
    why = of_ranked(one, asked=asked, language=language)
    if one.rank == 1:
        return why
    behind = behind_first(one, ranking=ranking, asked=asked, language=language)
    return Account(why.headline, (*why.sentences, behind))
