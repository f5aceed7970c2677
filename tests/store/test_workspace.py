"""Making and opening a workspace; wrong keys, damage and newer versions are told apart, nothing is overwritten."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from desktop_sync.errors import DamagedStore, NewerStore, NoKey, StoreError, WrongKey
from desktop_sync.store import header as headers
from desktop_sync.store import workspace as workspaces
from desktop_sync.store.database import Database
from desktop_sync.store.keys import key_of
from desktop_sync.store.workspace import Workspace, create_or_open, exists
from tests.store.builders import definition

PASSPHRASE = "a passphrase"


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of the workspace but the (empty) locks."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.parent.name != "locks")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed workspace with some content."""
    folder = tmp_path / "workspace"
    workspace = create_or_open(folder, PASSPHRASE)
    for number in range(300):
        workspace.settings.put(f"setting {number}", "x" * 200)
    workspace.syncs.save(definition(), "")
    workspace.secrets.put(1, "password", "s3cret")
    workspace.close()
    return folder


def test_a_workspace_is_made_and_opened_again(folder: Path) -> None:
    workspace = create_or_open(folder, PASSPHRASE)
    assert workspace.settings.get("setting 7") == "x" * 200
    assert workspace.secrets.get(1, "password") == "s3cret"
    assert [one.definition for one in workspace.syncs.all()] == [definition()]
    workspace.close()
    assert sorted(bytes_of(folder)) == ["vault.bin", "workspace.db", "workspace.json"]


def test_only_its_owner_may_look_into_it(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    for file in folder.rglob("*"):
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_the_passphrase_may_be_composed_differently(tmp_path: Path) -> None:
    create_or_open(tmp_path / "w", "Gru\u0308\u00dfe").close()
    create_or_open(tmp_path / "w", "Gr\u00fc\u00dfe").close()


def test_it_says_nothing_secret_about_itself(workspace: Workspace) -> None:
    key = key_of(workspace.header, PASSPHRASE)
    assert key == workspace.key
    shown = repr(workspace) + repr(workspace.database)
    assert key.hex() not in shown
    assert repr(key) not in shown


@pytest.mark.parametrize("passphrase", ["another", None, ""])
def test_a_wrong_passphrase_is_told_and_changes_nothing(folder: Path, passphrase: str | None) -> None:
    before = bytes_of(folder)
    with pytest.raises(WrongKey) as caught:
        create_or_open(folder, passphrase)
    assert "DESKTOP_SYNC_PASSPHRASE" in caught.value.advice
    assert bytes_of(folder) == before


def flip(offset: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:offset] + bytes([data[offset] ^ 0xFF]) + data[offset + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "salt flipped": flip(3),
    "first page flipped": flip(2000),
    "truncated": lambda data: data[: len(data) // 2],
    "truncated in a page": lambda data: data[:-100],
    "one page left": lambda data: data[:4096],
    "empty": lambda _: b"",
    "another file": lambda data: os.urandom(len(data)),
    "not encrypted": lambda data: b"SQLite format 3\x00" + data[16:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_store_is_told_and_left_as_it_is(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    file = folder / "workspace.db"
    file.write_bytes(damage(file.read_bytes()))
    before = bytes_of(folder)
    with pytest.raises(DamagedStore) as caught:
        create_or_open(folder, PASSPHRASE)
    assert "estore" in caught.value.advice
    assert bytes_of(folder) == before


def test_damage_further_in_is_found_when_it_is_read_and_by_the_check(folder: Path) -> None:
    file = folder / "workspace.db"
    data = file.read_bytes()
    for page in range(len(data) // 4096 - 12, len(data) // 4096):
        data = flip(page * 4096 + 100)(data)
    file.write_bytes(data)
    database = Database(file, key_of(headers.load((folder / "workspace.json").read_bytes()), PASSPHRASE))
    assert database.problems()
    with pytest.raises(DamagedStore):
        database.rows("SELECT * FROM settings")
    database.close()
    assert file.read_bytes() == data


def test_a_sound_store_has_no_problems(workspace: Workspace) -> None:
    assert workspace.database.problems() == []


def test_a_missing_store_is_not_made_anew(folder: Path) -> None:
    (folder / "workspace.db").unlink()
    before = bytes_of(folder)
    with pytest.raises(DamagedStore, match="missing"):
        create_or_open(folder, PASSPHRASE)
    assert bytes_of(folder) == before


def test_a_missing_header_is_not_made_anew(folder: Path) -> None:
    (folder / "workspace.json").unlink()
    before = bytes_of(folder)
    with pytest.raises(DamagedStore, match=r"workspace\.json"):
        create_or_open(folder, PASSPHRASE)
    assert bytes_of(folder) == before
    assert exists(folder)


HEADERS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "truncated": lambda data: data[:-20],
    "no object": lambda _: b"[]",
    "check changed": lambda data: data.replace(b'"check": "', b'"check": "0', 1),
    "salt changed": lambda data: data.replace(b'"salt": "', b'"salt": "00', 1),
    "key way changed": lambda data: data.replace(b'"passphrase"', b'"keyring"', 1),
}


@pytest.mark.parametrize("damage", HEADERS.values(), ids=HEADERS.keys())
def test_a_damaged_header_is_not_taken_for_a_wrong_key(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    file = folder / "workspace.json"
    damaged = damage(file.read_bytes())
    assert damaged != file.read_bytes()
    file.write_bytes(damaged)
    before = bytes_of(folder)
    with pytest.raises(DamagedStore):
        create_or_open(folder, PASSPHRASE)
    assert bytes_of(folder) == before


def test_a_damaged_vault_is_told(folder: Path) -> None:
    file = folder / "vault.bin"
    for damage in (flip(30), lambda data: data[:9], lambda _: b"", lambda data: b"X" + data[1:]):
        original = file.read_bytes()
        file.write_bytes(damage(original))
        workspace = create_or_open(folder, PASSPHRASE)
        with pytest.raises(DamagedStore):
            workspace.secrets.get(1, "password")
        with pytest.raises(DamagedStore):
            workspace.secrets.put(2, "password", "other")
        workspace.close()
        assert file.read_bytes() == damage(original)
        file.write_bytes(original)


def test_a_newer_store_is_told_and_left_as_it_is(folder: Path) -> None:
    workspace = create_or_open(folder, PASSPHRASE)
    workspace.database.run("INSERT INTO migrations (version, name, applied_at) VALUES (999, 'future', '')")
    workspace.close()
    before = bytes_of(folder)
    with pytest.raises(NewerStore, match="999") as caught:
        create_or_open(folder, PASSPHRASE)
    assert "Update" in caught.value.advice
    assert bytes_of(folder) == before


def test_a_newer_header_is_told_and_left_as_it_is(folder: Path) -> None:
    file = folder / "workspace.json"
    file.write_bytes(orjson.dumps({**orjson.loads(file.read_bytes()), "format": 2, "new": True}))
    before = bytes_of(folder)
    with pytest.raises(NewerStore):
        create_or_open(folder, PASSPHRASE)
    assert bytes_of(folder) == before


def test_without_a_key_nothing_is_created(tmp_path: Path) -> None:
    # The tests' keyring backend fails, as on a server.
    with pytest.raises(NoKey) as caught:
        create_or_open(tmp_path / "new" / "workspace", None)
    assert "DESKTOP_SYNC_PASSPHRASE" in caught.value.advice
    assert "keyring" in caught.value.advice
    assert list(tmp_path.glob("new*")) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="folder"):
        create_or_open(tmp_path / "file" / "workspace", PASSPHRASE)


@pytest.mark.parametrize("step", ["migrate", "headers.write", "place_store"])
def test_making_it_may_be_stopped_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    folder = tmp_path / "workspace"

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(workspaces, step, stop) if "." not in step else patch.setattr(headers, "write", stop)
        with pytest.raises(KeyboardInterrupt):
            create_or_open(folder, PASSPHRASE)
    workspace = create_or_open(folder, PASSPHRASE)
    workspace.settings.put("a", "b")
    workspace.close()
    assert sorted(bytes_of(folder)) == ["workspace.db", "workspace.json"]


def test_two_processes_make_one_workspace(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from desktop_sync.store.workspace import create_or_open\n"
        "w = create_or_open(Path(sys.argv[1]), 'p'); w.settings.put(sys.argv[2], 'x'); print(w.header.id)"
    )
    commands = [[sys.executable, "-c", code, str(tmp_path / "w"), str(number)] for number in range(3)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]
    answers = [process.communicate(timeout=60)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0]
    assert len(set(answers)) == 1
    workspace = create_or_open(tmp_path / "w", "p")
    assert [workspace.settings.get(str(number)) for number in range(3)] == ["x", "x", "x"]
    workspace.close()


def test_threads_have_connections_of_their_own(workspace: Workspace) -> None:
    errors: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(20):
                workspace.settings.put(f"{name} {number}", name)
                assert workspace.settings.get(f"{name} {number}") == name
        except BaseException as error:  # noqa: BLE001 - shown below
            errors.append(error)
        finally:
            workspace.close()

    threads = [threading.Thread(target=work, args=(f"thread {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert workspace.database.number("SELECT count(*) FROM settings") == 80


def test_opening_loads_no_keyring_and_no_other_drivers(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from desktop_sync.store.workspace import create_or_open\n"
        "create_or_open(Path(sys.argv[1]), 'a passphrase')\n"
        "print([m for m in ('keyring', 'psycopg', 'pymysql', 'zipfile', 'filelock') if m in sys.modules])\n"
        "import psycopg, pymysql"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_connection_is_as_safe_as_promised(database: Database) -> None:
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2}
    assert {name: database.row(f"PRAGMA {name}") for name in pragmas} == {name: (v,) for name, v in pragmas.items()}


def test_a_page_that_was_torn_while_the_log_was_moved_is_no_damage(workspace: Workspace, tmp_path: Path) -> None:
    """As after a cut of power in the middle of it: the log still has the whole page. A check of the file alone would call it damaged."""
    workspace.settings.put("a", "b" * 2000)
    store, log = workspace.database.file, workspace.database.file.with_name("workspace.db-wal")
    cut, frame = bytearray(store.read_bytes()), log.read_bytes()
    page = int.from_bytes(frame[32:36], "big")
    cut[(page - 1) * 4096 + 512 : page * 4096] = bytes(3584)
    copy = tmp_path / "cut.db"
    copy.write_bytes(cut)
    copy.with_name("cut.db-wal").write_bytes(frame)
    database = Database(copy, workspace.key)
    assert database.problems() == []
    assert database.row("SELECT value FROM settings WHERE key = 'a'") == ("b" * 2000,)
    database.close()
