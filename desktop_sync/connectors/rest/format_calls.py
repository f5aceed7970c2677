"""The manifest format, version 1: calls, and how a list is read to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Literal

from desktop_sync.connectors.rest.paths import WHOLE, Body, Path, Template
from desktop_sync.connectors.rest.typed import NO_TIME, Span


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request: exactly one of `get`, `post`, `put`, `patch`, `delete`, `options` with what follows the base address.

    `several`: parameters that are given once for each of a list, not joined with commas.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table"})
    """What may stand in its texts, beside the settings."""

    get: Template | None = None
    post: Template | None = None
    put: Template | None = None
    patch: Template | None = None
    delete: Template | None = None
    options: Template | None = None
    query: Mapping[str, Template] = field(default_factory=dict)
    headers: Mapping[str, Template] = field(default_factory=dict)
    several: tuple[str, ...] = ()
    body: Body | None = None
    form: bool = False
    budget: str = ""

    @property
    def target(self) -> tuple[str, Template]:
        """Method and path."""
        for method in METHODS:
            template = getattr(self, method)
            if template is not None:
                return method.upper(), template
        raise AssertionError("the lint asks for one")


METHODS = ("get", "post", "put", "patch", "delete", "options")


class PageIn(StrEnum):
    """Where a page is asked for."""

    QUERY = "query"
    BODY = "body"


@dataclass(frozen=True, kw_only=True)
class Pager:
    """What all pagers have: how many at once, and how that is asked for."""

    size: int = 100
    size_param: str = ""
    send_in: PageIn = PageIn.QUERY
    total: Path | None = None
    total_header: str = ""


@dataclass(frozen=True, kw_only=True)
class NumberPager(Pager):
    """Page 1, 2, 3 …; ends with a page that is not full, or the last by `last` or `last_header`."""

    kind: Literal["number"]
    send: str
    first: int = 1
    last: Path | None = None
    last_header: str = ""


@dataclass(frozen=True, kw_only=True)
class OffsetPager(Pager):
    """So many records are left out; each page begins with the last record of the one before, to see that nothing moved."""

    kind: Literal["offset"]
    send: str


@dataclass(frozen=True, kw_only=True)
class TokenPager(Pager):
    """The answer holds a token for the next page. `end`: what is true on the last one; `alone`: nothing but the token is sent."""

    kind: Literal["token"]
    send: str
    at: Path
    more: Path | None = None
    end: Path | None = None
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class LinkPager(Pager):
    """The answer holds the address of the next page: in its body, in a header of its own, or in `Link` (RFC 8288)."""

    kind: Literal["link"]
    at: Path | None = None
    header: str = ""
    more: Path | None = None
    end: Path | None = None


@dataclass(frozen=True, kw_only=True)
class KeyPager(Pager):
    """The next page is what is greater than the last record's `by`."""

    kind: Literal["key"]
    send: str
    by: Path
    start: str = ""
    inclusive: bool = False


AnyPager = NumberPager | OffsetPager | TokenPager | LinkPager | KeyPager


@dataclass(frozen=True, kw_only=True)
class ListCall(Call):
    """A call that answers with records. `empty`: statuses by which the system says that there are none; `optional`: so does an
    answer without a list.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields"})

    at: Path = WHOLE
    page: AnyPager | None = None
    empty: tuple[int, ...] = ()
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class ByIds(ListCall):
    """Several records by their ids; which are not among the answer are not there. `status`: where a row of it has a status of its own: one
    that is neither success nor 404 or 410 says nothing of its record, which is read by itself.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields", "ids", "rows", "count"})

    row: Body | None = None
    status: Path | None = None
    max: int = 100


@dataclass(frozen=True, kw_only=True)
class GetCall(Call):
    """One record by its id. `version_header`: the header that tells its version, which stands at “$version” then."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields", "id"})

    at: Path = WHOLE
    version_header: str = ""


class Quote(StrEnum):
    """How a value is written within the text of a query."""

    PLAIN = "plain"
    BACKSLASH = "backslash"
    """Between apostrophes: before one, a backslash and what ends a line stands a backslash (SOQL)."""
    TWICE = "twice"
    """Between apostrophes: one is written twice (OData)."""


@dataclass(frozen=True, kw_only=True)
class Search(ListCall):
    """Records whose field has a value. `by`: fields that can be asked for; or `terms`: those, with what {term} stands for then. `quote`:
    how {value} is written; `without`: characters that it can't hold; `longest`: a field that may hold more can't be asked for. `reread`: the
    answer only names records (`id`). `lag`: how long a new record may stay out of the answers, unless the system refuses a `twin`.
    """

    NAMES: ClassVar[frozenset[str]] = frozenset({"table", "fields", "field", "value", "term"})

    by: tuple[str, ...] = ()
    terms: Mapping[str, Template] = field(default_factory=dict)
    quote: Quote = Quote.PLAIN
    without: str = ""
    longest: int = 0
    reread: bool = False
    id: Path | None = None
    twin: bool = False
    lag: Span = NO_TIME
