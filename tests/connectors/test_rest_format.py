"""Manifests: every mistake with its line and the nearest right word, all at once; nothing in them is run."""

from pathlib import Path

import pytest

from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.connectors.rest.load import ManifestError, parse, read_manifest
from desktop_sync.connectors.rest.paths import Body, Template
from desktop_sync.connectors.rest.paths import Path as Dotted
from desktop_sync.errors import UsageError
from desktop_sync.model.values import MISSING

RIGHT = """format = 1

[meta]
id = "crm"
label = "CRM"

[settings]
site = { label = "Site" }
token = { label = "Token", secret = true }

[[auth]]
kind = "bearer"
token = "{token}"

[base]
url = "https://{site}.example.org"

[limits]
windows = [{ calls = 10, per = "1s", only = "search" }]

[error]
message = "error.message"

[[errors]]
is = "throttle"
words = "slow down"

[tables.people]
id = "id"

[tables.people.fields]
name = "text"
born = { type = "date", format = "%d.%m.%Y" }

[tables.people.list]
get = "/people"
query = { fields = "{fields}" }
page = { kind = "token", send = "after", at = "next" }

[tables.people.get]
get = "/people/{id}"

[tables.people.create]
post = "/people"
body = { "*" = "{changed}", source = "sync" }
id = "id"
"""


def test_a_right_one() -> None:
    manifest = parse(RIGHT)
    assert manifest.tables["people"].create is not None
    assert manifest.limits.windows[0].per == 1.0


def wrong(old: str, new: str) -> tuple[int | None, str]:
    assert old in RIGHT
    with pytest.raises(ManifestError) as caught:
        parse(RIGHT.replace(old, new, 1), "crm.toml")
    assert caught.value.place.startswith("crm.toml")
    assert "MANIFEST.md" in caught.value.advice
    return caught.value.line, caught.value.what


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("format = 1", "format = 2", 1, "Update the program"),
        ("format = 1", "format = 0", 1, "never was"),
        ("format = 1", 'format = "1"', 1, "a whole number"),
        ("format = 1", "format = = 1", 1, "no valid TOML"),
        ('label = "CRM"', 'lable = "CRM"', 5, "Did you mean “label”"),
        ('label = "CRM"', 'label = "CRM"\nchecked = "monday"', 6, "a date"),
        ("secret = true", 'secret = "yes"', 9, "true or false"),
        ('site = { label = "Site" }', 'site = { label = "Site" }\nca_file = { label = "x" }', 9, "leave it out"),
        ('kind = "bearer"', 'kind = "barer"', 12, "Did you mean “bearer”"),
        ('kind = "bearer"\n', "", 11, "has no “kind”"),
        ('token = "{token}"', 'token = "{tokn}"', 13, "Did you mean “token”"),
        ("{site}", "{token}", 16, "the secret {token} may stand in [[auth]] only"),
        ("{site}", "{Site}", 16, "begins a {name}"),
        ('per = "1s"', 'per = "1 week"', 19, "“10s”"),
        ('per = "1s"', "per = 1", 19, "“10s”"),
        ("[limits]", "[limits]\nshare = 0", 19, "greater than 0"),
        ('is = "throttle"', 'is = "throtle"', 25, "Did you mean “throttle”"),
        ('words = "slow down"', "", 24, "would fit everything"),
        ('words = "slow down"', 'status = 400\non = ["make"]', 27, "“make” is none of"),
        ('[error]\nmessage = "error.message"\n', "", 22, "[error] has to say"),
        ('id = "id"\n\n[tables', 'id = ""\n\n[tables', 29, "where a record's id stands"),
        ('name = "text"', 'name = "txt"', 32, "Did you mean “text”"),
        ('name = "text"', 'name = { type = "text", max = 3 }', 32, "unknown key “max”"),
        ('"%d.%m.%Y"', '"dmy"', 33, "has no format “dmy”"),
        ('"%d.%m.%Y"', '"%d.%q"', 33, "has no format"),
        ('get = "/people"', 'gett = "/people"', 36, "Did you mean “get”"),
        ('get = "/people"', 'get = "/people"\npost = "/people"', 35, "exactly one of"),
        ('get = "/people"', 'get = "/people"\nbudget = "serch"', 37, "[limits] has no window"),
        ('"{fields}"', '"{since}"', 37, "there is no {since} here"),
        ('kind = "token", send = "after", at = "next"', 'kind = "tokens"', 38, "Did you mean “token”"),
        ('kind = "token", send = "after", at = "next"', 'kind = "link"', 38, "either “at” or “header”"),
        ('send = "after", at', 'send = "after", send_in = "body", at', 38, "has no body"),
        ('at = "next" }', 'at = "a..b" }', 38, "a path such as"),
        ('[tables.people.get]\nget = "/people/{id}"\n', "", 28, "what was written is read back"),
        ('"*" = "{changed}"', '"*" = "x{changed}"', 45, "“*” stands for one"),
        ('"*" = "{changed}"', '"*" = "{changes}"', 45, "Did you mean “changed”"),
        ('id = "id"\n"""', "", None, ""),
        ('id = "crm"', "id = 5", 4, "a text in quotes"),
    ],
)
def test_mistakes(old: str, new: str, line: int | None, what: str) -> None:
    if line is None:
        with pytest.raises(ManifestError, match="where the answer names the new record's id"):
            parse(RIGHT.removesuffix('id = "id"\n'))
        return
    found_line, found = wrong(old, new)
    assert what in found
    assert found_line == line or f"line {line}: " in found


@pytest.mark.parametrize(
    ("section", "what"),
    [
        ('[tables.people.update]\nput = "/people"\nmax = 5\n', "several records need {rows} or {ids}"),
        ('[tables.people.update]\nput = "/people"\nbody = "{rows}"\nmax = 5\n', "{rows} needs “row”"),
        ('[tables.people.update]\nput = "/people"\nbody = "{rows}"\nrow = "{all}"\nmax = 5\n', "needs [results]"),
        ('[tables.people.changes]\nkind = "ids"\nget = "/people"\n', "a pager of kind “key”"),
        ('[tables.people.guard]\nkind = "field"\n', "needs “version”"),
        ('[tables.people.guard]\nkind = "guess"\n', "there is no “guess”"),
        ('[tables.other]\nid = "id"\n[tables.other.list]\nget = "/x"\n', "needs [fields] or a [schema]"),
        ('[tables.other]\nid = "id"\nhook = "eval"\n[tables.other.list]\nget = "/x"\n', "there is no hook “eval”"),
    ],
)
def test_sections_that_need_each_other(section: str, what: str) -> None:
    with pytest.raises(ManifestError) as caught:
        parse(f"{RIGHT}\n{section}")
    assert what in caught.value.what
    assert caught.value.line is not None


def test_a_field_outside_of_the_fields_is_read_only() -> None:
    text = RIGHT.replace('[tables.people]\nid = "id"', '[tables.people]\nid = "id"\nfields_at = "properties"')
    parse(text)
    with pytest.raises(ManifestError, match="must be read_only"):
        parse(text.replace('name = "text"', 'name = { path = "title" }'))


def test_a_format_is_needed() -> None:
    with pytest.raises(ManifestError, match="has no “format”"):
        parse(RIGHT.removeprefix("format = 1"))


def test_all_mistakes_at_once() -> None:
    text = RIGHT.replace('label = "CRM"', "label = 1").replace("{fields}", "{fiels}").replace('"text"', '"txet"')
    with pytest.raises(ManifestError, match="2 mistakes"):
        parse(text)


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        read_manifest(tmp_path / "none.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match="UTF-8"):
        read_manifest(binary)
    binary.write_bytes(b"#" * 2_000_000)
    with pytest.raises(UsageError, match="too large"):
        read_manifest(binary)
    windows = tmp_path / "windows.toml"
    windows.write_bytes(b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode())
    assert read_manifest(windows).meta.id == "crm"


def test_what_comes_with_the_program_is_right() -> None:
    for kind, file in bundled_manifests().items():
        manifest = read_manifest(file)
        assert manifest.meta.id == kind
        assert manifest.meta.docs, "where it was written from"
        assert manifest.meta.checked


@pytest.mark.parametrize(
    ("value", "address"),
    [("a b", "/x/a%20b"), ("../..", "/x/..%2F.."), ("a?b#c&d", "/x/a%3Fb%23c%26d"), (5, "/x/5"), (True, "/x/true")],
)
def test_what_is_put_into_an_address_can_not_change_its_shape(value: object, address: str) -> None:
    assert Template.parse("/x/{id}").fill_url({"id": value}) == address


def test_bodies() -> None:
    body = Body.parse({"a": ["{x}", "n-{x}", 1, None], "*": "{all}", "b": {"c": True}})
    assert body.value({"x": 5, "all": {"k": {"n": None}}}) == {
        "a": [5, "n-5", 1, None],
        "k": {"n": None},
        "b": {"c": True},
    }
    assert body.names == {"x", "all"}
    assert Body.parse("{x}").value({"x": "{all}"}) == "{all}", "what is put in is not looked at again"


def test_paths() -> None:
    data = {"a": {"b": [{"c": 1}], "d.e": 2}}
    assert Dotted.parse("a.b.0.c").get(data) == 1
    assert Dotted.parse(["a", "d.e"]).get(data) == 2
    assert Dotted.parse("a.b.5.c").get(data) is MISSING
    assert Dotted.parse("a.x").get(data) is MISSING
    assert Dotted.parse([]).get(data) is data
    made: dict[str, object] = {}
    Dotted.parse("x.y").put(made, 1)
    assert made == {"x": {"y": 1}}
