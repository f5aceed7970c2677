"""A whole workspace in one file, and back. Everything of customers and accounts in it is encrypted.

The file is a ZIP archive without compression: `workspace.json` with the wrapped key, `workspace.db`, `vault.bin`.
"""

import datetime as dt
import os
import zipfile
from dataclasses import replace
from errno import ENOENT
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_sync.errors import DamagedStore, StoreError, UsageError
from desktop_sync.store import header as headers
from desktop_sync.store.database import Database, sync_file, too_new
from desktop_sync.store.failures import file_errors
from desktop_sync.store.files import sync_folder, write_whole
from desktop_sync.store.header import KEYRING, PASSPHRASE, Header
from desktop_sync.store.keys import key_of, keyring_has, keyring_put, unwrap_recovery, wrap
from desktop_sync.store.layout import STORE, lock_file, place_store, remove_store
from desktop_sync.store.locks import all_run_locks, locked
from desktop_sync.store.migrations.runner import MIGRATIONS, migrate, version
from desktop_sync.store.private import create_anew
from desktop_sync.store.secrets import FILE as VAULT
from desktop_sync.store.secrets import All, KeyringSecrets, VaultSecrets, seal, unseal
from desktop_sync.store.settings import SqlSettings
from desktop_sync.store.syncs import SqlSyncs

if TYPE_CHECKING:
    from desktop_sync.store.workspace import Workspace

_COPY = ".backup.db.new"
_RESTORED = ".restored.db.new"
_PROVED = ".proved.db.new"


def back_up(workspace: "Workspace", file: Path, make_folder: bool) -> None:
    """As the program does by itself: the backup opens as the workspace does, and with its recovery key, and is proved to.

    Without a recovery key, one of a workspace with its key in the keyring opens with that keyring only. One that does not open is removed.
    Raises StoreError.
    """
    advice = "Look whether the folder for backups is there and may be written to, or choose another one."
    with file_errors("The folder for backups could not be used", place=str(file.parent), advice=advice):
        if make_folder:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.parent.is_dir():
            raise FileNotFoundError(ENOENT, "there is no such folder")
    _write(workspace, file, headers.read(workspace.folder) or workspace.header)
    try:
        _verify(workspace, file)
    except StoreError:
        file.unlink(missing_ok=True)
        raise


def _verify(workspace: "Workspace", file: Path) -> None:
    """Opened again, and each page read."""
    new = workspace.folder / _PROVED
    remove_store(new)
    try:
        header, vault = _unpack(file, new)
        if not header.proves(workspace.key):
            raise _no_backup(file)
        unseal(vault, header.id, workspace.key)
        _prove(new, workspace.key)
    finally:
        remove_store(new)


def backup(workspace: "Workspace", file: Path, passphrase: str | None = None) -> None:
    """Write the backup file, whole or not at all; an older file of that name is replaced.

    The workspace's own passphrase opens it again, and its recovery key. A workspace with its key in the keyring and no
    recovery key needs a `passphrase` here, because the keyring does not travel with the file: without one UsageError.
    Its secrets go along, encrypted.
    """
    header = headers.read(workspace.folder) or workspace.header  # a recovery key may be newer than this process
    if header.wrap is None:
        if passphrase:
            header = replace(header, wrap=wrap(header, workspace.key, passphrase))
        elif header.recovery is None:
            raise UsageError(
                "The backup needs a passphrase: the workspace's key is in this system's keyring, which stays here.",
                advice="Make a recovery key (“desktop-sync recovery new”), or set DESKTOP_SYNC_PASSPHRASE for the backup. Keep it safe.",
            )
    _write(workspace, file, header)


def _write(workspace: "Workspace", file: Path, header: Header) -> None:
    assert isinstance(workspace.secrets, KeyringSecrets | VaultSecrets)
    vault = seal(workspace.secrets.all(), header.id, workspace.key)
    copy = workspace.folder / _COPY
    with locked(lock_file(workspace.folder), "The workspace", wait_s=30.0):
        remove_store(copy)
        try:
            workspace.database.copy_to(copy)
            _pack(file, headers.dump(header), copy, vault)
        finally:
            remove_store(copy)


def _pack(file: Path, header: bytes, store: Path, vault: bytes) -> None:
    new = file.with_name(f".{file.name}.{os.getpid()}.new")
    advice = "Name a new file in a folder where you may write."
    with file_errors("The backup could not be written", place=str(file), advice=advice):
        try:
            with (
                os.fdopen(create_anew(new), "wb") as stream,
                zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive,
            ):
                archive.writestr(headers.FILE, header)
                archive.write(store, STORE)
                archive.writestr(VAULT, vault)
            sync_file(new)
            new.replace(file)
            sync_folder(file.parent)
        finally:
            new.unlink(missing_ok=True)


def restore(folder: Path, file: Path, passphrase: str | None, recovery_key: str | None = None) -> Path | None:
    """Put a backup in the place of the workspace in the folder (there need not be one).

    Its systems may have gone on since then: each sync's next run compares everything anew, and asks where it can't tell.
    What was there is kept in `backups/replaced-<time>`, which is given back. The backup is proved to open first:
    WrongKey, DamagedStore, NewerStore leave everything as it is. With a `recovery_key`, as typed, the workspace is keyed
    anew: by the passphrase where one is given, else by this system's keyring; NoKey where there is neither.
    Raises Busy while a sync runs. The workspace must not be open in this process.
    """
    with file_errors("The workspace's folder could not be made"):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    with locked(lock_file(folder), "The workspace", wait_s=5.0), all_run_locks(folder / "locks"):
        new = folder / _RESTORED
        remove_store(new)
        try:
            header, vault = _unpack(file, new)
            key = unwrap_recovery(header, recovery_key) if recovery_key else key_of(header, passphrase)
            _prove(new, key)
            _rebase(new, key, folder / "backups")
            secrets = unseal(vault, header.id, key)
            header = _keyed_anew(header, key, passphrase) if recovery_key else _header_here(header)
            if header.keyed_by == KEYRING:
                _into_keyring(new, header, key, secrets)
            return _replace(folder, header, new, seal(secrets, header.id, key))
        finally:
            remove_store(new)


def _unpack(file: Path, new: Path) -> tuple[Header, bytes]:
    advice = "Name a file that “desktop-sync backup” has written."
    with file_errors("The backup could not be read", place=str(file), advice=advice):
        try:
            with zipfile.ZipFile(file) as archive:
                _refuse_packed(archive, file)
                header = headers.load(archive.read(headers.FILE))
                vault = archive.read(VAULT)
                with archive.open(STORE) as source, os.fdopen(create_anew(new), "wb") as target:
                    while part := source.read(1 << 20):
                        target.write(part)
        except (zipfile.BadZipFile, KeyError, EOFError, RuntimeError, ValueError) as error:
            raise _no_backup(file) from error
    sync_file(new)
    return header, vault


def _refuse_packed(archive: zipfile.ZipFile, file: Path) -> None:
    """Nothing in a backup is compressed: what is would only unpack to more than the disk holds."""
    if any(one.compress_type != zipfile.ZIP_STORED or one.flag_bits & 1 for one in archive.infolist()):
        raise _no_backup(file)


def _no_backup(file: Path) -> DamagedStore:
    what = "This file is not a whole backup of a workspace."
    return DamagedStore(what, advice="Use another backup.", place=file.name)


def _prove(new: Path, key: bytes) -> None:
    database = Database(new, key)
    try:
        problems = database.problems()
        found, known = version(database), MIGRATIONS[-1].version
    finally:
        database.close()
    if problems:
        raise DamagedStore("The backup's database is damaged.", advice="Use another backup.")
    if found > known:
        raise too_new(found, known)


def _rebase(new: Path, key: bytes, backups: Path) -> None:
    """Its systems may have gone on since: the next runs compare with what is there now, and take nothing for agreed that is old."""
    database = Database(new, key)
    try:
        migrate(database, backups)
        syncs = SqlSyncs(database)
        for sync in syncs.all():
            if sync.paired:
                syncs.rebase(sync.id)
    finally:
        database.close()


def _header_here(header: Header) -> Header:
    """With the keyring where it holds the key (the same machine), else with the passphrase that opened the backup."""
    if header.keyed_by == KEYRING and keyring_has(header):
        return replace(header, wrap=None)
    return replace(header, keyed_by=PASSPHRASE)


def _keyed_anew(header: Header, key: bytes, passphrase: str | None) -> Header:
    """Whoever has only the recovery key knows no passphrase of the backup. Raises NoKey."""
    if passphrase:
        return replace(header, keyed_by=PASSPHRASE, wrap=wrap(header, key, passphrase))
    keyring_put(header.id, key.hex())
    return replace(header, keyed_by=KEYRING, wrap=None)


def _into_keyring(new: Path, header: Header, key: bytes, secrets: All) -> None:
    """The accounts' secrets as they were at the backup: on another computer they are nowhere else, here they may be newer and stay."""
    database = Database(new, key)
    try:
        kept = KeyringSecrets(new.parent, header.id, SqlSettings(database))
        for account_id, values in secrets.items():
            for name, value in values.items():
                if kept.get(int(account_id), name) is None:
                    kept.put(int(account_id), name, value)
    finally:
        database.close()


def _replace(folder: Path, header: Header, new: Path, vault: bytes) -> Path | None:
    old = [name for name in (headers.FILE, STORE, f"{STORE}-wal", f"{STORE}-shm", VAULT) if (folder / name).exists()]
    kept = None
    with file_errors("The old workspace could not be put aside"):
        if old:
            kept = folder / "backups" / f"replaced-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}"
            kept.mkdir(parents=True, mode=0o700)
            for name in old:
                (folder / name).replace(kept / name)
            sync_folder(kept)
    if header.keyed_by == PASSPHRASE:
        write_whole(folder / VAULT, vault)
    headers.write(folder, header)
    place_store(new, folder)
    return kept
