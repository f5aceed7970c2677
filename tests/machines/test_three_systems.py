"""Tryton parties ↔ a PostgreSQL table ↔ a workbook, kept in step through rounds of random edits on all three."""

import random
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from tests.seeds import SOAKING, seed
from tests.servers import sql
from tests.servers.program import Program
from tests.servers.tryton import TrytonDatabase

pytestmark = [pytest.mark.soak] if SOAKING else []
ROUNDS = 50 if SOAKING else 4
COLUMNS = {"name": "Customer", "email": "E-mail", "street": "Street", "city": "Town"}
EDITED = ("name", "street", "city")
GUARD = '[guard]\nmax_deletes = "off"\nmax_updates = "off"\nmax_blanks = "off"\nmax_same = "off"\n'
RULES = '[match]\nkeys = [["email"]]\n[rules]\ndeletes = { a_to_b = "propagate", b_to_a = "propagate" }\n' + GUARD


def _file(name: str, a: tuple[str, str], b: tuple[str, str], fields: dict[str, str]) -> str:
    sides = "".join(f'[{side}]\naccount = "{one}"\ntable = "{table}"\n' for side, (one, table) in (("a", a), ("b", b)))
    links = "".join(f'[[field]]\nname = "{x}"\na = "{x}"\nb = "{y}"\n' for x, y in fields.items())
    return f'name = "{name}"\n{sides}{RULES}{links}'


@dataclass
class Three:
    """The three systems behind the program's back; records are known by their e-mail address, which nobody edits."""

    tryton: TrytonDatabase
    url: str
    book: Path
    truth: dict[str, dict[str, object]] = field(default_factory=dict)

    # Tryton
    def _party(self, email: str) -> int:
        found = self.tryton.rpc("model.party.party.search", [["contact_mechanisms.value", "=", email]], 0, None, None)
        assert len(found) == 1, (email, found)
        return found[0]

    def edit_tryton(self, email: str, name: str, value: object) -> None:
        party = self._party(email)
        if name == "name":
            self.tryton.rpc("model.party.party.write", [party], {"name": value})
            return
        # As the client does not: through the child's own model, which leaves the party's timestamp alone.
        (address,) = self.tryton.rpc("model.party.address.search", [["party", "=", party]], 0, None, None)
        self.tryton.rpc("model.party.address.write", [address], {name: value})

    def create_tryton(self, row: dict[str, object]) -> None:
        self.tryton.rpc(
            "model.party.party.create",
            [
                {
                    "name": row["name"],
                    "contact_mechanisms": [["create", [{"type": "email", "value": row["email"]}]]],
                    "addresses": [["create", [{"street": row["street"], "city": row["city"]}]]],
                }
            ],
        )

    def delete_tryton(self, email: str) -> None:
        self.tryton.rpc("model.party.party.delete", [self._party(email)])

    def rows_tryton(self) -> list[dict[str, object]]:
        fields = ["name", "contact_mechanisms.type", "contact_mechanisms.value", "addresses.street", "addresses.city"]
        found = self.tryton.rpc("model.party.party.search_read", [], 0, None, None, fields)
        rows = []
        for one in found:
            mails = [c["value"] for c in one["contact_mechanisms."] if c["type"] == "email"]
            if mails:
                address = (one["addresses."] or [{}])[0]
                rows.append(
                    {
                        "name": one["name"],
                        "email": mails[0],
                        "street": address.get("street"),
                        "city": address.get("city"),
                    }
                )
        return rows

    # PostgreSQL
    def edit_database(self, email: str, name: str, value: object) -> None:
        sql.execute_many(self.url, f"UPDATE customers SET {name} = %s WHERE email = %s", [(value, email)])

    def create_database(self, row: dict[str, object]) -> None:
        sql.execute_many(
            self.url, "INSERT INTO customers (name, email, street, city) VALUES (%s, %s, %s, %s)", [tuple(row.values())]
        )

    def delete_database(self, email: str) -> None:
        sql.execute_many(self.url, "DELETE FROM customers WHERE email = %s", [(email,)])

    def rows_database(self) -> list[dict[str, object]]:
        return [
            dict(zip(COLUMNS, row, strict=True))
            for row in sql.fetch(self.url, "SELECT name, email, street, city FROM customers")
        ]

    # the workbook
    def _sheet(self):  # type: ignore[no-untyped-def]
        book = openpyxl.load_workbook(self.book)
        sheet = book["Customers"]
        return book, sheet, [cell.value for cell in sheet[1]]

    def _line(self, sheet, head, email: str) -> int:  # type: ignore[no-untyped-def]
        column = head.index("E-mail") + 1
        (found,) = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, column).value == email]
        return found

    def edit_workbook(self, email: str, name: str, value: object) -> None:
        book, sheet, head = self._sheet()
        sheet.cell(self._line(sheet, head, email), head.index(COLUMNS[name]) + 1).value = value
        book.save(self.book)

    def create_workbook(self, row: dict[str, object]) -> None:
        book, sheet, head = self._sheet()
        line = sheet.max_row + 1
        for name, value in row.items():
            sheet.cell(line, head.index(COLUMNS[name]) + 1).value = value
        book.save(self.book)

    def delete_workbook(self, email: str) -> None:
        book, sheet, head = self._sheet()
        sheet.delete_rows(self._line(sheet, head, email))
        book.save(self.book)

    def rows_workbook(self) -> list[dict[str, object]]:
        _, sheet, head = self._sheet()
        rows = []
        for values in sheet.iter_rows(min_row=2, values_only=True):
            row = {name: values[head.index(column)] for name, column in COLUMNS.items()}
            if any(value is not None for value in row.values()):
                rows.append(row)
        return rows

    def check(self) -> None:
        """All three hold the truth, each record once."""
        for system in ("tryton", "database", "workbook"):
            # Tryton's own company is a party, too; it has no e-mail address and is carried like all others.
            rows = [row for row in getattr(self, f"rows_{system}")() if row["email"]]
            found = {row["email"]: row for row in rows}
            assert len(found) == len(rows), f"doubled in {system}"
            assert found.keys() == self.truth.keys(), f"{system}: {found.keys() ^ self.truth.keys()}"
            for email, row in self.truth.items():
                assert found[email] == row, system


def _connect(cli: Program, three: Three, tmp_path: Path) -> None:
    tryton, url = three.tryton, three.url
    cli(
        "account",
        "add",
        "erp",
        "--connector",
        "tryton",
        "--set",
        f"url={tryton.url}",
        "--set",
        f"database={tryton.database}",
        "--set",
        f"username={tryton.username}",
        "--secret",
        "password=PW",
        env={"PW": tryton.password},
    ).expect()
    cli("account", "add", "shop", "--connector", "sql", "--set", f"url={url}").expect()
    cli("account", "add", "list", "--connector", "files", "--set", f"path={three.book}").expect()
    names = {name: name for name in COLUMNS}
    one = tmp_path / "one.toml"
    one.write_text(_file("ERP", ("erp", "party.party"), ("shop", "customers"), names), encoding="utf-8")
    two = tmp_path / "two.toml"
    two.write_text(_file("List", ("shop", "customers"), ("list", "Customers"), COLUMNS), encoding="utf-8")
    cli("sync", "apply", one).expect()
    cli("sync", "apply", two).expect()


def _round(three: Three, chance: random.Random, number: int) -> None:
    systems = ("tryton", "database", "workbook")
    emails = list(three.truth)
    chance.shuffle(emails)
    for index in range(chance.randint(3, 8)):
        email, value = emails.pop(), f"Größe & Söhne {number}.{index}"
        if chance.random() < 0.15:
            getattr(three, f"delete_{chance.choice(systems)}")(email)
            del three.truth[email]
            continue
        for name, system in zip(chance.sample(EDITED, chance.randint(1, 3)), chance.sample(systems, 3), strict=False):
            typed = None if name == "street" and chance.random() < 0.2 else f"{value} {name}"
            getattr(three, f"edit_{system}")(email, name, typed)
            three.truth[email][name] = typed
    for index in range(chance.randint(0, 2)):
        _create(three, chance.choice(systems), f"n{number}-{index}")


def _create(three: Three, system: str, word: str) -> None:
    row: dict[str, object] = {
        "name": f"Firma {word}",
        "email": f"{word}@example.org",
        "street": f"Weg {word}",
        "city": "Ulm",
    }
    getattr(three, f"create_{system}")(row)
    three.truth[str(row["email"])] = row


@pytest.mark.timeout(900)
def test_rounds_of_edits_on_all_three(tryton: TrytonDatabase, postgres_url: str, tmp_path: Path, cli: Program) -> None:
    chance = random.Random(seed(1))
    three = Three(tryton, postgres_url, tmp_path / "customers.xlsx")
    sql.execute(
        postgres_url,
        "CREATE TABLE customers (id SERIAL PRIMARY KEY, name TEXT NOT NULL, email TEXT, street TEXT, city TEXT)",
    )
    book = openpyxl.Workbook()
    book.active.title = "Customers"
    book.active.append(list(COLUMNS.values()))
    book.create_sheet("Notes")["A1"] = "stays"
    book.save(three.book)
    for index in range(30):
        _create(three, chance.choice(("tryton", "database", "workbook")), f"c{index}")
    _connect(cli, three, tmp_path)
    for _ in range(2):
        cli("run", "--approve").expect()
    cli("run").expect()
    three.check()
    for number in range(ROUNDS):
        _round(three, chance, number)
        for _ in range(2):
            cli("run").expect()
        three.check()
        written = [
            run[side][key]
            for run in cli("run").expect().json["runs"]
            for side in "ab"
            for key in ("created", "updated", "deleted")
        ]
        assert not any(written)
    assert openpyxl.load_workbook(three.book)["Notes"]["A1"].value == "stays"
