"""A backup that the recovery key opens on another machine; what a wrong one, an old one and none are told."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.errors import NoKey, UsageError, WrongKey
from desktop_sync.store import header as headers
from desktop_sync.store.keys import unwrap
from desktop_sync.store.workspace import Workspace, create_or_open, restore


@pytest.fixture
def file(workspace: Workspace, tmp_path: Path) -> Path:
    return tmp_path / "one.dsbackup"


def test_it_opens_a_backup_on_another_machine_under_a_new_passphrase(
    workspace: Workspace, file: Path, tmp_path: Path
) -> None:
    workspace.settings.put("a", "in the backup")
    workspace.secrets.put(1, "password", "s3cret")
    key = workspace.new_recovery_key()
    workspace.backup(file)
    assert key.encode() not in file.read_bytes()
    restore(tmp_path / "other", file, "another passphrase", key.lower().replace("-", " "))
    other = create_or_open(tmp_path / "other", "another passphrase")
    assert (other.settings.get("a"), other.secrets.get(1, "password")) == ("in the backup", "s3cret")
    other.check_recovery_key(key)  # it goes on opening the workspace and its backups
    other.close()
    with pytest.raises(WrongKey):
        create_or_open(tmp_path / "other", "a passphrase")


def test_a_new_one_replaces_the_old_one(workspace: Workspace) -> None:
    assert not workspace.has_recovery_key
    old = workspace.new_recovery_key()
    new = workspace.new_recovery_key()
    assert workspace.has_recovery_key
    workspace.check_recovery_key(new)
    with pytest.raises(WrongKey):
        workspace.check_recovery_key(old)


def test_the_passphrase_goes_on_opening_what_has_a_recovery_key(workspace: Workspace) -> None:
    workspace.new_recovery_key()
    workspace.close()
    create_or_open(workspace.folder, "a passphrase").close()


def test_without_one_it_is_said(workspace: Workspace, file: Path, tmp_path: Path) -> None:
    workspace.backup(file)
    key = workspace.new_recovery_key()  # made after the backup
    with pytest.raises(WrongKey, match="no recovery key"):
        restore(tmp_path / "other", file, "p", key)


def test_a_mistyped_one_changes_nothing(workspace: Workspace, file: Path, tmp_path: Path) -> None:
    key = workspace.new_recovery_key()
    workspace.backup(file)
    with pytest.raises(UsageError):
        restore(tmp_path / "other", file, "p", key[:-1] + ("0" if key[-1] != "0" else "2"))
    assert not (tmp_path / "other" / headers.FILE).exists()


def test_neither_a_passphrase_nor_a_keyring_is_said_and_changes_nothing(
    workspace: Workspace, file: Path, tmp_path: Path
) -> None:
    key = workspace.new_recovery_key()
    workspace.backup(file)
    with pytest.raises(NoKey):
        restore(tmp_path / "other", file, None, key)  # the tests have no keyring
    assert not (tmp_path / "other" / headers.FILE).exists()


def test_what_the_recovery_key_opens_no_passphrase_does(workspace: Workspace) -> None:
    """The two wraps are bound to what they are for: moved to the other's place they open nothing."""
    key = workspace.new_recovery_key()
    header = headers.read(workspace.folder)
    assert header is not None
    with pytest.raises(WrongKey):
        unwrap(replace(header, wrap=header.recovery), key)
