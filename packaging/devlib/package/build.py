"""`dev.py package`: builds into dist/. With `--check`, each is installed on a bare system and the demo is run from it."""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from devlib import venv
from devlib.paths import ROOT, say

DIST = ROOT / "dist"
BUILD = ROOT / "build"
RECIPE = ROOT / "packaging" / "package"
FOLDER = DIST / "desktop-sync"
KINDS = ("wheel", "folder", "deb")


def package(arguments: list[str]) -> int:
    """Builds what is named (all of them without a name), and proves it with `--check`."""
    parser = argparse.ArgumentParser(prog="dev.py package", description=package.__doc__)
    parser.add_argument("kinds", metavar="KIND", nargs="*", help=f"one of: {', '.join(KINDS)}")
    parser.add_argument("--check", action="store_true", help="install and run each on a bare system (deb: as root)")
    options = parser.parse_args(arguments)
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    kinds = [kind for kind in KINDS if kind in (options.kinds or usual())]
    python = venv.ensure("package")
    DIST.mkdir(exist_ok=True)
    made = {}
    for kind in kinds:
        made[kind] = _build(kind, python)
        say(f"{kind}: {made[kind].relative_to(ROOT)} ({size_bytes(made[kind]) / 1_000_000:.1f} MB)")
    if not options.check:
        return 0
    from . import check

    return check.prove(made)


def usual() -> tuple[str, ...]:
    """What can be built here."""
    return KINDS if shutil.which("dpkg-deb") else KINDS[:2]


def version() -> str:
    """The program's one version number."""
    text = (ROOT / "desktop_sync" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert found is not None
    return found[1]


def size_bytes(place: Path) -> int:
    """Of a file, or of all files below a folder."""
    if place.is_file():
        return place.stat().st_size
    return sum(one.stat().st_size for one in place.rglob("*") if one.is_file() and not one.is_symlink())


def _build(kind: str, python: Path) -> Path:
    if kind == "wheel":
        return wheel(python, DIST)
    if kind == "folder":
        return folder(python)
    from .deb import deb

    return deb(FOLDER if FOLDER.exists() else folder(python), python)


def wheel(python: Path, out: Path) -> Path:
    """The wheel, made by hatchling, which `python` has."""
    command = [str(python), "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(command, cwd=ROOT, env=dated(), stdout=subprocess.DEVNULL, check=True)
    return out / f"desktop_sync-{version()}-py3-none-any.whl"


def folder(python: Path) -> Path:
    """The self-contained folder, made by PyInstaller."""
    icons(python, DIST / "icons")
    spec = RECIPE / "desktop-sync.spec"
    options = ["--noconfirm", "--distpath", str(DIST), "--workpath", str(BUILD / "pyinstaller"), "--log-level", "ERROR"]
    subprocess.run([str(python), "-m", "PyInstaller", str(spec), *options], cwd=ROOT, env=dated(), check=True)
    return FOLDER


def icons(python: Path, out: Path) -> None:
    """The program's icon as pictures: NAME-SIZE.png, and for Windows .ico."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    subprocess.run([str(python), str(RECIPE / "icons.py"), str(out)], cwd=ROOT, env=environment, check=True)


def dated() -> dict[str, str]:
    """The time of the last commit, so that the same sources make the same files."""
    git = shutil.which("git")
    command = [git or "git", "log", "-1", "--format=%ct"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False) if git else None
    stamp = told.stdout.strip() if told and told.returncode == 0 else ""
    return os.environ | ({"SOURCE_DATE_EPOCH": stamp} if stamp else {}) | {"PYTHONHASHSEED": "1"}


if sys.platform == "win32":  # Debian's tools are never there
    KINDS = KINDS[:2]
