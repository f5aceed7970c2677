"""The laws of every lens, over generated parameters and values: GetPut, PutGet up to the side's tolerance, norm idempotent, no crash."""

import copy
import datetime as dt
import os
import string
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import LensSpec
from desktop_sync.model.schema import Choice, Field, FieldType
from desktop_sync.model.values import Value
from desktop_sync.sync.lenses import LENSES, Lens, LensError, build_lens
from desktop_sync.sync.lenses.base import OneField
from desktop_sync.sync.lenses.formats import DIRECTIVES
from desktop_sync.sync.lenses.numbers import STYLES

T = FieldType
ZONES = ("", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
PERSON = "AaBb éßøŁ'-,.İıſÅ\u0301\u00a0\r\n\t"

texts = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=PERSON, max_size=30),
    st.sampled_from(
        [
            "", " ", "van der Berg", "Anna Maria van de Velde", "Dr. Jo O'Neil Jr.", "Meier, Anna", ", x", "12", "1.234,56", "1,234.56",
            "-0", "+49 30 123456", "030 / 12 34 56", "(0)30-123456 ext 7", "Info@Müller.Example", "a@xn--mller-kva.example", "yes", "NEIN",
            "true", "0", "2024-02-29", "29.02.2024", "2/29/2024", "12:30", "2024-02-29T12:30:00Z", "2024-10-27 02:30:00", "Germany", "DE",
            "<p>a</p><p>b<br>c</p>", "<div>x &amp; <b>y</b></div>\n", "<ul><li>one<li>two</ul>", "a < b", "&lt;p&gt;", "\n\n\na\u00a0 b ",
            "Côte d’Ivoire", "open", "Open", "a; b; b", "1e5", "NaN",
        ]
    ),
)  # fmt: skip
moments = st.one_of(
    st.datetimes(timezones=st.just(dt.UTC)),
    st.datetimes(),
    st.datetimes(min_value=dt.datetime(2024, 10, 26), max_value=dt.datetime(2024, 10, 28), timezones=st.just(dt.UTC)),
    st.datetimes(min_value=dt.datetime(2024, 3, 30), max_value=dt.datetime(2024, 4, 1)),
)
numbers = st.one_of(
    st.integers(),
    st.integers(-2000, 2000),
    st.floats(),
    st.decimals(allow_nan=False),
    st.decimals(min_value=-10000, max_value=10000, places=3),
)
odd = st.one_of(
    st.none(),
    texts,
    numbers,
    st.booleans(),
    st.binary(max_size=4),
    st.dates(),
    moments,
    st.times(),
    st.lists(texts, max_size=3).map(tuple),
)


def natural(field: Field) -> st.SearchStrategy[Value]:
    """Values that such a field really holds."""
    kinds: dict[FieldType, st.SearchStrategy[Value]] = {
        T.INTEGER: st.integers(-(2**63), 2**63 - 1),
        T.FLOAT: st.floats(allow_nan=False, allow_infinity=False),
        T.DECIMAL: st.decimals(min_value=-(10**9), max_value=10**9, places=field.scale or 4),
        T.BOOLEAN: st.booleans(),
        T.DATE: st.dates(),
        T.DATETIME: moments,
        T.TIME: st.times(),
        T.CHOICES: st.lists(texts, max_size=3).map(tuple),
        T.BINARY: st.binary(max_size=5),
    }
    return kinds.get(field.type, texts)


def fields(name: str, types: tuple[FieldType, ...]) -> st.SearchStrategy[Field]:
    return st.builds(
        Field,
        name=st.just(name),
        label=st.just(name),
        type=st.sampled_from(types),
        blank_as_empty=st.booleans(),
        max_length=st.one_of(st.none(), st.integers(1, 12)),
        precision=st.none(),
        scale=st.one_of(st.none(), st.integers(0, 4)),
        resolution_us=st.sampled_from([None, 1, 1000, 1_000_000, 60_000_000]),
    )


def _formats(*needed: str) -> st.SearchStrategy[str]:
    free = [one for one in DIRECTIVES if one not in needed]
    extra = st.lists(st.sampled_from(free), max_size=2, unique=True)
    return st.tuples(st.permutations(needed), extra, st.sampled_from([*"-/. :", ", "])).map(
        lambda parts: parts[2].join([*parts[0], *parts[1]])
    )


WORDS = st.text(alphabet=string.ascii_letters + " ü", max_size=6)
PARAMS: dict[str, st.SearchStrategy[dict[str, object]]] = {
    "text": st.fixed_dictionaries({}, optional={"cut": st.booleans()}),
    "html": st.fixed_dictionaries({}, optional={"side": st.sampled_from(["a", "b"])}),
    "trim": st.fixed_dictionaries({}, optional={"inner": st.booleans()}),
    "case": st.fixed_dictionaries(
        {}, optional={side: st.sampled_from(["keep", "upper", "lower", "title"]) for side in ("a", "b")}
    ),
    "number": st.fixed_dictionaries({}, optional={side: st.sampled_from(list(STYLES)) for side in ("a", "b")}),
    "scale": st.fixed_dictionaries(
        {"factor": st.one_of(st.sampled_from([100, 0.01, 3, -1, 1.19, 1000]), st.floats(0.001, 5000))},
        optional={"a": st.sampled_from(list(STYLES))},
    ),
    "boolean": st.fixed_dictionaries(
        {}, optional={side: st.lists(WORDS, min_size=2, max_size=2) for side in ("a", "b")}
    ),
    "date": st.fixed_dictionaries(
        {},
        optional={
            "a": _formats("%d", "%m", "%Y"),
            "b": st.one_of(_formats("%-d", "%b", "%y"), st.just("%Y%m%d")),
            "zone_a": st.sampled_from(ZONES),
            "zone_b": st.sampled_from(ZONES),
        },
    ),
    "datetime": st.fixed_dictionaries(
        {},
        optional={
            "a": st.one_of(_formats("%d", "%m", "%Y", "%H", "%M"), st.sampled_from(["unix", "unix_ms"])),
            "b": st.one_of(_formats("%d", "%B", "%y", "%I", "%M", "%p"), st.sampled_from(["unix", "unix_ms"])),
            "zone_a": st.sampled_from(ZONES),
            "zone_b": st.sampled_from(ZONES),
        },
    ),
    "time": st.fixed_dictionaries({}, optional={"a": _formats("%H", "%M"), "b": st.just("%I:%M %p")}),
    "full_name": st.fixed_dictionaries({}, optional={"order": st.sampled_from(["first last", "last, first"])}),
    "join": st.fixed_dictionaries({}, optional={"separator": st.sampled_from([" ", ", ", ",", " - ", "\n", "--", "a"])}),
    "choices": st.dictionaries(st.sampled_from(["open", "won", "1", "0", "true", ""]), WORDS, min_size=1, max_size=4).flatmap(
        lambda table: st.fixed_dictionaries(
            {}, optional={"default_a": st.sampled_from(["open", "2"]), "default_b": st.sampled_from([*table.values(), "x"])}
        ).map(lambda defaults: {**table, **defaults})
    ),
    "list": st.fixed_dictionaries({}, optional={"separator": st.sampled_from([", ", ";", " ", "|"])}),
    "pass": st.just({}),
    "constant": st.fixed_dictionaries({"value": st.one_of(st.just("shop"), st.integers(), st.booleans(), st.just("2024-01-02"))}),
    "email": st.just({}),
    "phone": st.fixed_dictionaries(
        {"region": st.sampled_from(["DE", "US", "IT"])},
        optional={side: st.sampled_from(["as_is", "e164", "international", "national"]) for side in ("a", "b")},
    ),
    "country": st.fixed_dictionaries(
        {}, optional={side: st.sampled_from(["code", "name_en", "name_de"]) for side in ("a", "b")}
    ),
}  # fmt: skip
PARAMS["split"] = PARAMS["join"]
PARAMS["reference"] = st.fixed_dictionaries({}, optional={"sync": WORDS})


@st.composite
def lenses(
    draw: st.DrawFn, name: str, only: tuple[FieldType, ...] | None = None
) -> tuple[Lens, tuple[Field, ...], tuple[Field, ...]]:
    info = LENSES[name].info
    arity = {
        "1:1": [(1, 1)],
        "2:1 or 1:2": [(2, 1), (1, 2)],
        "several:1 or 1:several": [(2, 1), (1, 3)],
        "1:0 or 0:1": [(1, 0), (0, 1)],
    }
    count_a, count_b = draw(st.sampled_from(arity[info.arity]))
    a = tuple(draw(fields(f"a{i}", only or info.accepts_a)) for i in range(count_a))
    b = tuple(draw(fields(f"b{i}", only or info.accepts_b)) for i in range(count_b))
    try:
        return build_lens(LensSpec(name, draw(PARAMS[name])), a, b, "test"), a, b
    except DefinitionError:
        assume(False)
        raise


def values_for(some: tuple[Field, ...]) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.one_of(
        st.tuples(*(natural(one) for one in some)), st.tuples(*(st.one_of(odd, natural(one)) for one in some))
    )


def blank(value: object) -> bool:
    return value is None or value in ("", ())


relaxed = settings(
    max_examples=int(os.environ.get("DESKTOP_SYNC_EXAMPLES", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


@pytest.mark.parametrize("name", LENSES)
@given(data=st.data())
@relaxed
def test_laws(name: str, data: st.DataObject) -> None:
    lens, a, b = data.draw(lenses(name))
    for half, some, far, far_fields in ((lens.a, a, lens.b, b), (lens.b, b, lens.a, a)):
        values = data.draw(values_for(some))
        old = data.draw(st.one_of(st.none(), values_for(some)))
        try:
            shared = half.get(values)
        except LensError:
            continue
        # what get gives is blank or a value, and knows the same as itself
        assert shared is None or not blank(shared)
        # GetPut, exactly
        assert half.put(shared, values) is values or half.put(shared, values) == values
        # norm idempotent on both sides
        for one in (half, far):
            assert one.norm(one.norm(shared)) == one.norm(shared)
        # PutGet on the far side, up to its tolerance, on create and over anything
        for before in (None, data.draw(values_for(far_fields))):
            try:
                written = far.put(shared, before)
            except LensError:
                continue
            assert len(written) == len(far_fields)
            assert far.norm(far.get(written)) == far.norm(shared)
        # and on its own side
        try:
            written = half.put(shared, old)
        except LensError:
            continue
        assert half.norm(half.get(written)) == half.norm(shared)


@pytest.mark.parametrize("name", LENSES)
@given(data=st.data())
@relaxed
def test_any_shared_value_is_refused_or_comes_back(name: str, data: st.DataObject) -> None:
    """What people type in a conflict, and what an older mapping left in a base."""
    lens, _, _ = data.draw(lenses(name))
    shared = data.draw(odd)
    for half in (lens.a, lens.b):
        assert same(half.norm(half.norm(shared)), half.norm(shared))
        try:
            written = half.put(shared, None)
        except LensError:
            continue
        assert same(half.norm(half.get(written)), half.norm(shared))


@pytest.mark.parametrize("name", LENSES)
@given(data=st.data())
@relaxed
def test_what_passes_is_put_as_it_is(name: str, data: st.DataObject) -> None:
    """The quick way of `put` gives what the long one would."""
    lens, a, b = data.draw(lenses(name))
    for half, some in ((lens.a, a), (lens.b, b)):
        if not isinstance(half, OneField):
            continue
        for shared in (data.draw(odd), *data.draw(values_for(some))):
            if not half.passes(shared):
                continue
            slow = copy.copy(half)
            slow.passes = lambda _shared: False  # type: ignore[method-assign]
            assert slow.put(shared, None) == half.put(shared, None) == (shared,)
            assert type(slow.put(shared, None)[0]) is type(shared)
            assert half.norm(half.get((shared,))) == half.norm(shared)


def same(one: Value, two: Value) -> bool:
    return one == two or (one != one and two != two)  # noqa: PLR0124 - NaN


SOUND = {
    "text": texts,
    "trim": texts,
    "case": texts,
    "full_name": texts,
    "join": texts,
    "split": texts,
    "email": texts,
    "phone": texts,
    "country": texts,
}


@pytest.mark.parametrize("name", SOUND)
@given(data=st.data())
@relaxed
def test_no_text_is_ever_refused(name: str, data: st.DataObject) -> None:
    """Lenses over texts take every text: nothing a person typed is held because of how it looks."""
    lens, a, b = data.draw(lenses(name, (T.TEXT,)))
    for half, some, far in ((lens.a, a, lens.b), (lens.b, b, lens.a)):
        values = tuple(data.draw(texts) for _ in some)
        shared = half.get(values)
        written = far.put(shared, None)
        assert far.norm(far.get(written)) == far.norm(shared)


@given(data=st.data(), number=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
@relaxed
def test_numbers_agree_whatever_the_types(data: st.DataObject, number: Decimal) -> None:
    a = Field("a", "a", T.DECIMAL)
    b = data.draw(fields("b", (T.INTEGER, T.DECIMAL, T.FLOAT, T.TEXT)))
    lens = build_lens(LensSpec("number"), (a,), (b,), "")
    there = lens.b.put(lens.a.get((number,)), None)
    assert lens.b.norm(lens.b.get(there)) == lens.b.norm(number)


def test_choice_labels_are_understood() -> None:
    a = Field("a", "a", T.CHOICE, choices=(Choice("o", "Open"), Choice("w", "Won")))
    b = Field("b", "b", T.CHOICE, choices=(Choice("1", "Open"), Choice("2", "Closed Won")))
    lens = build_lens(LensSpec("choices", {"open": "Open", "w": "closed won"}), (a,), (b,), "")
    assert lens.b.put(lens.a.get(("w",)), None) == ("2",)
    assert lens.b.get(("1",)) == "o"


@pytest.mark.parametrize("text", [", 0", "0, ", ",", ", ,", "Meyer, Lena", "de la Cruz, Juan, Dr."])
def test_a_comma_with_nothing_beside_it_parts_no_name(text: str) -> None:
    parts = (Field("first", "First", T.TEXT), Field("last", "Last", T.TEXT))
    lens = build_lens(LensSpec("full_name", {"order": "last, first"}), parts, (Field("name", "Name", T.TEXT),), "name")
    shared = lens.b.get((text,))
    assert lens.a.norm(lens.a.get(lens.a.put(shared, None))) == lens.a.norm(shared)


def test_a_choice_of_spaces_is_a_blank_one() -> None:
    """Where one side has a word for blank, it stands for spaces, too."""
    field = Field("x", "X", T.CHOICE)
    lens = build_lens(LensSpec("choices", {"": "open"}), (field,), (field,), "x")
    for half in (lens.a, lens.b):
        assert half.norm("\r") == half.norm(" ") == half.norm(None)
