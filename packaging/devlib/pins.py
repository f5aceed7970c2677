"""Makes packaging/requirements/*.txt from pyproject.toml: every package with its version and the hashes of its files.

They name no index, so they hold for whichever one pip is set up with. uv's own lock file would name hosts, which is
why there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .paths import REQUIREMENTS, ROOT, say, venv_python

COMMAND = "python packaging/dev.py pins"
# In this order: dev.txt and package.txt are tied to the versions of run.txt. The servers live in an environment of their own.
SOURCES = {
    "run": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group", "pyproject.toml:dev", "--constraint", "packaging/requirements/run.txt"],
    "fuzz": ["--group", "pyproject.toml:fuzz"],
    "package": [
        "pyproject.toml",
        "--group",
        "pyproject.toml:package",
        "--constraint",
        "packaging/requirements/run.txt",
    ],
    "servers": ["--group", "pyproject.toml:servers"],
}


def write_pins(arguments: list[str]) -> int:
    """Keeps the versions that still fit; `--upgrade` (or `--upgrade-package NAME`) takes newer ones."""
    uv = _uv()
    for name, source in SOURCES.items():
        target = REQUIREMENTS / f"{name}.txt"
        options = ["--universal", "--python-version", "3.11", "--generate-hashes"]
        hygiene = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", COMMAND, "--quiet"]
        output = ["--output-file", str(target.relative_to(ROOT))]
        command = [uv, "pip", "compile", *source, *options, *hygiene, *output, *arguments]
        result = subprocess.run(command, cwd=ROOT, check=False)
        if result.returncode:
            return result.returncode
        packages = [line for line in target.read_text("utf-8").splitlines() if line[:1].isalpha()]
        say(f"{output[1]}: {len(packages)} packages")
    return 0


def _uv() -> str:
    """Uv from the PATH (or as `UV` names it), else from a small environment made for it."""
    found = os.environ.get("UV") or shutil.which("uv")
    if found:
        return found
    folder = ROOT / ".venv-uv"
    uv = venv_python(folder).with_name("uv.exe" if sys.platform == "win32" else "uv")
    if not Path(uv).exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([venv_python(folder), "-m", "pip", "install", "--quiet", "uv>=0.9"], check=True)
    return str(uv)
