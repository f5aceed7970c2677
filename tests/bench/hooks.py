"""Ten thousand webhooks in a minute, a tenth of them forged, repeated, late or too long: what is taken, and what it costs.

    python tests/bench/hooks.py [--count 10000] [--rounds 3] [--seconds 60]

The program's own listener in this process, a dispatcher behind it, and senders in threads. Prints what became of them, the memory after each
round, threads, open files and CPU time. Exit code 1 when a bad one was taken, a good one was not, or memory grew by more than 5 MB after
the first round.
"""

import argparse
import hashlib
import hmac
import http.client
import os
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from desktop_sync.engine.dispatch import Dispatcher  # noqa: E402 - the path comes first
from desktop_sync.engine.hooks import Hook, HookDesk  # noqa: E402
from desktop_sync.engine.hookserver import HookServer  # noqa: E402
from desktop_sync.sync.hooks import MOST_BYTES, SCHEMES, Gate, Verdict  # noqa: E402

SECRET = b"a secret"
BAD = ("forged", "repeated", "late", "too long")
WANTED = {"good": 204, "forged": 401, "repeated": 204, "late": 401, "too long": 413}


def rss_mb() -> float:
    """Resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def kind_of(number: int) -> str:
    """Every tenth is a bad one, the four kinds in turn."""
    return BAD[number // 10 % len(BAD)] if number % 10 == 9 else "good"


def send(port: int, number: int, tag: str) -> tuple[str, int]:
    """One hook, signed as Stripe does; its kind and the answer's status."""
    kind, now = kind_of(number), int(time.time())
    moment = now - 3600 if kind == "late" else now
    body = f'{{"id": "{tag}-{number}", "object": "event"}}'.encode()
    if kind == "repeated":
        moment, body = REPEATED
    key = b"another" if kind == "forged" else SECRET
    mac = hmac.new(key, str(moment).encode() + b"." + body, hashlib.sha256).hexdigest()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        if kind == "too long":
            connection.putrequest("POST", "/hook/1")
            connection.putheader("Content-Length", str(MOST_BYTES + 1))
            connection.endheaders()
        else:
            connection.request("POST", "/hook/1", body, {"Stripe-Signature": f"t={moment},v1={mac}"})
        return kind, connection.getresponse().status
    finally:
        connection.close()


REPEATED = (int(time.time()) + 200, b'{"id": "again"}')
"""Signed a little in the future, so that it is in time to the end."""


def main() -> int:
    """As the module says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    dispatcher = Dispatcher()
    desk = HookDesk(dispatcher.hint)
    desk._gates = {1: (Hook("shop", 1, "stripe"), Gate(SCHEMES["stripe"], SECRET), frozenset({"Customers"}))}
    server = HookServer(desk, "127.0.0.1", 0)
    port = int(server.address.rpartition(":")[2])
    first = SimpleNamespace(mb=0.0)
    well = True
    for turn in range(options.rounds):
        begun, cpu, answers = time.monotonic(), time.process_time(), Counter()
        before = Counter(desk.counts)

        def paced(number: int, begun: float = begun, turn: int = turn) -> tuple[str, int]:
            time.sleep(max(0.0, begun + number * options.seconds / options.count - time.monotonic()))
            return send(port, number, f"{turn}")

        with ThreadPoolExecutor(16) as pool:
            answers.update(pool.map(paced, range(options.count)))
        taken = desk.counts[Verdict.TAKEN] - before[Verdict.TAKEN]
        good = sum(kind_of(number) == "good" for number in range(options.count)) + (
            turn == 0
        )  # the repeated one comes first once
        wrong = {key: count for key, count in answers.items() if WANTED[key[0]] != key[1]}
        files, threads, mb = sum(1 for _ in Path("/proc/self/fd").iterdir()), threading.active_count(), rss_mb()
        seconds = time.monotonic() - begun
        print(
            f"round {turn + 1}: {options.count} in {seconds:.0f} s, {taken} taken of {good} good, wrong answers {dict(wrong) or 'none'},"
            f" {dispatcher.waiting} run waits, {mb:.1f} MB, {threads} threads, {files} files, CPU {time.process_time() - cpu:.1f} s"
        )
        first.mb = first.mb or mb
        well = well and taken == good and not wrong and mb - first.mb < 5
    server.close()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
