"""Proposals for the mapping, on samples as real systems give them."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_sync.model.mapping import Direction, LensSpec
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.assignment import best_assignment
from desktop_sync.sync.candidates import MOST, worth_comparing
from desktop_sync.sync.fieldnames import concepts, name_likeness
from desktop_sync.sync.samples import column
from desktop_sync.sync.suggest import Suggestion, suggest

T = FieldType
Row = dict[str, Value]

FIRST = ("Anna", "Bob", "Carla", "Dieter", "Eva", "Frank", "Greta", "Hans", "Ines", "Jan", "Karl", "Lena")
LAST = ("Meier", "Stone", "van Dyk", "Schulz", "Rossi", "Novak", "Weber", "Kern", "Lopez", "Berg", "Roth", "Wolf")
STATES = ("open", "won", "lost")
LABELS = {"open": "In Arbeit", "won": "Gewonnen", "lost": "Verloren"}


def people(count: int = 36) -> list[tuple[Row, Row]]:
    rows = []
    for i in range(count):
        first, last = FIRST[i % 12], LAST[(i // 12 + i) % 12]
        state = STATES[0 if i % 6 < 3 else 1 if i % 6 < 5 else 2]
        born = dt.date(1950 + i, 1 + i % 12, 1 + (i * 7) % 28)
        a: Row = {
            "id": i + 1,
            "first_name": first,
            "last_name": last,
            "email": f"{first}.{i}@example.org".lower(),
            "tel": f"030 55{i:04d}",
            "birthdate": born.strftime("%m/%d/%Y"),
            "zip": f"{10115 + i}",
            "street": f"Hauptstraße {i}",
            "state": state,
            "price": Decimal(i) + Decimal("0.25"),
            "newsletter": i % 3 == 0,
            "note": f"note {i * 31}",
        }
        b: Row = {
            "uid": 900 - i,
            "Name": f"{first} {last}",
            "E-Mail-Adresse": f"{first}.{i}@Example.org",
            "Telefon": f"+49 30 55{i:04d}",
            "Geburtstag": born,
            "PLZ": f"{10115 + i}",
            "Straße": f"Hauptstraße {i}",
            "Stand": LABELS[state],
            "Preis (Cent)": 100 * i + 25,
            "Werbung": "ja" if i % 3 == 0 else "nein",
            "Bemerkung": None,
        }
        rows.append((a, b))
    return rows


A = TableSchema(
    "customers",
    "Customers",
    (
        Field("id", "Id", T.INTEGER, read_only=True),
        *(
            Field(n, n, T.TEXT)
            for n in ("first_name", "last_name", "email", "tel", "birthdate", "zip", "street", "state")
        ),
        Field("price", "Price", T.DECIMAL, scale=2),
        Field("newsletter", "Newsletter", T.BOOLEAN),
        Field("note", "Note", T.TEXT),
    ),
    ("id",),
)
B = TableSchema(
    "Kunden",
    "Kunden",
    (
        Field("uid", "Uid", T.INTEGER, read_only=True),
        *(Field(n, n, T.TEXT) for n in ("Name", "E-Mail-Adresse", "Telefon")),
        Field("Geburtstag", "Geburtstag", T.DATE),
        *(Field(n, n, T.TEXT) for n in ("PLZ", "Straße", "Stand")),
        Field("Preis (Cent)", "Preis (Cent)", T.INTEGER),
        Field("Werbung", "Werbung", T.TEXT),
        Field("Bemerkung", "Bemerkung", T.TEXT),
    ),
    ("uid",),
)


def by_a(found: tuple[Suggestion, ...]) -> dict[tuple[str, ...], Suggestion]:
    return {one.link.a: one for one in found}


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, ...], Suggestion]:
    rows = people()
    return by_a(suggest(A, B, [a for a, _ in rows], [b for _, b in reversed(rows)]))


@pytest.mark.parametrize(
    ("a", "b", "lens", "reason"),
    [
        (("first_name", "last_name"), ("Name",), LensSpec("full_name"), "first and last name make the whole name"),
        (("email",), ("E-Mail-Adresse",), LensSpec("email"), "both mean email, same values in 100 %"),
        (("tel",), ("Telefon",), LensSpec("phone", {"region": "DE"}), "both mean phone, same values in 100 %"),
        (("birthdate",), ("Geburtstag",), LensSpec("date", {"a": "%m/%d/%Y"}), "both mean born, same values in 100 %"),
        (("zip",), ("PLZ",), LensSpec(), "both mean postcode, same values in 100 %"),
        (("street",), ("Straße",), LensSpec(), "both mean street, same values in 100 %"),
        (
            ("state",),
            ("Stand",),
            LensSpec("choices", {"open": "In Arbeit", "won": "Gewonnen", "lost": "Verloren"}),
            "both mean status, same values in 100 %",
        ),
        (("price",), ("Preis (Cent)",), LensSpec("scale", {"factor": 100}), ""),
        (("newsletter",), ("Werbung",), LensSpec("boolean", {"b": ["ja", "nein"]}), "same values in 100 %"),
        (("note",), ("Bemerkung",), LensSpec(), "both mean note"),
    ],
)
def test_a_shop_and_a_german_workbook(
    found: dict[tuple[str, ...], Suggestion], a: tuple[str, ...], b: tuple[str, ...], lens: LensSpec, reason: str
) -> None:
    one = found[a]
    assert one.link.b == b
    assert one.link.lens == lens
    assert reason in one.reason
    assert 0.5 <= one.confidence <= 0.99


def test_each_field_stands_once_and_ids_are_left_alone(found: dict[tuple[str, ...], Suggestion]) -> None:
    for side in ("a", "b"):
        used = [name for one in found.values() for name in getattr(one.link, side)]
        assert len(used) == len(set(used))
        assert not {"id", "uid"} & set(used)


def test_names_alone_are_enough() -> None:
    found = by_a(suggest(A, B, [], []))
    assert found["zip",].link.b == ("PLZ",)
    assert found["email",].link.b == ("E-Mail-Adresse",)
    assert found["first_name", "last_name"].link.b == ("Name",)
    assert found["street",].link.b == ("Straße",)


def test_values_alone_are_enough() -> None:
    rows = people()
    a = TableSchema("a", "A", (Field("c1", "c1", T.TEXT), Field("c2", "c2", T.TEXT)))
    b = TableSchema("b", "B", (Field("x", "x", T.TEXT), Field("y", "y", T.TEXT)))
    found = by_a(
        suggest(
            a,
            b,
            [{"c1": one["email"], "c2": one["street"]} for one, _ in rows],
            [{"x": two["Straße"], "y": two["E-Mail-Adresse"]} for _, two in rows],
        )
    )
    assert found["c1",].link.b == ("y",)
    assert found["c2",].link.b == ("x",)
    assert "100 %" in found["c1",].reason


def test_the_values_tell_day_and_month_apart() -> None:
    days = [dt.date(2024, 1 + i % 12, 1 + (i * i) % 11) for i in range(20)]
    a = TableSchema("a", "A", (Field("due", "due", T.TEXT),))
    b = TableSchema("b", "B", (Field("deadline", "deadline", T.DATE),))
    for fmt in ("%m/%d/%Y", "%d/%m/%Y"):
        (one,) = suggest(a, b, [{"due": day.strftime(fmt)} for day in days], [{"deadline": day} for day in days])
        assert one.link.lens == LensSpec("date", {"a": fmt})


def test_a_read_only_field_is_only_read() -> None:
    a = TableSchema("a", "A", (Field("total", "Total", T.DECIMAL, read_only=True),))
    b = TableSchema("b", "B", (Field("total", "Total", T.DECIMAL),))
    (one,) = suggest(a, b, [], [])
    assert one.link.direction is Direction.A_TO_B
    (other,) = suggest(b, a, [], [])
    assert other.link.direction is Direction.B_TO_A
    assert suggest(a, a, [], []) == ()


def test_disagreeing_values_take_the_trust_away() -> None:
    """Same name, other thing: the same people, by e-mail, with different codes."""
    a = TableSchema("a", "A", (Field("email", "email", T.TEXT), Field("code", "code", T.TEXT)))
    rows = [{"email": f"p{i}@example.org", "code": f"K{i}"} for i in range(20)]
    others = [{"email": f"p{i}@example.org", "code": f"Z{i + 500}"} for i in range(20)]
    same, other = (by_a(suggest(a, a, rows, b))["code",] for b in (rows, [*others[:10], *rows[10:]]))
    assert same.confidence > other.confidence
    gone = by_a(suggest(a, a, rows, others))
    assert ("code",) not in gone or gone["code",].confidence < same.confidence - 0.3


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("PLZ", "postcode"),
        ("postal_code", "postcode"),
        ("zipCode", "postcode"),
        ("Postleitzahl", "postcode"),
        ("Strasse", "street"),
        ("Straße", "street"),
        ("E-Mail", "email"),
        ("properties.email", "email"),
        ("customer_email", "email"),
        ("Telefonnummer", "phone"),
        ("VORNAME", "first_name"),
        ("lastName", "last_name"),
        ("Geburtsdatum", "born"),
        ("USt-IdNr.", "vat"),
    ],
)
def test_concepts(name: str, concept: str) -> None:
    assert concepts(Field(name, "", T.TEXT))[:1] == (concept,)


def test_other_things_are_not_alike() -> None:
    assert name_likeness(Field("email", "", T.TEXT), Field("phone", "", T.TEXT)) == (0.0, "")
    assert name_likeness(Field("colour", "", T.TEXT), Field("colour_code", "", T.TEXT))[0] < 0.9
    assert name_likeness(Field("qz_17", "Colour", T.TEXT), Field("color", "Colour", T.TEXT))[0] == 0.95


cells = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 20).map(lambda n: n / 20), max_size=14
)


@given(scores=cells)
@settings(max_examples=150)
def test_the_assignment_is_the_best(scores: dict[tuple[int, int], float]) -> None:
    found = best_assignment(scores)
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)
    best = max(
        sum(scores.get((row, column), 0.0) for row, column in enumerate(order))
        for order in itertools.permutations(range(5))
    )
    assert sum(scores[cell] for cell in found) == pytest.approx(best)


def many_alike(count: int, rows: int) -> tuple[TableSchema, list[Row]]:
    """A table of fields that are called nearly the same, as “custom fields” are, with texts in them."""
    fields = tuple(Field(f"field_{i}", f"Field {i}", T.TEXT) for i in range(count))
    return TableSchema("t", "T", fields), [{f.name: f"{f.name} {i}" for f in fields} for i in range(rows)]


def test_in_a_wide_table_each_field_finds_its_like_and_is_compared_with_few() -> None:
    table, rows = many_alike(200, 8)
    found = suggest(table, table, rows, rows)
    assert all(one.link.a == one.link.b for one in found)
    assert len(found) == 200
    columns = [column(one, rows) for one in table.fields]
    assert len(worth_comparing(columns, columns, [])) <= 200 * 4 * MOST, "not the 40,000 pairs that there are"


def test_among_many_fields_the_same_are_found_as_alone(found: dict[tuple[str, ...], Suggestion]) -> None:
    table, noise = many_alike(120, 36)
    rows = people()
    wide_a, wide_b = (TableSchema(one.name, one.label, (*one.fields, *table.fields), one.identity) for one in (A, B))
    again = by_a(
        suggest(
            wide_a,
            wide_b,
            [{**a, **more} for (a, _), more in zip(rows, noise, strict=True)],
            [{**b, **more} for (_, b), more in zip(reversed(rows), noise, strict=True)],
        )
    )
    assert {names: one.link for names, one in again.items() if names in found} == {
        names: one.link for names, one in found.items()
    }


def test_where_the_last_part_of_a_name_is_the_same_the_whole_name_decides() -> None:
    parts = ("street", "city", "postcode")
    a = TableSchema(
        "a", "A", tuple(Field(f"{kind}.{one}", "", T.TEXT) for kind in ("billing", "shipping") for one in parts)
    )
    b = TableSchema(
        "b", "B", tuple(Field(f"{kind}.{one}", "", T.TEXT) for kind in ("shipping", "billing") for one in parts)
    )
    assert {one.link.a: one.link.b for one in suggest(a, b, [], [])} == {(f.name,): (f.name,) for f in a.fields}
    others = TableSchema(
        "b", "B", tuple(Field(f"{one}_address.{part}", "", T.TEXT) for one in ("shipping", "billing") for part in parts)
    )
    for one in suggest(a, others, [], []):
        assert one.link.a[0].split(".")[0] == one.link.b[0].split("_")[0]
