import datetime as dt
import json
from collections.abc import Callable

import pytest

from desktop_sync.errors import UsageError
from desktop_sync.store.audit import SqlAudit, Where
from desktop_sync.store.auditproof import check_export, plain_hash
from desktop_sync.store.database import Database
from tests.store.builders import NOW

HERE = Where("ada", "window, desk")
COLUMNS = ["at", "actor", "person", "place", "action", "subject", "details", "previous", "hash", "signature"]
Lines = list[bytes]


@pytest.fixture
def audit(database: Database) -> SqlAudit:
    audit = SqlAudit(database, lambda: NOW, HERE)
    for number in range(5):
        audit.record("user", "sync.apply", f"Customers {number}", {"fields": number})
    return audit


def exported(audit: SqlAudit) -> Lines:
    audit.record("user", "audit.export", "audit.jsonl")
    return [json.dumps(dict(one)).encode() + b"\n" for one in audit.lines()]


def test_lines_are_chained(audit: SqlAudit) -> None:
    lines = list(audit.lines())
    assert [line["id"] for line in lines] == [1, 2, 3, 4, 5]
    assert [line["previous"] for line in lines] == ["", *(line["hash"] for line in lines[:-1])]
    told = {key: lines[0][key] for key in ("actor", "person", "place", "action", "subject", "details", "at")}
    assert told == {
        "actor": "user",
        "person": "ada",
        "place": "window, desk",
        "action": "sync.apply",
        "subject": "Customers 0",
        "details": {"fields": 0},
        "at": NOW.isoformat(),
    }
    assert audit.verify() is None


def test_the_newest_lines_come_first_and_page_by_page(audit: SqlAudit) -> None:
    every = list(audit.lines())[::-1]
    assert audit.count() == len(every) > 2
    assert audit.newest(len(every)) == every
    assert [*audit.newest(1), *audit.newest(99, before=every[0]["id"])] == every  # type: ignore[arg-type]
    assert audit.newest(9, before=1) == []
    audit.record("user", "run", "Customers")
    assert audit.newest(9, but="run") == every
    assert audit.count(but="run") == len(every)


def test_an_empty_log_holds(database: Database) -> None:
    assert SqlAudit(database, lambda: NOW).verify() is None


@pytest.mark.parametrize("column", COLUMNS)
def test_a_changed_line_shows(audit: SqlAudit, database: Database, column: str) -> None:
    database.run(f"UPDATE audit SET {column} = {column} || ' ' WHERE id = 3")
    assert audit.verify() == 3


@pytest.mark.parametrize(
    ("removed", "first"), [("id = 1", 1), ("id = 3", 3), ("id = 5", 5), ("id > 2", 3), ("id > 0", 1)]
)
def test_removed_lines_show(audit: SqlAudit, database: Database, removed: str, first: int) -> None:
    database.run(f"DELETE FROM audit WHERE {removed}")
    assert audit.verify() == first


def test_a_line_added_by_hand_shows(audit: SqlAudit, database: Database) -> None:
    columns = "at, actor, person, place, action, subject, details"
    database.run(
        f"INSERT INTO audit (id, {columns}, previous, hash) SELECT 6, {columns}, hash, hash FROM audit WHERE id = 5"
    )
    assert audit.verify() == 6


def test_a_line_whose_transaction_was_taken_back_leaves_no_secret_behind(database: Database) -> None:
    audit = SqlAudit(database, lambda: NOW)

    class Back(Exception):
        pass

    def begin() -> None:
        with database.transaction():
            audit.record("user", "pair", "Customers")
            raise Back

    with pytest.raises(Back):
        begin()
    audit.record("user", "unpair", "Customers")
    assert [line["action"] for line in audit.lines()] == ["unpair"]
    assert audit.verify() is None
    assert SqlAudit(database, lambda: NOW).verify() is None


# ------------------------------------------------------------------------------------------------ lines from before 2026-12


@pytest.fixture
def old(database: Database) -> SqlAudit:
    """As it was written before lines were signed, and two lines since."""
    previous = ""
    for number in (1, 2, 3):
        line = {"id": number, "at": NOW.isoformat(), "actor": "user", "action": "pair", "subject": "Customers",
                "details": "{}", "previous": previous}  # fmt: skip
        previous = plain_hash(line)
        database.run(
            f"INSERT INTO audit ({', '.join(line)}, hash) VALUES ({', '.join('?' * 8)})", (*line.values(), previous)
        )
    audit = SqlAudit(database, lambda: NOW, HERE)
    audit.record("user", "unpair", "Customers")
    audit.record("user", "unpair", "Customers")
    return audit


def test_older_lines_hold_without_a_signature(old: SqlAudit, database: Database) -> None:
    assert old.verify() is None
    found = check_export(exported(old), old.public_key())
    assert (found.broken, found.lines, found.unsigned) == (None, 6, 3)
    database.run("UPDATE audit SET subject = 'x' WHERE id = 2")
    assert old.verify() == 2


def test_a_signature_that_was_taken_away_shows(old: SqlAudit, database: Database) -> None:
    database.run("UPDATE audit SET signature = '' WHERE id = 5")
    assert old.verify() == 5
    assert check_export(exported(old), old.public_key()).broken == 5


# ------------------------------------------------------------------------------------------------------------ retention


class Days:
    """An audit with a line a day."""

    def __init__(self, database: Database) -> None:
        self.now = NOW
        self.audit = SqlAudit(database, lambda: self.now, HERE)

    def pass_(self, days: int) -> None:
        for _ in range(days):
            self.now += dt.timedelta(days=1)
            self.audit.record("user", "pair", f"{self.now:%d}")


def test_old_lines_go_and_the_chain_holds(database: Database) -> None:
    days = Days(database)
    days.pass_(10)
    assert days.audit.prune(days.now - dt.timedelta(days=3)) == 6
    days.pass_(2)
    lines = list(days.audit.lines())
    assert [line["id"] for line in lines] == [7, 8, 9, 10, 11, 12, 13]
    assert lines[4]["details"] == {"through": 6, "hash": lines[0]["previous"], "lines": 6}
    assert days.audit.verify() is None
    assert check_export(exported(days.audit), days.audit.public_key()).broken is None
    assert days.audit.prune(days.now - dt.timedelta(days=3)) == 2
    assert days.audit.prune(days.now - dt.timedelta(days=3)) == 0
    assert days.audit.verify() is None
    days.now += dt.timedelta(days=99)
    assert days.audit.prune(days.now) == 7  # all there was; what tells of it stays
    assert days.audit.count() == 1
    assert days.audit.verify() is None


def test_lines_cut_off_at_the_beginning_show(database: Database) -> None:
    days = Days(database)
    days.pass_(6)
    days.audit.prune(days.now - dt.timedelta(days=3))
    lines = exported(days.audit)
    assert check_export(lines[1:], days.audit.public_key()).broken == 1
    database.run("DELETE FROM audit WHERE id = 3")
    assert days.audit.verify() == 3
    start = database.row("SELECT id, previous FROM audit ORDER BY id")
    assert start is not None
    database.run("UPDATE settings SET value = ? WHERE key = 'audit.start'", (f"{start[0] - 1}:{start[1]}",))
    assert days.audit.verify() == 3, "no line tells that it was removed"


# ------------------------------------------------------------------------------------------------------- on any computer


def test_an_export_holds_with_the_public_key_alone(audit: SqlAudit) -> None:
    lines = exported(audit)
    found = check_export(lines, audit.public_key())
    assert (found.broken, found.lines, found.unsigned) == (None, 6, 0)


def without(place: int) -> Callable[[Lines], Lines]:
    return lambda lines: [*lines[:place], *lines[place + 1 :]]


def edited(before: bytes, after: bytes) -> Callable[[Lines], Lines]:
    return lambda lines: [line.replace(before, after) for line in lines]


def swapped(lines: Lines) -> Lines:
    return [lines[0], lines[2], lines[1], *lines[3:]]


@pytest.mark.parametrize(
    ("change", "broken", "why"),
    [
        (without(0), 1, "before it are missing"),
        (without(2), 3, "does not follow"),
        (without(5), 6, "the end is missing"),
        (lambda lines: lines[:3], 4, "the end is missing"),
        (lambda lines: [], 1, "the end is missing"),
        (swapped, 2, "does not follow"),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], 3, "does not follow"),
        (edited(b"Customers 3", b"Customers 9"), 4, "was changed"),
        (edited(b'"fields": 2', b'"fields": 7'), 3, "was changed"),
        (edited(b'"ada"', b'"bob"'), 1, "was changed"),
        (lambda lines: [*lines[:1], b"{\n", *lines[1:]], 2, "can't be read"),
        (edited(b'"id": 4', b'"id": "4"'), 4, "can't be read"),
    ],
)
def test_what_was_done_to_an_export_shows(
    audit: SqlAudit, change: Callable[[Lines], Lines], broken: int, why: str
) -> None:
    found = check_export(change(exported(audit)), audit.public_key())
    assert found.broken == broken
    assert why in found.why


def test_another_workspace_s_lines_show(audit: SqlAudit) -> None:
    other = "ab" * 32
    assert check_export(exported(audit), other).broken == 1


@pytest.mark.parametrize("key", ["", "key", "ab" * 31])
def test_what_is_no_key_is_said(audit: SqlAudit, key: str) -> None:
    with pytest.raises(UsageError, match="no key of an audit"):
        check_export(exported(audit), key)
