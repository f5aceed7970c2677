"""Runs all servers at once: prints their addresses as one JSON object of environment variables when they are up,
and stops them when its standard input closes. That happens also when whoever started it is killed.
"""

import json
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack

from tests.servers import sharing
from tests.servers.mariadb import start_mariadb
from tests.servers.postgres import start_postgres
from tests.servers.process import ServerFailedError, ServerMissingError
from tests.servers.radicale import start_radicale
from tests.servers.tryton import start_tryton


class Fleet:
    """The running servers and the variables that lead to them."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        self.addresses: dict[str, str] = {}

    def start(self, variable: str, server: Callable[[], AbstractContextManager], attribute: str) -> object | None:
        """Starts one; what is not installed is left out, what fails leaves its reason as the address."""
        started = time.monotonic()
        name = variable.rpartition("_")[2].lower()
        try:
            running = self.stack.enter_context(server())
        except ServerMissingError as missing:
            _say(f"{name}: {missing}")
            return None
        except (ServerFailedError, OSError) as failure:
            _say(f"{name}: {failure}")
            self.addresses[variable] = f"{sharing.FAILED}{name}: {failure}"
            return None
        _say(f"{name}: up after {time.monotonic() - started:.1f} s")
        self.addresses[variable] = getattr(running, attribute)
        return running

    def start_postgres_and_tryton(self) -> None:
        """The one that stands on the other after it, so that it also stops first."""
        postgres = self.start(sharing.POSTGRES, start_postgres, "url")
        if postgres:
            self.start(sharing.TRYTON, lambda: start_tryton(postgres), "address")


def _say(text: str) -> None:
    print(f"servers: {text}", file=sys.stderr, flush=True)


def main() -> None:
    """Runs until standard input closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the tests; the end of the input follows it
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A stack for each thread: they fill at the same time.
    with ExitStack() as first, ExitStack() as second, ThreadPoolExecutor(2) as threads:
        erp, others = Fleet(first), Fleet(second)
        pending = threads.submit(erp.start_postgres_and_tryton)
        others.start(sharing.MARIADB, start_mariadb, "url")
        others.start(sharing.RADICALE, start_radicale, "address")
        pending.result()
        print(json.dumps(erp.addresses | others.addresses), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
