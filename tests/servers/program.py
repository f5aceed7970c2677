"""The program as its users run it: in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.seeds import SOAKING
from tests.servers.forker import Forker
from tests.servers.process import stop

ROOT = Path(__file__).resolve().parent.parent.parent
GUARD = Path(__file__).with_name("guard")
_FORKERS: dict[int, Forker] = {}


@dataclass(frozen=True)
class Outcome:
    """How one command ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> object:
        """The document on stdout; it must be the only thing there."""
        return json.loads(self.stdout)

    def expect(self, *codes: int) -> "Outcome":
        """Itself, if the exit code is one of these (0 without any); else an error that shows all that was said."""
        if self.code not in (codes or (0,)):
            raise AssertionError(f"exit code {self.code}, not {codes or (0,)}\n{self.stdout}\n{self.stderr}")
        return self


@dataclass(frozen=True)
class Program:
    """Runs commands on one workspace. A passphrase opens it; without one (None) the keyring must."""

    workspace: Path
    passphrase: str | None

    def __call__(
        self,
        *arguments: object,
        json: bool = True,
        env: Mapping[str, str] | None = None,
        input: str | None = None,  # noqa: A002 - as subprocess calls it
        timeout_s: float = 60,
    ) -> Outcome:
        """Runs one command to its end; `json` adds `--json`. The exit code is not checked: see `Outcome.expect`."""
        given = [*(str(one) for one in arguments), *(["--json"] if json else [])]
        environment = self.environment(env)
        forker = _forker(environment)
        if forker is not None and forker.fits(environment):
            made = forker.run(given, environment, self.workspace.parent, input or "", timeout_s)
            if made is not None:
                return Outcome(*made)
        result = subprocess.run(
            self.command(*given),
            env=environment,
            input=input or "",
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout_s,
            check=False,
            cwd=self.workspace.parent,
        )
        return Outcome(result.returncode, result.stdout, result.stderr)

    @contextmanager
    def started(self, *arguments: object, env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen]:
        """Runs a command that stays (`serve`) while the block runs, then ends it with SIGTERM.

        Its stderr goes to `serve.log` (the command's name) beside the workspace.
        """
        log = self.workspace.parent / f"{arguments[0]}.log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                self.command(*arguments),
                env=self.environment(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.workspace.parent,
            )
        try:
            yield process
        finally:
            stop(process)

    def command(self, *arguments: object) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "desktop_sync", *(str(argument) for argument in arguments)]

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The test's scratch environment, the workspace, and the guard that keeps the program on loopback."""
        ours = {k: v for k, v in os.environ.items() if "_TEST_" not in k}
        ours["PYTHONPATH"] = os.pathsep.join([str(GUARD), str(ROOT)])
        ours["DESKTOP_SYNC_WORKSPACE"] = str(self.workspace)
        if self.passphrase is not None:
            ours["DESKTOP_SYNC_PASSPHRASE"] = self.passphrase
        return ours | dict(more or {})


def _forker(environment: Mapping[str, str]) -> Forker | None:
    """This process's one; None where each command is to start from nothing: in soaks, or when told."""
    if SOAKING or os.environ.get("DESKTOP_SYNC_TEST_FORK") == "0":
        return None
    if os.getpid() not in _FORKERS:
        _FORKERS[os.getpid()] = Forker(environment)
    return _FORKERS[os.getpid()]
