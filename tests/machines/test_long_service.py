"""The service for hours: six syncs of real databases and files, people at work in all of them; what it takes from the machine stays flat.

In the soak only: `DESKTOP_SYNC_SOAK_MINUTES` says for how long, two hours at most.
"""

import random
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.seeds import seed
from tests.servers import sql
from tests.servers.mariadb import MariaDB
from tests.servers.postgres import Postgres
from tests.servers.program import Program

pytestmark = pytest.mark.soak
LONGEST_MIN = 120.0
ROWS = 200
SAMPLE_S = 10.0
SETTLE_S = 90.0
TABLE = "CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(80), city VARCHAR(80), changed {moment})"
SYNC = """
name = "{name}"
[a]
account = "{name}a"
table = "people"
{cursor}
[b]
account = "{name}b"
table = "{b_table}"
{b_cursor}
[match]
keys = [["id"]]
first_run = "prefer_a"
[rules]
conflict = "newest"
[guard]
max_updates = "off"
max_same = "off"
[[field]]
a = "id"
b = "id"
[[field]]
a = "name"
b = "name"
[[field]]
a = "city"
b = "city"
[trigger]
every = "{every}"
on_change = true
"""


@dataclass(frozen=True)
class Place:
    """A table that people work in."""

    url: str

    @property
    def kind(self) -> str:
        return self.url.partition(":")[0]

    @property
    def now(self) -> str:
        """The moment, in the database's own words."""
        return {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}.get(
            self.kind, "now(6)"
        )

    def make(self, rows: int) -> None:
        moment = {"sqlite": "TIMESTAMP", "postgresql": "TIMESTAMPTZ"}.get(self.kind, "DATETIME(6)")
        sql.execute(self.url, TABLE.format(moment=moment))
        mark = "?" if self.kind == "sqlite" else "%s"
        some = [(number, f"Person {number}", "Kiel") for number in range(1, rows + 1)]
        if some:
            statement = f"INSERT INTO people VALUES ({mark}, {mark}, {mark}, {self.now})"
            sql.execute_many(self.url, statement, some)

    def move(self, number: int, city: str) -> None:
        sql.execute(self.url, f"UPDATE people SET city = '{city}', changed = {self.now} WHERE id = {number}")

    def cities(self) -> dict[int, str]:
        return {int(row[0]): str(row[1]) for row in sql.fetch(self.url, "SELECT id, city FROM people")}


@dataclass(frozen=True)
class Taken:
    """What the service has of the machine at one moment."""

    rss_mb: float
    files: int
    threads: int


def _taken(process: subprocess.Popen) -> Taken:
    folder = Path(f"/proc/{process.pid}")
    told = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
    size, files = int(told["VmRSS"].split()[0]) / 1024, len(list((folder / "fd").iterdir()))
    return Taken(size, files, int(told["Threads"]))


@pytest.fixture
def places(tmp_path: Path, postgres: Postgres, mariadb: MariaDB) -> Iterator[dict[str, tuple[Place, Place | Path]]]:
    """Sync → its two places: databases of every kind, a CSV file and a workbook's neighbour."""
    made: list[tuple[str, str]] = []

    def server(address: str) -> Place:
        name = sql.new_name("soak")
        sql.execute(address, f"CREATE DATABASE {name}")
        made.append((address, name))
        return Place(sql.with_database(address, name))

    def file(name: str) -> Place:
        return Place(f"sqlite:///{tmp_path / name}.db")

    yield {
        "one": (file("one"), file("uno")),
        "two": (server(postgres.address), server(postgres.address)),
        "three": (server(mariadb.address), file("three")),
        "four": (file("four"), tmp_path / "four.csv"),
        "five": (server(postgres.address), server(mariadb.address)),
        "six": (file("six"), server(postgres.address)),
    }
    for address, name in made:
        force = " WITH (FORCE)" if address.startswith("postgres") else ""
        sql.execute(address, f"DROP DATABASE {name}{force}")


def _connect(cli: Program, name: str, place: Place | Path) -> None:
    if isinstance(place, Path):
        place.write_text("id,name,city\n", "utf-8")
        cli("account", "add", name, "--connector", "files", "--set", f"path={place}", "--set", "key=id").expect()
        return
    place.make(ROWS if name.endswith("a") else 0)
    url, password = sql.split_password(place.url) if "@" in place.url else (place.url, "")
    secret = ["--secret", "password=PASSWORD"] if password else []
    cli(
        "account", "add", name, "--connector", "sql", "--set", f"url={url}", *secret, env={"PASSWORD": password}
    ).expect()


@pytest.mark.timeout(int(LONGEST_MIN * 60 + 1800))
def test_the_service_stays_as_it_is(
    places: dict[str, tuple[Place, Place | Path]], tmp_path: Path, cli: Program, soak_seconds: float
) -> None:
    chance, seconds = random.Random(seed(3)), min(soak_seconds, LONGEST_MIN * 60)
    for name, (a, b) in places.items():
        _connect(cli, f"{name}a", a)
        _connect(cli, f"{name}b", b)
        is_file = isinstance(b, Path)
        text = SYNC.format(
            name=name,
            cursor='cursor = "changed"',
            b_cursor="" if is_file else 'cursor = "changed"',
            b_table="four" if is_file else "people",
            every="30s",
        )
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
        cli("sync", "apply", tmp_path / f"{name}.toml").expect()
    cli("run", "--approve", timeout_s=300).expect()
    for name in ("two", "five", "six"):
        cli("sync", "notices", name, "install").expect()

    samples: list[Taken] = []
    sizes: list[tuple[int, int]] = []
    edits = 0
    with cli.started("serve", "--health", "0", "--log-json") as process:
        ends, due = time.monotonic() + seconds, 0.0
        while time.monotonic() < ends:
            edits += _work(chance, places)
            time.sleep(chance.uniform(0.2, 2.0))  # people at work
            if time.monotonic() >= due:
                due = time.monotonic() + SAMPLE_S
                samples.append(_taken(process))
                sizes.append((edits, _store(cli)))
            assert process.poll() is None, (cli.workspace.parent / "serve.log").read_text()[-2000:]
        _settled(places, time.monotonic() + SETTLE_S)
    _flat(samples, sizes)


def _work(chance: random.Random, places: dict[str, tuple[Place, Place | Path]]) -> int:
    """One person moves, in one of the systems."""
    sides = chance.choice(list(places.values()))
    place = chance.choice([one for one in sides if isinstance(one, Place)])
    place.move(chance.randint(1, ROWS), f"Town {chance.randint(1, 10**6)}")
    return 1


def _store(cli: Program) -> int:
    return sum((cli.workspace / name).stat().st_size for name in ("workspace.db",))


def _settled(places: dict[str, tuple[Place, Place | Path]], give_up: float) -> None:
    """Everything that people did has come to the other side."""
    while True:
        apart = [name for name, (a, b) in places.items() if _cities(a) != _cities(b)]
        if not apart or time.monotonic() > give_up:
            break
        time.sleep(1.0)
    assert not apart


def _cities(place: Place | Path) -> dict[int, str]:
    if isinstance(place, Place):
        return place.cities()
    lines = [line.split(",") for line in place.read_text("utf-8").splitlines()[1:]]
    return {int(number): city for number, _, city in lines}


def _flat(samples: list[Taken], sizes: list[tuple[int, int]]) -> None:
    """The last quarter is as the second one: in the first one everything is met for the first time."""
    quarter = max(1, len(samples) // 4)
    early, late = samples[quarter : 2 * quarter], samples[-quarter:]

    def middle(of: list[Taken], value: Callable[[Taken], float]) -> float:
        return statistics.median(value(one) for one in of)

    rss = middle(early, lambda one: one.rss_mb), middle(late, lambda one: one.rss_mb)
    files = middle(early, lambda one: one.files), middle(late, lambda one: one.files)
    threads = middle(early, lambda one: one.threads), middle(late, lambda one: one.threads)
    written = sizes[-1][0] - sizes[quarter][0]
    bytes_an_edit = (sizes[-1][1] - sizes[quarter][1]) / max(1, written)
    told = f"{len(samples)} samples, {sizes[-1][0]} edits: MB {rss}, files {files}, threads {threads}, store {bytes_an_edit:.0f} bytes an edit"
    print(told)
    assert rss[1] <= rss[0] * 1.1 + 3, told
    assert files[1] <= files[0] + 2, told
    assert threads[1] <= threads[0] + 1, told
    assert bytes_an_edit <= 4096, told  # what the history keeps of an edit, until it is pruned
