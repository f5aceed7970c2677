"""The commands of dev.py. The quick ones (`demo`, `run`) import nothing heavy: they must cost next to no time."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import venv
from .paths import ROOT, say

USAGE = """usage: dev.py COMMAND [arguments]

  demo [ARGS]            the program on sample data; without a display its result in text
  run [--] ARGS          the program: `dev.py run -- connectors --json`
  test [PYTEST ARGS]     `check`, then all tests with real servers; --require-servers (or CI=true): none may be missing
  check                  ruff, format, mypy --strict, import rules, spelling, pins and licences
  fmt                    lets ruff put right what it can
  servers                installs the servers that tests talk to (apt-get, as root), and prints what is there
  soak [--soak-minutes N] [PYTEST ARGS]   10,000 random histories and the long tests, N minutes in all (30)
  bench [ARGS]           what the program costs beside plain loops; --help tells how much of it
  screens [ARGS]         the pictures of the documentation
  screenshots OUT        every screen and dialog as pictures, light and dark, in each language, empty, full and failing
  guide [--pictures]     the pages of docs/guide that are made of the program itself; its pictures
  translations           what is to be translated, and what the window loads, made anew from the source
  sbom FILE              what the program is made of, as CycloneDX JSON (no network)
  advisories             asks for known weaknesses of the pinned packages (needs the network)
  package [KIND …]       wheel, self-contained folder, .deb, into dist/; --check proves each on a bare system (deb: as root)
  pins                   makes packaging/requirements/*.txt anew from pyproject.toml
"""


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code."""
    commands = {
        "demo": demo,
        "run": run,
        "test": test,
        "check": check,
        "fmt": fmt,
        "servers": servers,
        "soak": soak,
        "bench": bench,
        "screens": screens,
        "screenshots": screenshots,
        "guide": guide,
        "translations": translations,
        "package": package,
        "pins": pins,
        "sbom": sbom,
        "advisories": advisories,
    }
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(USAGE)
        return 0 if arguments else 2
    command = commands.get(arguments[0])
    if command is None:
        say(f"dev.py has no command {arguments[0]!r}.\n\n{USAGE}")
        return 2
    try:
        return command(list(arguments[1:]))
    except KeyboardInterrupt:
        return 130


def demo(arguments: list[str]) -> int:
    """Shows the program on sample data, in a window where one can open."""
    python = venv.ensure("run")
    if not {"--headless", "-h", "--help"} & set(arguments) and not _window_can_open(python):
        arguments = [*arguments, "--headless"]
    return _become(python, ["-m", "desktop_sync", "demo", *arguments])


def _window_can_open(python: Path) -> bool:
    from . import system

    if not system.has_display():
        say("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY): showing the result in text.")
        return False
    # Loading libGL costs more than all the rest of a start, so what was found once is believed.
    seen = python.parent.parent / "qt.stamp"
    if seen.exists():
        return True
    if not system.ensure_qt(window=bool(os.environ.get("DISPLAY"))):
        say("The window needs the libraries above: showing the result in text for now.")
        return False
    seen.touch()
    return True


def run(arguments: list[str]) -> int:
    """The program itself, as `desktop-sync` would be when installed."""
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    return _become(venv.ensure("run"), ["-m", "desktop_sync", *arguments])


def screens(arguments: list[str]) -> int:
    """Screenshots, with the tools of the tests."""
    return _become(venv.ensure("dev"), [str(ROOT / "packaging" / "screens.py"), *arguments])


def screenshots(arguments: list[str]) -> int:
    """Every screen, to be looked at."""
    return _become(venv.ensure("dev"), [str(ROOT / "packaging" / "screenshots.py"), *arguments])


def guide(arguments: list[str]) -> int:
    """The made pages of the guide, or its pictures, made anew."""
    os.environ["PYTHONPATH"] = str(ROOT)
    script, rest = ("guide_pictures", arguments[1:]) if arguments[:1] == ["--pictures"] else ("guide", arguments)
    return _become(venv.ensure("dev"), [str(ROOT / "packaging" / f"{script}.py"), *rest])


def translations(arguments: list[str]) -> int:
    """The files of translations, made anew."""
    from .translations import update

    if arguments:
        say("dev.py translations takes no arguments.")
        return 2
    return update(venv.ensure("dev").parent)


def check(arguments: list[str]) -> int:
    """Everything that reads the source without running it."""
    from .checks import check as run_checks

    if arguments:
        say("dev.py check takes no arguments.")
        return 2
    return run_checks(venv.ensure("dev"))


def fmt(arguments: list[str]) -> int:
    """Formats, and fixes what can be fixed safely."""
    from .checks import fix

    return fix(venv.ensure("dev"), arguments)


def test(arguments: list[str]) -> int:
    """Checks, servers, tests."""
    from .testing import test as run_tests

    return run_tests(arguments)


def soak(arguments: list[str]) -> int:
    """The long tests."""
    from .testing import soak as run_soak

    return run_soak(arguments)


def bench(arguments: list[str]) -> int:
    """The benchmarks, with real databases where they are installed."""
    os.chdir(ROOT)
    return _become(venv.ensure("dev"), ["-m", "tests.bench", *arguments])


def servers(arguments: list[str]) -> int:
    """Installs and lists what the tests start."""
    from .testing import install_servers

    return install_servers(arguments)


def package(arguments: list[str]) -> int:
    """What users install."""
    from .package.build import package as build

    return build(arguments)


def pins(arguments: list[str]) -> int:
    """Resolves the dependencies anew."""
    from .pins import write_pins

    return write_pins(arguments)


def sbom(arguments: list[str]) -> int:
    """The bill of materials."""
    from .supply import write_bill

    return write_bill(arguments)


def advisories(arguments: list[str]) -> int:
    """Known weaknesses."""
    from .supply import advisories as ask

    return ask(arguments)


def _become(python: Path, arguments: list[str]) -> int:
    """Goes on as `python arguments`: signals, exit code and terminal are the program's own."""
    command = [str(python), *arguments]
    if sys.platform != "win32":
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    # There, exec would start a second process and let the shell go on.
    return subprocess.run(command, check=False).returncode
