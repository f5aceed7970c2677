"""The guide says what the program does: its made pages are up to date, it leaves nothing out, its links lead somewhere, its examples run."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from desktop_sync.bootstrap.demo.make import PASSPHRASE
from desktop_sync.bootstrap.paths import PASSPHRASE_VARIABLE, WORKSPACE_VARIABLE
from desktop_sync.cli.main import build_parser
from desktop_sync.gui.guide.shelf import Shelf
from desktop_sync.sync.lenses import catalogue
from desktop_sync.sync.syncfile import parse
from tests.docs import guide as pages_of

ROOT = pages_of.ROOT
sys.path.insert(0, str(ROOT / "packaging"))

from devlib import guide  # noqa: E402 - packaging/ is no package
from devlib.guide import commands, errors, examples, kinds, syncfile  # noqa: E402
from devlib.guide.words import Words  # noqa: E402

LANGUAGES = pages_of.LANGUAGES
PAGES = {language: pages_of.pages(language) for language in LANGUAGES}
MADE = guide.made()
ANCHORS = {
    f"{language}/{name}": pages_of.anchors(text) for language, pages in PAGES.items() for name, text in pages.items()
}


def page(language: str, name: str) -> str:
    return PAGES[language][name]


# ---- made pages
def test_the_made_pages_are_those_of_the_program():
    old = [name for name, text in MADE.items() if not _same(name, text)]
    assert not old, "make them anew: python3 packaging/dev.py guide (or fmt)"
    assert not guide.stale(MADE)


def _same(name: str, text: str) -> bool:
    file = guide.FOLDER / name
    return file.is_file() and file.read_text("utf-8") == text


@pytest.mark.parametrize("part", [commands, syncfile, kinds, errors], ids=lambda one: one.__name__.split(".")[-1])
def test_all_that_the_program_says_there_is_said_in_german(part):
    words = Words("de")
    part.pages(words)
    assert not words.missing, "say it in packaging/devlib/guide/texts/de.toml, under [said]"


def test_both_languages_have_the_same_pages_and_examples():
    english, german = (PAGES[language] for language in LANGUAGES)
    assert english.keys() == german.keys()
    ran = [[(one.page, one.text) for one in pages_of.blocks(language, "sh")] for language in LANGUAGES]
    assert ran[0] == ran[1]
    pictures = [
        {re.sub(r"images/\w+/", "", target) for sign, target in pages_of.LINK.findall(text) if sign}
        for text in (english["window.md"], german["window.md"])
    ]
    assert pictures[0] == pictures[1]


# ---- nothing is left out, and nothing is told that is not there
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_with_its_options(language):
    text = page(language, "command-line.md")
    known = dict(commands.leaves(build_parser()))
    told = re.findall(r"^### (.+)$", text, re.MULTILINE)
    assert sorted(told) == sorted(known)
    for name, part in zip(told, re.split(r"^### .+$", text, flags=re.MULTILINE)[1:], strict=True):
        options = {action.option_strings[-1] for action in known[name]._actions if action.option_strings}
        assert set(re.findall(r"^\| `(--[\w-]+)", part, re.MULTILINE)) == options - commands.LEFT_OUT - {"--help"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lens_with_examples(language):
    text = page(language, "lenses.md")
    names = [one.name for one in catalogue()]
    assert re.findall(r"^## (\w+)$", text, re.MULTILINE) == names
    assert set(examples.EXAMPLES) == set(names)
    assert all(example.rows or name == "reference" for name, some in examples.EXAMPLES.items() for example in some)


def test_every_example_of_a_lens_does_what_it_says():
    assert sum(len(one.rows) for some in examples.EXAMPLES.values() for one in some) > 30
    assert not examples.wrong()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_system_with_its_settings(language):
    known = {one.kind: one for one in kinds.infos()}
    told = {Path(name).stem for name in PAGES[language] if name.startswith("connectors/")}
    assert told == set(known)
    assert set(re.findall(r"connectors/(\w+)\.md", page(language, "connectors.md"))) == set(known)
    for kind, info in known.items():
        keys = re.findall(r"^\| `(\w+)` \| \w+, \w+ \|", page(language, f"connectors/{kind}.md"), re.MULTILINE)
        assert keys == [one.key for one in info.settings]


def titles_in_source() -> set[str]:
    """Every title of an error class, as it stands in the source."""
    texts = [file.read_text("utf-8") for file in (ROOT / "desktop_sync").rglob("*.py")]
    trees = [ast.parse(text) for text in texts if re.search(r"^    title(: .*)? = ", text, re.MULTILINE)]
    classes = [one for tree in trees for one in tree.body if isinstance(one, ast.ClassDef)]
    return {title for one in classes if (title := _title(one))}


def _title(one: ast.ClassDef) -> str:
    raised = any("Error" in ast.unparse(base) or "Exception" in ast.unparse(base) for base in one.bases)
    for line in one.body if raised else ():
        named = ast.unparse(line.targets[0]) if isinstance(line, ast.Assign) else ""
        named = ast.unparse(line.target) if isinstance(line, ast.AnnAssign) else named
        if named == "title":
            return ast.literal_eval(line.value)
    return ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_of_an_error(language):
    told = set(re.findall(r"^## (.+)$", page(language, "errors.md"), re.MULTILINE))
    words = Words(language)
    assert told == {words.said(one.text) for one in errors.titles()}
    assert len(titles_in_source()) > 15
    assert titles_in_source() <= {one.text for one in errors.titles()}
    shown = (ROOT / "desktop_sync" / "gui" / "errors.py").read_text("utf-8")
    assert f'tr("{errors.CRASHED_IN_WINDOW}")' in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_a_sync_file(language):
    text = page(language, "sync-file.md")
    told = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    known = [one.name for one in syncfile.known()]
    assert sorted(told) == sorted(known)
    assert {"name", "account", "first_run", "every", "deletes", "max_same", "unique"} <= set(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_in_the_contents(language):
    listed = [one.path for one in Shelf(pages_of.GUIDE / language).pages]
    assert sorted(listed) == sorted(PAGES[language])


# ---- links and pictures
@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_anchors_lead_somewhere(language):
    for name, text in PAGES[language].items():
        for sign, target in pages_of.LINK.findall(pages_of.BLOCK.sub("", text)):
            if target.startswith("http"):
                continue
            path, _, anchor = target.partition("#")
            file = pages_of.GUIDE / language / name
            there = (file.parent / path).resolve() if path else file
            assert there.is_file(), f"{language}/{name}: {target}"
            assert not sign or f"/images/{language}/" in there.as_posix()
            if anchor and there.is_relative_to(pages_of.GUIDE):
                assert anchor in ANCHORS[there.relative_to(pages_of.GUIDE).as_posix()], f"{language}/{name}: {target}"


def test_every_picture_is_used_and_small():
    used = {
        target.rpartition("images/")[2]
        for pages in PAGES.values()
        for text in pages.values()
        for sign, target in pages_of.LINK.findall(text)
        if sign
    }
    there = {
        one.relative_to(pages_of.GUIDE / "images").as_posix(): one for one in (pages_of.GUIDE / "images").rglob("*.png")
    }
    dark = {name.replace("/", "/dark/", 1) for name in used}
    assert set(there) == used | dark, "each in light and dark"
    assert all(one.stat().st_size < 90_000 for one in there.values())


def test_what_the_window_links_to_comes_along_in_the_wheel():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert taken["docs/guide"] == "desktop_sync/_docs/guide"
    outside = {
        target.partition("#")[0].removeprefix("../").removeprefix("../")
        for pages in PAGES.values()
        for text in pages.values()
        for _, target in pages_of.LINK.findall(text)
        if target.startswith("../../")
    }
    assert outside
    assert all(taken[f"docs/{one}"] == f"desktop_sync/_docs/{one}" for one in outside)


# ---- examples
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_in_the_guide_is_understood(language):
    parser = build_parser()
    for block in pages_of.blocks(language, "sh"):
        for words in pages_of.commands(block):
            assert parser.parse_args(words).command_function is not None
        assert not block.note or pages_of.NOT_RUN[language].fullmatch(block.note), f"{block.page}: {block.note}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sync_file_and_manifest_in_the_guide_is_right(language, tmp_path):
    from desktop_sync.bootstrap.wire import checked_manifest

    for block in pages_of.blocks(language, "toml"):
        if block.page == "sync-file.md":
            assert len(parse(block.text).fields) == 3
        elif block.page == "writing-a-connector.md":
            file = tmp_path / "crm.toml"
            file.write_text(block.text, encoding="utf-8")
            assert checked_manifest(file)["tables"][0]["update"]
        else:
            assert block.page == "lenses.md"
            assert tomllib.loads(block.text)["field"]


def test_the_examples_run(tmp_path, monkeypatch):
    """Each different command once, page by page, on the demo's workspace; about 7 s."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path / "demo"))
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    assert pages_of.run(["demo", "--headless"])[0] == 0
    done = {("demo", "--headless")}
    for block in pages_of.blocks("en", "sh"):
        for words in pages_of.commands(block) if not block.note else ():
            if tuple(words) in done:
                continue
            done.add(tuple(words))
            code, said = pages_of.run(words)
            assert code in {0, 3, 4}, f"{block.page}: {words}\n{said}"
    assert len(done) > 35
    assert (tmp_path / "monday.dsbackup").is_file()


def test_the_settings_that_are_told_are_those_that_there_are(tmp_path, monkeypatch):
    from desktop_sync.cli import travel

    source = Path(travel.__file__).read_text("utf-8")
    for key, means, usual in commands.settings():
        for language in LANGUAGES:
            assert re.search(rf"^\| `{key}` \| .+ \| `{usual}` \|$", page(language, "command-line.md"), re.MULTILINE)
        assert key != "metered" or means in source
    for language in LANGUAGES:
        told = re.findall(r"^\| `(\w+)` \| [^|]+ \| `[^`|]+` \|$", page(language, "command-line.md"), re.MULTILINE)
        assert told == [key for key, _, _ in commands.settings()], "none is told that is not there"
