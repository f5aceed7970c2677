"""Every common column type, between all databases: carried there, edited there, carried back, and no ping-pong."""

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

import pytest

from tests.seeds import seed
from tests.servers import sql
from tests.servers.program import Program

COLUMNS = {
    "small": ("INTEGER", "INTEGER", "INTEGER"),
    "big": ("BIGINT", "BIGINT", "BIGINT"),
    "money": ("DECIMAL(12,4)", "NUMERIC(12,4)", "DECIMAL(12,4)"),
    "ratio": ("REAL", "DOUBLE PRECISION", "DOUBLE"),
    "short": ("VARCHAR(50)", "VARCHAR(50)", "VARCHAR(50)"),
    "words": ("TEXT", "TEXT", "TEXT"),
    "born": ("DATE", "DATE", "DATE"),
    "seen": ("DATETIME", "TIMESTAMP", "DATETIME(6)"),
    "active": ("BOOLEAN", "BOOLEAN", "BOOLEAN"),
    "hour": ("TIME", "TIME", "TIME"),
}
KINDS = ("sqlite", "postgres", "mariadb")
PAIRS = [(a, b) for a in KINDS for b in KINDS if a != b]


def _value(chance: random.Random, name: str) -> object:
    if chance.random() < 0.15:
        return None
    return {
        "small": lambda: chance.randint(-(2**31), 2**31 - 1),
        "big": lambda: chance.randint(-(2**63), 2**63 - 1),
        "money": lambda: Decimal(chance.randint(-(10**10), 10**10)).scaleb(-4),
        "ratio": lambda: round(chance.uniform(-1e6, 1e6), 3),
        "short": lambda: "".join(chance.choices("abc äöü'\"\\%_;日本🙂", k=chance.randint(1, 20))).strip() or "x",
        "words": lambda: "\n".join("ß line %s {} \\n" * chance.randint(1, 50) for _ in range(3)).strip(),
        "born": lambda: dt.date(chance.randint(1900, 2100), chance.randint(1, 12), chance.randint(1, 28)),
        "seen": lambda: dt.datetime(2026, 3, 29, 1, chance.randint(0, 59), 7, chance.randint(0, 999_999)),
        "active": lambda: chance.random() < 0.5,
        "hour": lambda: dt.time(chance.randint(0, 23), chance.randint(0, 59), chance.randint(0, 59)),
    }[name]()


def _put(kind: str, value: object) -> object:
    """The value as the driver takes it; SQLite has no decimals, dates and times."""
    if kind == "sqlite" and isinstance(value, Decimal):
        return str(value)
    if kind == "sqlite" and isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if kind == "sqlite" and isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def _got(name: str, value: object) -> object:
    """The value in one comparable form."""
    if value is None:
        return None
    if name == "money":
        return Decimal(str(value)).quantize(Decimal("0.0001"))
    if name == "ratio":
        return float(f"{float(str(value)):.12g}")
    if name == "active":
        return bool(value)
    if name == "hour" and isinstance(value, dt.timedelta):
        return str((dt.datetime.min + value).time())
    if name == "seen":
        text = value if isinstance(value, str) else str(value)
        return dt.datetime.fromisoformat(text.replace(" ", "T")).replace(tzinfo=None)
    return str(value) if name in ("born", "hour") else value


def _rows(url: str, table: str) -> dict[str, dict[str, object]]:
    found = sql.fetch(url, f"SELECT code, {', '.join(COLUMNS)} FROM {table}")
    return {code: {n: _got(n, v) for n, v in zip(COLUMNS, values, strict=True)} for code, *values in found}


@pytest.mark.parametrize(("kind_a", "kind_b"), PAIRS)
def test_types_there_and_back(kind_a, kind_b, request, tmp_path: Path, cli: Program) -> None:  # type: ignore[no-untyped-def]
    chance = random.Random(seed(1))
    urls = {}
    for side, kind in (("a", kind_a), ("b", kind_b)):
        url = f"sqlite:///{tmp_path / side}.db" if kind == "sqlite" else request.getfixturevalue(f"{kind}_url")
        key = "INTEGER PRIMARY KEY" if kind == "sqlite" else "SERIAL PRIMARY KEY"
        columns = ", ".join(f"{name} {types[KINDS.index(kind)]}" for name, types in COLUMNS.items())
        sql.execute(url, f"CREATE TABLE things (id {key}, code VARCHAR(20) NOT NULL, {columns})")
        bare, secret = sql.split_password(url) if "@" in url else (url, "")
        more = ["--secret", "password=PW"] if secret else []
        cli("account", "add", side, "--connector", "sql", "--set", f"url={bare}", *more, env={"PW": secret}).expect()
        urls[side] = url
    marks = {side: "?" if kind == "sqlite" else "%s" for side, kind in (("a", kind_a), ("b", kind_b))}
    rows = [(f"c{n}", *(_put(kind_a, _value(chance, name)) for name in COLUMNS)) for n in range(25)]
    places = ",".join([marks["a"]] * (len(COLUMNS) + 1))
    sql.execute_many(urls["a"], f"INSERT INTO things (code, {', '.join(COLUMNS)}) VALUES ({places})", rows)
    text = 'name = "T"\n[a]\naccount = "a"\ntable = "things"\n[b]\naccount = "b"\ntable = "things"\n[match]\nkeys = [["code"]]\n'
    text += '[guard]\nmax_updates = "off"\nmax_blanks = "off"\nmax_same = "off"\n'
    text += "".join(f'[[field]]\na = "{name}"\nb = "{name}"\n' for name in ("code", *COLUMNS))
    (tmp_path / "t.toml").write_text(text, encoding="utf-8")
    cli("sync", "apply", tmp_path / "t.toml").expect()
    cli("run", "--approve").expect()
    truth = _rows(urls["a"], "things")
    assert _rows(urls["b"], "things") == truth
    for name in COLUMNS:
        code = f"c{chance.randrange(25)}"
        value = _value(chance, name)
        statement = f"UPDATE things SET {name} = {marks['b']} WHERE code = {marks['b']}"
        sql.execute_many(urls["b"], statement, [(_put(kind_b, value), code)])
    cli("run").expect()
    assert _rows(urls["a"], "things") == _rows(urls["b"], "things")
    (report,) = cli("run", "--full").expect().json["runs"]  # type: ignore[index]
    assert [report[side][key] for side in "ab" for key in ("created", "updated", "deleted")] == [0] * 6
