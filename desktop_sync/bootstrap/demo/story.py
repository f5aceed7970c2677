"""What happens in the demo: who edits what, in which file, and what must come of it."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from desktop_sync.bootstrap.demo.people import Person, everybody, person, without

SYNC = "Customers"
SHOP, OFFICE = "shop", "office"
SYNC_FILE = f"""\
# The demo's sync: the shop's database and the office's workbook are to agree on their customers.
name = "{SYNC}"

[a]
account = "{SHOP}"
table = "customers"

[b]
account = "{OFFICE}"
table = "Customers"

[match]
keys = [["email"], ["name", "born"]]
first_run = "fill_blanks"

[[field]]
name = "name"
a = ["first_name", "last_name"]
b = "Name"
lens = "full_name"
required = true

[[field]]
a = "email"
b = "E-mail"
lens = "email"
required = true

[[field]]
a = "phone"
b = "Telephone"
lens = {{ phone = {{ region = "DE", a = "e164", b = "national" }} }}

[[field]]
a = "city"
b = "Town"

[[field]]
a = "born"
b = "Birthday"
lens = {{ date = {{ a = "%m/%d/%Y" }} }}

[[field]]
name = "limit"
a = "credit_limit"
b = "Limit"

[[field]]
name = "state"
a = "status"
b = "State"
lens = {{ choices = {{ "A" = "Active", "P" = "On hold", "C" = "Closed" }} }}

[[field]]
a = "newsletter"
b = "Newsletter"
lens = {{ boolean = {{ b = ["yes", "no"] }} }}

[rules]
conflict = "ask"
"""
ONLY_SHOP = (190, 194, 197)
ONLY_OFFICE = (188, 199)
NO_PHONE_IN_OFFICE = (7, 23, 61, 88, 104, 131, 150, 177)
NO_TOWN_IN_SHOP = (12, 34, 56, 78, 90)
HELD = 80
WRONG_STATE = "Vip"

Where = Literal["shop", "office"]


@dataclass(frozen=True)
class Edit:
    """Somebody changes one field of one person in one of the two files. `value`: as a `Person` holds it."""

    where: Where
    number: int
    field: str
    value: object


@dataclass(frozen=True)
class Planted:
    """A conflict that the edits plant: the shared field, and what the two sides hold."""

    number: int
    field: str
    shop: object
    office: object


ONE_SIDED = (
    Edit("shop", 10, "email", "kaethe.neu@example.org"),
    Edit("shop", 20, "state", "P"),
    Edit("shop", 30, "phone", "+493023125930"),
    Edit("office", 11, "city", "Hamburg"),
    Edit("office", 21, "born", dt.date(1979, 2, 28)),
    Edit("office", 31, "limit", Decimal("1250.50")),
)
BOTH_SIDED = (
    Edit("shop", 40, "phone", "+494066969940"),
    Edit("office", 40, "limit", Decimal(7500)),
    Edit("shop", 41, "city", "Köln"),
    Edit("office", 41, "newsletter", True),
)
CONFLICTS = (
    Planted(50, "city", "Hamburg", "München"),
    Planted(60, "limit", Decimal(2000), Decimal(2500)),
    Planted(70, "phone", "+493023125701", "+496990009702"),
)
BESIDE = Edit("shop", 60, "newsletter", not person(60).newsletter)
"""Another field of a person in conflict: it must be carried all the same."""


def newcomer(where: Where) -> Person:
    """Somebody who registers in the shop, or whom the office writes into the workbook, between the two runs."""
    if where == "shop":
        return dataclasses.replace(
            person(0), first="Ásta", last="Björnsdóttir", email="asta@example.org", phone="+494066969801"
        )
    return dataclasses.replace(
        person(1), first="Gül", last="Yıldız-Öztürk", email="guel@example.org", phone="+498999998802"
    )


def starting(where: Where) -> list[Person]:
    """Who is in that file at the start, with the blanks that it has."""
    missing, blank, field = (
        (ONLY_OFFICE, NO_TOWN_IN_SHOP, "city") if where == "shop" else (ONLY_SHOP, NO_PHONE_IN_OFFICE, "phone")
    )
    return [
        without(one, field) if number in blank else one
        for number, one in enumerate(everybody())
        if number not in missing
    ]


def edits() -> Sequence[Edit]:
    """All edits between the two runs, without the newcomers and the wrong state."""
    in_shop = [Edit("shop", one.number, one.field, one.shop) for one in CONFLICTS]
    in_office = [Edit("office", one.number, one.field, one.office) for one in CONFLICTS]
    return (*ONE_SIDED, *BOTH_SIDED, BESIDE, *in_shop, *in_office)


def expected(where: Where) -> dict[str, Person]:
    """Who must be in that file in the end, by e-mail: all edits carried but those that wait for a person."""
    everyone = dict(enumerate(everybody()))
    for edit in (*ONE_SIDED, *BOTH_SIDED, BESIDE):
        everyone[edit.number] = dataclasses.replace(everyone[edit.number], **{edit.field: edit.value})  # type: ignore[arg-type]
    for one in CONFLICTS:
        value = one.shop if where == "shop" else one.office
        everyone[one.number] = dataclasses.replace(everyone[one.number], **{one.field: value})  # type: ignore[arg-type]
    people = [*everyone.values(), newcomer("shop"), newcomer("office")]
    return {one.email: one for one in people}
