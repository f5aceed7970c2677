"""What is remembered of a person is told, found, and gone when it is erased; the sync goes on."""

import re

import pytest

from desktop_sync.errors import Busy, UsageError
from desktop_sync.model.report import RunStatus
from desktop_sync.sync.privacy import kind_of
from tests.cli.conftest import Office, services_of

WHO = "oezlem@example.org"
OTHER = "lena@example.org"


@pytest.fixture
def busy(paired: Office) -> Office:
    """With history, an open conflict and a hold about one person, and as much about another."""
    paired.shop.script(
        "UPDATE customers SET city = 'Ulm ' || id; UPDATE customers SET first_name = 'Oezlem' WHERE id = 2"
    )
    paired.erp.script("UPDATE people SET town = 'Bonn ' || nr")
    with services_of(paired.cli) as services:
        services.runner.run("Customers")
        assert len(services.review.conflicts()) >= 2
    return paired


def places(office: Office, who: str) -> dict[str, int]:
    with services_of(office.cli) as services:
        found = services.privacy.find(who)
        return {place: count for one in found.records for place, count in one.places.items()}


def test_which_personal_data_lies_where(busy: Office) -> None:
    with services_of(busy.cli) as services:
        report = services.privacy.report()
    (sync,) = report.syncs
    assert {one.name: one.kind for one in sync.fields} == {
        "name": "name",
        "email": "e-mail address",
        "city": "address",
    }
    assert sync.places["bases"] == 3
    assert sync.places["history"] > 0
    assert sync.places["conflicts"] >= 2
    assert any(name.endswith("desktop-sync.log") for name in report.logs)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("E-Mail", "e-mail address"),
        ("properties.mobilephone", "telephone number"),
        ("Geburtsdatum", "date of birth"),
        ("plz", "address"),
        ("last_name", "name"),
        ("credit_limit", ""),
        ("sku", ""),
    ],
)
def test_fields_are_known_by_their_names(name: str, kind: str) -> None:
    assert kind_of(name) == kind
    assert kind_of("x", "email") == "e-mail address"


def test_a_person_is_found_wherever_something_is_remembered(busy: Office) -> None:
    assert {"bases", "history", "conflicts"} <= places(busy, WHO.upper()).keys()
    assert "bases" in places(busy, "Kaya")
    assert places(busy, "nobody@example.org") == {}
    with services_of(busy.cli) as services, pytest.raises(UsageError, match="too short"):
        services.privacy.find("ab")


def test_part_of_a_word_is_not_the_person(busy: Office) -> None:
    assert places(busy, "zlem") == {}
    assert places(busy, "example.org") != {}, "an address's parts are words"
    with services_of(busy.cli) as services:
        assert not any(one.own for one in services.privacy.find("example.org").records)


def test_a_person_is_erased_and_nobody_else(busy: Office) -> None:
    others = places(busy, OTHER)
    with services_of(busy.cli) as services:
        done = services.privacy.erase(WHO)
        assert sum(done.gone.values()) >= 2
        assert done.left == {"bases": 1}
        assert services.privacy.find("Kaya").records[0].places == {"bases": 1}, (
            "the whole record, not only what says so"
        )
        assert services.audit.verify() is None
    assert places(busy, OTHER) == others
    # The sync goes on: what was open is asked again, nothing is made twice, nothing is undone.
    with services_of(busy.cli) as services:
        services.runner.run("Customers")
        assert any(one.label or one.a_ref for one in services.review.conflicts())
    assert len(busy.shop.rows("SELECT * FROM customers")) == 3
    assert len(busy.erp.rows("SELECT * FROM people")) == 3


def test_a_dissolved_pair_is_left_alone_and_remembered_nowhere(busy: Office) -> None:
    with services_of(busy.cli) as services:
        done = services.privacy.erase(WHO, unlink=True)
        assert (done.left, done.unlinked) == ({}, 1)
        assert services.privacy.find(WHO).records == []
        assert services.privacy.find("Kaya").records == []
    busy.shop.script("UPDATE customers SET city = 'Trier' WHERE id = 2")
    with services_of(busy.cli) as services:
        assert services.runner.run("Customers").status in {RunStatus.OK, RunStatus.WAITING}
    assert len(busy.erp.rows("SELECT * FROM people")) == 3, "not made again"
    assert busy.erp.rows("SELECT town FROM people WHERE mail = ?".replace("?", f"'{WHO}'")) == [("Bonn 11",)]


def test_the_proof_tells_nothing_and_is_found_again(busy: Office) -> None:
    with services_of(busy.cli) as services:
        proof = services.privacy.erase(WHO).proof
        assert re.fullmatch(r"[0-9a-f]{64}", proof)
        (line,) = [one for one in services.audit.lines() if one["action"] == "privacy.erase"]
        assert line["subject"] == proof
        assert WHO not in str(list(services.audit.lines()))
        assert services.privacy.find(f" {WHO.title()} ").erased_at == [line["at"]]
        assert services.privacy.find(OTHER).erased_at == []


def test_nothing_of_it_stays_in_free_pages(busy: Office) -> None:
    with services_of(busy.cli) as services:
        database = services.store.database  # type: ignore[attr-defined]
        assert database.number("PRAGMA secure_delete") == 1
        before = database.number("PRAGMA page_count")
        database.run(
            "INSERT INTO trail (sync_id, run_id, what, at, side, field, words, data) VALUES (1, 0, 'held', '', 'a', '', ?, x'7b7d')",
            (f"{WHO} " * 40_000,),
        )
        assert database.number("PRAGMA page_count") > before + 100
        assert services.privacy.erase(WHO).gone["notes"] >= 1
        assert database.number("PRAGMA freelist_count") == 0
        assert database.number("PRAGMA page_count") <= before + 2
        log = busy.cli.workspace / "workspace.db-wal"
        assert not log.exists() or log.stat().st_size < 50_000, "what was written since, the audit's line"


def test_nothing_is_erased_while_a_sync_runs_or_a_write_is_open(busy: Office) -> None:
    with services_of(busy.cli) as services:
        stored = services.ports.syncs.get("Customers")
        assert stored is not None
        with services.ports.journal.lock(stored.id), pytest.raises(Busy):
            services.privacy.erase(WHO)
        services.store.database.run("UPDATE operations SET state = 'sent' WHERE id = (SELECT max(id) FROM operations)")  # type: ignore[attr-defined]
        (row,) = services.store.database.rows("SELECT changes FROM operations WHERE state = 'sent'")  # type: ignore[attr-defined]
        who = next(
            one for one in (WHO, OTHER, "jan@example.org") if any(t.pending for t in services.store.traces.find(one))
        )
        with pytest.raises(UsageError, match="not settled"):
            services.privacy.erase(who)
        assert services.store.database.rows("SELECT changes FROM operations WHERE state = 'sent'") == [row]  # type: ignore[attr-defined]


def test_by_the_command_line(busy: Office) -> None:
    cli = busy.cli
    report = cli("privacy", "report").expect().json
    assert report["syncs"][0]["sync"] == "Customers"  # type: ignore[index]
    assert cli("privacy", "find", WHO).expect().json["records"][0]["own"] is True  # type: ignore[index]
    assert cli("privacy", "erase", WHO).expect(3).json["erased"] is False  # type: ignore[index]
    done = cli("privacy", "erase", WHO, "--unlink", "--approve").expect().json
    assert done["erased"] is True  # type: ignore[index]
    assert cli("privacy", "find", WHO).expect().json["records"] == []  # type: ignore[index]
    assert "Nothing is remembered" in cli("privacy", "find", WHO, json=False).expect().stdout
    cli("privacy", "erase", WHO, "--approve").expect(2)
