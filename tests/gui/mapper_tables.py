"""Two tables with sample records, as the mapper gets them; invented customers."""

import datetime as dt
from decimal import Decimal

from desktop_sync.model.mapping import Direction, FieldLink, LensSpec
from desktop_sync.model.record import Record, Ref
from desktop_sync.model.schema import Choice, Field, FieldType, TableSchema

PEOPLE = (
    ("Çelik", "Bau GmbH"),
    ("Jürgen", "Sørensen"),
    ("Mary-Jane", "O’Neil"),
    ("Iñaki", "Ivanov"),
    ("Priya", "Brown"),
    ("Zoë", "van Dyk"),
    ("Łukasz", "Lee"),
)

PARTIES = TableSchema(
    "party.party",
    "parties",
    (
        Field("name", "Party name", FieldType.TEXT, required=True),
        Field("email", "E-mail", FieldType.EMAIL),
        Field("phone", "Phone", FieldType.PHONE),
        Field("city", "City", FieldType.TEXT),
        Field("credit", "Credit limit", FieldType.DECIMAL, precision=12, scale=2),
        Field("founded", "Founded", FieldType.DATE),
        Field(
            "state", "State", FieldType.CHOICE, choices=(Choice("o", "Open"), Choice("w", "Won"), Choice("x", "Lost"))
        ),
        Field("active", "Active", FieldType.BOOLEAN),
        Field("code", "Code", FieldType.TEXT, read_only=True, unique=True),
        Field("remark", "Remark", FieldType.TEXT),
    ),
    ("code",),
)

CUSTOMERS = TableSchema(
    "customers",
    "customers",
    (
        Field("id", "Id", FieldType.INTEGER, read_only=True),
        Field("first_name", "First name", FieldType.TEXT, required=True, max_length=40),
        Field("last_name", "Last name", FieldType.TEXT, required=True, max_length=60),
        Field("mail", "E-mail address", FieldType.TEXT, max_length=120),
        Field("tel", "Telephone", FieldType.TEXT, max_length=20),
        Field("town", "Town", FieldType.TEXT, max_length=8),
        Field("limit", "Limit", FieldType.DECIMAL, scale=2),
        Field("since", "Customer since", FieldType.TEXT),
        Field("status", "Status", FieldType.CHOICE, choices=(Choice("O", "Open"), Choice("W", "Won"))),
        Field("newsletter", "Newsletter", FieldType.BOOLEAN),
        Field("notes", "Notes", FieldType.TEXT),
    ),
    ("id",),
)


def parties(count=21):
    """Sample records of PARTIES."""
    return [
        Record(
            Ref(str(at)),
            {
                "name": " ".join(PEOPLE[at % 7]),
                "email": f"kunde{at}@example.org",
                "phone": f"+49 30 55501{at:02}",
                "city": "Berlin",
                "credit": Decimal(at * 100),
                "founded": dt.date(1998, 3, 1 + at),
                "state": "ow"[at % 2],
                "active": at % 2 == 0,
                "code": f"P{at:04}",
                "remark": None,
            },
            (),
        )
        for at in range(count)
    ]


def customers(count=21):
    """Sample records of CUSTOMERS, in the opposite order: partners are not at the same place."""
    return [
        Record(
            Ref(str(at)),
            {
                "id": at,
                "first_name": PEOPLE[at % 7][0],
                "last_name": PEOPLE[at % 7][1],
                "mail": f"Kunde{at}@example.org",
                "tel": f"030 / 55501{at:02}",
                "town": "Berlin",
                "limit": Decimal(at * 100),
                "since": f"03/{1 + at:02}/1998",
                "status": "OW"[at % 2],
                "newsletter": at % 3 == 0,
                "notes": "",
            },
            (),
        )
        for at in reversed(range(count))
    ]


NAME = FieldLink("name", ("name",), ("first_name", "last_name"), LensSpec("full_name"))
EMAIL = FieldLink("email", ("email",), ("mail",))
STATE = FieldLink("state", ("state",), ("status",), LensSpec("choices", {"o": "O"}))
CITY = FieldLink("city", ("city",), ("town",))
CODE = FieldLink("code", ("code",), ("notes",), direction=Direction.A_TO_B)


def wide_table(name, count):
    """A table of that many fields with long German labels."""
    label = "Rechnungsempfängerbenachrichtigungseinstellung Nummer"
    fields = tuple(Field(f"{name}{at}", f"{label} {at}", FieldType.TEXT, max_length=255) for at in range(count))
    return TableSchema(name, name, fields, ())
