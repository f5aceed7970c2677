"""The checks that read the source. A developer and the CI run exactly these."""

import os
import subprocess
import time
from pathlib import Path

from .paths import ROOT, say

# Folders and files whose spelling is checked; those that are there. Not the tests: what they are about is misspelled
# names, to which the program must suggest the right ones.
SPELLED = ("desktop_sync", "docs", "packaging", "resources", "pyproject.toml", "README.md")


def check(python: Path) -> int:
    """Runs every check, also after one has failed; 0 if all is well."""
    failed = [name for name, command in _commands(python) if not _passes(name, command)]
    if failed:
        say(f"check: failed: {', '.join(failed)}")
    return 1 if failed else 0


def fix(python: Path, paths: list[str]) -> int:
    """Formats and fixes, and writes what is made of other files; 0 if nothing is left to do by hand."""
    targets = paths or ["."]
    lint = subprocess.run([python, "-m", "ruff", "check", "--fix", *targets], cwd=ROOT, check=False)
    formatted = subprocess.run([python, "-m", "ruff", "format", *targets], cwd=ROOT, check=False)
    made = [
        subprocess.run([python, script], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False)
        for script in ("packaging/connector_index.py", "packaging/guide.py")
    ]
    return lint.returncode or formatted.returncode or max(one.returncode for one in made)


def _commands(python: Path) -> list[tuple[str, list[str]]]:
    scripts = python.parent
    spelled = [path for path in SPELLED if (ROOT / path).exists()]
    return [
        ("ruff check", [str(python), "-m", "ruff", "check", "."]),
        ("ruff format", [str(python), "-m", "ruff", "format", "--check", "."]),
        ("mypy --strict", [str(python), "-m", "mypy", "--strict", "desktop_sync"]),
        ("lint-imports", [str(scripts / "lint-imports")]),
        ("codespell", [str(scripts / "codespell"), *spelled]),
        ("pins and licences", [str(python), "packaging/supply_chain.py"]),
    ]


def _passes(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    passed = result.returncode == 0
    say(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)")
    if not passed:
        say((result.stdout + result.stderr).rstrip())
    return passed
