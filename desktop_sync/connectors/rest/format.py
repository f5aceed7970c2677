"""The manifest format, version 1: the system as a whole. docs/MANIFEST.md tells what each key means; a test compares them.

A key is a field's name without a trailing “_”. Nothing in a manifest is run: texts with {names} and paths are all there is.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from desktop_sync.connectors.rest.format_auth import PersonSignIn
from desktop_sync.connectors.rest.format_calls import Call
from desktop_sync.connectors.rest.format_table import Table
from desktop_sync.connectors.rest.format_webhooks import Webhooks
from desktop_sync.connectors.rest.paths import NO_TEXT, Path, Template
from desktop_sync.connectors.rest.typed import A_MINUTE, Span

FORMAT = 1


class Proof(StrEnum):
    """What the connector was run against."""

    REAL = "real"
    PUBLISHED = "published"


@dataclass(frozen=True, kw_only=True)
class Meta:
    """What the system is called, and what the manifest was written from. `sends_hooks`: whether it can send webhooks at all."""

    id: str
    label: str
    summary: str = ""
    initials: str = ""
    api: str = ""
    docs: tuple[str, ...] = ()
    checked: dt.date | None = None
    proof: Proof = Proof.PUBLISHED
    ran_against: str = ""
    features: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    sends_hooks: bool = True


class SettingKind(StrEnum):
    """How a setting is asked for."""

    TEXT = "text"
    URL = "url"
    PATH = "path"
    PASSWORD = "password"  # noqa: S105 - a word of the format


@dataclass(frozen=True, kw_only=True)
class SettingSpec:
    """A setting or a secret that an account is asked for. `strip`: what people write in front of it, and is left away."""

    label: str
    help: str = ""
    secret: bool = False
    required: bool = True
    default: str = ""
    example: str = ""
    kind: SettingKind = SettingKind.TEXT
    strip: str = ""


@dataclass(frozen=True, kw_only=True)
class HeaderAuth:
    """A token in a header. `pasted`, as with the next ones: people have what it takes from the system's own pages."""

    kind: Literal["header"]
    name: str
    value: Template
    pasted: bool = False


@dataclass(frozen=True, kw_only=True)
class QueryAuth:
    """A token in the address."""

    kind: Literal["query"]
    name: str
    value: Template
    pasted: bool = False


@dataclass(frozen=True, kw_only=True)
class BearerAuth:
    """`Authorization: Bearer …`."""

    kind: Literal["bearer"]
    token: Template
    pasted: bool = False


@dataclass(frozen=True, kw_only=True)
class BasicAuth:
    """User name and password with each call."""

    kind: Literal["basic"]
    user: Template
    password: Template
    pasted: bool = False


class ClientSends(StrEnum):
    """Where a client shows who it is."""

    BODY = "body"
    BASIC = "basic"


@dataclass(frozen=True, kw_only=True)
class ClientAuth:
    """OAuth 2, client credentials (RFC 6749 § 4.4)."""

    kind: Literal["client_credentials"]
    token_url: Template
    client_id: Template
    client_secret: Template
    scope: Template = NO_TEXT
    send: ClientSends = ClientSends.BODY
    header: str = "Authorization"
    prefix: str = "Bearer "


@dataclass(frozen=True, kw_only=True)
class RefreshAuth:
    """OAuth 2, a refresh token (RFC 6749 § 6), and how a person gets one."""

    kind: Literal["refresh_token"]
    token_url: Template
    client_id: Template
    refresh_token: Template
    client_secret: Template = NO_TEXT
    access_token: Template = NO_TEXT
    send: ClientSends = ClientSends.BODY
    lasts: Span | None = None
    """How long a refresh token lasts, unused, where the answer does not say."""
    person: PersonSignIn | None = None


Auth = HeaderAuth | QueryAuth | BearerAuth | BasicAuth | ClientAuth | RefreshAuth


@dataclass(frozen=True, kw_only=True)
class Base:
    """Where the system is, and what goes with each call. `tails`: names for what stands behind the last “-” of a secret.

    `prefix`: what all paths begin with; an address that a user gives may hold it or not. `sign_in`: where tokens are had, `authorize`: where
    people sign in, {sign_in} and {authorize} in [[auth]]; that address where one is given.
    """

    url: Template
    headers: Mapping[str, Template] = field(default_factory=dict)
    tails: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    sign_in: str = ""
    authorize: str = ""


@dataclass(frozen=True, kw_only=True)
class Window:
    """So many calls in so long; `only`: of the calls with this budget's name."""

    calls: int
    per: Span
    only: str = ""


@dataclass(frozen=True, kw_only=True)
class Day:
    """The headers in which the system tells of its calls a day. `usage`: used and allowed in one, as “18/5000”."""

    limit: str = ""
    left: str = ""
    usage: str = ""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the system allows, and how much of it is left to the customer's other programs."""

    windows: tuple[Window, ...] = ()
    share: float = 1.0
    remaining: str = ""
    day: Day = Day()
    longest_wait: Span = A_MINUTE
    attempts: int = 4
    breaker: int = 8


class ErrorClass(StrEnum):
    """What a refusal means."""

    THROTTLE = "throttle"
    """Too many calls; nothing was done."""
    TRANSIENT = "transient"
    """A passing failure; nothing was done."""
    AMBIGUOUS = "ambiguous"
    """It may have been done."""
    AUTH_EXPIRED = "auth_expired"
    CONFLICT = "conflict"
    """Somebody else was faster."""
    DUPLICATE = "duplicate"
    """A record with such a key is there already."""
    NOT_FOUND_GONE = "not_found_gone"
    VALIDATION = "validation"
    PERMISSION = "permission"
    QUOTA_EXHAUSTED = "quota_exhausted"
    CURSOR_EXPIRED = "cursor_expired"


@dataclass(frozen=True, kw_only=True)
class ErrorRule:
    """The first rule that fits decides; every key that is given must hold. `bare`: the answer is no JSON: something before the
    system speaks.
    """

    is_: ErrorClass
    status: tuple[int, ...] = ()
    code: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    bare: bool = False
    wait: Span | None = None


@dataclass(frozen=True, kw_only=True)
class ErrorShape:
    """Where an error says what it is; `failed`: what makes an answer of 200 one."""

    message: tuple[Path, ...] = ()
    code: tuple[Path, ...] = ()
    failed: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Check(Call):
    """A call that proves the sign-in; `account`: where the answer names who is signed in."""

    account: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """A system, both ways. `texts`: long ones, as they are, by names that bodies may hold."""

    format: int
    meta: Meta
    base: Base
    tables: Mapping[str, Table]
    texts: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, SettingSpec] = field(default_factory=dict)
    auth: tuple[Auth, ...] = ()
    check: Check | None = None
    limits: Limits = Limits()
    errors: tuple[ErrorRule, ...] = ()
    error: ErrorShape = ErrorShape()
    webhooks: Webhooks | None = None
