"""python -m matching plan FILE: plan a round from a file, tell progress, and say what came of it."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from matching.plan.clock import Progress
from matching.plan.errors import FormError, PlanError
from matching.plan.explain import what_would_change, why_not, why_not_sentence
from matching.plan.explain.sentences import counterfactual_sentence
from matching.plan.form import READERS, NamedRound
from matching.plan.form.writing import plan_document
from matching.plan.planner import solve
from matching.plan.result import Plan
from matching.plan.summary import summary


def main(argv: Sequence[str]) -> int:
    """Plan the round of a file; exit status 2, with place and line, for a file that cannot be read."""
    given = _parser().parse_args(argv)
    try:
        return _run(given)
    except (PlanError, OSError) as error:
        print(f"{given.file}: {error}", file=sys.stderr)
        return 2


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m matching plan", description="Plan all requests of a round at once.")
    parser.add_argument("file", metavar="FILE", type=Path, help="the round; docs/engine.md shows the JSON form")
    parser.add_argument("--format", choices=tuple(READERS), default="json", help="of the file (default: json)")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write the plan as JSON, too")
    parser.add_argument("--time-limit", metavar="S", type=float, default=10.0, help="seconds (default: 10)")
    parser.add_argument("--language", choices=("ja", "en"), default="ja", help="of the summary (default: ja)")
    parser.add_argument("--why", nargs=2, metavar=("EXPERT", "REQUEST"), help="say why this pair is not planned")
    return parser


def _run(given: Namespace) -> int:
    named = _read(given)
    plan = solve(named.problem, time_limit_s=given.time_limit, progress=_progress(), **named.settings)  # type: ignore[arg-type]
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if given.out is not None:
        document = plan_document(plan, named, language=given.language)
        given.out.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print("\n".join(summary(plan, named, language=given.language)))
    if given.why is not None:
        print("\n".join(_why(named, plan, given)))
    return 0


def _read(given: Namespace) -> NamedRound:
    try:
        return READERS[given.format](given.file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise FormError("document", f"is not UTF-8 text: {error.reason}") from None


def _progress() -> "_ProgressLine | None":
    return _ProgressLine() if sys.stderr.isatty() else None


class _ProgressLine:
    """One line on the terminal, written over and over."""

    def __call__(self, progress: Progress) -> None:
        line = f"{progress.seconds:6.1f} s  {progress.step:<16} {progress.objective:.0f} ≤ {progress.bound:.0f}"
        print(f"\r{line:<70}", end="", file=sys.stderr, flush=True)


def _why(named: NamedRound, plan: Plan, given: Namespace) -> list[str]:
    pair, words = named.pair(*given.why), named.words()
    said = [why_not_sentence(why_not(named.problem, plan, pair), words=words, language=given.language)]
    if pair not in plan.pairs:
        found = what_would_change(named.problem, plan, pair, tries=8)
        if found is not None:
            said.append(counterfactual_sentence(found, words=words, language=given.language))
    return said
