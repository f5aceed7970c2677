"""The office's edits in the workbook, and reading it back: through the connector for files."""

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desktop_sync.bootstrap.demo.people import STATE_WORDS, Person
from desktop_sync.bootstrap.demo.workbook import HEADERS, SHEET, national
from desktop_sync.connectors.registry import Registry
from desktop_sync.model.record import Create, OutcomeStatus, Record, Ref, Selection, Update
from desktop_sync.model.values import Value

if TYPE_CHECKING:
    from desktop_sync.sync.ports import Connector

FIELDS = HEADERS[:-1]  # without the formula
_COLUMNS = {
    "email": "E-mail",
    "phone": "Telephone",
    "city": "Town",
    "born": "Birthday",
    "limit": "Limit",
    "newsletter": "Newsletter",
}
_SELECTION = Selection(SHEET, FIELDS)


@contextlib.contextmanager
def _open(file: Path) -> Iterator["Connector"]:
    connector = Registry().open("files", {"path": str(file)}, {})
    try:
        yield connector
    finally:
        connector.close()


def _records(connector: "Connector") -> dict[str, Record]:
    found = {}
    for page in connector.listing(_SELECTION):
        for index in range(len(page.refs)):
            record = page.decode(index)
            found[str(record.values["E-mail"])] = record
    return found


def _unannounced(_index: int, _ref: Ref) -> None:
    """Nobody waits for the refs of new rows here."""


def cell(field: str, value: object, newsletter_is_flag: bool) -> tuple[str, Value]:
    """Column and value of a person's field as the office writes it."""
    if field == "state":
        return "State", STATE_WORDS.get(str(value), str(value))
    if field == "phone":
        return "Telephone", national(cast("str | None", value))
    if field == "newsletter" and not newsletter_is_flag:
        return "Newsletter", "yes" if value else "no"
    return _COLUMNS[field], cast(Value, value)


def change(file: Path, changes: Mapping[str, Mapping[str, object]]) -> None:
    """Several cells at once: e-mail of the person → field → value, as a `Person` holds it."""
    with _open(file) as connector:
        records = _records(connector)
        writes = []
        for email, values in changes.items():
            record = records[email]
            flag = isinstance(record.values["Newsletter"], bool)
            writes.append(Update(record, dict(cell(field, value, flag) for field, value in values.items())))
        outcomes = connector.write(_SELECTION, writes, _unannounced)
        assert all(one.status is OutcomeStatus.DONE for one in outcomes)


def add(file: Path, one: Person) -> None:
    """A new row."""
    with _open(file) as connector:
        flag = isinstance(next(iter(_records(connector).values())).values["Newsletter"], bool)
        values = dict(cell(field, getattr(one, field), flag) for field in (*_COLUMNS, "state"))
        [outcome] = connector.write(_SELECTION, [Create("demo-newcomer", {"Name": one.name, **values})], _unannounced)
        assert outcome.status is OutcomeStatus.DONE


def rows(file: Path) -> dict[str, Mapping[str, Value]]:
    """All rows by e-mail, as the workbook holds them."""
    with _open(file) as connector:
        return {email: record.values for email, record in _records(connector).items()}


def digits(value: object) -> str:
    """A phone number's digits, however it is written: national ones without their leading zero."""
    kept = "".join(one for one in str(value or "") if one.isdigit())
    return kept.removeprefix("49") if str(value).startswith("+") else kept.removeprefix("0")


def plain_row(row: Mapping[str, Value]) -> tuple[object, ...]:
    """A row in the terms that `check` compares."""
    born = row["Birthday"]
    born = born.date() if isinstance(born, dt.datetime) else born
    newsletter = row["Newsletter"] in {True, "yes"}
    limit = Decimal(str(row["Limit"]))
    return (row["Name"], digits(row["Telephone"]), row["Town"], born, limit, row["State"], newsletter)
