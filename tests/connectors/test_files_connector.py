"""The connector for files: rows without ids, copied ids, locks, and what other programs do to the file meanwhile."""

import errno
import os
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desktop_sync.connectors.files import INFO, atomic, connect
from desktop_sync.connectors.files.connector import FilesConnector
from desktop_sync.errors import AccountError, Busy, FileError, TableError, UsageError
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Record, Ref, Selection, Update

SELECTION = Selection("people.csv", ("name", "city"))


def nobody(_index: int, _ref: Ref) -> None:
    """For writes whose refs nobody waits for."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_bytes(b"name;city\r\nAnn;Paris\r\nBob;Rome\r\n")
    return file


def opened(path: Path, **settings: str) -> FilesConnector:
    found = connect({"path": str(path), **settings}, {})
    assert isinstance(found, FilesConnector)
    return found


def records(connector: FilesConnector, selection: Selection = SELECTION) -> list[Record]:
    return [page.decode(i) for page in connector.listing(selection) for i in range(len(page.refs))]


# rows without ids


def test_looking_writes_nothing(path: Path) -> None:
    before, modified = path.read_bytes(), path.stat().st_mtime_ns
    connector = opened(path)
    refs = [record.ref for record in records(connector)]
    connector.check()
    assert all(ref.startswith("new:") for ref in refs)
    assert refs == [record.ref for record in records(opened(path))], "a provisional ref must be the same next time"
    assert set(connector.read(SELECTION, refs)) == set(refs)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, modified)
    assert connector.capabilities("people.csv").provisional_refs
    assert sorted(path.parent.iterdir()) == [path]


def test_adopt_gives_lasting_refs_in_one_write(path: Path) -> None:
    connector = opened(path)
    refs = [record.ref for record in records(connector)]
    lasting = connector.adopt(SELECTION, [*refs, Ref("new:gone:1"), Ref("r123")])
    assert list(lasting) == refs
    assert path.read_bytes().decode().splitlines() == [
        "name;city;sync_id",
        f"Ann;Paris;{lasting[refs[0]]}",
        f"Bob;Rome;{lasting[refs[1]]}",
    ]
    assert [record.ref for record in records(opened(path))] == list(lasting.values())
    written = path.stat().st_mtime_ns
    assert connector.adopt(SELECTION, list(lasting.values())) == {}
    assert path.stat().st_mtime_ns == written


def test_adopt_only_those_that_are_needed(path: Path) -> None:
    connector = opened(path)
    first, second = (record.ref for record in records(connector))
    lasting = connector.adopt(SELECTION, [second])
    assert [record.ref for record in records(connector)] == [first, lasting[second]]


def test_twins_are_told_apart(path: Path) -> None:
    path.write_bytes(b"name;city\nAnn;Paris\nAnn;Paris\n")
    connector = opened(path)
    refs = [record.ref for record in records(connector)]
    assert len(set(refs)) == 2
    assert len(set(connector.adopt(SELECTION, refs).values())) == 2
    assert len({record.ref for record in records(connector)}) == 2


def test_a_copied_row_is_a_new_record(path: Path) -> None:
    path.write_bytes(b"name;city;sync_id\nAnn;Paris;r1\nAnn;London;r1\n")
    connector = opened(path)
    first, copy = records(connector)
    assert first.ref == "r1"
    assert copy.ref.startswith("new:")
    lasting = connector.adopt(SELECTION, [copy.ref])
    assert [record.ref for record in records(connector)] == ["r1", lasting[copy.ref]]
    assert connector.read(SELECTION, [lasting[copy.ref]])[lasting[copy.ref]].values["city"] == "London"


def test_a_row_that_changed_before_adopt_is_left_out(path: Path) -> None:
    connector = opened(path)
    refs = [record.ref for record in records(connector)]
    path.write_bytes(path.read_bytes().replace(b"Rome", b"Oslo"))
    assert list(connector.adopt(SELECTION, refs)) == refs[:1]


def test_writing_to_a_row_without_an_id_gives_it_one(path: Path) -> None:
    connector = opened(path)
    ann = records(connector)[0]
    (outcome,) = connector.write(SELECTION, [Update(ann, {"city": "Lyon"})], nobody)
    assert outcome.record is not None
    assert not outcome.record.ref.startswith("new:")
    assert connector.read(SELECTION, [outcome.record.ref])[outcome.record.ref].values == {"name": "Ann", "city": "Lyon"}


def test_the_same_create_twice_makes_one_row(path: Path) -> None:
    said: list[tuple[int, Ref]] = []
    create = Create("token", {"name": "Cem", "city": "Izmir"})
    (first,) = opened(path).write(SELECTION, [create], lambda index, ref: said.append((index, ref)))
    (second,) = opened(path).write(SELECTION, [create], lambda index, ref: said.append((index, ref)))
    assert first.record is not None
    assert second.record is not None
    assert first.record.ref == second.record.ref
    assert set(said) == {(0, first.record.ref)}
    assert path.read_bytes().count(b"Cem") == 1
    assert opened(path).capabilities("people.csv").idempotency


# a key column


def test_key_column(path: Path) -> None:
    connector = opened(path, key="name")
    assert [record.ref for record in records(connector)] == ["Ann", "Bob"]
    assert not connector.capabilities("people.csv").provisional_refs
    assert connector.schema("people.csv").identity == ("name",)
    outcomes = connector.write(
        SELECTION,
        [
            Create("1", {"name": "Cem", "city": "Izmir"}),
            Create("2", {"name": "Ann"}),
            Create("3", {"city": "Nowhere"}),
            Create("4", {"name": "Cem"}),
            Update(records(connector)[1], {"name": "Bobby"}),
        ],
        nobody,
    )
    done, rejected = OutcomeStatus.DONE, OutcomeStatus.REJECTED
    assert [outcome.status for outcome in outcomes] == [done, rejected, rejected, rejected, done]
    assert outcomes[4].record is not None
    assert outcomes[4].record.ref == "Bobby"
    assert path.read_bytes() == b"name;city\r\nAnn;Paris\r\nBobby;Rome\r\nCem;Izmir\r\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name;city\nAnn;Paris\nBob;Rome\nAnn;Oslo\n", "lines 2, 4"),
        ("name;city\nAnn;Paris\n;Rome\n", "empty in line 3"),
        ("title;city\nAnn;Paris\n", "no column “name”"),
    ],
)
def test_keys_that_identify_nothing(path: Path, text: str, words: str) -> None:
    path.write_text(text, "utf-8")
    with pytest.raises(AccountError, match=words) as caught:
        records(opened(path, key="name"))
    assert "people.csv" in caught.value.place
    assert "Ann" not in str(caught.value), "a customer's value in an error"


# other programs


@pytest.mark.parametrize("marker", ["~$people.csv", ".~lock.people.csv#"])
def test_a_file_that_is_open_elsewhere_is_not_written(path: Path, marker: str) -> None:
    connector = opened(path)
    ann = records(connector)[0]
    path.with_name(marker).write_text("Ann", "utf-8")
    before = path.read_bytes()
    for act in (
        lambda: connector.write(SELECTION, [Update(ann, {"city": "Lyon"})], nobody),
        lambda: connector.adopt(SELECTION, [ann.ref]),
    ):
        with pytest.raises(Busy, match=r"people.csv is open in another program") as caught:
            act()
        assert marker in caught.value.advice
    assert path.read_bytes() == before
    assert records(connector), "reading goes on"


def test_only_records_that_changed_are_stale(path: Path) -> None:
    path.write_bytes(b"name;city;sync_id\nAnn;Paris;r1\nBob;Rome;r2\nCem;Izmir;r3\n")
    connector = opened(path)
    ann, bob, cem = records(connector)
    path.write_bytes(b"name;city;sync_id;note\nNew;Line;;\nBob;Oslo;r2;x\nAnn;Paris;r1;y\n")
    outcomes = connector.write(
        SELECTION, [Update(ann, {"city": "Lyon"}), Update(bob, {"city": "Bonn"}), Delete(cem)], nobody
    )
    done, stale = OutcomeStatus.DONE, OutcomeStatus.STALE
    assert [outcome.status for outcome in outcomes] == [done, stale, stale]
    assert path.read_bytes() == b"name;city;sync_id;note\nNew;Line;;\nBob;Oslo;r2;x\nAnn;Lyon;r1;y\n"


def test_a_change_right_before_the_replacement_is_kept(path: Path) -> None:
    """Somebody saves the file between our reading and our writing: their edit stays, ours is made on top of it."""
    connector = opened(path)
    ann, bob = records(connector)
    changes = iter([lambda: path.write_bytes(path.read_bytes().replace(b"Rome", b"Oslo"))])

    def meanwhile(_index: int, _ref: Ref) -> None:
        next(changes, lambda: None)()

    batch = [
        Create("t", {"name": "Cem", "city": "Izmir"}),
        Update(ann, {"city": "Lyon"}),
        Update(bob, {"city": "Bonn"}),
    ]
    outcomes = connector.write(SELECTION, batch, meanwhile)
    done, stale = OutcomeStatus.DONE, OutcomeStatus.STALE
    assert [outcome.status for outcome in outcomes] == [done, done, stale]
    assert [record.values["city"] for record in records(opened(path))] == ["Lyon", "Oslo", "Izmir"]


def test_a_file_that_never_rests_is_busy(path: Path) -> None:
    connector = opened(path)

    def meanwhile(_index: int, _ref: Ref) -> None:
        path.write_bytes(path.read_bytes() + b"More;Rows\r\n")

    with pytest.raises(Busy, match="keeps being changed"):
        connector.write(SELECTION, [Create("t", {"name": "Cem"})], meanwhile)
    assert b"Cem" not in path.read_bytes()


def test_two_writers_at_once_lose_nothing(path: Path) -> None:
    starting = threading.Barrier(2)

    def write(name: str) -> None:
        connector = opened(path)
        starting.wait()
        for number in range(5):
            connector.write(SELECTION, [Create(f"{name}{number}", {"name": f"{name} {number}"})], nobody)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = {record.values["name"] for record in records(opened(path))}
    assert names == {"Ann", "Bob", *(f"{name} {number}" for name in ("one", "two") for number in range(5))}


# the disk


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", refuse)


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_the_file_alone(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(AccountError, match="no space left"):
        opened(path).write(SELECTION, [Create("t", {"name": "Cem"})], nobody)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == [path], "the temporary file is left over"


def test_mode_and_link_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    opened(link).write(Selection("link.csv", ("name",)), [Create("t", {"name": "Cem"})], nobody)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert b"Cem" in path.read_bytes()


def test_what_is_missing_is_named(path: Path) -> None:
    connector = opened(path)
    path.unlink()
    with pytest.raises(FileError, match="not there") as caught:
        records(connector)
    assert "path" in caught.value.advice
    check = connector.check()
    assert not check.ok
    assert check.problems


@pytest.fixture
def locked() -> Iterator[Path]:
    """A file that its owner may not read, in a folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        file = Path(folder) / "people.csv"
        file.write_bytes(b"name\nAnn\n")
        file.chmod(0)
        yield file


@pytest.fixture
def powerless() -> Iterator[None]:
    """Nobody's rights for as long as the test runs, if it is root's: root may read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_no_permission_is_named(locked: Path, powerless: None) -> None:
    with pytest.raises(AccountError, match="no permission"):
        records(opened(locked))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "password"),
        (b"name,city\n", "not an Excel workbook"),
        (b"", "empty"),
        (b"PK\x03\x04 torn", "damaged"),
    ],
)
def test_what_is_no_workbook_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(AccountError, match=words) as caught:
        opened(path).schema("Sheet")
    assert caught.value.place == "book.xlsx"
    assert caught.value.advice
    check = opened(tmp_path).check()
    assert not check.ok
    assert any(words in problem for problem in check.problems)


# tables and settings


@pytest.fixture
def folder(path: Path) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Orders"
    book.active.append(["Number"])
    book.create_sheet("Secret").sheet_state = "hidden"
    book.save(path.parent / "shop.xlsx")
    (path.parent / "~$shop.xlsx").write_bytes(b"x")
    (path.parent / "readme.md").write_text("no table", "utf-8")
    return path.parent


def test_tables_of_a_folder(folder: Path) -> None:
    connector = opened(folder)
    assert [info.name for info in connector.tables()] == ["people.csv", "shop.xlsx/Orders"]
    assert connector.check().ok
    for name in ("people.csv", "people", "PEOPLE.CSV"):
        assert connector.schema(name).field("name") is not None
    for name in ("shop.xlsx/Orders", "shop.xlsx", "shop/orders"):
        assert connector.schema(name).field("Number") is not None
    with pytest.raises(AccountError, match=r"did you mean “people.csv”"):
        connector.schema("peple.csv")
    with pytest.raises(TableError, match="no table"):
        connector.schema("../people.csv")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "path"),
        ({"path": "old.xls"}, "xls"),
        ({"path": "letter.docx"}, "docx"),
        ({"path": "a.csv", "encoding": "latin-99"}, "latin-99"),
        ({"path": "a.csv", "delimiter": "::"}, "one character"),
    ],
)
def test_wrong_settings(settings: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        connect(settings, {})
    assert caught.value.advice
    assert {one.key for one in INFO.settings} >= set(settings)


def test_dialect_settings(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name\tcity\nZoë,x\tKöln\n".encode("mac-roman"))
    connector = opened(path, encoding="mac-roman", delimiter="tab")
    assert records(connector)[0].values == {"name": "Zoë,x", "city": "Köln"}


def test_a_filter_language_there_is_none(path: Path) -> None:
    with pytest.raises(UsageError, match="no filter language"):
        records(opened(path), Selection("people.csv", ("name",), filter="city = 'Rome'"))
    with pytest.raises(AccountError, match="no column “town”"):
        records(opened(path), Selection("people.csv", ("name",), where=(("town", "Rome"),)))


def test_an_unchanged_file_is_read_once(path: Path) -> None:
    os.utime(path, (1_700_000_000, 1_700_000_000))
    connector = opened(path)
    records(connector)
    calls = connector.calls
    for _ in range(3):
        connector.schema("people.csv")
        connector.read(SELECTION, [Ref("x")])
    assert connector.calls == calls
