"""Every error that the program raises on purpose, grouped by what the caller must do.

DesktopSyncError
├── UsageError             the request is wrong: say so, change nothing (exit code 2)
│   └── DefinitionError    a sync file or mapping is wrong; names the line or field
├── AccountError           ask the user: permission, address, missing table
│   ├── SignInError        the system refuses the sign-in: give password or key again
│   ├── TableError         a table is missing or of no use: choose another, or put it right in the system
│   └── FileError          a file is missing or of no use: put it right, or point to another
├── Retriable              try again after `after_s` seconds
├── SchemaDrift            a mapped field or table is gone or changed: suspend, alert
├── ListingIncomplete      a listing was cut short: decide nothing from what is missing
├── PlanNeedsConfirmation  a guard stopped the plan: ask a person
├── StoreError             the workspace cannot be used
│   ├── WrongKey           the key does not open it
│   ├── DamagedStore       the file is not a workspace any more
│   ├── NewerStore         written by a newer version of the program
│   └── NoKey              neither a keyring nor a passphrase
├── Busy                   another program is at it: the sync's lock, a locked workbook
└── Cancelled              the user asked to stop

Texts never contain a secret or a customer's value: they go to logs and terminals. The words of a
remote system about one record may; they travel in `Outcome.words` and rest in the encrypted store.
"""

from typing import ClassVar


class DesktopSyncError(Exception):
    """Base of all errors with words for a person.

    `what` says what happened, `advice` what to do about it, `place` where (file and line, account, table, field).
    """

    title: ClassVar[str] = "Something went wrong"
    default_advice: ClassVar[str] = ""
    kind: ClassVar[str] = "other"
    """Which of the kinds above it is, for reports: stable, in English."""

    def __init__(self, what: str, *, advice: str = "", place: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice or self.default_advice
        self.place = place
        self.account = ""
        """The account whose system said so, where one did (`engine.blame`)."""

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" if self.place else self.what


class UsageError(DesktopSyncError):
    """The request itself is wrong; nothing was changed."""

    title = "That can't be done"
    kind = "usage"


class DefinitionError(UsageError):
    """A sync definition is wrong; `line` is its line in the file (1-based), None where it has none."""

    title = "The sync's definition has a mistake"
    kind = "definition"
    default_advice = "Correct it there and apply the sync again. Nothing was changed."

    def __init__(self, what: str, *, advice: str = "", place: str = "", line: int | None = None) -> None:
        super().__init__(what, advice=advice, place=place)
        self.line = line


class AccountError(DesktopSyncError):
    """The account cannot be used until a person acts: sign-in, permission, address, a missing table."""

    title = "The account can't be used"
    kind = "account"


class SignInError(AccountError):
    """The system refuses the sign-in, or its secret is gone: signing in again helps. `final`: nothing else does."""

    kind = "sign_in"

    def __init__(self, what: str, *, advice: str = "", place: str = "", final: bool = False) -> None:
        super().__init__(what, advice=advice, place=place)
        self.final = final


class TableError(AccountError):
    """One table of the account is missing or of no use; its other tables are as good as before."""

    title = "The table can't be used"


class FileError(AccountError):
    """The file that the account stands for is missing, locked away, or of no use."""

    title = "The file can't be used"


class Retriable(DesktopSyncError):
    """A passing failure; the same call may succeed after `after_s` seconds."""

    title = "The system did not answer"
    kind = "retriable"
    default_advice = "The program tries again by itself."

    def __init__(self, what: str, *, after_s: float = 1.0, advice: str = "", place: str = "") -> None:
        super().__init__(what, advice=advice, place=place)
        self.after_s = after_s


class SchemaDrift(DesktopSyncError):
    """A table or a mapped field is gone, read-only or of another type; the sync is suspended, nothing is blanked."""

    title = "A mapped field has changed in the system"
    kind = "drift"
    default_advice = "Open the mapping, choose another field or remove the link, and resume the sync."


class ListingIncomplete(DesktopSyncError):
    """A listing ended before its end; nothing may be concluded from what it left out."""

    title = "The system's list was cut short"
    kind = "listing"
    default_advice = "Nothing was deleted. Run the sync again."


class PositionLost(ListingIncomplete):
    """What has changed since a position can't be told; only a listing of everything can."""


class PlanNeedsConfirmation(DesktopSyncError):
    """A guard stopped the plan; nothing was written."""

    title = "The plan waits for your approval"
    kind = "guard"
    default_advice = "Look at the plan, then run it with --approve or press “Run these”."


class StoreError(DesktopSyncError):
    """The workspace cannot be read or written; the file was left as it is."""

    title = "The workspace can't be used"
    kind = "store"


class WrongKey(StoreError):
    """The key or passphrase does not open the workspace."""

    title = "Wrong key"
    default_advice = "Check DESKTOP_SYNC_PASSPHRASE, or the entry “desktop-sync” in the system's keyring."


class DamagedStore(StoreError):
    """The workspace file is not readable as one any more."""

    title = "The workspace file is damaged"
    default_advice = (
        "Restore the newest backup: desktop-sync restore FILE (backups are in the workspace's folder “backups”)."
    )


class NewerStore(StoreError):
    """The workspace was written by a newer version of the program."""

    title = "The workspace is from a newer version"
    default_advice = "Update Desktop Sync. The workspace was not touched."


class NoKey(StoreError):
    """There is neither a usable keyring nor a passphrase; nothing was created."""

    title = "No place for the workspace's key"
    default_advice = (
        "Unlock or install a system keyring (Secret Service, Windows Credential Manager, macOS Keychain), "
        "or set DESKTOP_SYNC_PASSPHRASE."
    )


class Busy(DesktopSyncError):
    """Somebody else is at it: another run of the sync, or a program that holds the file open."""

    title = "In use by another program"
    kind = "busy"
    default_advice = "Wait until it has ended, or close it, and try again."


class Cancelled(DesktopSyncError):
    """The user asked to stop; what was confirmed stays, the rest goes on with the next run."""

    title = "Stopped"
    kind = "cancelled"
