"""Every fault at every call of every use case that writes; prints what became of them, fails when anything is lost."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from infra.local.aws import EmbeddedAws
from tests.faults.stage import staged
from tests.faults.stories import USE_CASES
from tests.faults.trial import Trial, Trials, Verdict, retrying_at_once
from tests.faults.use_case import UseCase
from tests.faults.wire import Fault

# Late calls wait, and others can go on meanwhile.
AT_ONCE = 4
HEAD = "| {:33} | calls | cases | unnoticed | recovered | lost | second copies |"
ROW = "| {:33} | {:>5} | {:>5} | {:>9} | {:>9} | {:>4} | {:>13} |"
lock = Lock()


def tried(numbered: tuple[int, UseCase], aws: str) -> tuple[int, Sequence[Trial]]:
    """How many calls a use case makes, and all its trials."""
    number, use_case = numbered
    with ExitStack() as stack:
        with lock:  # boto3 makes one client at a time.
            stage = stack.enter_context(staged(use_case, aws, f"faults-{number}"))
        trials = Trials(stage)
        made = list(trials.all())
    with lock:
        print(row(use_case.name, len(trials.calls), made), flush=True)
        for trial in made:
            if trial.verdict is Verdict.LOST:
                laid = trial.laid
                print(f"    {laid.fault} x{laid.times} at {trials.calls[laid.at - 1]} ({laid.at}): {trial.loss}")
    return len(trials.calls), made


def all_tried(chosen: Iterable[UseCase], aws: str) -> list[tuple[int, Sequence[Trial]]]:
    """The same of many use cases, some at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda numbered: tried(numbered, aws), enumerate(chosen)))


def row(name: str, calls: int | str, made: Sequence[Trial]) -> str:
    """One line of the table."""
    ended = Counter(trial.verdict for trial in made)
    copies = sum(trial.mails_twice for trial in made)
    return ROW.format(name, calls, len(made), *(ended[verdict] for verdict in Verdict), copies)


def head(first: str) -> str:
    """The head of a table."""
    return f"{HEAD.format(first)}\n|{' --- |' * 7}"


def main(wanted: Iterable[str]) -> int:
    """Try the use cases whose names contain one of these words, all without."""
    words = tuple(wanted)
    chosen = [case for case in USE_CASES if not words or any(word in case.name for word in words)]
    print(head("use case"), flush=True)
    with TemporaryDirectory() as state, EmbeddedAws(Path(state)) as aws, retrying_at_once():
        results = all_tried(chosen, aws.endpoint)
    made = [trial for _, trials in results for trial in trials]
    calls = sum(calls for calls, _ in results)
    print(f"\n{head('fault')}")
    for fault in Fault:
        print(row(fault, "", [trial for trial in made if trial.laid.fault is fault]))
    lost = sum(trial.verdict is Verdict.LOST for trial in made)
    print(f"\n{len(chosen)} use cases, {len(Fault)} kinds of fault, {calls} calls: {len(made)} cases, {lost} losses.")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
