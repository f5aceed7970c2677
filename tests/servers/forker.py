"""Starts the program in processes of its own without loading Python and the program anew each time.

A process that has loaded the program forks for each command: the child takes the command's environment, folder and files, and then does
what `python -m desktop_sync` does. Loading takes longer than most commands. `DESKTOP_SYNC_TEST_FORK=0` starts each one from nothing.
"""

import atexit
import contextlib
import importlib
import json
import os
import pkgutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_NEVER = ("desktop_sync.gui", "desktop_sync.bootstrap.window", "desktop_sync.__main__")
"""Not loaded ahead: the command line must not need them."""
_AT_START = ("PYTHON", "LANG", "LC_", "TZ", "MALLOC", "LD_")
"""Beginnings of variables that are read when Python starts: a child would not heed them."""
_LENGTH = struct.Struct("!I")


class Forker:
    """A loaded program that waits for commands. One command at a time; `free` tells whether it can take one now."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        self._socket = ours
        self._start = {name: value for name, value in environment.items() if name.startswith(_AT_START)}
        self._lock = threading.Lock()
        with theirs:
            command = [sys.executable, "-m", "tests.servers.forker", str(theirs.fileno())]
            self._process = subprocess.Popen(command, env=dict(environment), pass_fds=[theirs.fileno()])
        atexit.register(self.close)

    def close(self) -> None:
        """Let it end; also where a process that was forked off holds the other end, too."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._process.kill()  # it waits for a command, or for one whose caller is gone
        self._process.wait()

    def fits(self, environment: Mapping[str, str]) -> bool:
        """Whether a child would be as a process that is started with this environment."""
        return {name: value for name, value in environment.items() if name.startswith(_AT_START)} == self._start

    def run(
        self, argv: Sequence[str], environment: Mapping[str, str], folder: Path, given: str, timeout_s: float
    ) -> tuple[int, str, str] | None:
        """The exit code (as `subprocess` has it) and what was said on stdout and stderr; None when another thread has it run a command.

        Raises subprocess.TimeoutExpired.
        """
        if not self._lock.acquire(blocking=False):
            return None
        with contextlib.ExitStack() as held:
            held.callback(self._lock.release)
            stdin, stdout, stderr = (held.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            stdin.write(given.encode())
            stdin.seek(0)
            code = self._command(argv, environment, folder, [stdin, stdout, stderr], timeout_s)
            return code, _text(stdout), _text(stderr)

    def _command(
        self,
        argv: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        files: list[IO[bytes]],
        timeout_s: float,
    ) -> int:
        payload = json.dumps({"argv": list(argv), "environment": dict(environment), "folder": str(folder)}).encode()
        socket.send_fds(self._socket, [_LENGTH.pack(len(payload))], [one.fileno() for one in files])
        self._socket.sendall(payload)
        (pid,) = _LENGTH.unpack(_exactly(self._socket, _LENGTH.size))
        self._socket.settimeout(timeout_s)
        try:
            status = _exactly(self._socket, _LENGTH.size)
        except TimeoutError:
            os.kill(pid, 9)
            self._socket.settimeout(None)
            _exactly(self._socket, _LENGTH.size)
            raise subprocess.TimeoutExpired(list(argv), timeout_s) from None
        finally:
            self._socket.settimeout(None)
        return os.waitstatus_to_exitcode(_LENGTH.unpack(status)[0])


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8")


def _exactly(connection: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        more = connection.recv(size - len(found))
        if not more:
            raise EOFError
        found += more
    return found


# in the other process --------------------------------------------------------------------------------------------------


def serve(connection: socket.socket) -> list[str]:
    """Fork for each command; returns, in the child only, with the command's arguments. Ends when nobody is there any more."""
    while True:
        head, files, _, _ = socket.recv_fds(connection, _LENGTH.size, 3)
        if not head:
            os._exit(0)
        asked = json.loads(_exactly(connection, _LENGTH.unpack(head)[0]))
        pid = os.fork()
        if not pid:
            connection.close()
            for number, file in enumerate(files):
                os.dup2(file, number)
            _close(files)
            os.environ.clear()
            os.environ.update(asked["environment"])
            os.chdir(asked["folder"])
            return list(asked["argv"])
        _close(files)
        connection.sendall(_LENGTH.pack(pid))
        connection.sendall(_LENGTH.pack(os.waitpid(pid, 0)[1]))


def _close(files: Sequence[int]) -> None:
    for one in files:
        os.close(one)


def _load() -> None:
    import desktop_sync

    for module in pkgutil.walk_packages(desktop_sync.__path__, "desktop_sync.", onerror=lambda _name: None):
        if not module.name.startswith(_NEVER):
            importlib.import_module(module.name)


def _main() -> int:
    import gc

    _load()
    gc.collect()
    gc.freeze()  # so that a child's collector leaves the shared pages alone
    from desktop_sync.__main__ import main

    return main(serve(socket.socket(fileno=int(sys.argv[1]))))


if __name__ == "__main__":
    sys.exit(_main())
