"""Reads the texts that people see out of the source: those of the window (`tr`), those of the layers below it, the manifests'.

Nothing is imported, only parsed. Texts below the window are templates: “{count} records” for f"{count:,} records"; a choice
within a text (`{'it' if one else 'them'}`) becomes one template for each of its ends.
"""

import ast
import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .paths import ROOT

PROGRAM = ROOT / "desktop_sync"
MANIFESTS = ROOT / "resources" / "connectors"
TEMPLATES = ROOT / "resources" / "templates"
UNSEEN = ROOT / "packaging" / "devlib" / "unseen.txt"
"""Texts of the layers below the window that no person sees, one a line: SQL, patterns, file formats."""
WINDOW, BELOW = "gui", ("errors.py", "model", "sync", "engine", "store", "connectors", "bootstrap")
BELOW_CONTEXT, HELPER_CONTEXT, TEMPLATE_CONTEXT = "Core", "Text", "Templates"
MOST_VARIANTS = 12
NAMED = {"label", "help", "title", "reason", "advice", "what", "words", "abilities", "does", "default_advice"}
"""Arguments and attributes whose texts are seen even when they are a single word."""
LABELLED = {"Setting": slice(1, 3), "LensInfo": slice(1, 2), "Param": slice(2, 3)}
"""Calls of which some arguments are labels and help, whatever they look like."""
UNSEEN_FILES = (
    "bootstrap/demo/*",  # the sample data; its faults are printed by the demo itself
    "bootstrap/autostart.py",  # files for the desktop
    "bootstrap/logs.py",  # the log, and what a terminal shows
    "bootstrap/support.py",  # a file for whoever helps
    "bootstrap/window.py",  # there is no window to say it
    "connectors/rest/format*.py",  # for authors of manifests, on the command line
    "connectors/rest/lint.py",
    "connectors/rest/outline.py",
    "connectors/rest/paths.py",
    "connectors/rest/typed.py",
    "connectors/sql/*reflect.py",  # SQL
    "connectors/sql/dialect.py",
    "engine/events.py",  # `serve`
    "engine/health.py",
    "engine/hookcert.py",  # a command
    "engine/outbox.py",  # a log
    "engine/privacy.py",  # a command
    "engine/lease.py",
    "engine/relaying.py",
    "engine/runs.py",  # `serve`
    "engine/worker.py",
    "store/rows.py",  # SQL
    "store/copies.py",
    "store/traces.py",
    "store/migrations/*",
    "sync/privacy.py",  # a command
    "sync/alerts.py",
    "sync/hooks.py",
    "sync/fieldnames.py",  # names to compare
    "sync/syncfile*.py",  # the text form of a sync, on the command line
    "sync/template.py",  # for authors of templates, on the command line
    "sync/toml*.py",
)
"""Modules whose texts the window never shows."""
ENUMS = (
    *("text", "integer", "decimal", "float", "boolean", "date", "datetime", "time", "choice", "choices"),
    *("reference", "email", "phone", "json", "binary"),
    *("{day} at {time}", "and", "or", "“{names}” in {upper} {problem}"),
)
"""Seen, and no text of their own in the source: the types of fields, what moments and enumerations are put together with."""
LOUD = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE FROM|CREATE|ALTER TABLE|ORDER BY|PRAGMA|WHERE|CAST|IS NULL|COALESCE|VACUUM|SAVEPOINT|BEGIN|ROLLBACK|COLLATE)\b"
    r"|^\W*[A-Z_]{2,} [A-Z_ ]{2,}|xmlns|</|<\w+[ >]|/>|\\[dDsSwWbBZ]|%\(|^\(\?|^lens = |%[dmYHM]"
)
PLAIN = re.compile(r"^[A-Z]?[a-z]+ [“a-z%(]")
"""How a sentence of a person begins, even where it names a word of SQL or a part of a format."""
GAP = re.compile(r"\{\w+\}")
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, order=True)
class Text:
    """A text to translate. `counted`: has forms for one and many."""

    context: str
    source: str
    comment: str = ""
    counted: bool = False


def texts() -> dict[Text, str]:
    """All that there is to translate, each with the first place where it stands."""
    found: dict[Text, str] = {}
    for file in sorted((PROGRAM / WINDOW).rglob("*.py")):
        for text, line in _Window(ast.parse(file.read_text("utf-8"))).texts():
            found.setdefault(text, f"{file.relative_to(ROOT).as_posix()}:{line}")
    for source, place in below().items():
        found.setdefault(Text(BELOW_CONTEXT, source), place)
    for file in sorted(TEMPLATES.glob("*.toml")):
        for source in _template_texts(tomllib.loads(file.read_text("utf-8"))):
            found.setdefault(Text(TEMPLATE_CONTEXT, source), file.relative_to(ROOT).as_posix())
    return found


def _template_texts(template: Mapping[str, Any]) -> Iterator[str]:
    """What a template is called, what it does, and what the records of its sides are."""
    yield from (template["label"], template["summary"])
    yield from (template[side]["what"] for side in ("a", "b"))


class _Window:
    """The calls of `tr` in one module of the window."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree

    def texts(self) -> Iterator[tuple[Text, int]]:
        for context, call in self._calls(self._tree, ""):
            text = read_call(context, call)
            if text is not None:
                yield text, call.lineno

    def _calls(self, node: ast.AST, context: str) -> Iterator[tuple[str, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            inner = child.name if isinstance(child, ast.ClassDef) else context
            if isinstance(child, ast.Call):
                yield inner, child
            yield from self._calls(child, inner)


def read_call(context: str, call: ast.Call) -> Text | None:
    """The text of `self.tr("…")`, `tr("…")`, `many("…", n)` or `translate("Context", "…")`; None for other calls."""
    name, arguments = called(call), call.args
    if isinstance(call.func, ast.Attribute) and name == "tr" and getattr(call.func.value, "id", "") == "self":
        return _text(context, arguments, counted=len(arguments) > 2)
    if isinstance(call.func, ast.Name) and name in {"tr", "many", "later"}:
        return _text(HELPER_CONTEXT, arguments, counted=name == "many")
    if name == "translate" and len(arguments) > 1 and isinstance(arguments[0], ast.Constant):
        return _text(str(arguments[0].value), arguments[1:], counted=len(arguments) > 3)
    return None


def called(call: ast.Call) -> str:
    """The last part of the name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _text(context: str, arguments: list[ast.expr], *, counted: bool) -> Text | None:
    if not arguments or not isinstance(arguments[0], ast.Constant) or not isinstance(arguments[0].value, str):
        return None
    comment = ""
    if len(arguments) > 1 and isinstance(arguments[1], ast.Constant) and isinstance(arguments[1].value, str):
        comment = arguments[1].value
    return Text(context, arguments[0].value, comment, counted)


def below() -> dict[str, str]:
    """The templates of the layers below the window, and the manifests' texts, each with its place."""
    unseen = {line.replace("\\n", "\n") for line in UNSEEN.read_text("utf-8").splitlines() if line}
    found: dict[str, str] = {}
    for layer in BELOW:
        files = sorted((PROGRAM / layer).rglob("*.py")) if not layer.endswith(".py") else [PROGRAM / layer]
        for file in files:
            if any(file.match(one) for one in UNSEEN_FILES):
                continue
            for source, line in templates(ast.parse(file.read_text("utf-8"))):
                found.setdefault(source, f"{file.relative_to(ROOT).as_posix()}:{line}")
    for source in ENUMS:
        found.setdefault(source, "desktop_sync/model/schema.py")
    for file in sorted(MANIFESTS.glob("*.toml")):
        for source in _manifest_texts(tomllib.loads(file.read_text("utf-8"))):
            found.setdefault(source, file.relative_to(ROOT).as_posix())
    return {source: place for source, place in found.items() if source not in unseen and not is_loud(source)}


def is_loud(text: str) -> bool:
    """Whether it is SQL, a pattern or a format, and no sentence that names one."""
    return bool(LOUD.search(text)) and not PLAIN.search(text)


def templates(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """What a module below the window may say."""
    unheard = set(silent(tree))
    named = {id(one) for one in _named(tree)}
    for node in ast.walk(tree):
        if id(node) in unheard:
            continue
        for template in _said_by(node):
            if is_said(template) or (id(node) in named and WORD.search(GAP.sub("", template))):
                yield template.strip(" "), node.lineno


def _said_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.JoinedStr):
        return variants(node)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def is_said(text: str) -> bool:
    """Whether it reads like words: two of them with a space between (a gap counts as one), or a quotation of a gap."""
    bare = GAP.sub("\N{BULLET}", text.strip())
    if not WORD.search(bare):
        return "“\N{BULLET}" in bare and " " in bare
    return bool(re.search(r"[\w\N{BULLET}”)%][,;:.…]?\s+\W?[\w\N{BULLET}]", bare)) and not re.search(
        r"\w[=_]\w|\w\(", bare
    )


def silent(tree: ast.Module) -> Iterator[int]:
    """Docstrings, annotations, what goes to the log, the parts of f-strings (their templates count)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        for note in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(note, ast.AST):
                yield from (id(one) for one in ast.walk(note))
        if isinstance(node, ast.Call) and _is_silent_call(node):
            yield from (id(one) for argument in node.args for one in ast.walk(argument))
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                yield id(part)
                if isinstance(part, ast.FormattedValue) and part.format_spec is not None:
                    yield from (id(one) for one in ast.walk(part.format_spec))


def _is_silent_call(call: ast.Call) -> bool:
    owner = getattr(call.func, "value", None)
    if isinstance(owner, ast.Name) and owner.id in {"log", "_log", "logging", "logger", "re"}:
        return True
    return called(call) in {"cast", "getattr", "compile", "TypeVar", "startswith", "endswith"}


def _named(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in NAMED:
            yield from ast.walk(node.value)
        if isinstance(node, ast.Call) and called(node) in LABELLED:
            yield from node.args[LABELLED[called(node)]]
        if isinstance(node, ast.Assign) and any(getattr(one, "id", "") in NAMED for one in node.targets):
            yield from ast.walk(node.value)
        if isinstance(node, ast.Dict):
            yield from _words_of(node)


def _words_of(table: ast.Dict) -> list[ast.expr]:
    """The values of a table of words: one where most read like words, and the others are words, too."""
    said = sum(any(is_said(text) for text in _said_by(one)) for one in table.values)
    return table.values if said * 2 >= len(table.values) and said else []


def variants(node: ast.JoinedStr) -> list[str]:
    """The texts that an f-string may become, each with gaps."""
    parts: list[list[str]] = []
    names: dict[str, str] = {}
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append([str(part.value)])
        elif isinstance(part, ast.FormattedValue):
            parts.append(_ends(part.value) or ["{" + _name(part.value, names) + "}"])
    made = ("".join(one) for one in itertools.islice(itertools.product(*parts), MOST_VARIANTS))
    return list(dict.fromkeys(made))


def _ends(node: ast.expr) -> list[str]:
    """The texts that a choice ends in; none when one of them is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        first, second = _ends(node.body), _ends(node.orelse)
        return [*first, *second] if first and second else []
    return []


def _name(node: ast.expr, names: dict[str, str]) -> str:
    """What a gap is called: by the last word of its expression, different for each expression."""
    key = ast.unparse(node)
    if key not in names:
        words = re.findall(r"[a-z_]{2,}", key.split("(")[0]) or re.findall(r"[a-z_]+", key) or ["x"]
        base = words[-1].strip("_") or "x"
        taken, wanted, count = set(names.values()), base, 2
        while wanted in taken:
            wanted, count = f"{base}{count}", count + 1
        names[key] = wanted
    return names[key]


def _manifest_texts(node: object, key: str = "") -> Iterable[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in {"tables", "table", "docs"}:  # the system's own words
                yield from _manifest_texts(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _manifest_texts(value, key)
    elif isinstance(node, str) and key in {
        "help",
        "label",
        "description",
        "advice",
        "note",
        "notes",
        "summary",
        "features",
        "cannot",
    }:
        yield node
