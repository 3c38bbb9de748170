"""What the service's Python may not say."""

import ast
from collections.abc import Iterator
from pathlib import PurePath

# What leaves as an answer is made where the headers are added.
ANSWERING = {"chalicelib/web/visit.py", "chalicelib/web/api/call.py"}
# Time and chance come through ports, so that tests can set them; a jitter needs no secret.
CLOCKS = {"chalicelib/adapters/clock.py"}
CHANCE = {"secrets": {"chalicelib/adapters/mint.py"}, "random": {"chalicelib/service/office.py"}, "uuid": set[str]()}
NOW = {"now", "utcnow", "today", "fromtimestamp"}
# What a log line may hold beside its constant message: no text that anybody typed.
LOGGED = {"route", "method", "status", "why", "step", "letter", "about", "notice", "mail"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def faults(path: PurePath, text: str) -> Iterator[tuple[int, str]]:
    """Line and sentence of each breach in a file, `path` being relative to the project."""
    name = path.as_posix()
    for node in ast.walk(ast.parse(text)):
        if found := _fault(name, node):
            yield getattr(node, "lineno", 0), found


def _fault(name: str, node: ast.AST) -> str | None:
    match node:
        case ast.Call(func=ast.Name(id="Response")) if name not in ANSWERING:
            return "an answer is made by Visit.answer or answer_text, which add the headers"
        case ast.Call(func=ast.Attribute(attr=attr, value=value)) if attr in NOW and name not in CLOCKS:
            return "the time is asked of the clock" if ast.unparse(value) in ("datetime", "date") else None
        case ast.Import(names=names) if any(name not in CHANCE.get(alias.name, {name}) for alias in names):
            return "chance comes from the mint"
        case ast.ImportFrom(module=str(module)) if name not in CHANCE.get(module, {name}):
            return "chance comes from the mint"
        case ast.Name(id="Markup"):
            return "text is escaped by the template, never declared safe"
        case ast.Call(func=ast.Attribute(value=ast.Name(id="logger"), attr=level)) if level in LEVELS:
            return _logged(node)
    return None


def _logged(call: ast.Call) -> str | None:
    if len(call.args) != 1 or not isinstance(call.args[0], ast.Constant):
        return "a log message is constant"
    for keyword in call.keywords:
        match keyword:
            case ast.keyword(arg="extra", value=ast.Dict(keys=keys)) if all(
                isinstance(key, ast.Constant) and key.value in LOGGED for key in keys
            ):
                continue
        return f"a log line holds nothing but {', '.join(sorted(LOGGED))}"
    return None
