"""Which use cases write, read from their source: whatever calls a port for more than an answer, or calls who does.

What only other use cases call is part of them, and tried with them.
"""

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

import chalicelib.service
from chalicelib.service.office import Office

NO_STORES = {"clock", "mint", "vault", "logbook", "profile", "working_days", "stationery"}
ROOT = Path(__file__).parents[2]
OUTSIDE = ("chalicelib/web", "infra")
PORTS = {name: set(dir(port)) for name, port in get_type_hints(Office).items() if name not in NO_STORES}
# A method that is not named here counts as writing, so that a new one is never overlooked.
READING = {
    "cases": {"case", "request_id", "last_number", "rows", "assignments", "assignments_of", "events"}
    | {"receipt", "receipts", "due_offers", "support", "due_supports", "offers"},
    "experts": {"experts", "page", "expert"},
    "rounds": {"round", "plan", "plans", "rows", "progress", "trial", "due"},
    "tunings": {"current", "latest"},
    "letters": {"letter", "about", "due", "waiting", "by_token", "by_code"},
    "doors": {"user", "user_by_email", "users", "attempt", "session", "factor", "sessions_of", "knows_browser"},
    "tokens": {"token", "by_digest", "tokens"},
    "denials": {"denials", "rows"},
    "addresses": {"barred"},
    "errands": {"errand"},
}


def writing_use_cases() -> set[str]:
    """`module.function` of every public function that writes, itself or by another, and is no mere part of others."""
    functions = dict(_functions())
    parts = {
        called for name, function in functions.items() for called in _called(function) - {name}
    } - _wanted_outside()
    writes = {name for name, function in functions.items() if _writes(function)}
    while more := {name for name, function in functions.items() if _called(function) & writes} - writes:
        writes |= more
    return {name for name in writes - parts if not name.rpartition(".")[2].startswith("_")}


def name_of(function: Callable[..., Any]) -> str:
    """A function as it is named here."""
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


def _wanted_outside() -> set[str]:
    """What the other rooms import from the service."""
    files = (file for room in OUTSIDE for file in (ROOT / room).rglob("*.py"))
    imports = (node for file in files for node in ast.walk(ast.parse(file.read_text())))
    return {
        f"{node.module.rpartition('.')[2]}.{alias.name}"
        for node in imports
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("chalicelib.service.")
        for alias in node.names
    }


def _functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in pkgutil.iter_modules(chalicelib.service.__path__):
        loaded = import_module(f"chalicelib.service.{module.name}")
        for _, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == loaded.__name__:
                yield name_of(function), inspect.unwrap(function)


def _tree(function: Callable[..., Any]) -> ast.AST:
    return ast.parse(inspect.getsource(function))


def _writes(function: Callable[..., Any]) -> bool:
    """Whether it says `office.<port>.<method>(...)` with a method that is more than an answer, or sends mail."""
    for node in ast.walk(_tree(function)):
        match node:
            case ast.Attribute(value=ast.Attribute(attr=port) | ast.Name(id=port), attr=method) if port in PORTS:
                if method in PORTS[port] - READING.get(port, set()):
                    return True
            case ast.Attribute(attr="mailer"):
                return True
    return False


def _called(function: Callable[..., Any]) -> set[str]:
    """The service's functions that it names."""
    names = {node.id for node in ast.walk(_tree(function)) if isinstance(node, ast.Name)}
    known = function.__globals__
    named = (known[name] for name in names if inspect.isfunction(known.get(name)))
    return {name_of(other) for other in named if other.__module__.startswith("chalicelib.service.")}
