"""The manifest format, version 1: six ways in which systems tell what has changed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from desktop_sync.connectors.rest.format_calls import Call, ListCall
from desktop_sync.connectors.rest.paths import Path
from desktop_sync.connectors.rest.typed import A_SECOND, FIVE_MINUTES, NO_TIME, SIX_DAYS, Span


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Whether a record is deleted: by what stands at `at`. Without `is`: something that is not false."""

    at: Path
    is_: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeletedCall(ListCall):
    """A list of its own of deleted records (an archive, a bin). `id`: where their id stands. `when`: where it stands since when they
    are in it: where more are gone than came into it, some went another way (merged into others), and everything is read.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields", "since", "until"})

    id: Path | None = None
    when: Path | None = None


class TimeShape(StrEnum):
    """How a moment is written."""

    ISO = "iso"
    ISO_Z = "iso_z"
    ISO_MS = "iso_ms"
    ISO_BARE = "iso_bare"
    SECONDS = "epoch"
    MILLISECONDS = "epoch_ms"
    SQL = "sql"
    HTTP = "http"


@dataclass(frozen=True, kw_only=True)
class CountCall(Call):
    """How many records there are: at `at`, or in a header."""

    at: Path | None = None
    header: str = ""


@dataclass(frozen=True, kw_only=True)
class TimeChanges(ListCall):
    """Records changed since a moment, by the system's clock.

    `newest_first`: the call lists everything, and is left off where it comes to what was changed before. Where its pager
    knows the `total`, the list of deleted records is asked for only when the numbers don't add up. `reread`: what answers is an
    index that lags behind, so the records are read by their ids; `tells_gone`: one that it tells and that can't be read is deleted.
    `count`: what is deleted is not told, but that something is, by the number of records: everything is read then.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields", "since", "until"})

    kind: Literal["time"]
    field: Path
    shape: TimeShape = TimeShape.ISO_Z
    resolution: Span = A_SECOND
    lookback: Span = FIVE_MINUTES
    lag: Span = NO_TIME
    inclusive: bool = True
    ascending: bool = False
    newest_first: bool = False
    reread: bool = False
    tells_gone: bool = False
    cap: int | None = None
    tombstone: Condition | None = None
    deleted: DeletedCall | None = None
    count: CountCall | None = None


@dataclass(frozen=True, kw_only=True)
class VersionChanges(ListCall):
    """Records whose version number is greater than one seen before. `now_header`: where a list tells the highest one."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields", "since"})

    kind: Literal["version"]
    field: Path
    now_header: str = ""
    start: str = "0"
    tombstone: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class StartCall(ListCall):
    """The call that hands out the first token."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields", "since"})


@dataclass(frozen=True, kw_only=True)
class DeltaChanges(ListCall):
    """The system hands out a token with the last page; given back, it answers with what has changed since.

    `token`: where the token stands (or, with `link`, the whole address). `start`: the call that hands out the first; {since}
    in it is `back` before now, in seconds since 1970.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields", "token", "since"})

    kind: Literal["delta"]
    token: Path
    link: bool = False
    back: Span = NO_TIME
    start: StartCall | None = None
    tombstone: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class IdChanges(ListCall):
    """A table to which records are only added: those with a greater id are new."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields", "since"})

    kind: Literal["ids"]
    start: str = "0"


@dataclass(frozen=True, kw_only=True)
class EventChanges(ListCall):
    """A log of what happened, oldest first; the records themselves are read by their ids. `newest_first`: the newest is the first of each
    page, and {since} left out has the newest page; `start` then is the position in a log that is empty.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "since"})

    kind: Literal["events"]
    position: Path
    record: Path
    start: str = "0"
    newest_first: bool = False
    gone: Condition | None = None

    def since(self, position: str) -> str | None:
        """What {since} is."""
        return None if self.newest_first and position == self.start else position


@dataclass(frozen=True, kw_only=True)
class KnownLogs(ListCall):
    """The logs that there are. `id`: where one's id stands, `next`: the number of its next entry, `live`: what is true while it is kept."""

    NAMES: ClassVar[frozenset[str]] = frozenset()

    id: Path
    next: Path
    live: Path | None = None


@dataclass(frozen=True, kw_only=True)
class OpenLog(Call):
    """The call that has the system keep a log from now on. `id`: where the answer names it. `known`: how those that there are can be listed."""

    NAMES: ClassVar[frozenset[str]] = frozenset()

    id: Path
    known: KnownLogs
    start: str = "1"


@dataclass(frozen=True, kw_only=True)
class CloseLog(Call):
    """The call that ends a log."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"log"})


@dataclass(frozen=True, kw_only=True)
class LogChanges(ListCall):
    """A log that the system keeps for us when it is asked to (`open`), until it is closed; the records themselves are read by their ids.

    `token`: where the answer names the number of the entry that comes next; with `counted`, one that is missing before it was forgotten.
    Within an entry, at `by_table` and the table's key: `touched` (objects by record id, or lists of ids), and `gone` (the same). `broken`:
    what makes an entry say that others are missing. `keeps`: so long entries, and a log that is not read, are kept.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "log", "since"})

    kind: Literal["log"]
    token: Path
    open: OpenLog
    close: CloseLog
    touched: tuple[Path, ...]
    gone: tuple[Path, ...] = ()
    by_table: Path | None = None
    broken: Path | None = None
    counted: bool = False
    keeps: Span = SIX_DAYS


AnyChanges = TimeChanges | VersionChanges | DeltaChanges | IdChanges | EventChanges | LogChanges
