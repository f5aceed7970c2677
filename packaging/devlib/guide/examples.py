"""Examples of every lens, with what comes out: the guide shows them, and a test carries each value through the lens."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from desktop_sync.model.schema import Choice, Field, FieldType
from desktop_sync.model.values import Value

T = FieldType
Values = tuple[Value, ...]
BOTH, THERE, BACK = "⇄", "→", "←"


@dataclass(frozen=True)
class Row:
    """A value in A and the one in B that belongs to it; `way`: which way it is carried. `refused`: it is held, on its way from A."""

    a: Values
    b: Values
    way: str = BOTH
    refused: bool = False


@dataclass(frozen=True)
class Example:
    """One use of a lens: as the sync file has it, between which fields, and what becomes of values."""

    lens: str
    a: tuple[Field, ...]
    b: tuple[Field, ...]
    rows: tuple[Row, ...] = field(default=())


def _f(kind: FieldType, name: str, **more: object) -> tuple[Field, ...]:
    return (Field(name, name, kind, **more),)  # type: ignore[arg-type]


def _two(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, name, T.TEXT) for name in names)


def _r(a: Value, b: Value, way: str = BOTH) -> Row:
    return Row((a,), (b,), way)


def _held(a: Value) -> Row:
    return Row((a,), (), THERE, refused=True)


_STATES = (Choice("open", "Open"), Choice("won", "Won"), Choice("lost", "Lost"))
_STAGES = (Choice("Open", "Open"), Choice("Closed Won", "Closed Won"), Choice("Closed Lost", "Closed Lost"))
_UTC = dt.UTC

EXAMPLES: Mapping[str, tuple[Example, ...]] = {
    "text": (
        Example(
            'lens = "text"',
            _f(T.TEXT, "note"),
            _f(T.TEXT, "remark", max_length=20),
            (_r("Call before noon", "Call before noon"),),
        ),
        Example(
            "lens = { text = { cut = true } }",
            _f(T.TEXT, "note"),
            _f(T.TEXT, "remark", max_length=20),
            (_r("Call before noon, ring twice", "Call before noon, ri", THERE),),
        ),
    ),
    "html": (
        Example(
            'lens = { html = { side = "b" } }',
            _f(T.TEXT, "note"),
            _f(T.TEXT, "comment"),
            (_r("Fish & chips", "<p>Fish &amp; chips</p>"), _r("Now", "<p><b>Now</b></p>", BACK)),
        ),
    ),
    "trim": (
        Example(
            "lens = { trim = { inner = true } }",
            _f(T.TEXT, "name"),
            _f(T.TEXT, "name"),
            (_r("  Lena   Meyer ", "Lena Meyer", THERE),),
        ),
    ),
    "case": (
        Example(
            'lens = { case = { a = "title", b = "upper" } }',
            _f(T.TEXT, "city"),
            _f(T.TEXT, "town"),
            (_r("Bad Homburg", "BAD HOMBURG"),),
        ),
    ),
    "full_name": (
        Example(
            'lens = "full_name"',
            _two("first_name", "last_name"),
            _f(T.TEXT, "name"),
            (
                Row(("Lena", "Meyer"), ("Lena Meyer",)),
                Row(("Jan", "van der Berg"), ("Jan van der Berg",)),
                Row((None, "Cher"), ("Cher",)),
            ),
        ),
        Example(
            'lens = { full_name = { order = "last, first" } }',
            _two("first_name", "last_name"),
            _f(T.TEXT, "name"),
            (Row(("Lena", "Meyer"), ("Meyer, Lena",)),),
        ),
    ),
    "join": (
        Example(
            'lens = { join = { separator = ", " } }',
            _two("street", "city"),
            _f(T.TEXT, "address"),
            (Row(("Main St 1", "Bonn"), ("Main St 1, Bonn",)), Row(("Main St 1", None), ("Main St 1",))),
        ),
    ),
    "split": (
        Example(
            'lens = { split = { separator = "; " } }',
            _f(T.TEXT, "address"),
            _two("street", "city"),
            (Row(("Main St 1; Bonn",), ("Main St 1", "Bonn")),),
        ),
    ),
    "number": (
        Example(
            'lens = { number = { a = "1.234,56" } }',
            _f(T.TEXT, "limit"),
            _f(T.DECIMAL, "credit", scale=2),
            (_r("1.500,50", Decimal("1500.50"), THERE), _r("1.500,5", Decimal("1500.50"), BACK), _held("a lot")),
        ),
        Example(
            'lens = "number"',
            _f(T.DECIMAL, "price", scale=3),
            _f(T.DECIMAL, "price", scale=2),
            (_r(Decimal("1.005"), Decimal("1.01"), THERE),),
        ),
    ),
    "scale": (
        Example(
            "lens = { scale = { factor = 100 } }",
            _f(T.DECIMAL, "euros", scale=2),
            _f(T.INTEGER, "cents"),
            (_r(Decimal("12.34"), 1234),),
        ),
    ),
    "boolean": (
        Example(
            'lens = { boolean = { b = ["yes", "no"] } }',
            _f(T.BOOLEAN, "active"),
            _f(T.TEXT, "active"),
            (_r(True, "yes"), _r(False, "no")),
        ),
        Example(
            'lens = { boolean = { b = ["x", ""] } }',
            _f(T.BOOLEAN, "newsletter"),
            _f(T.TEXT, "newsletter"),
            (_r(True, "x"), _r(False, None)),
        ),
    ),
    "date": (
        Example(
            'lens = { date = { a = "%m/%d/%Y" } }',
            _f(T.TEXT, "born"),
            _f(T.DATE, "birthday"),
            (_r("03/27/1984", dt.date(1984, 3, 27)), _held("spring 1984")),
        ),
    ),
    "datetime": (
        Example(
            'lens = { datetime = { a = "%d.%m.%Y %H:%M", zone_a = "Europe/Berlin" } }',
            _f(T.TEXT, "seen"),
            _f(T.DATETIME, "last_seen"),
            (
                _r("27.03.2026 18:00", dt.datetime(2026, 3, 27, 17, 0, tzinfo=_UTC)),
                _r("27.07.2026 18:00", dt.datetime(2026, 7, 27, 16, 0, tzinfo=_UTC)),
            ),
        ),
    ),
    "time": (
        Example(
            'lens = { time = { a = "%I:%M %p" } }',
            _f(T.TEXT, "opens"),
            _f(T.TIME, "opening"),
            (_r("07:30 AM", dt.time(7, 30)),),
        ),
    ),
    "choices": (
        Example(
            'lens = { choices = { "open" = "Open", "won" = "Closed Won" } }',
            _f(T.CHOICE, "state", choices=_STATES),
            _f(T.CHOICE, "stage", choices=_STAGES),
            (_r("open", "Open"), _r("won", "Closed Won"), _held("lost")),
        ),
        Example(
            'lens = { choices = { "open" = "Open", "won" = "Closed Won", default_b = "Open" } }',
            _f(T.CHOICE, "state", choices=_STATES),
            _f(T.CHOICE, "stage", choices=_STAGES),
            (_r("won", "Closed Won"), _r("lost", "Open", THERE)),
        ),
    ),
    "list": (
        Example(
            'lens = { list = { separator = "; " } }',
            _f(T.CHOICES, "tags"),
            _f(T.TEXT, "keywords"),
            (_r(("new", "wholesale"), "new; wholesale"),),
        ),
    ),
    "pass": (Example('lens = "pass"', _f(T.INTEGER, "stock"), _f(T.INTEGER, "on_hand"), (_r(12, 12),)),),
    "constant": (
        Example('lens = { constant = { value = "shop" } }', (), _f(T.TEXT, "source"), (Row((), ("shop",), THERE),)),
    ),
    "email": (
        Example(
            'lens = "email"',
            _f(T.EMAIL, "email"),
            _f(T.TEXT, "mail"),
            (_r("lena@example.org", "lena@example.org"), _r("Lena@Example.ORG ", "Lena@example.org", THERE)),
        ),
    ),
    "phone": (
        Example(
            'lens = { phone = { region = "DE", a = "national", b = "e164" } }',
            _f(T.TEXT, "phone"),
            _f(T.TEXT, "telephone"),
            (_r("030 23125042", "+493023125042"), _r("ask at the desk", "ask at the desk")),
        ),
    ),
    "reference": (
        Example(
            'lens = { reference = { sync = "Companies" } }',
            _f(T.REFERENCE, "company_id", reference="companies"),
            _f(T.REFERENCE, "account", reference="accounts"),
        ),
    ),
    "country": (
        Example(
            'lens = { country = { a = "code", b = "name_de" } }',
            _f(T.TEXT, "country"),
            _f(T.TEXT, "land"),
            (_r("DE", "Deutschland"), _r("AT", "Österreich")),
        ),
    ),
}


def wrong() -> list[str]:
    """Every row that the lens carries otherwise than written here."""
    import tomllib

    from desktop_sync.model.mapping import LensSpec
    from desktop_sync.sync.lenses import LensError, build_lens

    found: list[str] = []
    for name, examples in EXAMPLES.items():
        for example in examples:
            spec = tomllib.loads(example.lens)["lens"]
            given = LensSpec(spec) if isinstance(spec, str) else LensSpec(*next(iter(spec.items())))
            lens = build_lens(given, example.a, example.b, name)
            for row in example.rows:
                for start, end, here, there in ((row.a, row.b, lens.a, lens.b), (row.b, row.a, lens.b, lens.a)):
                    if row.way == (BACK if here is lens.a else THERE):
                        continue
                    try:
                        made: object = there.put(here.get(start), None)
                    except LensError as error:
                        made = str(error) if not row.refused else ()
                    if made != end:
                        found.append(f"{name}: {example.lens}: {start!r} becomes {made!r}, not {end!r}")
    return found
