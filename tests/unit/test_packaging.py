"""What ships and what is committed: pins, declared dependencies, no trace of a developer's machine."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINS = ("run", "dev", "servers", "fuzz", "package")


def pinned(name: str) -> dict[str, str]:
    """Distribution name -> the whole entry, for one requirements file."""
    joined = (REQUIREMENTS / f"{name}.txt").read_text("utf-8").replace("\\\n", " ")
    entries = [line for line in joined.splitlines() if line and not line.startswith((" ", "#"))]
    # A package may be pinned once per range of Python versions.
    return {f"{distribution(line)}@{line.split()[0]}": line for line in entries}


def hashes(entries: dict[str, str]) -> dict[str, set[str]]:
    """Name and version -> its hashes. For which Pythons an entry holds may differ from file to file."""
    return {key: set(re.findall(r"--hash=\S+", line)) for key, line in entries.items()}


def distribution(requirement: str) -> str:
    """The name at the start of a requirement."""
    return normal(re.split(r"[<>=~!\[; ]", requirement)[0])


def normal(name: str) -> str:
    """A distribution's name as the package index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names(pins: dict[str, str]) -> set[str]:
    return {key.partition("@")[0] for key in pins}


@pytest.mark.parametrize("name", PINS)
def test_every_pin_has_an_exact_version_and_hashes(name):
    entries = pinned(name)
    assert entries
    for entry in entries.values():
        assert re.match(r"[\w.\[\]-]+==[\w.!+]+ ", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("name", PINS)
def test_pins_name_no_host_and_no_option(name):
    text = (REQUIREMENTS / f"{name}.txt").read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)


def test_the_pins_of_the_program_and_of_its_tests_agree():
    run, dev = hashes(pinned("run")), hashes(pinned("dev"))
    assert {key: dev.get(key) for key in run} == run


def test_what_pyproject_asks_for_is_pinned():
    wanted = {"run": PROJECT["project"]["dependencies"]} | PROJECT["dependency-groups"]
    for name in PINS:
        asked = {distribution(line) for line in wanted[name]}
        assert asked <= names(pinned(name)), name


def test_every_import_is_a_declared_dependency():
    declared = {distribution(line) for line in PROJECT["project"]["dependencies"]}
    providers = metadata.packages_distributions()
    undeclared = {}
    for module, path in imported_modules():
        distributions = {normal(name) for name in providers.get(module, [module])}
        if not distributions & declared:
            undeclared.setdefault(module, path)
    assert not undeclared


def imported_modules():
    """Every top-level module that the program imports and that neither it nor Python has itself, with a place."""
    for path in sorted((ROOT / "desktop_sync").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                found = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found = [node.module or ""]
            else:
                continue
            for name in found:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top != "desktop_sync":
                    yield top, str(path.relative_to(ROOT))


def committed_text():
    """Every tracked text file with its content."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git work tree")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8", "replace")


def test_no_committed_file_names_a_place_of_this_machine():
    # The folder above the work tree and the home folder, unless they are so short that they say nothing ("/").
    places = [str(place) + "/" for place in (ROOT.parent, real_home()) if len(place.parts) > 1]
    temporary = re.compile(r"(?<![\w.])/(?:tmp|var/tmp|private/tmp)/[a-z]+/")
    found = [
        f"{name}: {line.strip()[:120]}"
        for name, text in committed_text()
        for line in text.splitlines()
        if any(place in line for place in places) or temporary.search(line)
    ]
    assert not found


def real_home() -> Path:
    """The user's home, which the tests' environment hides."""
    import os
    import pwd

    return Path(pwd.getpwuid(os.getuid()).pw_dir)


def test_no_committed_file_names_a_package_registry():
    # Written in parts, so that this file isn't a finding itself.
    hosts = [r"files\.python" + "hosted", r"(?<!//)\bpypi" + r"\.org/simple", r"registry\.npm" + r"js\.org"]
    paths = r"https?://[^ \"'<>]*(?:/simple/|/-/|/packages/|/pool/main/)"
    pattern = re.compile("|".join([*hosts, paths]))
    found = [
        f"{name}: {line.strip()[:120]}"
        for name, text in committed_text()
        if name != "tests/unit/test_packaging.py"
        for line in text.splitlines()
        if pattern.search(line)
    ]
    assert not found


def test_lock_files_with_hosts_are_not_committed():
    assert not [name for name, _ in committed_text() if Path(name).name in {"uv.lock", "pylock.toml"}]


def test_an_old_python_is_told_what_it_lacks():
    source = (ROOT / "packaging" / "dev.py").read_text("utf-8")
    # Old interpreters must get as far as the sentence: nothing newer than Python 3.6 may stand in the file.
    ast.parse(source, feature_version=(3, 6))
    assert source.index("sys.version_info <") < source.index("from devlib")
