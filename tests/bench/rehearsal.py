"""How long a rehearsal, a check and a what-if take, and their memory.

    python tests/bench/rehearsal.py [--rows 100000]

SQLite files in a temporary folder; a tenth of the rows is edited before the rehearsal.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.benchmarks.unchanged import prepare  # noqa: E402 - the path comes first

from tests.servers import sql  # noqa: E402
from tests.servers.program import Program  # noqa: E402

CALL = """
import resource, runpy, sys
sys.argv = ["desktop-sync", *{words!r}]
try:
    runpy.run_module("desktop_sync", run_name="__main__")
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB peak", file=sys.stderr)
"""


def _measure(program: Program, *words: str) -> None:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", CALL.format(words=words)],
        env=program.environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    took, memory = time.perf_counter() - started, done.stderr.strip().splitlines()[-1]
    print(f"{' '.join(words[:3]):40} {took:6.1f} s   {memory}   exit {done.returncode}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        urls = {side: f"sqlite:///{folder / side}.db" for side in ("a", "b")}
        program = Program(folder / "workspace", "a passphrase")
        prepare(program, urls, rows)
        _measure(program, "check", "People")
        sql.execute(urls["a"], "UPDATE people_a SET city = 'Ulm' || id WHERE id % 10 = 0")
        _measure(program, "rehearse", "People")
        file = program.workspace.parent / "people.toml"
        file.write_text(
            file.read_text(encoding="utf-8").replace('b = "credit"', 'b = "credit"\nlens = { scale = { factor = 2 } }')
        )
        _measure(program, "sync", "apply", str(file), "--what-if")


if __name__ == "__main__":
    main()
