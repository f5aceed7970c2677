"""Joins the layers: the only place that knows the store, the connectors and the engine at once."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_sync.bootstrap.clock import SystemClock
from desktop_sync.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from desktop_sync.engine.alerts import Senders
    from desktop_sync.engine.ports import Disclosure
    from desktop_sync.engine.services import Services
    from desktop_sync.model.schema import ConnectorInfo
    from desktop_sync.store.audit import Where
    from desktop_sync.store.auditproof import Checked
    from desktop_sync.sync.hooks import Incoming
    from desktop_sync.sync.ports import Clock

# The imports inside the functions keep what a command does not need out of its start-up.


def open_services(
    folder: Path,
    passphrase: str | None,
    *,
    create: bool = True,
    clock: "Clock | None" = None,
    part: str = "",
    disclosure: "Disclosure | None" = None,
) -> "Services":
    """The services on the workspace in the folder, for any thread; each thread that used them calls `close`.

    `create`: a new workspace where there is none, else StoreError. `part`: of the program, for the audit.
    `disclosure`: what the threads of a window share of whether sensitive values are shown.
    Raises NoKey (nothing was created), WrongKey, DamagedStore, NewerStore.
    """
    from desktop_sync.bootstrap.logs import start_log
    from desktop_sync.connectors.registry import Registry
    from desktop_sync.engine.ports import Disclosure, Ports
    from desktop_sync.engine.services import Services
    from desktop_sync.store.workspace import create_or_open, exists

    if not create and not exists(folder):
        raise StoreError("There is no workspace in this folder.", advice="Check --workspace.", place=str(folder))
    workspace = create_or_open(folder, passphrase, _where(part))
    start_log(folder)
    ports = Ports(
        connectors=Registry(),
        accounts=workspace.accounts,
        syncs=workspace.syncs,
        secrets=workspace.secrets,
        journal=workspace.journal,
        clock=clock or SystemClock(),
        templates=template_files,
        facts=workspace.settings,
        disclosure=disclosure or Disclosure(),
    )
    return Services(
        ports, workspace.audit, workspace.settings, workspace.scratches, folder, workspace, workspace.agenda
    )


def relay_events(url: str) -> "Iterator[Incoming | None]":
    """Webhooks that a relay passes on; see `connectors.relay.events`."""
    from desktop_sync.connectors.relay import events

    return events(url)


def senders() -> "Senders":
    """How alerts leave this computer."""
    from desktop_sync.connectors.outgoing import post, send_mail
    from desktop_sync.engine.alerts import Senders

    return Senders(send_mail, post)


def template_files() -> "Mapping[str, str]":
    """The files of ready syncs that come with the program: id → text."""
    from desktop_sync.bootstrap.paths import resources_folder

    return {file.stem: file.read_text("utf-8") for file in sorted((resources_folder() / "templates").glob("*.toml"))}


def checked_manifest(file: Path) -> "dict[str, Any]":
    """What a connector's manifest describes. Raises UsageError with every mistake in it."""
    from desktop_sync.connectors.rest.outline import outline

    return outline(file)


def check_audit(file: Path, public_key: str) -> "Checked":
    """Prove an exported audit; needs no workspace. Raises UsageError."""
    from desktop_sync.store.auditproof import check_export

    try:
        with file.open("rb") as lines:
            return check_export(lines, public_key)
    except OSError as error:
        raise UsageError("The file can't be read.", place=str(file), advice=str(error.strerror)) from error


def connector_kinds() -> "Sequence[ConnectorInfo]":
    """What can be connected; needs no workspace."""
    from desktop_sync.connectors.registry import Registry

    return Registry().kinds()


def _where(part: str) -> "Where":
    """Who works on the workspace, as the computer knows them, and where."""
    from desktop_sync.bootstrap.people import computer, person
    from desktop_sync.store.audit import Where

    return Where(person(), f"{part}, {computer()}" if part else computer())


def backup(folder: Path, passphrase: str | None, file: Path, part: str) -> None:
    """Write a backup of the workspace; see `store.backup.backup`. `part`: as for `open_services`."""
    from desktop_sync.store.workspace import create_or_open, exists

    if not exists(folder):
        raise StoreError("There is no workspace in this folder.", advice="Check --workspace.", place=str(folder))
    workspace = create_or_open(folder, passphrase, _where(part))
    try:
        workspace.backup(file, passphrase)
        workspace.audit.record("user", "backup", "workspace")
    finally:
        workspace.close()


def restore(
    folder: Path, passphrase: str | None, file: Path, part: str, recovery_key: str | None = None
) -> Path | None:
    """Put a backup in the workspace's place; see `store.backup.restore`. `part`: as for `open_services`. The folder with what was there, or None."""
    from desktop_sync.store.backup import restore as put_back
    from desktop_sync.store.workspace import create_or_open

    kept = put_back(folder, file, passphrase, recovery_key)
    workspace = create_or_open(folder, passphrase, _where(part))
    try:
        workspace.audit.record("user", "restore", "workspace")
    finally:
        workspace.close()
    return kept


def forget_workspace_key(folder: Path) -> None:
    """Take the key of a workspace that is about to be removed out of the keyring, as far as that goes."""
    from desktop_sync.store import header as headers
    from desktop_sync.store.keys import forget_key

    header = headers.read(folder)
    if header is not None:
        forget_key(header)
