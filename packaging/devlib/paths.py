"""Where things are in the work tree."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements"


def venv_folder(name: str) -> Path:
    """Where the virtual environment is: `main` for the program, `servers` for the systems that tests talk to, `package` for builds.

    `DESKTOP_SYNC_VENV`, `DESKTOP_SYNC_SERVERS_VENV` and `DESKTOP_SYNC_PACKAGE_VENV` name others, to try several Pythons on one work tree.
    """
    if name == "servers":
        return Path(os.environ.get("DESKTOP_SYNC_SERVERS_VENV") or ROOT / ".venv-servers")
    if name == "package":
        return Path(os.environ.get("DESKTOP_SYNC_PACKAGE_VENV") or ROOT / ".venv-package")
    return Path(os.environ.get("DESKTOP_SYNC_VENV") or ROOT / ".venv")


def venv_python(folder: Path) -> Path:
    """The interpreter of the virtual environment in `folder`."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def say(text: str) -> None:
    """Progress and advice go to stderr: stdout belongs to the program that is run."""
    print(text, file=sys.stderr, flush=True)
