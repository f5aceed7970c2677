"""Two systems with people at work, a workspace, and what must be true of them after a cut of power.

`python office.py ROOT SEED`, with the shim before it, makes what is recorded. Each edit, and each command that ended well, is told in
`marks` when it has happened: from then on it is confirmed. No field is edited twice, so the end is known whatever was cut.
"""

import contextlib
import io
import json
import os
import random
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_sync.bootstrap.wire import open_services
from desktop_sync.cli.main import main

PASSPHRASE = "through the storm"
ROUNDS, EDITS, PEOPLE = 5, 6, 36
SYSTEMS = {"a": ("shop", "customers", "email", "name", "city"), "b": ("erp", "people", "mail", "full_name", "town")}
"""By side: file, table, its columns."""
SYNC = """\
name = "Customers"
[a]
account = "shop"
table = "customers"
[b]
account = "erp"
table = "people"
[match]
keys = [["email"]]
first_run = "fill_blanks"
[rules]
conflict = "ask"
deletes = { a_to_b = "propagate", b_to_a = "propagate" }
[guard]
max_deletes = "off"
max_updates = "off"
max_blanks = "off"
max_same = "off"
[[field]]
a = "email"
b = "mail"
[[field]]
a = "name"
b = "full_name"
[[field]]
a = "city"
b = "town"
"""


@dataclass
class Known:
    """What the marks tell. `begun`: under way, or done, but not told."""

    done: list[dict[str, Any]] = field(default_factory=list)
    begun: dict[str, Any] | None = None

    @classmethod
    def of(cls, marks: bytes) -> "Known":
        """Of the file's content."""
        known = cls()
        for line in marks.decode().splitlines():
            told = json.loads(line)
            if told["end"]:
                known.done.append(told)
            known.begun = None if told["end"] else told
        return known

    def told(self, kind: str) -> list[dict[str, Any]]:
        """All of that kind that have happened."""
        return [one for one in self.done if one["kind"] == kind]


def call(folder: Path, *words: str) -> tuple[int, Any]:
    """A command in this process; its exit code and its document."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = main(["--workspace", str(folder), *words, "--json"], lambda *_, **__: 0)
    return code, json.loads(out.getvalue())


@dataclass
class Office:
    """The folder with `systems`, `workspace` and `marks`."""

    root: Path

    @property
    def workspace(self) -> Path:
        """Its folder."""
        return self.root / "workspace"

    def file(self, side: str) -> Path:
        """The database of a side."""
        return self.root / "systems" / f"{SYSTEMS[side][0]}.db"

    @contextlib.contextmanager
    def _open(self, side: str) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(sqlite3.connect(self.file(side), timeout=30)) as connection, connection:
            yield connection

    def people(self, side: str) -> list[tuple[str, str, str]]:
        """E-mail, name, city of all, in order."""
        _, table, *columns = SYSTEMS[side]
        with self._open(side) as connection:
            return sorted(connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall())

    @contextlib.contextmanager
    def _telling(self, kind: str, **what: Any) -> Iterator[dict[str, Any]]:
        told = {"kind": kind, **what}
        self._mark({**told, "end": False})
        yield told
        self._mark({**told, "end": True})

    def _mark(self, told: dict[str, Any]) -> None:
        with (self.root / "marks").open("a") as marks:
            marks.write(json.dumps(told) + "\n")

    # ---- what is recorded
    def record(self, chance: random.Random) -> None:
        """Setting up, and rounds of edits and runs."""
        self._make(chance)
        with self._telling("made"):
            pass
        self.set_up(Known())
        used: set[str] = set()
        emails = [f"p{number}@example.org" for number in range(PEOPLE)]
        self._run()
        with contextlib.ExitStack() as stack:
            self._rounds(chance, emails, used, stack)

    def _rounds(self, chance: random.Random, emails: list[str], used: set[str], stack: contextlib.ExitStack) -> None:
        for number in range(ROUNDS):
            if number == 1:
                # As a window does: while it is open, no command that ends moves the log into the store.
                stack.callback(open_services(self.workspace, PASSPHRASE).close)
            for _ in range(EDITS):
                self._edit(chance, emails, used, number)
            self._run(*chance.choice(((), ("--full",))))
            if number == 1:
                with self._telling("key") as told:
                    told["key"] = call(self.workspace, "recovery", "new")[1]["key"]
            if number == 2:
                with self._telling("setting", value=77):
                    assert call(self.workspace, "settings", "set", "history_days", "77")[0] == 0

    def _make(self, chance: random.Random) -> None:
        for side, (_, table, *columns) in SYSTEMS.items():
            with self._open(side) as connection:
                connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {' TEXT, '.join(columns)} TEXT)")
        for number in range(PEOPLE):
            for side in chance.choice(("a", "b", "ab")):
                self._insert(side, f"p{number}@example.org", f"Person {number}", f"City {number}")

    def _insert(self, side: str, *values: str) -> None:
        _, table, *columns = SYSTEMS[side]
        with self._open(side) as connection:
            connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES (?, ?, ?)", values)

    def _edit(self, chance: random.Random, emails: list[str], used: set[str], number: int) -> None:
        """One of people's edits; each record is touched once only."""
        side, what = chance.choice("ab"), chance.choice(("create", "edit", "edit", "edit", "delete"))
        _, table, mail, name, city = SYSTEMS[side]
        if what == "create":
            email = f"n{len(used)}-{number}@example.org"
            used.add(email)
            with self._telling("create", email=email, name=f"New {email}", city="Kiel"):
                self._insert(side, email, f"New {email}", "Kiel")
            return
        email = chance.choice([one for one in emails if one not in used])
        used.add(email)
        if what == "delete":
            with self._telling("delete", email=email), self._open(side) as connection:
                connection.execute(f"DELETE FROM {table} WHERE {mail} = ?", (email,))
            return
        field_, value = chance.choice((("name", name), ("city", city))), f"edited {number} {email}"
        with self._telling("edit", email=email, field=field_[0], value=value), self._open(side) as connection:
            connection.execute(f"UPDATE {table} SET {field_[1]} = ? WHERE {mail} = ?", (value, email))

    def _run(self, *words: str) -> None:
        with self._telling("run") as told:
            code, said = call(self.workspace, "run", "--approve", *words)
            assert code == 0, said
            told["runs"] = said["runs"]

    def set_up(self, known: Known) -> None:
        """What of the setting up has not been confirmed; a step that was cut may be done already."""
        told = {one["name"] for one in known.told("step")}
        for side, (name, *_) in SYSTEMS.items():
            if name not in told:
                have = [one["name"] for one in call(self.workspace, "account", "list")[1]["accounts"]]
                with self._telling("step", name=name):
                    url = f"url=sqlite:///{self.file(side)}"
                    if name not in have:
                        code, said = call(self.workspace, "account", "add", name, "--connector", "sql", "--set", url)
                        assert code == 0, said
        if "sync" not in told:
            (self.root / "systems" / "one.toml").write_text(SYNC)
            with self._telling("step", name="sync"):
                code, said = call(self.workspace, "sync", "apply", str(self.root / "systems" / "one.toml"))
                assert code == 0, said

    # ---- what must be true
    def check(self, known: Known) -> None:
        """After a cut: the workspace opens, is sound, has all that was confirmed; and ends in step, with every edit, none twice."""
        if known.told("step"):
            self._check_store(known)
        if {one["name"] for one in known.told("step")} != {"shop", "erp", "sync"}:
            self.set_up(known)
        self._finish()
        again = self._finish()
        assert all(_quiet(one) for one in again), again
        self._check_people(known)

    def _check_store(self, known: Known) -> None:
        services = open_services(self.workspace, PASSPHRASE, create=False)
        try:
            assert list(services.store.problems()) == []
            assert services.audit.verify() is None
            kept = {one.id: one for one in services.review.runs(None, 1000)}
            for told in (one for mark in known.told("run") for one in mark["runs"]):
                assert told["run"] in kept, "a run that had told its end is not known"
                assert kept[told["run"]].status.value == told["status"] == "ok"
                assert kept[told["run"]].a.created == told["a"]["created"]
            names = {one["name"] for one in known.told("step")}
            assert {one.name for one in services.ports.accounts.all()} >= names - {"sync"}
            assert "sync" not in names or [one.name for one in services.syncs.statuses()] == ["Customers"]
            if known.told("setting"):
                assert services.retention.values()["history_days"] == 77
            for told in known.told("key"):
                services.store.check_recovery_key(told["key"])
        finally:
            services.close()

    def _finish(self) -> list[dict[str, Any]]:
        code, said = call(self.workspace, "run", "--approve")
        assert code == 0, said
        return list(said["runs"])

    def _check_people(self, known: Known) -> None:
        found = self.people("a")
        assert found == self.people("b")
        emails = [one[0] for one in found]
        assert len(emails) == len(set(emails)), "somebody is there twice"
        by_email = {one[0]: dict(zip(("email", "name", "city"), one, strict=True)) for one in found}
        for told in known.told("create"):
            assert by_email[told["email"]] == {"email": told["email"], "name": told["name"], "city": told["city"]}
        for told in known.told("edit"):
            assert by_email[told["email"]][told["field"]] == told["value"], told
        for told in known.told("delete"):
            assert told["email"] not in by_email, told
        open_email = known.begun.get("email") if known.begun else None
        gone = {told["email"] for told in known.told("delete")} | {open_email}
        assert set(emails) >= {f"p{number}@example.org" for number in range(PEOPLE)} - gone


def _quiet(run: dict[str, Any]) -> bool:
    return not any(run[side][what] for side in "ab" for what in ("created", "updated", "deleted"))


if __name__ == "__main__":
    os.environ["DESKTOP_SYNC_PASSPHRASE"] = PASSPHRASE
    Office(Path(sys.argv[1])).record(random.Random(int(sys.argv[2])))
