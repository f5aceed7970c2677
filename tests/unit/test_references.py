"""References, pure: the lens, which sync fits a field, and the order of syncs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import Direction, FieldLink, LensSpec
from desktop_sync.model.record import Ref
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.sync import DeletePolicy, Rules, SideSpec, SyncDefinition
from desktop_sync.model.values import Value
from desktop_sync.sync.lenses import LensError, build_lens
from desktop_sync.sync.lenses.reference import bound, ref_of
from desktop_sync.sync.mapping import compile_mapping
from desktop_sync.sync.references import Order, check, children_of, complete, components, fit, same_table

LINKS = {"1": "x1", "2": "x2", "6": "600"}


def field(name: str = "parent", kind: FieldType = FieldType.REFERENCE, **more: object) -> Field:
    return Field(name, name, kind, **more)  # type: ignore[arg-type]


def lens(a: Field, b: Field):
    made = build_lens(LensSpec("reference", {"sync": "P"}), (a,), (b,), "")
    back = {b: a for a, b in LINKS.items()}
    return bound(
        made,
        a,
        b,
        lambda ref: Ref(LINKS[ref]) if ref in LINKS else None,
        lambda ref: Ref(back[ref]) if ref in back else None,
    )


def test_the_shared_value_is_the_id_in_a() -> None:
    one = lens(field(), field())
    assert one.a.get(("1",)) == one.b.get(("x1",)) == "1"
    assert one.b.put("2", ("x1",)) == ("x2",)
    assert one.a.put("2", ("1",)) == ("2",)
    assert one.a.get((None,)) is one.b.get((None,)) is None
    assert one.b.put(None, ("x1",)) == (None,)


@pytest.mark.parametrize("half", ["a", "b"])
def test_without_a_partner_nothing_is_shown_or_written(half: str) -> None:
    side = lens(field(), field()).half(half)  # type: ignore[arg-type]
    with pytest.raises(LensError, match="no partner"):
        side.get(("99",))
    with pytest.raises(LensError, match="no partner"):
        side.put("99", None)
    with pytest.raises(LensError):
        side.get((True,))


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (FieldType.INTEGER, 600),
        (FieldType.DECIMAL, Decimal(600)),
        (FieldType.FLOAT, 600.0),
        (FieldType.TEXT, "600"),
        (FieldType.REFERENCE, "600"),
    ],
)
def test_it_is_written_in_the_columns_own_type(kind: FieldType, stored: Value) -> None:
    one = lens(field(), field(kind=kind))
    (written,) = one.b.put("6", None)
    assert (written, type(written)) == (stored, type(stored))
    assert one.b.get((stored,)) == "6"
    assert one.b.put("6", (stored,)) == (stored,)


def test_a_number_can_not_hold_a_text_key() -> None:
    with pytest.raises(LensError, match="integer"):
        lens(field(), field(kind=FieldType.INTEGER)).b.put("1", None)


@pytest.mark.parametrize(
    ("value", "ref"),
    [
        (5, "5"),
        (5.0, "5"),
        (Decimal("5.00"), "5"),
        (" K-1 ", "K-1"),
        (b"\x01\xff", "01ff"),
        (True, None),
        (("a",), None),
        (None, None),
    ],
)
def test_refs_of_values(value: Value, ref: str | None) -> None:
    assert ref_of(value) == ref


# which sync fits ---------------------------------------------------------------------------------------------------------

CONTACTS = TableSchema(
    "contacts",
    "contacts",
    (field("id", FieldType.INTEGER), field("company", reference="companies"), field("note", FieldType.TEXT)),
    ("id",),
)
PEOPLE = TableSchema(
    "people", "people", (field("nr", FieldType.INTEGER), field("firm", reference="public.firms")), ("nr",)
)
SCHEMAS = {"a": CONTACTS, "b": PEOPLE}


def definition(name: str, a: tuple[str, str], b: tuple[str, str], *links: FieldLink, **more: object) -> SyncDefinition:
    return SyncDefinition(name, SideSpec(*a), SideSpec(*b), links or (FieldLink("name", ("name",), ("name",)),), **more)  # type: ignore[arg-type]


def link(sync: str | None = "Companies", a: str = "company", b: str = "firm") -> FieldLink:
    return FieldLink(a, (a,), (b,), LensSpec() if sync is None else LensSpec("reference", {"sync": sync}))


COMPANIES = definition("Companies", ("x", "companies"), ("y", "firms"))
TURNED = definition("Turned", ("y", "firms"), ("x", "companies"))
PRODUCTS = definition("Products", ("x", "products"), ("y", "items"))
ELSEWHERE = definition("Elsewhere", ("x", "companies"), ("z", "firms"))
CHILD = definition("Contacts", ("x", "contacts"), ("y", "people"), link())


def test_a_sync_fits_by_accounts_and_tables_either_way_round() -> None:
    assert fit(CHILD, link(), SCHEMAS, COMPANIES).problem == ""
    assert not fit(CHILD, link(), SCHEMAS, COMPANIES).swapped
    assert fit(CHILD, link(), SCHEMAS, TURNED).swapped
    assert "is about “products”" in fit(CHILD, link(), SCHEMAS, PRODUCTS).problem
    assert "is between “x” and “z”" in fit(CHILD, link(), SCHEMAS, ELSEWHERE).problem


def test_both_tables_in_one_account_are_told_apart_by_their_names() -> None:
    child = definition("C", ("x", "contacts"), ("x", "people"), link())
    parent = definition("P", ("x", "firms"), ("x", "companies"))
    assert fit(child, link(), SCHEMAS, parent).swapped


def test_a_field_without_a_foreign_key_fits_by_its_accounts() -> None:
    assert fit(CHILD, link(a="note"), SCHEMAS, COMPANIES).problem == ""
    assert fit(CHILD, link(a="note"), SCHEMAS, ELSEWHERE).problem


def test_the_only_fitting_sync_is_taken_by_itself() -> None:
    bare = definition("Contacts", ("x", "contacts"), ("y", "people"), link(None))
    made, warnings = complete(bare, SCHEMAS, [COMPANIES, PRODUCTS])
    assert (made.fields[0].lens.params["sync"], warnings) == ("Companies", [])
    for others in ([PRODUCTS], [COMPANIES, TURNED]):
        made, warnings = complete(bare, SCHEMAS, others)
        assert made == bare
        assert "its ids go over as they are" in warnings[0]


def test_mistakes_name_the_line_and_the_nearest_sync() -> None:
    wrong = definition(
        "Contacts",
        ("x", "contacts"),
        ("y", "people"),
        FieldLink("company", ("company",), ("firm",), LensSpec("reference", {"sync": "Companys"}), line=7),
    )
    with pytest.raises(DefinitionError, match=r"line 7.*“Companys”, which there is not. Did you mean “Companies”"):
        check(wrong, SCHEMAS, [COMPANIES], "c.toml")
    with pytest.raises(DefinitionError, match="say which sync"):
        check(definition("C", ("x", "contacts"), ("y", "people"), link("")), SCHEMAS, [COMPANIES])
    with pytest.raises(DefinitionError, match="points at “companies”, and the sync “Products”"):
        check(definition("C", ("x", "contacts"), ("y", "people"), link("Products")), SCHEMAS, [PRODUCTS])
    assert check(CHILD, SCHEMAS, [COMPANIES]) == ()


def test_the_records_own_key_is_only_read() -> None:
    own = FieldLink("id", ("id",), ("firm",), LensSpec("reference", {"sync": "Companies"}))
    one = definition("C", ("x", "contacts"), ("y", "people"), own, rules=Rules(b_to_a=DeletePolicy.PROPAGATE))
    parent = definition("Companies", ("x", "contacts"), ("y", "firms"))
    (compiled,) = compile_mapping(one, CONTACTS, PEOPLE).fields
    assert (compiled.direction, compiled.writable("a"), compiled.writable("b")) == (Direction.A_TO_B, False, True)
    (warning,) = check(one, SCHEMAS, [parent])
    assert "deletes the whole record in A" in warning
    both = FieldLink("id", ("id",), ("nr",), LensSpec("reference", {"sync": "Companies"}))
    with pytest.raises(DefinitionError, match="keys of both"):
        compile_mapping(definition("C", ("x", "contacts"), ("y", "people"), both), CONTACTS, PEOPLE)


def test_names_of_tables() -> None:
    assert same_table("Companies", '"companies"')
    assert same_table("public.companies", "companies")
    assert not same_table("old.companies", "public.companies")


# order -------------------------------------------------------------------------------------------------------------------


def child(name: str, *parents: str) -> SyncDefinition:
    return definition(name, ("x", name), ("y", name), *(link(one, a=f"f{n}") for n, one in enumerate(parents)))


def test_parents_come_first_and_cycles_in_the_order_they_were_made() -> None:
    order = Order(
        [
            child("Lines", "orders"),
            child("Orders", "Customers"),
            child("Alone"),
            child("Customers", "Contacts"),
            child("Contacts", "Customers", "Contacts"),
        ]
    )
    assert order.names == ("Customers", "Contacts", "Orders", "Lines", "Alone")
    assert order.sorted(["Lines", "Alone", "Orders", "unknown"]) == ["Orders", "Lines", "Alone", "unknown"]
    assert order.cyclic("Customers", "contacts")
    assert order.cyclic("Contacts", "Contacts")
    assert not order.cyclic("Orders", "Customers")
    assert order.later("Customers", "Contacts")
    assert not order.later("Contacts", "Customers")
    assert order.parents("lines") == ("Orders",)


def test_children_of_a_sync() -> None:
    assert children_of("customers", [child("Orders", "Customers"), child("Customers", "Customers")]) == [
        ("Orders", "f0")
    ]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefghz"), max_size=4), max_size=8))
def test_components_are_those_that_reach_each_other_and_parents_come_first(edges: dict[str, list[str]]) -> None:
    reach = {node: {one for one in ends if one in edges} for node, ends in edges.items()}
    for middle in edges:
        for node in edges:
            if middle in reach[node]:
                reach[node] |= reach[middle]
    groups = components(edges)
    assert sorted(one for group in groups for one in group) == sorted(edges)
    place = {one: index for index, group in enumerate(groups) for one in group}
    for one in edges:
        for two in edges:
            together = one == two or (two in reach[one] and one in reach[two])
            assert (place[one] == place[two]) == together
            if two in reach[one]:
                assert place[two] <= place[one]


def test_a_very_long_chain_is_no_problem() -> None:
    edges = {str(n): [str(n + 1)] for n in range(20_000)}
    assert [group[0] for group in components(edges)][:2] == ["19999", "19998"]
