import pytest

from desktop_sync.store.audit import SqlAudit
from desktop_sync.store.database import Database
from desktop_sync.store.settings import SqlSettings
from tests.store.builders import NOW


@pytest.fixture
def audit(database: Database) -> SqlAudit:
    audit = SqlAudit(database, lambda: NOW)
    for number in range(5):
        audit.record("ada", "sync applied", f"Customers {number}", {"fields": number})
    return audit


def test_lines_are_chained(audit: SqlAudit) -> None:
    lines = list(audit.lines())
    assert [line["id"] for line in lines] == [1, 2, 3, 4, 5]
    assert [line["previous"] for line in lines] == ["", *(line["hash"] for line in lines[:-1])]
    assert {key: lines[0][key] for key in ("actor", "action", "subject", "details", "at")} == {
        "actor": "ada",
        "action": "sync applied",
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


def test_an_empty_log_holds(database: Database) -> None:
    assert SqlAudit(database, lambda: NOW).verify() is None


@pytest.mark.parametrize("column", ["at", "actor", "action", "subject", "details", "previous", "hash"])
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
    database.run("INSERT INTO audit SELECT 6, at, actor, action, subject, details, hash, hash FROM audit WHERE id = 5")
    assert audit.verify() == 6


def test_settings(database: Database) -> None:
    settings = SqlSettings(database)
    assert settings.get("theme") == ""
    assert settings.get("theme", "dark") == "dark"
    settings.put("theme", "light")
    settings.put("theme", "")
    settings.put("theme_2", "x")
    settings.put("themeX2", "y")
    assert settings.get("theme", "dark") == ""
    assert settings.keys("theme_") == ["theme_2"]
