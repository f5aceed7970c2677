"""How long a run takes when nothing has changed, against a plain loop that reads both tables; and its memory.

    python tests/benchmarks/unchanged.py [--rows 100000] [--url URL]

The URL names a database where the tables may be made; without it, SQLite files in a temporary folder.
Prints the ratio of the whole `desktop-sync run` process, start-up included, to the plain loop's process.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.servers import sql  # noqa: E402 - the path comes first
from tests.servers.program import Program  # noqa: E402

COLUMNS = ("name", "email", "city", "phone", "born", "credit", "active", "note")
TABLE = (
    "CREATE TABLE {t} (id INTEGER PRIMARY KEY, name VARCHAR(80) NOT NULL, email VARCHAR(120), city VARCHAR(60), "
    "phone VARCHAR(40), born DATE, credit DECIMAL(10,2), active BOOLEAN, note VARCHAR(200))"
)
LOOP = """
import sys, time
sys.path.insert(0, {root!r})
from tests.servers import sql
count = 0
for url, table in {tables!r}:
    with sql.connection(url) as opened:
        cursor = opened.cursor()
        cursor.execute(f"SELECT id, {columns} FROM {{table}}")
        for row in cursor:
            count += 1
print(count)
"""


def _row(number: int) -> tuple:
    born = f"19{60 + number % 40}-0{1 + number % 9}-1{number % 10}"
    return (
        number, f"Person {number}", f"p{number}@example.org", "Kiel", f"+49 30 {number:07d}", born,
        f"{number % 9000}.50", bool(number % 2), f"some words about number {number}",
    )  # fmt: skip


def _fill(url: str, table: str, rows: int) -> None:
    sql.execute(url, TABLE.format(t=table))
    mark = "?" if url.startswith("sqlite") else "%s"
    statement = f"INSERT INTO {table} VALUES ({','.join([mark] * 9)})"
    with sql.connection(url) as opened:
        cursor = opened.cursor()
        cursor.execute("BEGIN")
        cursor.executemany(statement, [_row(number) for number in range(1, rows + 1)])
        cursor.execute("COMMIT")


def prepare(program: Program, urls: dict[str, str], rows: int) -> None:
    """Two tables of so many rows, and a sync of them that has run."""
    for side, url in urls.items():
        _fill(url, f"people_{side}", rows)
        bare, secret = sql.split_password(url) if "@" in url else (url, "")
        more = ["--secret", "password=PW"] if secret else []
        program(
            "account", "add", side, "--connector", "sql", "--set", f"url={bare}", *more, env={"PW": secret}
        ).expect()
    text = 'name = "People"\n[a]\naccount = "a"\ntable = "people_a"\n[b]\naccount = "b"\ntable = "people_b"\n'
    text += '[match]\nkeys = [["email"]]\n' + "".join(f'[[field]]\na = "{one}"\nb = "{one}"\n' for one in COLUMNS)
    file = program.workspace.parent / "people.toml"
    file.write_text(text, encoding="utf-8")
    program("sync", "apply", file).expect()
    started = time.perf_counter()
    program("run", "--approve", timeout_s=900).expect()
    print(f"first run (pairing):  {time.perf_counter() - started:6.1f} s")


def _timed(command: list[str], env: dict[str, str] | None = None) -> tuple[float, float]:
    """Wall and CPU seconds of a command that must succeed."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--url", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        urls = {side: options.url or f"sqlite:///{folder / side}.db" for side in ("a", "b")}
        program = Program(folder / "workspace", "a passphrase")
        prepare(program, urls, options.rows)
        tables = [(url, f"people_{side}") for side, url in urls.items()]
        loop = [sys.executable, "-c", LOOP.format(root=str(ROOT), tables=tables, columns=", ".join(COLUMNS))]
        peak = "import resource,runpy,sys\nsys.argv=['desktop-sync','run']\ntry:\n runpy.run_module('desktop_sync',run_name='__main__')\n"
        peak += (
            "finally:\n sys.stderr.write(f'{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB peak\\n')"
        )
        for number in range(3):
            plain, ours = _timed(loop), _timed(program.command("run"), program.environment())
            print(
                f"{number + 1}: plain loop {plain[0]:5.2f} s ({plain[1]:5.2f} CPU)   run {ours[0]:5.2f} s ({ours[1]:5.2f} CPU)"
                f"   ratio {ours[0] / plain[0]:4.1f} (CPU {ours[1] / plain[1]:4.1f})"
            )
        subprocess.run([sys.executable, "-c", peak], env={**os.environ, **program.environment()}, check=False, cwd=ROOT)


if __name__ == "__main__":
    main()
