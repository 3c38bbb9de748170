"""The engine on the command line: python -m matching rank|plan|explain FILE [--out FILE] [--language ja|en].

Exit status 2, with the place at fault, for a file that cannot be read. The JSON form of a question stands in
matching.document, that of a round in docs/engine.md.
"""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from matching.errors import Fault

# By module, imported when called: one subcommand does not load what only another needs.
COMMANDS: Mapping[str, str] = {
    "rank": "matching.command.rank",
    "plan": "matching.plan.command",
    "explain": "matching.command.explain",
}


def main(argv: Sequence[str]) -> int:
    """Run the subcommand that the first argument names; the exit status."""
    if not argv or argv[0] not in COMMANDS:
        print(f"usage: python -m matching {{{','.join(COMMANDS)}}} FILE.json [--help]", file=sys.stderr)
        return 2
    try:
        status: int = import_module(COMMANDS[argv[0]]).main(argv[1:])
    except (Fault, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
