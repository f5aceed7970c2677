"""The manifest format, version 1: five ways in which systems tell what has changed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from desktop_sync.connectors.rest.format_calls import Call, ListCall
from desktop_sync.connectors.rest.paths import Path
from desktop_sync.connectors.rest.typed import A_SECOND, FIVE_MINUTES, NO_TIME, Span


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
    index that lags behind, so the records are read by their ids. `count`: what is deleted is not told, but that something is, by the
    number of records: everything is read then.
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
    """A log of what happened, oldest first; the records themselves are read by their ids."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "since"})

    kind: Literal["events"]
    position: Path
    record: Path
    start: str = "0"
    gone: Condition | None = None


AnyChanges = TimeChanges | VersionChanges | DeltaChanges | IdChanges | EventChanges
