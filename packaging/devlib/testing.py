"""Runs the tests: pins, servers, a private display, pytest.

The servers start once, in a process of their own (`python -m tests.servers`), while the checks read the source; their
addresses reach the tests by the environment. Tests that need a real X server run in a second pass, because one
process can have only one Qt platform.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from . import system, venv
from .checks import check
from .display import private_display, stop
from .paths import ROOT, say

NO_TESTS_COLLECTED = 5
SOAK_GRACE_S = 300
SOAK_SHARE = 3 / 4
"""How much of the time the histories may take at most; the rest is for the tests marked `soak`."""
HISTORIES = 10_000
LIMIT_S = 3000.0
"""No run of the tests is to take longer than this; one that hangs must end by itself."""


def install_servers(arguments: list[str]) -> int:
    """Installs what is missing (apt-get, and pip into .venv-servers) and prints what is there."""
    if arguments:
        say("dev.py servers takes no arguments.")
        return 2
    missing = system.missing_servers()
    if missing:
        system.install([system.SERVERS[name] for name in missing], "the servers of the tests")
    system.ensure_qt(window=True)
    venv.ensure("servers")
    for name in system.SERVERS:
        print(f"{name:22} {system.find_command(name) or 'not installed'}")
    print(f"{'tryton, radicale, kinto':22} {venv.ensure('servers')}")
    return 1 if system.missing_servers() or system.missing_libraries(window=True) else 0


def test(arguments: list[str]) -> int:
    """All checks and all tests; with pytest arguments only those tests."""
    required = "--require-servers" in arguments or os.environ.get("CI", "").lower() in {"1", "true"}
    arguments = [argument for argument in arguments if argument != "--require-servers"]
    started = time.monotonic()
    python = venv.ensure("dev")
    venv.compile_source(python)
    _ensure_servers_venv(required=required)
    with _servers(python, required=required) as addresses:
        failed = [] if check(python) == 0 else ["check"]
        failed += _run_passes(python, arguments, addresses(), required=required)
    say(f"{'FAILED: ' + ', '.join(failed) if failed else 'All passed'} in {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


def soak(arguments: list[str]) -> int:
    """The tests marked `soak`, for so many minutes in all; killed if they don't keep to it."""
    minutes = 30.0
    if "--soak-minutes" in arguments:
        at = arguments.index("--soak-minutes")
        try:
            minutes = float(arguments[at + 1])
        except (IndexError, ValueError):
            say("--soak-minutes needs a number.")
            return 2
        arguments = arguments[:at] + arguments[at + 2 :]
    python = venv.ensure("dev")
    _ensure_servers_venv(required=False)
    limit_s = minutes * 60 + SOAK_GRACE_S
    started = time.monotonic()
    code = 0 if arguments else _histories(python, minutes * SOAK_SHARE)
    minutes -= (time.monotonic() - started) / 60
    with _servers(python, required=False) as addresses:
        environment = addresses() | {"DESKTOP_SYNC_SOAK_MINUTES": f"{minutes:g}", "QT_QPA_PLATFORM": "offscreen"}
        command = [str(python), "-m", "pytest", "-m", "soak", "-s", f"--timeout={limit_s:.0f}", *arguments]
        return _run(command, environment, limit_s) or code


def _histories(python: Path, minutes: float) -> int:
    """Random histories in simulated systems, always others; the first that breaks a promise ends it, and is told shortly."""
    seed = random.SystemRandom().randrange(10**9)
    command = [str(python), "-m", "tests.simulator", "--systems", "23", "--seed", str(seed), "--count", str(HISTORIES)]
    command += ["--minutes", f"{minutes:g}", "--jobs", str(os.cpu_count() or 1), "--shrink"]
    say(f"Histories: {' '.join(command[1:])}")
    return _run(command, {}, minutes * 60 + SOAK_GRACE_S)


def _ensure_servers_venv(*, required: bool) -> None:
    try:
        venv.ensure("servers")
    except SystemExit as problem:
        if required:
            raise
        say(f"{problem} Tests that need Tryton, Radicale or Kinto will be skipped.")


@contextlib.contextmanager
def _servers(python: Path, *, required: bool) -> Iterator:
    """Starts the servers in the background; yields a function that waits for them and returns their environment.

    They stop when their standard input closes: also if this process is killed.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all that is to be stopped here gets stopped
    environment = _environment({"DESKTOP_SYNC_REQUIRE_SERVERS": "1" if required else ""})
    process = subprocess.Popen(
        [str(python), "-m", "tests.servers"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def addresses() -> dict[str, str]:
        import json

        line = process.stdout.readline()
        if not line:
            sys.exit("The servers of the tests did not start; the reason is above.")
        return json.loads(line)

    try:
        yield addresses
    finally:
        process.stdin.close()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            say("The servers of the tests did not stop in a minute and may be running still.")


def _run_passes(python: Path, arguments: list[str], addresses: dict[str, str], *, required: bool) -> list[str]:
    """The pass without a display on all cores, then the one with a real X server; returns the names of the failed."""
    pytest = [str(python), "-m", "pytest", "--durations=15", *arguments]
    environment = addresses | {"DESKTOP_SYNC_REQUIRE_SERVERS": "1" if required else ""}
    offscreen = environment | {"QT_QPA_PLATFORM": "offscreen"}
    # One more than there are cores: many tests wait for a server. A worker that dies ends the run: xdist may wait for ever for what a
    # replaced one was given.
    spread = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadgroup", "--max-worker-restart", "0"]
    codes = {"tests": _run([*pytest, *spread], offscreen, LIMIT_S)}
    with private_display() as display:
        if display:
            say(f"Tests on a real X server (Xvfb {display}):")
            xcb = environment | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
            window = [] if arguments else ["tests/gui"]  # where all of them are: nothing else needs to be collected
            codes["tests on X"] = _run([*pytest, *window, "-m", "requires_xcb"], xcb)
        elif required:
            say("Xvfb is missing: the tests on a real X server did not run.")
            codes["tests on X"] = 1
        else:
            say("Tests marked requires_xcb were left out: Xvfb is not installed.")
    if all(code == NO_TESTS_COLLECTED for code in codes.values()):
        return ["no tests found"]
    return [name for name, code in codes.items() if code not in {0, NO_TESTS_COLLECTED}]


def _run(command: list[str], environment: dict[str, str], limit_s: float | None = None) -> int:
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(environment))
    try:
        return process.wait(limit_s)
    except subprocess.TimeoutExpired:
        say(f"Stopped after {limit_s:.0f} s.")
        return 1
    finally:
        if process.poll() is None:
            stop(process)


def _environment(more: dict[str, str]) -> dict[str, str]:
    """Ours without what would lead tests to the developer's own display or workspace; empty values are left out."""
    ours = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "DESKTOP_SYNC_WORKSPACE"}}
    return ours | {key: value for key, value in more.items() if value}
