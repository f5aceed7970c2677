"""python -m tests.simulator [--seed N] [--count N] [--steps N] [--systems 2|3|23] …: histories at random; tells the first that breaks.

Each seed stands for one history. The exit code is 1 when a promise was broken.
"""

import argparse
import logging
import multiprocessing
import sys
import time
import traceback
from collections.abc import Iterator

from tests.simulator.chance import history, plan
from tests.simulator.shrink import shrink
from tests.simulator.world import template

Job = tuple[int, int, int]
"""Seed, steps, systems."""


def main() -> int:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulator")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--systems", type=int, default=2, choices=(2, 3, 23), help="23: every third seed with three")
    parser.add_argument("--jobs", type=int, default=1, help="so many processes")
    parser.add_argument("--minutes", type=float, default=0, help="begin no more histories after so long")
    parser.add_argument("--keep-going", action="store_true", help="one line for each history that breaks")
    parser.add_argument("--shrink", action="store_true", help="tell the shortest history that breaks the same promise")
    given = parser.parse_args()
    logging.disable()
    jobs = [
        (seed, given.steps, 3 if given.systems == 3 or (given.systems == 23 and seed % 3 == 0) else 2)
        for seed in range(given.seed, given.seed + given.count)
    ]
    if given.count == 1 and not given.shrink:
        return _show(*jobs[0])
    started, done, broken = time.monotonic(), 0, 0
    for job, error in _lived(jobs, given.jobs, given.minutes * 60):
        done += 1
        if not error:
            continue
        broken += 1
        print(f"python -m tests.simulator --systems {job[2]} --seed {job[0]} --steps {job[1]}", flush=True)
        print(_shortest(*job) if given.shrink else error.partition("\n")[0] if given.keep_going else error, flush=True)
        if not given.keep_going:
            break
    seconds = max(time.monotonic() - started, 0.001)
    print(f"{done} histories, {broken} broken, {seconds:.0f} s, {done / seconds:.1f} a second")
    return int(bool(broken))


def _show(seed: int, steps: int, systems: int) -> int:
    """One history with its script, or with where it breaks."""
    try:
        world = history(seed, steps, systems)
    except Exception:  # noqa: BLE001 - whatever it is, it is this history's
        traceback.print_exc()
        return 1
    print(world.text())
    world.close()
    return 0


def _lived(jobs: list[Job], processes: int, limit_s: float) -> Iterator[tuple[Job, str]]:
    """Each history that was lived through, with its error or ""; for no longer than told."""
    template()  # for all processes
    end = time.monotonic() + limit_s if limit_s else None
    if processes < 2:
        for job in jobs:
            if end is not None and time.monotonic() > end:
                return
            yield _live(job)
        return
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        found = pool.imap_unordered(_live, jobs)
        for _ in jobs:
            try:
                yield found.next(None if end is None else max(end - time.monotonic(), 0))
            except multiprocessing.TimeoutError:
                return


def _live(job: Job) -> tuple[Job, str]:
    try:
        history(*job).close()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this history's
        return job, f"{type(error).__name__}: {error}"
    return job, ""


def _shortest(seed: int, steps: int, systems: int) -> str:
    shortest = shrink(plan(seed, steps, systems), lambda line: print(line, file=sys.stderr, flush=True))
    calls = "\n".join(f"  {one}" for one in shortest.deeds)
    try:
        shortest.live().close()
    except Exception as error:  # noqa: BLE001 - it is what was looked for
        return f"{type(error).__name__}: {error}\n{calls}"
    return calls


if __name__ == "__main__":
    sys.exit(main())
