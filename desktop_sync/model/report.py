"""What is told about runs: counts, progress, reports."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as attribute
from enum import StrEnum

from desktop_sync.model.plan import Conflict, Hold, Operation
from desktop_sync.model.record import Side
from desktop_sync.model.values import Value


@dataclass(frozen=True, slots=True)
class Counts:
    """The account of one side: seen = agreed + created + updated + deleted + waiting + failed + excluded.

    created, updated, deleted: what the run wrote on that side; a created record counts as seen.
    """

    seen: int = 0
    agreed: int = 0
    created: int = 0
    updated: int = 0
    deleted: int = 0
    waiting: int = 0
    failed: int = 0
    excluded: int = 0

    @property
    def closes(self) -> bool:
        """Whether the sum is right."""
        parts = self.agreed + self.created + self.updated + self.deleted + self.waiting + self.failed + self.excluded
        return self.seen == parts

    def as_json(self) -> dict[str, int]:
        """The counts as INTERFACE.md prints them."""
        return asdict(self)


class RunStatus(StrEnum):
    """`OK`: done and accounted for. `WAITING`: something waits for a person. `FAILED`: see the error."""

    RUNNING = "running"
    OK = "ok"
    WAITING = "waiting"
    FAILED = "failed"


class RunKind(StrEnum):
    """Why a run ran."""

    MANUAL = "manual"
    TIMER = "timer"
    CHANGE = "change"
    UNDO = "undo"
    PLAN = "plan"
    CHECK = "check"
    """Both sides compared, nothing written."""


@dataclass(frozen=True, slots=True)
class GuardFinding:
    """One limit that a plan passed, in a sentence with the figures."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """One run, finished or not. `error`: in words, "" where there is none. `conflicts`, `holds`: open after the run."""

    id: int
    sync: str
    kind: RunKind = RunKind.MANUAL
    status: RunStatus = RunStatus.RUNNING
    error: str = ""
    advice: str = ""
    started_at: dt.datetime | None = None
    seconds: float = 0.0
    a: Counts = Counts()
    b: Counts = Counts()
    conflicts: int = 0
    holds: int = 0
    calls_a: int = 0
    calls_b: int = 0
    guards: tuple[GuardFinding, ...] = ()
    full: bool = False
    undone_by: int | None = None
    error_kind: str = ""
    """What went wrong, as one word of `errors.py` (`sign_in`, `account`, `retriable`, `drift` …); "" for no error and for older runs."""
    error_account: str = ""
    """The account whose system said so, "" where none did."""
    notices: tuple[str, ...] = ()
    """Sentences that a person should read, though nothing waits for one."""
    after_s: float = 0.0
    """How many seconds the system that failed wants to be left alone, 0: it does not say."""

    @property
    def written(self) -> int:
        """How many records the run wrote, both sides together."""
        return sum(c.created + c.updated + c.deleted for c in (self.a, self.b))


class RunFilter(StrEnum):
    """Which runs a list shows."""

    ALL = "all"
    WRITTEN = "written"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RunTotals:
    """How many runs there are of a kind, and how many records these wrote."""

    runs: int = 0
    written: int = 0


class Phase(StrEnum):
    """Where a run is."""

    CHECKING = "checking"
    READING = "reading"
    MATCHING = "matching"
    DECIDING = "deciding"
    WRITING = "writing"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; `total` None while it is not known. Sent at most some ten times a second."""

    sync: str
    phase: Phase
    done: int = 0
    total: int | None = None
    side: Side | None = None


@dataclass(frozen=True)
class PlanReport:
    """The exact operations that a run would make; nothing was written. `operations` holds writing ones, in order of writing.

    References in them are shown as the side that is written holds them. `counts`: (side, kind) → how many. `conflicts`: those that
    the run would open or leave open.
    """

    sync: str
    operations: tuple[Operation, ...]
    conflicts: tuple[Conflict, ...] = ()
    counts: Mapping[str, int] = attribute(default_factory=dict)
    guards: tuple[GuardFinding, ...] = ()
    first_pairing: bool = False
    paired: int = 0
    holds: int = 0
    waiting: tuple[Hold, ...] = ()
    """References that wait for their parent's partner, one each; they are among `holds`."""
    calls: Mapping[Side, int] = attribute(default_factory=dict)
    """About how many calls the run would make to each system: reading as the plan did, then writing in batches."""


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to “why is this value here?”: the operation that wrote the field last, or none: it was there before."""

    field: str
    value: object = attribute(repr=False)
    operation: Operation | None = None
    sentence: str = attribute(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a record's timeline. `kind`: create, update, archive, delete, conflict, decided, hold, linked, unlinked,
    doubted (a write that may have been made).

    `side`: where it was written. `who` made the edit that was carried, and when (`edited_at`), as far as known. `carried`: the value
    came from the other side; else the program itself wrote it (an undo, a value restored).
    """

    at: dt.datetime
    kind: str
    run: int = 0
    operation: int = 0
    side: Side = "a"
    field: str = ""
    before: Value = attribute(default=None, repr=False)
    after: Value = attribute(default=None, repr=False)
    words: str = attribute(default="", repr=False)
    lens: str = ""
    who: str = attribute(default="", repr=False)
    edited_at: dt.datetime | None = None
    carried: bool = True


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """A sync as the overview shows it. `state`: active, paused or suspended, with `reason`. `due_at`: next run, None: not by itself."""

    id: int
    name: str
    a_account: str
    a_kind: str
    a_table: str
    b_account: str
    b_kind: str
    b_table: str
    state: str
    reason: str = ""
    links: int = 0
    conflicts: int = 0
    holds: int = 0
    last: RunReport | None = None
    recent: tuple[RunReport, ...] = ()
    due_at: dt.datetime | None = None
    waits_for: str = ""
    """The account that a person has to sign in to before it goes on by itself."""
    paused_account: str = ""
    """It is paused because this account is."""
    all_paused: bool = False
    """It is paused because everything is."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `doctor`: `ok`, or a problem with its remedy. `fix`: what the window offers for it, on the account or sync `name`."""

    subject: str
    ok: bool
    message: str
    remedy: str = ""
    fix: "FixKind | None" = None
    name: str = ""


class FixKind(StrEnum):
    """What helps, where one step does."""

    SIGN_IN = "sign_in"
    RESUME = "resume"
    MAPPING = "mapping"
