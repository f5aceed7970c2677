"""The manifest format, version 1: one table, from its fields to its writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Literal

from desktop_sync.connectors.rest.format_calls import ByIds, Call, GetCall, ListCall, Search
from desktop_sync.connectors.rest.format_changes import AnyChanges, Condition
from desktop_sync.connectors.rest.paths import WHOLE, Body, Path, Template
from desktop_sync.connectors.rest.typed import A_SECOND, TWO_MINUTES, Span
from desktop_sync.model.schema import FieldType

_VALUE, _LABEL, _VERSION = Path(("value",)), Path(("label",)), Template("{version}")


class Absent(StrEnum):
    """What a key that the system leaves out means."""

    MISSING = "missing"
    BLANK = "blank"
    NO = "no"
    """For a boolean, no; else blank."""


class Clear(StrEnum):
    """How a blank is written."""

    NULL = "null"
    EMPTY = "empty"
    OMIT = "omit"


@dataclass(frozen=True, kw_only=True)
class ChoiceSpec:
    """One allowed value."""

    SHORT: ClassVar[str] = "value"

    value: str
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldSpec:
    """A field; its name in sync files is its key. `path`: left out, the name within `fields_at`."""

    SHORT: ClassVar[str] = "type"

    type: FieldType = FieldType.TEXT
    label: str = ""
    path: Path | None = None
    format: str = ""
    zone: str = "UTC"
    required: bool = False
    read_only: bool = False
    has_default: bool = False
    unique: bool = False
    max_length: int | None = None
    precision: int | None = None
    scale: int | None = None
    choices: tuple[ChoiceSpec, ...] = ()
    labels: bool = False
    reference: str = ""
    clear: Clear | None = None
    absent: Absent | None = None
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TypeSpec:
    """What a type of the system's own is here."""

    SHORT: ClassVar[str] = "type"
    """The key that a text alone stands for."""

    type: FieldType
    format: str = ""
    scale: int | None = None


@dataclass(frozen=True, kw_only=True)
class Discovery(ListCall):
    """A call that answers with the table's fields. Where `at` is an object, `name` may be “$key”.

    `under`: they stand in this object of a record, which their names begin with. `match`: the list is one of tables; the one
    of which this is {table} has its fields at `inner`.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table"})

    name: Path
    type: Path
    types: Mapping[str, TypeSpec] = field(default_factory=dict)
    label: Path | None = None
    path: Path | None = None
    required: Path | None = None
    writable: Path | None = None
    read_only: tuple[Path, ...] = ()
    unique: Path | None = None
    max_length: Path | None = None
    scale: Path | None = None
    choices: Path | None = None
    choice_value: Path = _VALUE
    choice_label: Path = _LABEL
    skip: tuple[str, ...] = ()
    under: Path = WHOLE
    match: Path | None = None
    inner: Path = WHOLE


@dataclass(frozen=True, kw_only=True)
class Each(ListCall):
    """The section stands for several tables: those that this call lists. {table} is the `key` of one. `only`: what is not false
    of them; `direct`: one can be asked for its fields without being listed first.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset()

    name: Path
    key: Path | None = None
    label: Path | None = None
    only: Path | None = None
    direct: bool = False


class IdKind(StrEnum):
    """What ids look like; one that can't be is not asked for."""

    TEXT = "text"
    NUMBER = "number"
    DIGITS = "digits"
    UUID = "uuid"
    WORD = "word"
    GID = "gid"


class GuardKind(StrEnum):
    """How a stale write is kept from the system."""

    HEADER = "header"
    FIELD = "field"
    COMPARE = "compare"


@dataclass(frozen=True, kw_only=True)
class Guard:
    """What refuses a stale write. `header`: the version is sent in `send`; `field`: it stands in the body; `compare`: the
    record is read and compared before it is written, which leaves a moment in between. `fresh`: lists show no versions; the record is
    read by `get` and compared, and the version that it had then goes along.
    """

    kind: GuardKind = GuardKind.COMPARE
    send: str = ""
    value: Template = _VERSION
    fresh: bool = False


class Align(StrEnum):
    """How the answer's rows are told apart."""

    ORDER = "order"
    KEY = "key"
    ECHO = "echo"
    FIELD = "field"
    INDEX = "index"


@dataclass(frozen=True, kw_only=True)
class Results:
    """What the answer says of each row. A row that it says nothing of is looked up: a status of 200 is no proof.

    `key`: where a result names its record's id, or, with `index`, which of the rows it is about, from 0. `echo`: where it gives back what
    was sent as {token}. `field`: which of the fields that were sent is in the result, and in a failure at `failed_field`. `partial`: what
    stands at `record` holds some fields only; the others are as they are read right before. `success`: where it says whether it was done.
    `wait`: where a result that says “too many” tells how many seconds to wait; that one is sent again then, without the others.
    """

    at: Path = WHOLE
    align: Align = Align.ORDER
    key: Path | None = None
    echo: Path | None = None
    field: Path | None = None
    id: Path | None = None
    record: Path | None = None
    partial: bool = False
    status: Path | None = None
    error: Path | None = None
    success: Path | None = None
    wait: Path | None = None
    failed_at: Path | None = None
    failed_key: tuple[Path, ...] = ()
    failed_echo: tuple[Path, ...] = ()
    failed_field: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Job:
    """The system answers that it will do it: the call to ask how far it is, by {job}."""

    id: Path
    poll: GetCall
    state: Path
    done: tuple[str, ...]
    failed: tuple[str, ...] = ()
    every: Span = A_SECOND
    patience: Span = TWO_MINUTES


@dataclass(frozen=True, kw_only=True)
class Second(Call):
    """What makes a value count that a write only adds: where the record does not show `field` as it was sent, `find` lists what there is,
    and the call is made with the `found` of the one that is the value by `by`.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "id", "found"})

    field: str
    find: GetCall
    by: Path
    found: Path


_WRITING = frozenset(
    {"table", "id", "ids", "version", "token", "changed", "all", "names", "rows", "rows_by_id", "count"}
)


@dataclass(frozen=True, kw_only=True)
class Alone(Call):
    """The same for one record, where a system does not take the call for several, though its documents have it."""

    NAMES: ClassVar[frozenset[str]] = _WRITING

    record: Path | None = None
    id: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Write(Call):
    """How records are written: one with each call, or several as {rows}, each built as `row` says.

    `few`: fewer than so many go one by one, by `alone`. `same_fields`: those of a call change the same fields, {names}, which are told of all
    of them. `failed`: what makes an answer of success a refusal. `whole`: the system replaces the record; what is not meant to change is
    read first and sent along.
    """

    NAMES: ClassVar[frozenset[str]] = _WRITING

    row: Body | None = None
    max: int = 1
    max_bytes: int = 0
    few: int = 0
    same_fields: bool = False
    whole: bool = False
    failed: Path | None = None
    results: Results | None = None
    record: Path | None = None
    second: Second | None = None
    alone: Alone | None = None
    job: Job | None = None


@dataclass(frozen=True, kw_only=True)
class CreateCall(Write):
    """`new_id`: we choose the id. `idempotent`: the same {token} twice makes one record. `unless`: fields of which no other
    record may have the same value; looked up first, where the system would take a second one or overwrite the first. `blanks`: fields
    that are blank are sent along where a blank is an empty text; false where the system takes no such thing in a new record.
    """

    new_id: Literal["", "uuid"] = ""
    idempotent: bool = False
    unless: tuple[str, ...] = ()
    blanks: bool = True
    id: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table. `id`: where a record's id stands; `fields_at`: the object that holds its fields. `newest`: the list, beginning
    with the record that was made last. `scan`: more records than this are picked out of the list, where there is no `by_ids`.
    `lift`: an object of which the keys are the record's own, where it is there: single records have one, those of lists don't.
    `gone`: what makes a record that the system still shows none: it lies in a bin. `always`: fields that are asked for with {fields},
    selected or not.
    """

    id: Path
    list_: ListCall
    label: str = ""
    fields_at: Path = WHOLE
    lift: Path | None = None
    ids: IdKind = IdKind.TEXT
    version: Path | None = None
    version_number: bool = False
    modified: Path | None = None
    modified_by: Path | None = None
    created: Path | None = None
    absent: Absent = Absent.MISSING
    gone: Condition | None = None
    always: tuple[str, ...] = ()
    clear: Clear = Clear.NULL
    fields: Mapping[str, FieldSpec] = field(default_factory=dict)
    schema: Discovery | None = None
    each: Each | None = None
    by_ids: ByIds | None = None
    get: GetCall | None = None
    scan: int = 0
    search: Search | None = None
    newest: ListCall | None = None
    changes: AnyChanges | None = None
    create: CreateCall | None = None
    update: Write | None = None
    delete: Write | None = None
    guard: Guard = Guard()
    hook: str = ""
