"""What the documents say is what the program does: commands, options, lenses, settings, keys, shapes, links."""

import argparse
import ast
import re
import shlex
from pathlib import Path

import pytest

from desktop_sync.bootstrap.wire import connector_kinds
from desktop_sync.cli.main import build_parser
from desktop_sync.cli.output import Exit
from desktop_sync.sync.lenses import catalogue
from desktop_sync.sync.syncfile import parse

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "REFERENCE.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
DOCUMENTS = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
GLOSSARY_ROW = re.compile(r"^\| ([^|]+) \| [^|]+ \|$", re.MULTILINE)


def leaves(parser, path=()):
    """(words, parser) of every command that does something."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield path, parser
    for group in groups:
        for name, one in group.choices.items():
            yield from leaves(one, (*path, name))


COMMANDS = dict(leaves(build_parser()))


def block(document: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", document, re.MULTILINE | re.DOTALL)


def row_of(words):
    rows = [line for line in REFERENCE.splitlines() if re.match(rf"\| `{' '.join(words)}[ `]", line)]
    assert rows, f"docs/REFERENCE.md has no row for “{' '.join(words)}”"
    return rows[0]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_documented_with_its_options(words):
    row = row_of(words)
    options = [action.option_strings[-1] for action in COMMANDS[words]._actions if action.option_strings]
    for option in set(options) - {"--help", "-h", "--json", "--workspace", "--reveal"}:
        assert f"`{option}" in row
    for action in COMMANDS[words]._actions:
        if not action.option_strings:
            assert str(action.metavar) in row
    assert " ".join(words) in README


def test_no_command_is_documented_that_is_not_there():
    first_cells = re.findall(
        r"^\| `([a-z]+(?: [a-z]+)?)(?=[ `])[^|]*` \| [^|]+ \| [^|]*\|$", REFERENCE.split("## JSON")[0], re.MULTILINE
    )
    assert first_cells
    for cell in first_cells:
        assert tuple(cell.split()) in COMMANDS or (cell.split()[0],) in COMMANDS


def test_json_documents_are_told_for_every_command():
    table = REFERENCE.split("## JSON")[1].split("## The sync file")[0]
    for words in COMMANDS:
        assert f"`{' '.join(words)}`" in table, words


def test_exit_codes():
    for document in (README, REFERENCE):
        assert all(re.search(rf"(codes: |· ){code.value}\b", document) for code in Exit)


@pytest.mark.parametrize("info", catalogue(), ids=lambda one: one.name)
def test_every_lens_and_parameter_is_documented(info):
    [row] = [line for line in REFERENCE.splitlines() if line.startswith(f"| `{info.name}` | {info.arity}")]
    for param in info.params:
        assert f"`{param.name}`" in row
        assert all(f"`{word}`" in row for word in param.words)


def test_no_lens_is_documented_that_is_not_there():
    table = REFERENCE.split("## Lenses")[1].split("## Connectors")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == {one.name for one in catalogue()}


@pytest.mark.parametrize("info", connector_kinds(), ids=lambda one: one.kind)
def test_every_kind_and_setting_is_documented(info):
    part = REFERENCE.split(f"### `{info.kind}`")[1].split("### ")[0]
    assert f"| `{info.kind}` |" in README
    for setting in info.settings:
        kind = "secret" if setting.secret else "setting"
        need = "needed" if setting.required else "optional"
        assert f"| `{setting.key}` | {kind}, {need} |" in part


def test_no_kind_is_documented_that_is_not_there():
    assert set(re.findall(r"^### `(\w+)`", REFERENCE, re.MULTILINE)) == {one.kind for one in connector_kinds()}


def sync_file_keys():
    """Every key that the reader of sync files asks for, from its source."""
    tree = ast.parse((ROOT / "desktop_sync" / "sync" / "syncfile.py").read_text(encoding="utf-8"))
    readers = {
        "text",
        "word",
        "flag",
        "texts",
        "names",
        "key_lists",
        "table",
        "tables",
        "made",
        "lens",
        "condition",
        "plain",
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in readers
            and node.args
        ):
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_every_key_of_a_sync_file_is_documented():
    keys = set(sync_file_keys())
    assert {"name", "account", "first_run", "every", "deletes"} <= keys
    table = REFERENCE.split("## The sync file")[1].split("## Lenses")[0]
    for key in keys:
        assert re.search(rf"`{key}`|\[{key}\]|\b{key} = ", table), key


def test_every_variable_of_the_environment_is_documented():
    found = set()
    for file in (ROOT / "desktop_sync").rglob("*.py"):
        found |= set(re.findall(r"DESKTOP_SYNC_[A-Z_]+", file.read_text(encoding="utf-8")))
    assert found
    for name in found:
        assert f"`{name}`" in REFERENCE, name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_commands_in_documents_are_understood(document):
    parser = build_parser()
    commands = (ROOT / "packaging" / "devlib" / "commands.py").read_text(encoding="utf-8")
    for text in block(document.read_text(encoding="utf-8"), "sh"):
        for line in text.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["desktop-sync"]:
                assert parser.parse_args(words[1:]).command_function is not None
            elif words[:2] == ["python3", "packaging/dev.py"]:
                assert f'"{words[2]}":' in commands
            elif words:
                assert words[0] == "export", line


def test_the_sync_file_of_the_tour_is_right():
    [text] = block(README, "toml")
    definition = parse(text)
    assert [link.name for link in definition.fields] == ["name", "email"]


def test_the_demo_of_the_tour_is_what_the_demo_prints():
    from desktop_sync.bootstrap.demo import story
    from desktop_sync.bootstrap.demo.people import person

    [text] = [one for one in block(README, "text") if "resolve" in one]
    first = story.CONFLICTS[0]
    one = person(first.number)
    assert (
        f"{one.name} · {one.email} · {first.field}: was {one.city}, A says {first.shop}, B says {first.office}" in text
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_links_lead_somewhere(document):
    for label, target in re.findall(r"(!?\[[^\]]*\])\(([^)]+)\)", document.read_text(encoding="utf-8")):
        path, _, anchor = target.partition("#")
        if target.startswith("http"):
            continue
        file = document.parent / path if path else document
        # The pictures are made from the window by packaging/screens.py, all at once.
        if not label.startswith("!") or (ROOT / "docs" / "images").exists():
            assert file.is_file(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", one).strip().lower().replace(" ", "-") for one in headings}


def test_files_of_the_architecture_are_there():
    paths = set(re.findall(r"`((?:desktop_sync/)?(?:\w+/)+\w*(?:\.py)?)`", ARCHITECTURE))
    paths |= {f"desktop_sync/sync/{name}" for name in ("merge.py", "reconcile.py", "guards.py")}
    assert len(paths) > 5
    for path in paths:
        assert (ROOT / path).exists() or (ROOT / "desktop_sync" / path).exists(), path


def test_the_glossary_is_in_order_and_has_the_terms():
    text, _, german = (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8").partition("## In German")
    words = [cell for cell in GLOSSARY_ROW.findall(text) if cell not in {"word", "---"}]
    assert words == sorted(words)
    translated = [cell for cell in GLOSSARY_ROW.findall(german) if cell not in {"English", "---"}]
    assert len(translated) > 30
    assert translated == sorted(translated)
    terms = (
        "connector account table record sync lens base change conflict hold plan run journal history guard "
        "ref version cursor intent resolution side operation"
    )
    assert {*terms.split(), "shared view", "link, pair"} <= set(words)


def test_the_changelog_knows_this_version():
    from desktop_sync import __version__

    assert f"## {__version__}" in (ROOT / "docs" / "CHANGELOG.md").read_text(encoding="utf-8")


def manifest_keys():
    """Every key of the manifest format, from its dataclasses."""
    import dataclasses

    from desktop_sync.connectors.rest import format as whole
    from desktop_sync.connectors.rest import format_auth, format_calls, format_changes, format_table, format_webhooks
    from desktop_sync.connectors.rest.typed import key_of

    for module in (whole, format_auth, format_calls, format_changes, format_table, format_webhooks):
        for one in vars(module).values():
            if isinstance(one, type) and dataclasses.is_dataclass(one) and one.__module__ == module.__name__:
                yield from (key_of(field) for field in dataclasses.fields(one))


def test_every_key_of_a_manifest_is_documented():
    keys = set(manifest_keys())
    assert {"windows", "list", "is", "now_header", "failed_echo"} <= keys
    page = (ROOT / "docs" / "MANIFEST.md").read_text(encoding="utf-8")
    for key in keys:
        assert re.search(rf"[`.\[]{key}[`.\]]", page), key


def test_every_word_of_a_manifest_is_documented():
    from desktop_sync.connectors.rest.format import ErrorClass, Proof
    from desktop_sync.connectors.rest.format_changes import TimeShape
    from desktop_sync.connectors.rest.format_table import Absent, Align, Clear, GuardKind, IdKind
    from desktop_sync.connectors.rest.hooks import HOOKS

    page = (ROOT / "docs" / "MANIFEST.md").read_text(encoding="utf-8")
    enums = (ErrorClass, Proof, TimeShape, Absent, Align, Clear, GuardKind, IdKind)
    for word in [*HOOKS, *(one.value for enum in enums for one in enum)]:
        assert f"`{word}`" in page, word
