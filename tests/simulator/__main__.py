"""python -m tests.simulator [--seed N] [--count N] [--steps N] [--systems 2|3] [--shrink]: histories at random; prints the first that
breaks.
"""

import argparse
import logging
import sys
import time
import traceback

from tests.simulator.chance import history, plan
from tests.simulator.shrink import shrink


def main() -> int:
    """Exit code 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulator")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--systems", type=int, default=2, choices=(2, 3))
    parser.add_argument("--keep-going", action="store_true", help="one line for each history that breaks")
    parser.add_argument("--shrink", action="store_true", help="tell the shortest history that breaks the same promise")
    given = parser.parse_args()
    logging.disable()
    started, broken = time.monotonic(), 0
    for seed in range(given.seed, given.seed + given.count):
        try:
            world = history(seed, given.steps, given.systems)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this history's
            broken += 1
            if given.shrink:
                _tell_shortest(seed, given.steps, given.systems)
            if given.keep_going:
                print(f"seed {seed}: {type(error).__name__}: {str(error).splitlines()[0]}", flush=True)
                continue
            if not given.shrink:
                traceback.print_exc()
            print(f"seed {seed}")
            return 1
        if given.count == 1:
            print(world.text())
        world.close()
    print(f"{given.count} histories, {broken} broken, {time.monotonic() - started:.1f} s")
    return int(bool(broken))


def _tell_shortest(seed: int, steps: int, systems: int) -> None:
    shortest = shrink(plan(seed, steps, systems), lambda line: print(line, file=sys.stderr, flush=True))
    try:
        shortest.live().close()
    except Exception:  # noqa: BLE001 - it is what was looked for
        traceback.print_exc(limit=-3)
    for one in shortest.deeds:
        print(f"  {one}")


if __name__ == "__main__":
    sys.exit(main())
