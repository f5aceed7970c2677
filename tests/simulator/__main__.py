"""python -m tests.simulator [--seed N] [--count N] [--steps N] [--systems 2|3]: histories at random; prints the first that breaks."""

import argparse
import sys
import time
import traceback

from tests.simulator.chance import history


def main() -> int:
    """Exit code 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulator")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--systems", type=int, default=2, choices=(2, 3))
    parser.add_argument("--keep-going", action="store_true", help="one line for each history that breaks")
    given = parser.parse_args()
    started, broken = time.monotonic(), 0
    for seed in range(given.seed, given.seed + given.count):
        try:
            world = history(seed, given.steps, given.systems)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this history's
            broken += 1
            if given.keep_going:
                print(f"seed {seed}: {type(error).__name__}: {str(error).splitlines()[0]}")
                continue
            traceback.print_exc()
            print(f"seed {seed}")
            return 1
        if given.count == 1:
            print(world.text())
        world.close()
    print(f"{given.count} histories, {broken} broken, {time.monotonic() - started:.1f} s")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
