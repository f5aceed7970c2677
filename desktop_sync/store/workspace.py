"""A workspace: the folder with the encrypted store, and everything that is in it behind the ports.

Files: `workspace.json` (how it is keyed), `workspace.db` (the store), `vault.bin` (account secrets, without a keyring),
`backups/`, `locks/`. A new store is made beside its place and moved there after the header is written: whenever the
program is stopped, there is a whole workspace, or none, or one that the next start completes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_sync.errors import DamagedStore
from desktop_sync.store import header as headers
from desktop_sync.store.accounts import SqlAccounts
from desktop_sync.store.agenda import SqlAgenda
from desktop_sync.store.audit import SqlAudit, Where
from desktop_sync.store.database import Database
from desktop_sync.store.failures import file_errors
from desktop_sync.store.header import KEYRING, Header
from desktop_sync.store.journal import SqlJournal, utc_now
from desktop_sync.store.keys import forget_key, key_of, new_key
from desktop_sync.store.layout import STORE, lock_file, place_store, remove_store
from desktop_sync.store.locks import locked
from desktop_sync.store.migrations.runner import migrate
from desktop_sync.store.private import keep_private
from desktop_sync.store.scratch import SqlScratches
from desktop_sync.store.secrets import KeyringSecrets, VaultSecrets
from desktop_sync.store.settings import SqlSettings
from desktop_sync.store.syncs import SqlSyncs
from desktop_sync.sync.journal import Journal
from desktop_sync.sync.ports import Accounts, Agenda, Audit, Secrets, Settings, Syncs
from desktop_sync.sync.scratch import Scratches

if TYPE_CHECKING:
    from desktop_sync.sync.privacy import Traces

_NEW = ".workspace.db.new"
_WAIT_S = 30.0


@dataclass(frozen=True)
class Workspace:
    """An open workspace. May be used from several threads; each one that ends should call `close`."""

    folder: Path
    database: Database
    journal: Journal
    accounts: Accounts
    syncs: Syncs
    secrets: Secrets
    audit: Audit
    settings: Settings
    scratches: Scratches
    agenda: Agenda
    header: Header = field(repr=False)
    key: bytes = field(repr=False)

    @property
    def key_place(self) -> str:
        """Where the key is that opens it, in words."""
        return "the system's keyring" if self.header.keyed_by == KEYRING else "your passphrase"

    @property
    def traces(self) -> "Traces":
        """What it remembers of people."""
        # Few commands ask for it; it would cost every start some milliseconds.
        from desktop_sync.store.traces import SqlTraces

        return SqlTraces(self.database)

    @property
    def id(self) -> str:
        """Its own, in no way secret."""
        return self.header.id

    def back_up(self, file: Path, make_folder: bool) -> None:
        """A backup that the program makes by itself, proved to open; `store.backup.back_up` says more."""
        from desktop_sync.store.backup import back_up

        back_up(self, file, make_folder)

    @property
    def has_recovery_key(self) -> bool:
        """Whether a recovery key was made."""
        header = headers.read(self.folder)
        return header is not None and header.recovery is not None

    def new_recovery_key(self) -> str:
        """Make a recovery key, which replaces the one before. It is kept nowhere: whoever asked shows it, once. Raises Busy."""
        from desktop_sync.store.recovery import new_recovery_key

        return new_recovery_key(self)

    def check_recovery_key(self, typed: str) -> None:
        """Prove that it opens the workspace. Raises UsageError, WrongKey."""
        from desktop_sync.store.recovery import check_recovery_key

        check_recovery_key(self, typed)

    def problems(self) -> Sequence[str]:
        """What a reading of every page finds broken; empty when the store is sound."""
        return self.database.problems()

    def close(self) -> None:
        """Close this thread's connection to the store. Idempotent."""
        self.database.close()

    def backup(self, file: Path, passphrase: str | None = None) -> None:
        """An encrypted copy of everything in one file; `store.backup.backup` says more."""
        # Archives are needed by few commands; they would cost every start 15 ms.
        from desktop_sync.store.backup import backup

        backup(self, file, passphrase)


def create_or_open(folder: Path, passphrase: str | None, where: Where = Where()) -> Workspace:  # noqa: B008 - frozen
    """The workspace in the folder; a new one where there is none.

    A new workspace is keyed by the passphrase where one is given, else by the system's keyring; an existing one says
    itself how it is keyed. `where`: what the audit says of who works on it. Raises NoKey (nothing was created), WrongKey,
    DamagedStore, NewerStore (nothing was changed), and other StoreErrors.
    """
    header = headers.read(folder)
    if header is None:
        if (folder / STORE).exists():
            raise DamagedStore(
                f"{headers.FILE} is missing: without it the workspace can't be opened.", place=headers.FILE
            )
        return _create(folder, passphrase, where)
    keep_private(folder)
    return _open(folder, header, key_of(header, passphrase), where)


def exists(folder: Path) -> bool:
    """Whether there is a workspace in the folder, readable or not."""
    return (folder / headers.FILE).exists() or (folder / STORE).exists()


def _create(folder: Path, passphrase: str | None, where: Where) -> Workspace:
    header, key = new_key(passphrase)
    try:
        with file_errors("The workspace's folder could not be made"):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
        with locked(lock_file(folder), "The workspace", wait_s=_WAIT_S):
            found = headers.read(folder)
            if found is None:
                _make_store(folder, header, key)
    except BaseException:
        if headers.read(folder) != header:
            forget_key(header)
        raise
    if found is not None:
        # Another process was faster.
        forget_key(header)
        return _open(folder, found, key_of(found, passphrase), where)
    return _open(folder, header, key, where)


def _make_store(folder: Path, header: Header, key: bytes) -> None:
    new = folder / _NEW
    remove_store(new)
    database = Database(new, key, new=True)
    try:
        migrate(database, folder / "backups")
    finally:
        database.close()
    headers.write(folder, header)
    place_store(new, folder)


def _open(folder: Path, header: Header, key: bytes, where: Where) -> Workspace:
    if not (folder / STORE).exists() and (folder / _NEW).exists():
        with locked(lock_file(folder), "The workspace", wait_s=_WAIT_S):
            if not (folder / STORE).exists():
                place_store(folder / _NEW, folder)
    database = Database(folder / STORE, key)
    try:
        migrate(database, folder / "backups")
    except BaseException:
        database.close()
        raise
    settings = SqlSettings(database)
    secrets: Secrets = (
        KeyringSecrets(folder, header.id, settings)
        if header.keyed_by == KEYRING
        else VaultSecrets(folder, header.id, key)
    )
    return Workspace(
        folder=folder,
        database=database,
        journal=SqlJournal(database, folder / "locks"),
        accounts=SqlAccounts(database),
        syncs=SqlSyncs(database),
        secrets=secrets,
        audit=SqlAudit(database, utc_now, where),
        settings=settings,
        scratches=SqlScratches(database, folder),
        agenda=SqlAgenda(database),
        header=header,
        key=key,
    )


def restore(folder: Path, file: Path, passphrase: str | None, recovery_key: str | None = None) -> Path | None:
    """Put a backup in the place of the workspace in the folder; `store.backup.restore` says more."""
    # As in `Workspace.backup`.
    from desktop_sync.store import backup

    return backup.restore(folder, file, passphrase, recovery_key)
