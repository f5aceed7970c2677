"""Whether everything came out as planted, read from the two files and not from the program's own memory."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from desktop_sync.bootstrap.demo import office, shop, story, workbook
from desktop_sync.bootstrap.demo.people import STATE_WORDS, Person, person
from desktop_sync.model.plan import Conflict, Hold

Row = tuple[object, ...]
_PARTS = ("name", "phone", "city", "born", "limit", "state", "newsletter")


def _person_row(one: Person) -> Row:
    state = STATE_WORDS[one.state]
    return (one.name, office.digits(one.phone), one.city, one.born, one.limit, state, one.newsletter)


def _shop_rows(file: Path) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in shop.rows(file):
        born = dt.datetime.strptime(str(row["born"]), "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no zone
        name = f"{row['first_name']} {row['last_name']}"
        phone, state = office.digits(row["phone"]), STATE_WORDS[str(row["status"])]
        limit = Decimal(str(row["credit_limit"]))
        found[str(row["email"])] = (name, phone, row["city"], born, limit, state, bool(row["newsletter"]))
    return found


def _office_rows(file: Path) -> dict[str, Row]:
    return {email: office.plain_row(row) for email, row in office.rows(file).items()}


def differences(
    folder: Path, before: tuple[int, bytes], conflicts: Sequence[Conflict], holds: Sequence[Hold]
) -> list[str]:
    """What is not as planted, a sentence each; empty when all is well. `before`: `workbook.untouched` at the start."""
    shop_file, office_file = folder / "shop.db", folder / "customers.xlsx"
    found = [
        *_people("shop.db", story.expected("shop"), _shop_rows(shop_file), None),
        *_people("customers.xlsx", story.expected("office"), _office_rows(office_file), person(story.HELD).email),
        *_conflicts(conflicts),
    ]
    if len(holds) != 1:
        found.append(f"{len(holds)} holds instead of 1")
    formulas, notes = workbook.untouched(office_file)
    if formulas < before[0]:
        found.append(f"customers.xlsx: {formulas} formulas are left of {before[0]}")
    if notes != before[1]:
        found.append("customers.xlsx: the sheet “Notes” was changed")
    return found


def _people(file: str, wanted: Mapping[str, Person], rows: Mapping[str, Row], held: str | None) -> Iterator[str]:
    for email in wanted.keys() - rows.keys():
        yield f"{file}: {email} is missing"
    for email in rows.keys() - wanted.keys():
        yield f"{file}: {email} should not be there"
    for email in wanted.keys() & rows.keys():
        for part, want, have in zip(_PARTS, _person_row(wanted[email]), rows[email], strict=True):
            if email == held and part == "state":
                want = story.WRONG_STATE  # noqa: PLW2901 - the office's typing slip stays until somebody corrects it
            if want != have:
                yield f"{file}: {part} of {email} is {have!r} instead of {want!r}"


def _conflicts(conflicts: Sequence[Conflict]) -> Iterator[str]:
    wanted = {(one.field, _plain(one.field, one.shop), _plain(one.field, one.office)) for one in story.CONFLICTS}
    have = {(one.field, _plain(one.field, one.a), _plain(one.field, one.b)) for one in conflicts}
    for field, a, b in wanted - have:
        yield f"the conflict in {field} ({a} against {b}) is missing"
    for field, a, b in have - wanted:
        yield f"there is a conflict in {field} ({a} against {b}) that nobody planted"


def _plain(field: str, value: object) -> str:
    if field == "phone":
        return office.digits(value)
    return str(Decimal(str(value)).normalize()) if field == "limit" else str(value)
