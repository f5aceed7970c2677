"""Finds texts of the window that people see and that go through no `tr`: where they stand, and where tables of words are shown from.

Nothing is imported, only parsed. A text is seen when it reads like words, when it is handed to a call that shows it (also by way
of a dict, a tuple, a loop or a local name, from another module of the window, too), or when it stands among others that are seen.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .harvest import GAP, called, is_said, silent, variants

TRANSLATES = {"tr", "many", "later", "translate"}
SHOWN_BY = {
    **dict.fromkeys(
        ("label", "button", "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription"), (0,)
    ),
    **dict.fromkeys(("setWindowTitle", "setPlaceholderText", "setTitle", "setInformativeText", "addAction"), (0,)),
    **dict.fromkeys(("setStatusTip", "set_title", "setSuffix", "setPrefix", "setSpecialValueText", "addItem"), (0,)),
    **dict.fromkeys(("ElidedLabel", "show_meta"), (0,)),
    **dict.fromkeys(("counted", "joined"), (1, 2)),
    **dict.fromkeys(("show_words", "addTab"), (0, 1)),
}
"""Calls whose texts people see even when they are single words in small letters, and which of their arguments."""
STYLE = re.compile(r"^\s*Q\w+|[{;]\s*[\w-]+:\s|<span|^%|^[\w.]+$", re.DOTALL)
CAPITALISED = re.compile(r"[A-Z][a-z]{2,}")
DEEPEST = 6
"""How many names, tables and choices a text is followed through."""
EVERYWHERE = 0
"""The scope of what a whole module sees."""
Display = ast.Dict | ast.Tuple | ast.List | ast.Set
Text = ast.Constant | ast.JoinedStr


def untranslated(file: Path) -> list[tuple[int, str]]:
    """Texts in a module of the window that people see and that go through no `tr`: line and text."""
    tree = ast.parse(file.read_text("utf-8"))
    passed = set(silent(tree)) | _passed(tree)
    shown = _Module(tree, file).shown()
    by_call = shown.keys() | _beside_others(tree, passed)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, Text) and (id(node) in shown or id(node) not in passed):
            shown.pop(id(node), None)
            if _is_visible(node, by_call=id(node) in by_call):
                found.append((node.lineno, _bare(node)))
    return [*found, *((line, _bare(one)) for line, one in shown.values() if _is_visible(one, by_call=True))]


def _passed(tree: ast.AST) -> set[int]:
    """What is translated where it stands, and what is only compared with or looked up by."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in TRANSLATES:
            passed |= {id(one) for argument in node.args for one in ast.walk(argument)}
        elif isinstance(node, ast.Compare):
            passed |= _constants(node)
        elif isinstance(node, ast.Subscript):
            passed |= _constants(node.slice) | (set() if isinstance(node.value, Display) else _constants(node.value))
    return passed


def _constants(node: ast.AST) -> set[int]:
    return {id(one) for one in ast.walk(node) if isinstance(one, ast.Constant)}


def _bare(node: Text) -> str:
    return "".join(variants(node)[:1]) if isinstance(node, ast.JoinedStr) else str(node.value)


def _is_visible(node: Text, *, by_call: bool) -> bool:
    if isinstance(node, ast.Constant) and not isinstance(node.value, str):
        return False
    text = _bare(node)
    if not re.search(r"[^\W\d_]{2}", GAP.sub("", text)):
        return False
    if by_call or CAPITALISED.fullmatch(text):
        return True
    return is_said(text) and not STYLE.search(text)


def _beside_others(tree: ast.AST, passed: set[int]) -> set[int]:
    """Single words among the values of a dict, or in a column of a table, whose others are translated or read like words."""
    shown: set[int] = set()
    for node in ast.walk(tree):
        for column in _columns(node):
            texts = [one for one in column if isinstance(one, Text)]
            if any(_is_translated(one) for one in column) or any(
                id(one) not in passed and _is_visible(one, by_call=False) for one in texts
            ):
                shown |= {id(one) for one in texts}
    return shown


def _columns(node: ast.AST) -> Iterator[list[ast.expr]]:
    if isinstance(node, ast.Dict):
        rows = node.values
        yield rows
    elif isinstance(node, ast.Tuple | ast.List):
        rows = node.elts
    else:
        return
    tuples = [one.elts for one in rows if isinstance(one, ast.Tuple)]
    if len(tuples) > 1 and len(tuples) == len(rows) and len({len(one) for one in tuples}) == 1:
        yield from (list(column) for column in zip(*tuples, strict=True))


def _is_translated(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and called(node) in TRANSLATES


class _Module:
    """Follows what a module shows back to the texts, through names, tables, choices, loops and imports."""

    def __init__(self, tree: ast.Module, file: Path) -> None:
        self._tree = tree
        self._file = file
        self._values: dict[tuple[int, str], list[ast.expr]] = {}
        self._scope_of: dict[int, int] = {}
        self._read(tree, EVERYWHERE)

    def shown(self) -> dict[int, tuple[int, Text]]:
        """The texts that calls of `SHOWN_BY` are given and that headings of tables return, by id, with the line that shows them."""
        found: dict[int, tuple[int, Text]] = {}
        for node in ast.walk(self._tree):
            for one in _shows(node):
                found |= {id(text): (one.lineno, text) for text in self._texts(one)}
        return found

    def _read(self, node: ast.AST, scope: int) -> None:
        self._scope_of[id(node)] = scope
        self._bind_all(node, scope)
        inner = id(node) if isinstance(node, ast.FunctionDef | ast.Lambda) else scope
        for child in ast.iter_child_nodes(node):
            self._read(child, inner)

    def _bind_all(self, node: ast.AST, scope: int) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._bind(target, node.value, scope)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._bind(node.target, node.value, scope)
        elif isinstance(node, ast.For | ast.comprehension):
            self._bind_loop(node.target, node.iter, scope)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            for one in node.names:
                self._import(node.module, one.name, one.asname or one.name)

    def _bind(self, target: ast.expr, value: ast.expr, scope: int) -> None:
        if isinstance(target, ast.Name):
            self._values.setdefault((scope, target.id), []).append(value)
        elif isinstance(target, ast.Attribute):
            self._values.setdefault((EVERYWHERE, target.attr), []).append(value)
        elif isinstance(target, ast.Tuple):
            for at, one in enumerate(target.elts):
                self._bind(one, self._made(ast.Subscript(value, ast.Constant(at), ast.Load()), scope), scope)

    def _bind_loop(self, target: ast.expr, rows: ast.expr, scope: int) -> None:
        if isinstance(rows, ast.Call) and isinstance(target, ast.Tuple):
            of = [rows.func.value] if isinstance(rows.func, ast.Attribute) else list(rows.args)
            if called(rows) in {"items", "enumerate"}:
                target, rows = target.elts[-1], of[0]
            elif called(rows) == "zip":
                for one, row in zip(target.elts, of, strict=False):
                    self._bind_loop(one, row, scope)
        elif isinstance(rows, ast.Call) and called(rows) == "values" and isinstance(rows.func, ast.Attribute):
            rows = rows.func.value
        self._bind(target, self._made(ast.Starred(rows, ast.Load()), scope), scope)

    def _made(self, node: ast.expr, scope: int) -> ast.expr:
        self._scope_of[id(node)] = scope
        return node

    def _import(self, module: str, name: str, here: str) -> None:
        first, *others = module.split(".")
        for folder in self._file.parents:
            file = folder.joinpath(*others).with_suffix(".py") if folder.name == first else self._file
            if file != self._file and file.is_file() and name in _tables(file):
                self._values.setdefault((EVERYWHERE, here), []).append(_tables(file)[name])

    def _texts(self, node: ast.expr, deep: int = 0) -> Iterator[Text]:
        """The texts that an expression may be; what `later` only marks, too."""
        if isinstance(node, Text):
            yield node
        elif isinstance(node, ast.Call) and called(node) == "later":
            yield from (one for one in node.args if isinstance(one, Text))
        elif deep < DEEPEST:
            for one in self._nearer(node, deep):
                yield from self._texts(one, deep + 1)

    def _nearer(self, node: ast.expr, deep: int) -> Iterator[ast.expr]:
        if isinstance(node, ast.IfExp):
            yield from (node.body, node.orelse)
        elif isinstance(node, ast.BoolOp):
            yield from node.values
        elif isinstance(node, ast.Name | ast.Attribute):
            yield from self._named(node)
        elif isinstance(node, ast.Subscript | ast.Starred):
            at = node.slice if isinstance(node, ast.Subscript) else None
            for table in self._displays(node.value, deep + 1):
                yield from _picked(table, at)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            for table in self._displays(node.func.value, deep + 1):
                yield from _picked(table, None)
            yield from node.args[1:]

    def _named(self, node: ast.Name | ast.Attribute) -> list[ast.expr]:
        if isinstance(node, ast.Attribute):
            return self._values.get((EVERYWHERE, node.attr), [])
        scope = self._scope_of.get(id(node), EVERYWHERE)
        return self._values.get((scope, node.id)) or self._values.get((EVERYWHERE, node.id), [])

    def _displays(self, node: ast.expr, deep: int) -> Iterator[Display]:
        """The dicts and tuples that an expression may be."""
        if isinstance(node, Display):
            yield node
        elif deep < DEEPEST:
            for one in self._nearer(node, deep):
                yield from self._displays(one, deep + 1)


def _shows(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Call) and called(node) in SHOWN_BY:
        return [node.args[at] for at in SHOWN_BY[called(node)] if at < len(node.args)]
    if isinstance(node, ast.FunctionDef) and node.name == "headerData":
        return [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value]
    return []


@cache
def _tables(file: Path) -> dict[str, Display]:
    """The tables of a module, by name."""
    found: dict[str, Display] = {}
    for node in ast.parse(file.read_text("utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(value, Display):
            found |= {one.id: value for one in targets if isinstance(one, ast.Name)}
    return found


def _picked(table: Display, at: ast.expr | None) -> list[ast.expr]:
    parts = table.values if isinstance(table, ast.Dict) else table.elts
    if isinstance(at, ast.Constant) and isinstance(at.value, int) and not isinstance(table, ast.Dict):
        return parts[at.value : at.value + 1]
    return parts
