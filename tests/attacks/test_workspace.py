"""Another user of the computer, a stolen disk, and files that pretend to be ours."""

import io
import os
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.bootstrap.logs import start_log, stop_log
from desktop_sync.errors import DamagedStore, StoreError
from desktop_sync.store import header as headers
from desktop_sync.store.backup import backup, restore
from desktop_sync.store.files import write_whole
from desktop_sync.store.keys import key_of
from desktop_sync.store.workspace import create_or_open

PASSPHRASE = "Stiefmütterchen 17"
posix = pytest.mark.skipif(os.name == "nt", reason="rights of this kind are POSIX")


def modes(folder: Path) -> dict[str, int]:
    return {
        str(one.relative_to(folder.parent)): stat.S_IMODE(one.lstat().st_mode) for one in [folder, *folder.rglob("*")]
    }


def used(folder: Path) -> None:
    """A workspace with a file of every kind in it."""
    workspace = create_or_open(folder, PASSPHRASE)
    workspace.secrets.put(1, "password", "x")
    with workspace.journal.lock(1):
        pass
    backup(workspace, folder / "backups" / "one.backup") if (folder / "backups").is_dir() else None
    start_log(folder)
    stop_log()
    workspace.close()


@posix
def test_nobody_else_may_read_or_write_anything_in_a_workspace(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    before = os.umask(0)
    try:
        used(folder)
    finally:
        os.umask(before)
    found = modes(folder)
    assert len(found) >= 7
    assert {name: oct(mode) for name, mode in found.items() if mode & 0o077} == {}


@posix
def test_rights_that_others_were_given_are_taken_back(tmp_path: Path) -> None:
    """As a copy from a stick leaves them, or a careless umask of an older program."""
    folder = tmp_path / "workspace"
    used(folder)
    (folder / "logs" / "desktop-sync.log").touch()
    for one in [folder, *folder.rglob("*")]:
        one.chmod(0o777 if one.is_dir() else 0o666)
    used(folder)
    assert not modes(folder)["workspace"] & 0o077
    for name in ("workspace.db", "workspace.json", "vault.bin", "logs", "logs/desktop-sync.log", "locks"):
        assert not modes(folder)[f"workspace/{name}"] & 0o077, name


@posix
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder to another user"
)
def test_a_folder_of_somebody_else_that_everybody_may_write_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workspace"
    used(folder)
    os.chown(folder, 12345, 12345)
    folder.chmod(0o777)
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(StoreError, match="Everybody on this computer"):
        create_or_open(folder, PASSPHRASE)


@posix
@pytest.mark.parametrize("kind", ["link", "hard link"])
def test_a_link_that_somebody_put_in_the_way_is_not_written_through(tmp_path: Path, kind: str) -> None:
    """As in a folder where others may write: the name of our half-written file is easy to guess."""
    precious = tmp_path / "precious"
    precious.write_text("mine", "utf-8")
    trap = tmp_path / f".out.{os.getpid()}.new"
    trap.symlink_to(precious) if kind == "link" else os.link(precious, trap)
    write_whole(tmp_path / "out", b"theirs")
    assert precious.read_text("utf-8") == "mine"
    assert (tmp_path / "out").read_bytes() == b"theirs"
    assert not (tmp_path / "out").is_symlink()
    workspace = create_or_open(tmp_path / "workspace", PASSPHRASE)
    trap = tmp_path / f".a.backup.{os.getpid()}.new"
    trap.symlink_to(precious) if kind == "link" else os.link(precious, trap)
    backup(workspace, tmp_path / "a.backup")
    workspace.close()
    assert precious.read_text("utf-8") == "mine"
    assert stat.S_IMODE((tmp_path / "a.backup").lstat().st_mode) == 0o600


@posix
def test_a_workspace_behind_a_link_is_as_private_as_any(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir(mode=0o755)
    (tmp_path / "link").symlink_to(real)
    used(tmp_path / "link")
    assert {name: oct(mode) for name, mode in modes(real).items() if mode & 0o077} == {}


# files that pretend ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 1 << 31},
        {"memory_kib": 8},
        {"iterations": 1_000_000},
        {"iterations": 1},
        {"lanes": 10_000},
        {"salt": "zz"},
        {"salt": ""},
        {"nonce": "00"},
        {"memory_kib": "much"},
    ],
    ids=str,
)
def test_a_header_cannot_ask_for_all_the_memory_or_for_no_work(tmp_path: Path, change: dict[str, object]) -> None:
    workspace = create_or_open(tmp_path / "w", PASSPHRASE)
    workspace.close()
    found = headers.read(tmp_path / "w")
    assert found is not None
    assert found.wrap is not None
    assert key_of(found, PASSPHRASE)
    headers.write(tmp_path / "w", replace(found, wrap=replace(found.wrap, **change)))  # type: ignore[arg-type]
    with pytest.raises(DamagedStore):
        create_or_open(tmp_path / "w", PASSPHRASE)


def test_a_backup_that_would_fill_the_disk_is_refused(tmp_path: Path) -> None:
    workspace = create_or_open(tmp_path / "w", PASSPHRASE)
    good = tmp_path / "good.backup"
    backup(workspace, good)
    workspace.close()
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bomb = tmp_path / "bomb.backup"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (parts | {"workspace.db": bytes(50 << 20)}).items():
            archive.writestr(name, part)
    assert bomb.stat().st_size < 1 << 20
    with pytest.raises(DamagedStore):
        restore(tmp_path / "other", bomb, PASSPHRASE)
    assert not list((tmp_path / "other").glob("*.new"))


@pytest.mark.parametrize("cut", [10, 100, 5000])
def test_a_backup_that_is_something_else_is_refused(tmp_path: Path, cut: int) -> None:
    workspace = create_or_open(tmp_path / "w", PASSPHRASE)
    file = tmp_path / "a.backup"
    backup(workspace, file)
    workspace.close()
    whole = file.read_bytes()
    for data in (whole[:-cut], whole[cut:], io.BytesIO(whole).read(cut), b"", b"PK\x05\x06" + bytes(18)):
        file.write_bytes(data)
        with pytest.raises(StoreError):
            restore(tmp_path / "other", file, PASSPHRASE)
