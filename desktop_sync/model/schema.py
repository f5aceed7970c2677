"""What a system says of its tables: fields, types, limits, and what can be done with them."""

from dataclasses import dataclass, field
from enum import StrEnum


class FieldType(StrEnum):
    """The kinds of value that the mapper and the lenses tell apart."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    CHOICE = "choice"
    CHOICES = "choices"
    REFERENCE = "reference"
    EMAIL = "email"
    PHONE = "phone"
    JSON = "json"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value of a choice field: what is stored, and what people read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a table.

    `required`: a create without it (or with a blank) is refused. `read_only`: never written (computed, identity).
    `blank_as_empty`: the system cannot hold NULL; a blank is written as "". `max_length` in characters.
    `precision` and `scale` in digits. `resolution_us`: finest step of a date-time in µs. `reference`: table pointed at.
    `inferred`: the type is a guess from the values (files): it may change with them, which is no drift of the schema.
    """

    name: str
    label: str
    type: FieldType
    required: bool = False
    read_only: bool = False
    has_default: bool = False
    unique: bool = False
    blank_as_empty: bool = False
    max_length: int | None = None
    precision: int | None = None
    scale: int | None = None
    resolution_us: int | None = None
    choices: tuple[Choice, ...] = ()
    reference: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table as a list shows it; `records` is an estimate, None where the system does not say cheaply."""

    name: str
    label: str
    writable: bool = True
    records: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table with its fields in the system's order; `identity` names the fields that make up a record's ref."""

    name: str
    label: str
    fields: tuple[Field, ...]
    identity: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of that name, or None."""
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What can be done with a table, as data: the engine branches on this, never on a connector's name.

    `cursor`: `changes` can be asked since a position. `tombstones`: it reports deletes, too, or that its position is lost.
    `versions`: records carry a token that a stale write is refused with. `compare_and_set`: a stale write is refused (by version or old values).
    `ids_before_commit`: `write` announces the refs of creates before they become visible. `idempotency`: a create with the same
    token twice makes one record. `modified_times`: records carry when they were changed. `overlap_s`: how far a cursor must reach back.
    `provisional_refs`: listings may show refs that hold only until `Connector.adopt` made them lasting.
    `lingers_s`: how long the system may still be at work on a call whose caller is gone. `in_order`: `changes` leaves nothing out: its
    order is that of the commits, not of clocks. `reuses_ids`: refs are numbers, and when the record with the greatest one is deleted, the
    next new record may get its ref. `look_calls`: so many calls a run makes here when nothing has changed, 0 where that is not known.
    """

    create: bool = True
    update: bool = True
    delete: bool = True
    cursor: bool = False
    tombstones: bool = False
    versions: bool = False
    compare_and_set: bool = False
    ids_before_commit: bool = False
    idempotency: bool = False
    modified_times: bool = False
    batch_size: int = 100
    page_size: int = 1000
    overlap_s: float = 0.0
    time_resolution_s: float = 0.0
    provisional_refs: bool = False
    lingers_s: float = 0.0
    in_order: bool = False
    reuses_ids: bool = False
    look_calls: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting that a kind of account asks for; `secret` ones go to the keyring, never to the store."""

    key: str
    label: str
    help: str = ""
    secret: bool = False
    required: bool = True
    default: str = ""
    example: str = ""
    kind: str = "text"
    """text | url | path | password | place: how the wizard asks for it. `place`: an address, or the path of a file."""


@dataclass(frozen=True, slots=True)
class CallWindow:
    """A system allows so many calls in so many seconds; `share` of them is ours."""

    calls: int
    per_s: float
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class ConnectorInfo:
    """A kind of system that can be connected, as lists and the account wizard show it."""

    kind: str
    label: str
    summary: str
    settings: tuple[Setting, ...]
    initials: str = ""
    features: tuple[str, ...] = field(default=())
    cannot: tuple[str, ...] = field(default=())
    """What it can't see or undo, after “it can't”."""
    proof: str = ""
    """What it was run against, in words; "" where that is told elsewhere."""
    sign_ins: tuple[str, ...] = field(default=())
    """How a person can sign in, besides typing a secret: `model.signin.SignInWay`."""
    sign_in_needs: tuple[str, ...] = field(default=())
    """Settings that this takes."""
    sign_in_brings: tuple[str, ...] = field(default=())
    """Settings and secrets that it brings, and nobody has to type then."""
    typed: tuple[str, ...] = field(default=())
    """Settings and secrets that are typed instead of it."""
    typed_first: bool = False
    """Whether that is the easier way: a token that people find on the system's own pages."""
    windows: tuple[CallWindow, ...] = field(default=())
    """How many calls it allows; those of single kinds of calls are left out."""
    orders_hooks: bool = False
    """Whether it can be asked to send webhooks."""
    sends_hooks: bool = True
    """Whether it can send webhooks at all, if only set up there by hand."""
    glances: bool = False
    """Whether it can be asked with one call whether something has changed, in tables with a change feed."""
    here: bool = False
    """Whether it is always on this computer, so that it needs no network."""

    @property
    def abilities(self) -> tuple[str, ...]:
        """All that a list says of it, a line each."""
        return (*self.features, *(f"can't: {one}" for one in self.cannot), *filter(None, (self.proof,)))
