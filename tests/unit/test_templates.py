"""Templates: the bundled ones name what there is, mistakes are told with their lines, and fitting leaves out what is not there."""

import pytest

from desktop_sync.bootstrap.wire import template_files
from desktop_sync.connectors.carddav.fields import SPECS
from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.engine.templates import read_templates
from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import Direction, LensSpec
from desktop_sync.model.record import SIDES
from desktop_sync.model.schema import Choice, Field, FieldType, TableSchema
from desktop_sync.model.sync import SideSpec, SyncDefinition
from desktop_sync.model.template import Fitted
from desktop_sync.sync.choicefit import fit_choices
from desktop_sync.sync.template import parse_template
from desktop_sync.sync.templatefit import Place, fit_template, table_for
from tests.servers.program import ROOT

T = FieldType
TEMPLATES = read_templates(template_files())
CONNECTORS = ROOT / "resources" / "connectors"
SAMPLE = """\
format = 1
label = "People"

[a]
what = "people"
table = { sql = ["people"], files = [] }

[b]
what = "contacts"
table = { crm = "contacts" }

[match]
keys = [["email"], ["name"]]

[[field]]
name = "first name"
a = { any = ["first name"] }
b = "first"
about = "name"

[[field]]
name = "name"
a = { sql = "whole", any = ["name"] }
b = ["first", "last"]
lens = "full_name"
about = "name"

[[field]]
name = "email"
a = { any = ["mail"] }
b = "email"

[[field]]
name = "status"
a = { any = ["status"] }
b = "state"
lens = { choices = { open = ["Working", "New"], done = "Closed", default_a = "open" } }

[[field]]
name = "number"
a = { any = ["number"] }
b = "number"
"""


def fields_of(kind: str, table: str) -> frozenset[str] | None:
    """The names of a table's fields; None where only the system itself can tell them all."""
    if kind == "carddav":
        return frozenset(SPECS)
    file = CONNECTORS / f"{kind}.toml"
    if not file.is_file():
        return None
    tables = read_manifest(file).tables
    assert table in tables or any(one.each for one in tables.values()), f"{kind} has no table {table}"
    one = tables.get(table)
    return None if one is None or one.schema is not None else frozenset(one.fields)


@pytest.mark.parametrize("name", TEMPLATES)
def test_bundled_templates_name_what_there_is(name: str) -> None:
    template, kinds = TEMPLATES[name], {one.kind for one in Registry().kinds()}
    for before in template.before:
        assert before in TEMPLATES
    for side in SIDES:
        one = template.side(side)
        assert set(one.kinds) <= kinds
        for kind, tables in one.tables.items():
            known = fields_of(kind, tables[0] if tables else "")
            named = [n for f in template.fields for n in f.side(side).named.get(kind, f.side(side).every)]
            assert named or any(f.side(side).any for f in template.fields)
            if known is not None:
                assert set(named) <= known, f"{kind}: {set(named) - known}"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('label = "People"', 'lable = "People"', 2, "unknown key “lable”"),
        ('b = "first"\n', "b = 3\n", 18, "b must be a field's name"),
        ('a = { any = ["mail"] }', 'a = { sqll = "mail" }', 30, "side A has no kind “sqll”. Did you mean “sql”?"),
        ('keys = [["email"], ["name"]]', 'keys = [["emial"]]', 13, "the match key “emial” is no shared field"),
        ('about = "name"\n\n[[field]]\nname = "name"', 'abuot = "name"\n\n[[field]]\nname = "name"', 19, "abuot"),
        ("format = 1", "format = 2", 1, "format must be 1"),
    ],
)
def test_mistakes_name_line_and_key(old: str, new: str, line: int, words: str) -> None:
    assert SAMPLE.count(old) == 1
    with pytest.raises(DefinitionError) as told:
        parse_template(SAMPLE.replace(old, new), "people", "people.toml")
    assert words in told.value.what
    assert f"line {line}" in f"{told.value.place} {told.value.what}"


def fitted(a: list[Field], others: tuple[SyncDefinition, ...] = ()) -> Fitted:
    own = TableSchema("people", "People", tuple(a), ("id",))
    states = tuple(Choice(one, one) for one in ("New", "Closed", "Lost"))
    fields = [Field(one, one, T.TEXT) for one in ("first", "last", "Custom Colour")]
    fields += [Field("email", "E-mail", T.EMAIL), Field("state", "State", T.CHOICE, choices=states)]
    fields.append(Field("number", "Number", T.TEXT, read_only=True))
    crm = TableSchema("contacts", "Contacts", tuple(fields), ("id",))
    places = {
        "a": Place("sql", "SQL database", SideSpec("shop", "people"), own),
        "b": Place("crm", "CRM", SideSpec("crm", "contacts"), crm),
    }
    return fit_template(parse_template(SAMPLE, "people"), places, "People", others)  # type: ignore[arg-type]


def test_what_is_not_there_is_left_out_with_a_word() -> None:
    status = Field("Zustand", "Zustand", T.CHOICE, choices=(Choice("o", "Open"), Choice("d", "Done"), Choice("x", "X")))
    one = fitted(
        [Field("Name", "Name", T.TEXT), status, Field("number", "number", T.TEXT), Field("custom_colour", "", T.TEXT)]
    )
    links = {link.name: link for link in one.definition.fields}
    assert list(links) == ["name", "status", "number"]
    assert links["name"].b == ("first", "last")
    assert links["status"].lens == LensSpec("choices", {"o": "New", "d": "Closed", "default_a": "o"})
    assert links["number"].direction is Direction.B_TO_A
    assert one.definition.match_keys == (("name",),)
    assert one.words == (
        "“email” is left out: no field of SQL database looks like it.",
        "“status”: “X” of “Zustand” has no partner; such values wait until it is mapped.",
        "“status”: “Lost” becomes “o”.",
    )
    assert [(link.a, link.b) for link in one.more] == [(("custom_colour",), ("Custom Colour",))]


def test_one_of_several_ways_to_say_a_name_is_enough() -> None:
    one = fitted([Field("first_name", "First", T.TEXT), Field("name", "Name", T.TEXT), Field("mail", "", T.EMAIL)])
    assert [link.name for link in one.definition.fields] == ["first name", "email"]
    assert one.definition.match_keys == (("email",),)
    assert not [words for words in one.words if "name” is left out" in words]


def test_nothing_fits() -> None:
    with pytest.raises(DefinitionError, match="Nothing of the template fits"):
        fitted([Field("colour", "Colour", T.TEXT)])


def test_choices_are_matched_by_what_people_read() -> None:
    spec = LensSpec("choices", {"low": "Low", "high": ["Critical", "High"], "gone": "Gone"})
    a = Field("p", "P", T.CHOICE, choices=tuple(Choice(one, one.title()) for one in ("low", "high", "third", "none")))
    b = Field("q", "Q", T.CHOICE, choices=tuple(Choice(str(n), one) for n, one in enumerate(("Low", "High", "Third"))))
    made, words = fit_choices(spec, a, b)
    assert made == LensSpec("choices", {"low": "0", "high": "1", "third": "2"})
    assert words == ["“None” of “P” has no partner; such values wait until it is mapped."]
    assert fit_choices(LensSpec("choices", {"a": "b"}), a, b)[0] == LensSpec(
        "choices", {"low": "0", "high": "1", "third": "2"}
    )
    bare = Field("r", "R", T.TEXT)
    assert fit_choices(LensSpec("choices", {"a": "b"}), bare, bare) == (None, [])


def test_tables_by_name() -> None:
    assert table_for(("customers", "people"), ["public.People", "orders"]) == "public.People"
    assert table_for(("kunden",), ["orders"]) is None
