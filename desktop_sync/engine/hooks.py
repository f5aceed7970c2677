"""Webhooks: which accounts take some, and what becomes of one that comes in."""

import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from desktop_sync.engine.hookplace import HookPlace, HookState, Seen, keep_place, place_of, state_of
from desktop_sync.engine.ports import Ports, named_account, open_account
from desktop_sync.errors import DesktopSyncError, UsageError
from desktop_sync.model.notices import HookTerms, HookWay
from desktop_sync.model.record import SIDES
from desktop_sync.model.sync import Account
from desktop_sync.sync.hooks import SCHEMES, Gate, Incoming, Verdict
from desktop_sync.sync.lease import alive
from desktop_sync.sync.ports import Agenda, Audit, Ordering, Settings

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

PATH = "/hook/"
_KEY = "hooks"
_SECRET = "hook_secret"  # noqa: S105 - a key's name


@dataclass(frozen=True, slots=True)
class Hook:
    """An account that takes webhooks. `relay`: an address that passes them on as server-sent events, "" for none. `edition`: another
    one whenever its secret was given anew. `url`: where its system was asked to send them to, "" where people did that; `ends`: until when
    it does, and `kept`: when it was asked last, in ISO.
    """

    account: str
    id: int
    scheme: str
    relay: str = ""
    edition: str = ""
    url: str = ""
    ends: str = ""
    kept: str = ""

    @property
    def path(self) -> str:
        """Where its hooks go to at the listener."""
        return f"{PATH}{self.id}"


@dataclass(frozen=True, slots=True)
class HookStanding:
    """What a person sees of one account's webhooks. `label`: its system. `scheme`: how that signs them, "" where it has no way of its own.
    `path`: where its hooks go to at the listener. `hook`: None as long as it takes none.
    """

    account: str
    label: str
    way: HookWay
    scheme: str
    path: str
    hook: Hook | None
    place: HookPlace | None
    state: HookState
    seen: Seen


def hooked(settings: Settings) -> frozenset[int]:
    """The ids of accounts that take webhooks. Cheap."""
    return frozenset(map(int, json.loads(settings.get(_KEY, "{}"))))


class HookService:
    """Which accounts take webhooks. Any thread."""

    def __init__(self, ports: Ports, audit: Audit, settings: Settings, agenda: Agenda) -> None:
        self._ports, self._audit, self._settings, self._agenda = ports, audit, settings, agenda
        self._changing = threading.Lock()

    def list(self) -> Sequence[Hook]:
        """Those of accounts that are still there, by name."""
        found = {one.id: one.name for one in self._ports.accounts.all()}
        kept: Mapping[str, dict[str, str]] = json.loads(self._settings.get(_KEY, "{}"))
        hooks = [Hook(found[int(number)], int(number), **one) for number, one in kept.items() if int(number) in found]
        return sorted(hooks, key=lambda one: one.account)

    def place(self) -> HookPlace | None:
        """Where the window's worker and `serve` listen, None: nowhere."""
        return place_of(self._settings)

    def listen_at(self, place: HookPlace | None) -> None:
        """Listen there from now on. Raises UsageError."""
        if place != self.place():
            keep_place(self._settings, place)
            self._audit.record("user", "hooks.listen", f"{place.host}:{place.port}" if place is not None else "nowhere")

    def state(self) -> HookState:
        """What became of those that came, and where it is listened now."""
        state, holder = state_of(self._settings), self._agenda.lease()
        if holder is None or not alive(holder, self._ports.clock.now()):
            return replace(state, address="", trouble="")  # nobody is there who does
        return state

    def standing(self, account: str) -> HookStanding:
        """All that is to be known of one account's. Raises UsageError."""
        found = named_account(self._ports, account)
        info = self._ports.connectors.info(found.kind, found.settings)
        way = HookWay.ORDERED if info.orders_hooks else HookWay.BY_HAND if info.sends_hooks else HookWay.NONE
        hook, state = next((one for one in self.list() if one.id == found.id), None), self.state()
        scheme = found.kind if found.kind in SCHEMES else ""
        return HookStanding(
            found.name, info.label, way, scheme, f"{PATH}{found.id}", hook, self.place(), state,
            state.seen.get(found.id, Seen()) if hook is not None else Seen(),
        )  # fmt: skip

    def add(self, account: str, scheme: str = "", secret: str = "", relay: str = "") -> tuple[Hook, str]:
        """Take webhooks for the account from now on. `scheme` "": its kind's own. The hook, and a new secret where none was given.

        Raises UsageError.
        """
        found = named_account(self._ports, account)
        scheme = scheme or (found.kind if found.kind in SCHEMES else "token")
        if scheme not in SCHEMES:
            raise UsageError(
                f"there is no way of signing “{scheme}”", advice=f"There are: {', '.join(sorted(SCHEMES))}."
            )
        if relay and not relay.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
            raise UsageError("the relay’s address must begin with https://", advice="Such as https://smee.io/…")
        made = "" if secret else secrets.token_urlsafe(32)
        self._end_ordered(found)
        hook = Hook(found.name, found.id, scheme, relay)
        return self._take(hook, secret or made, "hooks.add"), made

    def order(self, account: str, url: str = "", relay: str = "") -> Hook:
        """Have the account's system send webhooks to this computer, and take them. `url`: where the listener can be reached from outside, or
        `relay`: an address that passes them on. Raises UsageError, AccountError, Retriable; nothing is taken then.
        """
        found = named_account(self._ports, account)
        if bool(url) == bool(relay):
            raise UsageError("the system needs one address to send to", advice="Give either --url or --relay.")
        target = relay or f"{url.removesuffix('/').removesuffix(f'{PATH}{found.id}')}{PATH}{found.id}"
        if not target.startswith("https://"):
            raise UsageError(
                "systems send webhooks to addresses with https:// only", advice="Such as https://hooks.example.org"
            )
        with self._ordering(found) as connector:
            terms = connector.order_hooks(target, secrets.token_urlsafe(32))
        hook = Hook(found.name, found.id, terms.scheme, relay, url=target)
        return self._take(self._noted(hook, terms), terms.secret or "", "hooks.order")

    def keep(self, hook: Hook) -> Hook:
        """Have the system send on; ordered again where it has stopped. Raises as `order`."""
        found = named_account(self._ports, hook.account)
        with self._ordering(found) as connector:
            terms = connector.keep_hooks(hook.url, self.secret(hook).decode().rpartition(":")[2])
        if self._now(hook) != hook:  # it was removed, or is another one now, while the system was asked
            self._end_ordered(found, hook)
            return hook
        noted = self._noted(hook, terms)
        if terms.secret is not None:
            return self._take(noted, terms.secret, "hooks.order")
        self._put(noted)
        return noted

    def _now(self, hook: Hook) -> Hook | None:
        return next((one for one in self.list() if one.id == hook.id), None)

    def remove(self, account: str) -> str:
        """Take none any more, and have none sent. What the system said against it, "" for nothing. Raises UsageError."""
        found = named_account(self._ports, account)
        mine = next((one for one in self.list() if one.id == found.id), None)
        if mine is None:
            raise UsageError(f"“{found.name}” takes no webhooks", advice="desktop-sync hooks list shows those that do.")
        with self._changing:
            self._keep([one for one in self.list() if one.id != found.id])
        self._ports.secrets.drop(found.id, _SECRET)
        self._audit.record("user", "hooks.remove", found.name)
        try:
            self._end_ordered(found, mine)
        except DesktopSyncError as error:
            return str(error)
        return ""

    def _end_ordered(self, account: Account, hook: Hook | None = None) -> None:
        mine = hook or next((one for one in self.list() if one.id == account.id), None)
        if mine is not None and mine.url:
            with self._ordering(account) as connector:
                connector.end_hooks(mine.url)

    @contextmanager
    def _ordering(self, account: Account) -> Iterator[Ordering]:
        with closing(open_account(self._ports, account)) as connector:
            if not isinstance(connector, Ordering):
                raise UsageError(
                    f"the system of “{account.name}” takes no orders for webhooks from here",
                    advice="Set them up in the system itself, and take them with `hooks add`.",
                )
            yield connector

    def _noted(self, hook: Hook, terms: HookTerms) -> Hook:
        ends = terms.ends_at.isoformat() if terms.ends_at else ""
        return replace(hook, scheme=terms.scheme, ends=ends, kept=self._ports.clock.now().isoformat())

    def _take(self, hook: Hook, secret: str, action: str) -> Hook:
        self._ports.secrets.put(hook.id, _SECRET, secret)
        hook = replace(hook, edition=secrets.token_hex(4))
        self._put(hook)
        self._audit.record("user", action, hook.account, {"scheme": hook.scheme})
        return hook

    def secret(self, hook: Hook) -> bytes:
        """What the hook is signed with. Empty: nothing is believed."""
        return (self._ports.secrets.get(hook.id, _SECRET) or "").encode()

    def _put(self, hook: Hook) -> None:
        with self._changing:
            self._keep([*(one for one in self.list() if one.id != hook.id), hook])

    def _keep(self, hooks: Iterable[Hook]) -> None:
        rows = {
            str(one.id): {key: text for key, text in asdict(one).items() if key not in {"account", "id"}}
            for one in hooks
        }
        self._settings.put(_KEY, json.dumps(rows))


class HookDesk:
    """Judges what comes in, and hints at the syncs of the account. `receive` may be called from any thread; nothing piles up."""

    def __init__(self, hint: Callable[[Iterable[str]], None], clock: Callable[[], float] = time.time) -> None:
        self._hint, self._clock = hint, clock
        self._gates: dict[int, tuple[Hook, Gate, frozenset[str]]] = {}
        self.counts: Counter[Verdict] = Counter()
        self.seen: dict[int, Seen] = {}
        """By the hooks' numbers, since this desk began."""

    def refresh(self, services: "Services") -> None:
        """Take in which hooks and syncs there are; gates that stay remember what they saw. In the worker's thread."""
        syncs = [one.definition for one in services.ports.syncs.all() if one.definition.trigger.on_change]
        gates: dict[int, tuple[Hook, Gate, frozenset[str]]] = {}
        for hook in services.hooks.list():
            known = self._gates.get(hook.id)
            gate = known[1] if known and known[0] == hook else Gate(SCHEMES[hook.scheme], services.hooks.secret(hook))
            mine = hook.account.casefold()
            names = frozenset(
                one.name for one in syncs if mine in {one.side(side).account.casefold() for side in SIDES}
            )
            gates[hook.id] = hook, gate, names
        self._gates = gates

    def receive(self, number: int, one: Incoming) -> Verdict | None:
        """What becomes of it; None: no account takes hooks there."""
        found = self._gates.get(number)
        if found is None:
            return None
        now_s = self._clock()
        verdict = found[1].judge(one, now_s)
        self.counts[verdict] += 1
        known = self.seen.get(number, Seen())
        if verdict is Verdict.TAKEN:
            self.seen[number] = replace(known, taken_s=now_s)
            self._hint(found[2])
        elif verdict is not Verdict.REPLAYED:
            self.seen[number] = replace(known, refused_s=now_s, why=verdict.value)
        return verdict
