"""Starting, awaiting and stopping a server process; what all servers share."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOPBACK = "127.0.0.1"


class ServerMissingError(Exception):
    """The server is not installed here; the text says what to install."""


class ServerFailedError(Exception):
    """The server is installed and did not come up; the text ends with its log."""


def find_command(name: str, *folders: str) -> Path:
    """The real path of a program, looked for on the PATH and in `folders`, which may hold `*` (the newest wins)."""
    found = shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin")))
    candidates = [Path(found)] if found else []
    for folder in folders:
        candidates += sorted(Path("/").glob(f"{folder.lstrip('/')}/{name}"), reverse=True)
    if not candidates:
        raise ServerMissingError(f"{name} is not installed; `python packaging/dev.py servers` installs it")
    return candidates[0].resolve()


def free_port() -> int:
    """A TCP port of loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def accepts_connections(port: int) -> bool:
    """Does something listen there?"""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


@dataclass(frozen=True)
class Account:
    """The system user that a server runs as; `name` is None where it runs as ourselves."""

    name: str | None

    @classmethod
    def unprivileged(cls, wanted: str) -> "Account":
        """`wanted` if we are root and it exists (PostgreSQL refuses to run as root), else ourselves."""
        if os.geteuid() != 0:
            return cls(None)
        try:
            pwd.getpwnam(wanted)
        except KeyError:
            raise ServerMissingError(f"there is no system user {wanted}, and root can't run this server") from None
        return cls(wanted)

    def owns(self, folder: Path) -> None:
        """Hands a folder over to the user."""
        if self.name:
            shutil.chown(folder, self.name, pwd.getpwnam(self.name).pw_gid)

    def run(self, command: Sequence[object], cwd: Path, env: Mapping[str, str] | None = None) -> None:
        """Runs a short command as the user; its output is in the error if it fails."""
        result = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=None if env is None else dict(env),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            **self.popen_arguments(),
        )
        if result.returncode:
            raise ServerFailedError(f"{command[0]} failed:\n{result.stdout}\n{result.stderr}")

    def popen_arguments(self) -> dict[str, object]:
        """What `subprocess` needs to start something as the user."""
        if not self.name:
            return {}
        group = pwd.getpwnam(self.name).pw_gid
        return {"user": self.name, "group": group, "extra_groups": [group]}


OURSELVES = Account(None)


@contextlib.contextmanager
def scratch_folder(name: str, account: Account = OURSELVES) -> Iterator[Path]:
    """A temporary folder that the server's user owns; gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"desktop-sync-{name}-"))
    account.owns(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running(
    command: Sequence[object],
    folder: Path,
    is_ready: Callable[[], object],
    *,
    account: Account = OURSELVES,
    env: Mapping[str, str] | None = None,
    stdin_text: str | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    patience_s: float = 60,
) -> Iterator[subprocess.Popen]:
    """Runs a server while the block runs, and not longer than the thread that started it, however that ends.

    `is_ready` is asked until it neither raises nor returns something false.
    """
    log = folder / f"{Path(str(command[0])).name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*_leash(stop_signal), *(str(part) for part in command)],
            cwd=folder,
            env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL if stdin_text is None else subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a Ctrl-C in the terminal is for the tests; they stop the server then
            **account.popen_arguments(),
        )
    try:
        if process.stdin:
            with process.stdin as pipe:
                pipe.write((stdin_text or "").encode())
        _await_ready(process, is_ready, log, patience_s)
        yield process
    finally:
        stop(process, stop_signal)


def _leash(stop_signal: signal.Signals) -> list[str]:
    """A command before the command: the kernel sends the signal when whoever started it is gone."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", stop_signal.name.removeprefix("SIG"), "--"] if setpriv else []


def stop(process: subprocess.Popen, stop_signal: signal.Signals = signal.SIGTERM, patience_s: float = 20) -> None:
    """Ends a process by its id: politely, then for certain."""
    if process.poll() is None:
        process.send_signal(stop_signal)
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _await_ready(process: subprocess.Popen, is_ready: Callable[[], object], log: Path, patience_s: float) -> None:
    until = time.monotonic() + patience_s
    problem: Exception | str = "not ready"
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ServerFailedError(f"{log.stem} ended with {process.returncode}:\n{_tail(log)}")
        try:
            if is_ready():
                return
        except Exception as error:  # noqa: BLE001 - whatever a server that is still starting makes its client raise
            problem = error
        time.sleep(0.05)
    raise ServerFailedError(f"{log.stem} was not ready after {patience_s:.0f} s ({problem}):\n{_tail(log)}")


def _tail(log: Path, lines: int = 30) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-lines:])
