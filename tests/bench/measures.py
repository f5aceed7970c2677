"""What is measured: each gives the program's cost, that of the plain loop, and what is wanted."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench import tables
from tests.bench.office import Office
from tests.bench.process import Cost, measured, program, size_mb


@dataclass(frozen=True)
class Result:
    """One line of the table. `wanted`: in words; `plain`: the same work in a plain loop, where there is such a thing."""

    name: str
    ours: Cost
    plain: Cost | None = None
    wanted: str = ""
    more: str = ""


Urls = Callable[[str], tuple[str, str]]
"""The URLs of two new databases of a kind."""


def plain(*arguments: object) -> Cost:
    """A plain loop, in a process of its own."""
    return measured([sys.executable, "-m", "tests.bench.plain", *map(str, arguments)])


def start(office: Office) -> Iterator[Result]:
    """The program's start, for a command that needs next to nothing."""
    program(office.program, "connectors")
    best = min((program(office.program, "connectors") for _ in range(5)), key=lambda one: one.wall_s)
    yield Result("start: connectors", best, plain("nothing"), "0.25 s")


def first_sync(folder: Path, kind: str, urls: tuple[str, str], rows: int) -> Iterator[Result]:
    """All rows of one table into an empty one."""
    tables.make(urls[0], "people_a", rows)
    tables.make(urls[1], "people_b", 0)
    tables.make(urls[1], "plain_b", 0)
    office = Office.with_tables(folder, urls, cursor=False)
    loop = plain("copy", urls[0], "people_a", urls[1], "plain_b")
    ours = office.run("--approve")
    assert tables.count(urls[1], "people_b") == tables.count(urls[1], "plain_b") == rows
    per_link = size_mb(office.program.workspace) * 1e6 / rows
    yield Result(f"first sync, {kind}, {rows:,}", ours, loop, "2.5 ×, 200 MB", f"{per_link:.0f} bytes a link")
    yield from _compared(office, f"full compare, {kind}, {rows:,}", "--full")


def _compared(office: Office, name: str, *arguments: str) -> Iterator[Result]:
    loop = plain("read", office.urls[0], office.table[0], office.urls[1], office.table[1])
    yield Result(name, office.run(*arguments), loop, "2.0 ×, 200 MB")


def incremental(folder: Path, kind: str, urls: tuple[str, str], rows: int) -> Iterator[Result]:
    """What a run costs when the tables can tell what changed: nothing, and a hundred rows."""
    for side, url in zip("ab", urls, strict=True):
        tables.make(url, f"people_{side}", rows)
    office = Office.with_tables(folder, urls, cursor=True)
    yield Result(
        f"pairing, {kind}, {rows:,}", office.run("--approve"), plain("read", urls[0], "people_a", urls[1], "people_b")
    )
    office.run()
    yield Result(f"nothing changed, {kind}, {rows:,}", office.run(), plain("nothing"), "0.5 s")
    for side, number in (("a", 1), ("b", rows // 2)):
        index = "ab".index(side)
        tables.change(urls[index], f"people_{side}", range(number, number + 100), f"New{side}")
        ours = office.run()
        assert tables.cities(urls[1 - index], f"people_{'ba'[index]}", f"New{side}") == 100
        yield Result(f"100 changes of {rows:,}, {kind}, in {side.upper()}", ours, plain("nothing"), "1 s")


def files(folder: Path, ending: str, rows: int) -> Iterator[Result]:
    """Two files of the same rows."""
    paths = folder / f"people.{ending}", folder / f"other.{ending}"
    tables.write_file(paths[0], rows)
    shutil.copy(paths[0], paths[1])
    office = Office.with_files(folder, paths)
    yield Result(f"pairing, {ending}, {rows:,}", office.run("--approve"))
    yield Result(f"full compare, {ending}, {rows:,}", office.run("--full"), plain("files", *paths), "2.0 ×")


def conflicts(folder: Path, urls: tuple[str, str], rows: int = 5_000) -> Iterator[Result]:
    """As many open conflicts, listed and decided."""
    for side, url in zip("ab", urls, strict=True):
        tables.make(url, f"people_{side}", rows)
    office = Office.with_tables(folder, urls, cursor=True)
    office.run("--approve")
    for side, url in zip("ab", urls, strict=True):
        tables.change(url, f"people_{side}", range(1, rows + 1), f"Other{side}")
    office.run(waits=True)
    yield Result(
        f"{rows:,} conflicts listed", program(office.program, "conflicts", "--json"), plain("nothing"), "0.3 s"
    )
    yield Result(
        f"{rows:,} conflicts decided", program(office.program, "resolve", "--all", "People", "--take", "a"), plain("nothing"), "5 s"
    )  # fmt: skip
