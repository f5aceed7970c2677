"""The manifest format, version 1: webhooks that the system takes orders for."""

from dataclasses import dataclass, field
from typing import ClassVar

from desktop_sync.connectors.rest.format_calls import Call, GetCall, ListCall
from desktop_sync.connectors.rest.format_changes import Condition
from desktop_sync.connectors.rest.paths import Path, Template
from desktop_sync.connectors.rest.typed import NO_TIME, Span

_SECRET = Template("{hook_secret}")


@dataclass(frozen=True, kw_only=True)
class KnownHooks(ListCall):
    """The webhooks that there are. `id`, `url`: where one's id and address stand; `live`: what holds of one that is in use."""

    NAMES: ClassVar[frozenset[str]] = frozenset()

    id: Path
    url: Path
    live: tuple[Condition, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MakeHook(Call):
    """The call that orders one. `id`: where the answer names it. `failed`: what makes an answer of success a refusal."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"url", "hook_secret", "topic", "ends"})

    id: Path
    failed: Path | None = None


@dataclass(frozen=True, kw_only=True)
class RenewHook(Call):
    """The call that has one live longer. `ends`: until then."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"hook", "ends", "url", "topic"})


@dataclass(frozen=True, kw_only=True)
class DropHook(Call):
    """The call that ends one."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"hook"})


@dataclass(frozen=True, kw_only=True)
class HookSecret(GetCall):
    """The call that tells what a webhook is signed with."""

    NAMES: ClassVar[frozenset[str]] = frozenset({"hook"})


@dataclass(frozen=True, kw_only=True)
class Webhooks:
    """How webhooks are ordered, one for each of `topics`.

    `scheme`: how they are signed. What they are signed with is made up by us, {hook_secret}, and kept as `keep`; unless the answer tells it
    (`secret_at`), a call of its own does (`secret`), or it is a secret of the account (`secret_of`). `lasts`: so long one lives, and {ends}
    is the end of it; without it, for ever.
    """

    scheme: str
    make: MakeHook
    drop: DropHook
    known: KnownHooks | None = None
    renew: RenewHook | None = None
    topics: tuple[str, ...] = field(default=("",))
    lasts: Span = NO_TIME
    keep: Template = _SECRET
    secret_at: Path | None = None
    secret: HookSecret | None = None
    secret_of: str = ""
