"""The recovery key of a workspace: made, proved. It opens the workspace's backups where passphrase and keyring are lost."""

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_sync.store import header as headers
from desktop_sync.store.keys import unwrap_recovery, wrap_recovery
from desktop_sync.store.layout import lock_file
from desktop_sync.store.locks import locked
from desktop_sync.sync import recoverykey

if TYPE_CHECKING:
    from desktop_sync.store.workspace import Workspace


def new_recovery_key(workspace: "Workspace") -> str:
    """Make one and wrap the workspace's key with it. The header is written whole or not at all: the old one holds until then."""
    made = recoverykey.new_recovery_key()
    with locked(lock_file(workspace.folder), "The workspace", wait_s=5.0):
        header = headers.read(workspace.folder) or workspace.header
        wrapped = wrap_recovery(header, workspace.key, made)
        headers.write(workspace.folder, replace(header, recovery=wrapped))
    return made


def check_recovery_key(workspace: "Workspace", typed: str) -> None:
    """Prove that it opens this workspace. Raises UsageError, WrongKey."""
    unwrap_recovery(headers.read(workspace.folder) or workspace.header, typed)
