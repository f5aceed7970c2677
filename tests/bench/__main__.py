"""What the program costs, beside plain loops in the same run.

    python packaging/dev.py bench [--rows 10000,100000] [--kinds sqlite,postgres,mariadb] [--only WORD]

Wall times tell something on a quiet machine only; the ratios hold anywhere. Nothing is left behind.
"""

import argparse
import contextlib
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import measures
from tests.bench.measures import Result
from tests.bench.office import Office
from tests.servers import sql
from tests.servers.mariadb import start_mariadb
from tests.servers.postgres import start_postgres
from tests.servers.program import Program


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--rows", default="10000,100000", help="sizes of the tables")
    parser.add_argument("--kinds", default="sqlite,postgres,mariadb")
    parser.add_argument(
        "--only", default="", help="measures with this word: start, first, incremental, files, conflicts"
    )
    given = parser.parse_args()
    sizes = [int(one) for one in given.rows.split(",")]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}\n"
    )
    print(
        "| Measure | Wall | CPU | Peak | Plain loop | CPU | Ratio | CPU | Wanted | |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    with contextlib.ExitStack() as stack:
        databases = {"sqlite": _sqlite}
        for kind in given.kinds.split(","):
            if kind != "sqlite":
                server = stack.enter_context({"postgres": start_postgres, "mariadb": start_mariadb}[kind]())
                databases[kind] = _on(server.address)
        for name, measure in _measures(databases, given.kinds.split(","), sizes):
            if given.only in name:
                with tempfile.TemporaryDirectory() as folder:
                    for one in measure(Path(folder)):
                        print(_line(one), flush=True)


Databases = Callable[[Path], tuple[str, str]]


def _sqlite(folder: Path) -> tuple[str, str]:
    return f"sqlite:///{folder / 'a'}.db", f"sqlite:///{folder / 'b'}.db"


def _on(address: str) -> Databases:
    def made(_folder: Path) -> tuple[str, str]:
        names = sql.new_name("bench"), sql.new_name("bench")
        sql.execute(address, *(f"CREATE DATABASE {name}" for name in names))
        return sql.with_database(address, names[0]), sql.with_database(address, names[1])

    return made


def _measures(
    databases: dict[str, Databases], kinds: list[str], sizes: list[int]
) -> Iterator[tuple[str, Callable[[Path], Iterator[Result]]]]:
    yield "start", lambda folder: measures.start(Office(Program(folder / "workspace", "a passphrase"), ("", "")))
    for kind in kinds:
        for rows in sizes:
            new = databases[kind]
            yield "first", lambda f, k=kind, n=rows, d=new: measures.first_sync(f, k, d(f), n)  # type: ignore[misc]
            yield "incremental", lambda f, k=kind, n=rows, d=new: measures.incremental(f, k, d(f), n)  # type: ignore[misc]
    for ending in ("csv", "xlsx"):
        yield "files", lambda f, e=ending: measures.files(f, e, max(sizes))  # type: ignore[misc]
    yield "conflicts", lambda folder: measures.conflicts(folder, _sqlite(folder))


def _line(one: Result) -> str:
    cells = [one.name, f"{one.ours.wall_s:.2f} s", f"{one.ours.cpu_s:.2f} s", f"{one.ours.peak_mb:.0f} MB"]
    if one.plain is None:
        cells += ["", "", "", ""]
    else:
        ratios = one.ours.wall_s / one.plain.wall_s, one.ours.cpu_s / max(one.plain.cpu_s, 0.01)
        cells += [f"{one.plain.wall_s:.2f} s", f"{one.plain.cpu_s:.2f} s", f"{ratios[0]:.1f}", f"{ratios[1]:.1f}"]
    return f"| {' | '.join([*cells, one.wanted, one.more])} |"


if __name__ == "__main__":
    main()
