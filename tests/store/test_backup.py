import zipfile
from pathlib import Path

import pytest

from desktop_sync.errors import Busy, DamagedStore, NewerStore, StoreError, WrongKey
from desktop_sync.store.workspace import Workspace, create_or_open, restore

PASSPHRASE = "a passphrase"


@pytest.fixture
def file(workspace: Workspace, tmp_path: Path) -> Path:
    """A backup of a workspace with content."""
    workspace.settings.put("a", "in the backup")
    workspace.secrets.put(1, "password", "s3cret")
    file = tmp_path / "backup.dsb"
    workspace.backup(file)
    return file


def test_a_backup_opens_elsewhere_with_the_passphrase(file: Path, tmp_path: Path) -> None:
    assert restore(tmp_path / "other", file, PASSPHRASE) is None
    other = create_or_open(tmp_path / "other", PASSPHRASE)
    assert other.settings.get("a") == "in the backup"
    assert other.secrets.get(1, "password") == "s3cret"
    other.close()


def test_a_backup_shows_nothing(file: Path) -> None:
    data = file.read_bytes()
    assert b"s3cret" not in data
    assert b"in the backup" not in data
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == ["vault.bin", "workspace.db", "workspace.json"]


def test_restoring_keeps_what_was_there(workspace: Workspace, file: Path) -> None:
    workspace.settings.put("a", "newer")
    workspace.close()
    kept = restore(workspace.folder, file, PASSPHRASE)
    assert kept is not None
    assert sorted(one.name for one in kept.iterdir()) == ["vault.bin", "workspace.db", "workspace.json"]
    again = create_or_open(workspace.folder, PASSPHRASE)
    assert again.settings.get("a") == "in the backup"
    again.close()
    before = create_or_open(kept, PASSPHRASE)
    assert before.settings.get("a") == "newer"
    before.close()


def test_a_damaged_workspace_is_replaced(workspace: Workspace, file: Path) -> None:
    workspace.close()
    (workspace.folder / "workspace.db").write_bytes(b"")
    (workspace.folder / "workspace.json").unlink()
    restore(workspace.folder, file, PASSPHRASE)
    again = create_or_open(workspace.folder, PASSPHRASE)
    assert again.settings.get("a") == "in the backup"
    again.close()


@pytest.mark.parametrize(
    ("passphrase", "damage", "error"),
    [
        ("another", lambda data: data, WrongKey),
        (None, lambda data: data, WrongKey),
        (PASSPHRASE, lambda data: data[: len(data) // 2], DamagedStore),
        (PASSPHRASE, lambda _: b"no archive", DamagedStore),
        (PASSPHRASE, lambda data: data[:9000] + bytes(64) + data[9064:], DamagedStore),
    ],
)
def test_a_backup_that_does_not_open_changes_nothing(
    workspace: Workspace, file: Path, passphrase: str | None, damage: object, error: type[StoreError]
) -> None:
    workspace.settings.put("a", "newer")
    workspace.close()
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    before = {one.name: one.read_bytes() for one in workspace.folder.iterdir() if one.is_file()}
    with pytest.raises(error):
        restore(workspace.folder, file, passphrase)
    assert {one.name: one.read_bytes() for one in workspace.folder.iterdir() if one.is_file()} == before


def test_a_missing_backup_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="read"):
        restore(tmp_path / "w", tmp_path / "nothing", PASSPHRASE)


def test_a_newer_backup_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    workspace.database.run("INSERT INTO migrations (version, name, applied_at) VALUES (999, 'future', '')")
    workspace.backup(tmp_path / "backup.dsb")
    with pytest.raises(NewerStore):
        restore(tmp_path / "other", tmp_path / "backup.dsb", PASSPHRASE)
    assert not (tmp_path / "other" / "workspace.json").exists()


def test_nothing_is_restored_while_a_sync_runs(workspace: Workspace, file: Path) -> None:
    with workspace.journal.lock(3), pytest.raises(Busy):
        restore(workspace.folder, file, PASSPHRASE)
    workspace.close()
    restore(workspace.folder, file, PASSPHRASE)


def test_a_backup_that_cannot_be_written_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        workspace.backup(tmp_path / "nowhere" / "backup.dsb")
    assert not list(workspace.folder.glob(".*"))


def test_a_backup_is_consistent_while_the_store_is_written(workspace: Workspace, file: Path, tmp_path: Path) -> None:
    workspace.backup(file)
    with workspace.database.transaction():
        workspace.settings.put("b", "not committed yet")
        other = tmp_path / "other.dsb"
        workspace.settings.put("c", "neither")
    workspace.backup(other)
    restore(tmp_path / "other", other, PASSPHRASE)
    opened = create_or_open(tmp_path / "other", PASSPHRASE)
    assert opened.settings.get("c") == "neither"
    opened.close()
