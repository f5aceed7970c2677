"""Virtual environments that follow the pins: made on the first call, updated when the pins change, else untouched.

The state is a stamp in the environment: a hash over the requirements file and the folder's own path (scripts in a
moved environment point to the old place). Comparing it takes about a millisecond, so every command does it.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .paths import REQUIREMENTS, ROOT, say, venv_folder, venv_python

# dev.txt holds everything of run.txt at the same versions: an environment for tests is one for the demo, too.
CONTAINS = {"run": ("run",), "dev": ("dev", "run"), "servers": ("servers",), "package": ("package",)}


def ensure(pins: str) -> Path:
    """Makes or updates the environment for the pins `run`, `dev`, `servers` or `package`; returns its interpreter."""
    folder = venv_folder(pins if pins in {"servers", "package"} else "main")
    if not _is_fresh(folder, pins):
        with _locked(folder):
            if not _is_fresh(folder, pins):  # another process may have been at it while we waited
                _install(folder, pins)
    return venv_python(folder)


def _stamp_file(folder: Path, pins: str) -> Path:
    return folder / f"{pins}.stamp"


def _wanted_stamp(folder: Path, pins: str) -> str:
    content = (REQUIREMENTS / f"{pins}.txt").read_bytes()
    return hashlib.sha256(content + str(folder).encode()).hexdigest()


def _is_fresh(folder: Path, pins: str) -> bool:
    try:
        stamp = _stamp_file(folder, pins).read_text("ascii")
    except OSError:
        return False
    return stamp == _wanted_stamp(folder, pins) and venv_python(folder).exists()


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One process at a time sets up an environment; the others wait."""
    with folder.with_name(folder.name + ".lock").open("w") as handle:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _install(folder: Path, pins: str) -> None:
    say(f"Setting up {folder.name} for `{pins}`: once, and after each change of the pins. This takes about a minute.")
    if not _works(folder):
        _create(folder)
    python = str(venv_python(folder))
    pip = [python, "-m", "pip", "--disable-pip-version-check", "-qq", "install", "--no-input", "--require-hashes"]
    result = subprocess.run([*pip, "--requirement", str(REQUIREMENTS / f"{pins}.txt")], check=False)
    if result.returncode:
        sys.exit(f"The packages of packaging/requirements/{pins}.txt could not be installed; pip says why above.")
    if pins in {"run", "dev"}:
        _link_source(python)
        compile_source(python)
    for name in CONTAINS[pins]:
        _stamp_file(folder, name).write_text(_wanted_stamp(folder, name), "ascii")


def _works(folder: Path) -> bool:
    """Is there an environment in its original place, whose interpreter still starts and has pip?"""
    python = venv_python(folder)
    if not python.exists():
        return False
    code = "import sys, pip; print(sys.prefix)"
    result = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return result.returncode == 0 and Path(result.stdout.strip()) == folder


def _create(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    if not _has_ensurepip():
        from . import system

        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if not system.install([package], "virtual environments") or not _has_ensurepip():
            sys.exit(
                f"This Python can't make virtual environments. Install its part for them:\n  apt-get install {package}"
            )
    # Where this script itself runs in an environment, the new one is made from the interpreter beneath it.
    base = getattr(sys, "_base_executable", None) or sys.executable
    subprocess.run([base, "-m", "venv", str(folder)], check=True)


def _has_ensurepip() -> bool:
    from importlib.util import find_spec

    return find_spec("ensurepip") is not None


def compile_source(python: str | Path) -> None:
    """Compiles the program: where Python is told to write no bytecode, each start would compile all of it anew."""
    subprocess.run([str(python), "-m", "compileall", "-qq", str(ROOT / "desktop_sync")], check=False)


def _link_source(python: str) -> None:
    """Lets `python -m desktop_sync` find the work tree from any folder, without a build."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site_packages = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    Path(site_packages, "desktop_sync_work_tree.pth").write_text(f"{ROOT}{os.linesep}", "utf-8")
