"""A table and a real Request Tracker, with answers that are lost after the deed and a program that is killed: nothing lost, nothing twice."""

import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.relayed import Relayed
from tests.fakes.rest_server import Fault, served
from tests.servers import sql
from tests.servers.program import Program
from tests.servers.requesttracker import RequestTracker, missing_request_tracker, start_request_tracker

FIELDS = ("Subject", "Priority", "TimeWorked")
SYNC = """\
name = "Tickets"
[a]
account = "shop"
table = "tickets"
[b]
account = "desk"
table = "tickets"
[match]
keys = [["Subject"]]
first_run = "prefer_a"
[rules]
deletes = { a_to_b = "propagate", b_to_a = "propagate" }
[guard]
max_updates = "off"
max_deletes = "off"
max_same = "off"
max_blanks = "off"
""" + "".join(f'[[field]]\na = "{name}"\nb = "{name}"\n' for name in FIELDS)  # fmt: skip
METHODS = ("POST", "PUT", "DELETE", "GET")


@pytest.fixture
def tracker() -> Iterator[RequestTracker]:
    reason = missing_request_tracker()
    if reason:
        pytest.skip(reason)
    with start_request_tracker() as running:
        yield running


class Tickets:
    """Which there are, and which there should be: A's clerk edits priorities, B's the time worked; nobody edits subjects."""

    def __init__(self, tracker: RequestTracker, file: str, chance: random.Random) -> None:
        self.tracker, self.file, self.chance = tracker, file, chance
        self.expected: dict[str, dict[str, Any]] = {}
        self.made = 0

    def add(self, side: str) -> None:
        self.made += 1
        row = {"Subject": f"Ticket {self.made}", "Priority": self.chance.randrange(1, 90), "TimeWorked": 5}
        self.expected[str(row["Subject"])] = row
        if side == "a":
            sql.execute_many(self.file, "INSERT INTO tickets VALUES (NULL, ?, ?, ?)", [tuple(row.values())])
        else:
            told = {**row, "Queue": "General", "Priority": str(row["Priority"]), "TimeWorked": str(row["TimeWorked"])}
            self.tracker.request("POST", "/ticket", json=told)

    def edit(self) -> None:
        subject, number = self.chance.choice(list(self.expected)), self.chance.randrange(1, 90)
        if subject not in self.table() or subject not in self.there():
            return
        deed = self.chance.random()
        if deed < 0.45:
            sql.execute_many(self.file, "UPDATE tickets SET Priority = ? WHERE Subject = ?", [(number, subject)])
            self.expected[subject]["Priority"] = number
        elif deed < 0.9:
            self.tracker.request("PUT", f"/ticket/{self.there()[subject]['id']}", json={"TimeWorked": str(number)})
            self.expected[subject]["TimeWorked"] = number
        elif deed < 0.95:
            sql.execute_many(self.file, "DELETE FROM tickets WHERE Subject = ?", [(subject,)])
            del self.expected[subject]
        else:
            self.tracker.request("DELETE", f"/ticket/{self.there()[subject]['id']}")
            del self.expected[subject]

    def table(self) -> dict[str, dict[str, Any]]:
        rows = sql.fetch(self.file, "SELECT Subject, Priority, TimeWorked FROM tickets")
        found = {row[0]: dict(zip(FIELDS, row, strict=True)) for row in rows}
        assert len(found) == len(rows), "a ticket is there twice"
        return found

    def there(self) -> dict[str, dict[str, Any]]:
        rows = [self.tracker.request("GET", f"/ticket/{key}") for key in self.tracker.tickets()]
        found = {row["Subject"]: row for row in rows}
        assert len(found) == len(rows), "a ticket is there twice"
        return found


@pytest.mark.soak
@pytest.mark.server
@pytest.mark.timeout(0)
def test_lost_answers_and_a_killed_program_lose_no_ticket(
    cli: Program, tracker: RequestTracker, tmp_path: Path, soak_seconds: float
) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    file = f"sqlite:///{tmp_path / 'shop.sqlite'}"
    sql.execute(
        file, "CREATE TABLE tickets (id INTEGER PRIMARY KEY, Subject TEXT, Priority INTEGER, TimeWorked INTEGER)"
    )
    tickets, relay = Tickets(tracker, file, random.Random(seed)), Relayed(tracker.url)
    until, killed, lost = time.monotonic() + soak_seconds, 0, 0
    with served(relay) as url:
        words = ("--connector", "request_tracker", f"--set=base_url={url}", "--secret", "access_token=T")
        cli("account", "add", "desk", *words, env={"T": tracker.token}).expect()
        cli("account", "add", "shop", "--connector", "sql", "--set", f"url={file}").expect()
        (tmp_path / "sync.toml").write_text(SYNC, "utf-8")
        cli("sync", "apply", tmp_path / "sync.toml").expect()
        for number in range(12):
            tickets.add("ab"[number % 2])
        while not lost or time.monotonic() < until:
            for _ in range(2):
                relay.plan(
                    Fault.LOSE, tickets.chance.choice(METHODS), "/REST/2.0/ticket", skip=tickets.chance.randrange(3)
                )
            killed += _run(cli, tmp_path, tickets.chance)
            lost += 2 - len(relay.planned)
            relay.planned.clear()
            _settled(cli, tickets)
            for _ in range(3):
                tickets.edit()
            tickets.add(tickets.chance.choice("ab"))
        _settled(cli, tickets)
    print(f"{lost} answers lost, {killed} kills, {tickets.made} tickets")


def _run(cli: Program, folder: Path, chance: random.Random) -> int:
    """A run, of which some are killed; how many were."""
    process = subprocess.Popen(
        cli.command("run", "--approve"), env=cli.environment(), cwd=folder,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(chance.uniform(2, 8) if chance.random() < 0.5 else 300)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return 1
    return 0


def _settled(cli: Program, tickets: Tickets) -> None:
    for _ in range(5):
        (report,) = cli("run", "--approve", "--full", timeout_s=300).expect(0, 1, 3).json["runs"]
        if not any(report[side][key] for side in "ab" for key in ("created", "updated", "deleted", "failed")):
            break
    assert report["status"] == "ok", report
    there = {subject: _plain(row) for subject, row in tickets.there().items()}
    assert tickets.table() == there
    assert tickets.table() == tickets.expected


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {"Subject": row["Subject"], "Priority": int(row["Priority"]), "TimeWorked": int(row["TimeWorked"])}
