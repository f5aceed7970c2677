"""Syncs: defining, changing, pausing, and when they are due."""

import datetime as dt
import difflib
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass

from desktop_sync.engine.pausing import is_paused
from desktop_sync.engine.ports import Ports, is_here, named_account
from desktop_sync.engine.redefine import moved, save_definition
from desktop_sync.engine.renewing import waits_for_sign_in
from desktop_sync.errors import UsageError
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.report import RunKind, RunReport, RunStatus, SyncStatus
from desktop_sync.model.sync import StoredSync, SyncDefinition, SyncState
from desktop_sync.sync import agenda, schedule
from desktop_sync.sync.ports import Audit

# The imports inside the functions keep what only a definition's check needs out of the window's start.

_RECENT = 14
"""Runs in the small history of a card."""


@dataclass(frozen=True)
class Effect:
    """What applying a definition does, or would do, in sentences; and what deserves a second look."""

    created: bool
    sentences: tuple[str, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sync stands to the clock. `due_at`: None: never by itself. `open_at`: from when on it may run because something changed, None:
    it does not run for changes. `settle_s`: records rest so long before they are carried. `paused`: by a person, itself or with its account.
    """

    name: str
    accounts: tuple[str, ...]
    parents: tuple[str, ...] = ()
    due_at: dt.datetime | None = None
    open_at: dt.datetime | None = None
    settle_s: int = 0
    paused: bool = False
    remote: bool = False
    """Whether it needs a network."""


class SyncService:
    """Everything about syncs but running them. Any thread; `check` and `apply` talk to both systems."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    def parse(self, text: str, place: str = "") -> SyncDefinition:
        """A sync file's text as a definition. Raises DefinitionError with the line."""
        from desktop_sync.sync import syncfile

        return syncfile.parse(text, place)

    def check(self, definition: SyncDefinition, place: str = "") -> tuple[str, ...]:
        """Check it against both systems. Raises DefinitionError; returns warnings."""
        return self._checked(definition, place)[1]

    def _checked(self, definition: SyncDefinition, place: str) -> tuple[SyncDefinition, tuple[str, ...]]:
        """The definition with what only the systems and the other syncs tell (which one translates a reference), and warnings."""
        from desktop_sync.engine.opening import open_side
        from desktop_sync.sync import abilities, references
        from desktop_sync.sync.mapping import compile_mapping

        for side in SIDES:
            named_account(self._ports, definition.side(side).account)
        others = [one for one in self._definitions() if one.name.casefold() != definition.name.casefold()]
        with ExitStack() as stack:
            opened = {side: open_side(self._ports, stack, definition, side) for side in SIDES}
            schemas = {side: schema for side, (_, schema) in opened.items()}
            definition, carried = references.complete(definition, schemas, others)
            mapping = compile_mapping(definition, schemas["a"], schemas["b"], file=place)
            unable = [
                sentence
                for side, (connector, _) in opened.items()
                for sentence in abilities.warnings(mapping, side, connector.capabilities(definition.side(side).table))
            ]
            pointing = references.check(definition, schemas, others, place)
            return definition, (*mapping.warnings, *unable, *carried, *pointing)

    def _definitions(self) -> list[SyncDefinition]:
        return [one.definition for one in self._ports.syncs.all()]

    def apply(self, definition: SyncDefinition, text: str = "", *, dry: bool = False, place: str = "") -> Effect:
        """Create the sync or change the one of that name; `dry` only says what would happen. Raises DefinitionError."""
        from desktop_sync.sync import syncfile
        from desktop_sync.sync.changes import difference

        definition, warnings = self._checked(definition, place)
        old = self._ports.syncs.get(definition.name)
        sentences = _effect(old, definition, self._ports.journal.link_count(old.id) if old else 0)
        if not dry:
            # A run that is under way must not go on with another selection than it began with.
            other = old is not None and (old.definition.a, old.definition.b) != (definition.a, definition.b)
            with self._ports.journal.lock(old.id) if old is not None and other else nullcontext():
                stored = save_definition(self._ports, definition, text or syncfile.dump(definition))
                # A person has looked at it, and it fits the tables as they are now.
                if stored.state is SyncState.SUSPENDED:
                    self._ports.syncs.set_schema(stored.id, "", "")
                    self._ports.syncs.set_state(stored.id, SyncState.ACTIVE)
            self._audit.record(
                "user", "sync.apply", definition.name, difference(old.definition if old else None, definition)
            )
        return Effect(old is None, sentences, warnings)

    def get(self, name: str) -> StoredSync:
        """One sync. Raises UsageError with the nearest name."""
        found = self._ports.syncs.get(name)
        if found is None:
            near = difflib.get_close_matches(name, [one.definition.name for one in self._ports.syncs.all()], 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise UsageError(f"there is no sync “{name}”", advice=f"desktop-sync sync list shows the syncs.{hint}")
        return found

    def show(self, name: str) -> str:
        """The sync's file."""
        from desktop_sync.sync import syncfile

        found = self.get(name)
        return found.file or syncfile.dump(found.definition)

    def remove(self, name: str) -> None:
        """Remove a sync; both systems keep their records, and its history stays."""
        from desktop_sync.sync import references

        found = self.get(name)
        children = references.children_of(name, self._definitions())
        if children:
            fields = ", ".join(f"“{field}” of “{child}”" for child, field in children)
            raise UsageError(
                f"“{found.definition.name}” translates references of other syncs: {fields}",
                advice="Take these fields out of those syncs, or remove those syncs first.",
            )
        with self._ports.journal.lock(found.id):
            self._ports.syncs.remove(found.id)
        self._audit.record("user", "sync.remove", found.definition.name)

    def pause(self, name: str) -> None:
        """Let it not run by itself or by hand until it is resumed."""
        self._ports.syncs.set_state(self.get(name).id, SyncState.PAUSED)
        self._audit.record("user", "sync.pause", name)

    def resume(self, name: str) -> None:
        """Let it run again."""
        self._ports.syncs.set_state(self.get(name).id, SyncState.ACTIVE)
        self._audit.record("user", "sync.resume", name)

    def rebase(self, name: str) -> None:
        """The workspace's folder was put back to an older state by other means than `restore`: the next run trusts no old memory.

        Raises UsageError, and Busy while it runs.
        """
        found = self.get(name)
        with self._ports.journal.lock(found.id):
            self._ports.syncs.rebase(found.id)
        self._audit.record("user", "sync.rebase", name)

    def statuses(self) -> Sequence[SyncStatus]:
        """All syncs as the overview shows them; local and cheap."""
        return [self._status(one) for one in self._ports.syncs.all()]

    def _status(self, one: StoredSync) -> SyncStatus:
        journal, definition = self._ports.journal, one.definition
        runs = journal.runs(one.id, _RECENT)
        kinds = {side: self._kind(definition.side(side).account) for side in SIDES}
        state, reason, account, everything = self._pause_of(one)
        return SyncStatus(
            one.id,
            definition.name,
            definition.a.account,
            kinds["a"],
            definition.a.table,
            definition.b.account,
            kinds["b"],
            definition.b.table,
            state,
            reason,
            links=journal.link_count(one.id),
            conflicts=journal.conflict_count(one.id),
            holds=journal.hold_count(one.id),
            last=runs[0] if runs else None,
            recent=tuple(runs),
            due_at=self._next(one, runs, self._ports.clock.now()),
            waits_for=self._waits_for(one),
            paused_account=account,
            all_paused=everything,
        )

    def _pause_of(self, one: StoredSync) -> tuple[str, str, str, bool]:
        """State and reason as they are shown, and what keeps an active sync from running: an account that is paused, or all are."""
        pauses = self._ports.accounts.pauses()
        if one.state is not SyncState.ACTIVE or not pauses.hold(one.definition):
            return one.state.value, one.reason, "", False
        if pauses.everything:
            return SyncState.PAUSED.value, "Everything is paused.", "", True
        account = pauses.account_of(one.definition)
        return SyncState.PAUSED.value, f"The account {account} is paused.", account, False

    def _kind(self, name: str) -> str:
        account = self._ports.accounts.get(name)
        return account.kind if account else ""

    def standings(self, now: dt.datetime) -> Sequence[Standing]:
        """How each sync stands to the clock; parents first. Local and cheap."""
        from desktop_sync.sync import references

        every = {one.definition.name: one for one in self._ports.syncs.all()}
        order = references.Order(one.definition for one in every.values())
        going_on = set(self.going_on(every))
        return [self._standing(every[name], order.parents(name), name in going_on, now) for name in order.sorted(every)]

    def _standing(self, one: StoredSync, parents: tuple[str, ...], goes_on: bool, now: dt.datetime) -> Standing:
        trigger = one.definition.trigger
        at = self._next(one, self._ports.journal.runs(one.id, _RECENT), now)
        if at is not None and goes_on:
            at = min(at, now)
        return Standing(
            one.definition.name,
            (one.definition.a.account, one.definition.b.account),
            parents,
            due_at=at,
            open_at=schedule.open_from(trigger, now) if trigger.on_change and self._may_run(one) else None,
            settle_s=trigger.settle_s or 0,
            paused=is_paused(self._ports, one),
            remote=any(not is_here(self._ports, one.definition.side(side).account) for side in SIDES),
        )

    def ordered(self, names: Iterable[str]) -> list[str]:
        """These syncs, parents before children; else in the order in which they were made."""
        from desktop_sync.sync import references

        return references.Order(self._definitions()).sorted(names)

    def going_on(self, names: Iterable[str]) -> list[str]:
        """Those of these syncs that have more to do because of what runs of others brought since their own last one: a parent that
        was waited for is there, or children are gone for which a parent could not be deleted. Parents first.
        """
        from desktop_sync.sync import references

        journal = self._ports.journal
        order = references.Order(self._definitions())
        syncs = {one.definition.name: one for one in self._ports.syncs.all()}
        last = {name: next(iter(journal.runs(one.id, 1)), None) for name, one in syncs.items()}
        ready: frozenset[int] | None = None
        found = []
        for name in names:
            mine = last.get(name)
            if mine is None:
                continue
            news = {one.sync: one for one in last.values() if one and one.id > mine.id and _went_through(one)}
            if any(parent in news and parent != name for parent in order.parents(name)):
                ready = journal.can_go_on() if ready is None else ready
                if syncs[name].id in ready:
                    found.append(name)
                    continue
            fewer = any(name in order.parents(child) and run.a.deleted + run.b.deleted for child, run in news.items())
            if fewer and any(one.code == "rejected" for one in journal.holds(syncs[name].id)):
                found.append(name)
        return order.sorted(found)

    def _next(self, one: StoredSync, runs: Sequence[RunReport], now: dt.datetime) -> dt.datetime | None:
        """A sync that is paused, suspended, waits for a sign-in or was never paired by a person does not run by itself."""
        if not self._may_run(one):
            return None
        looks = (RunKind.UNDO, RunKind.CHECK)
        last = agenda.last_made([run for run in runs if run.kind not in looks])
        return schedule.next_due(one.definition.trigger, last, now)

    def _may_run(self, one: StoredSync) -> bool:
        """Whether it may run by itself at all."""
        return (
            one.state is SyncState.ACTIVE
            and one.paired
            and not self._waits_for(one)
            and not is_paused(self._ports, one)
        )

    def _waits_for(self, one: StoredSync) -> str:
        """The account that a person has to sign in to before the sync can go on, "" for none."""
        return waits_for_sign_in(self._ports.accounts, (one.definition.side(side).account for side in SIDES))

    def of_account(self, name: str) -> Sequence[str]:
        """The active syncs that use the account and were paired, parents first."""
        key = name.casefold()
        mine = [
            one.definition.name
            for one in self._ports.syncs.all()
            if one.state is SyncState.ACTIVE
            and one.paired
            and not is_paused(self._ports, one)
            and key in (one.definition.a.account.casefold(), one.definition.b.account.casefold())
        ]
        return self.ordered(mine)


def _went_through(run: RunReport) -> bool:
    """Whether the run was carried out: it did not fail, and no guard stopped it."""
    return run.status is not RunStatus.FAILED and not (run.guards and run.error)


def _effect(old: StoredSync | None, new: SyncDefinition, links: int) -> tuple[str, ...]:
    if old is None:
        sides = [f"{new.side(side).account} · {new.side(side).table}" for side in SIDES]
        return (
            f"A new sync “{new.name}” between {sides[0]} and {sides[1]}, with {len(new.fields)} fields.",
            "Nothing is written until you approve the first pairing.",
        )
    was, sentences = old.definition, []
    before, after = {f.name: f for f in was.fields}, {f.name: f for f in new.fields}
    added, gone = [n for n in after if n not in before], [n for n in before if n not in after]
    changed = [n for n in after if n in before and after[n] != before[n]]
    for names, text in ((added, "Added"), (gone, "No longer synced"), (changed, "Changed")):
        if names:
            sentences.append(f"{text}: {', '.join(names)}.")
    sentences.extend(_side_change(side, was, new) for side in SIDES if was.side(side) != new.side(side))
    for part, text in (("rules", "rules"), ("guard", "guard"), ("trigger", "trigger"), ("match_keys", "match keys")):
        if getattr(was, part) != getattr(new, part):
            sentences.append(f"The {text} change.")
    if not sentences:
        return ("Nothing changes.",)
    if moved(was, new):
        return (
            *sentences,
            f"The {links} pairs are forgotten, with their conflicts and holds; the history stays.",
            "All records are paired anew, and nothing is written until you approve that.",
        )
    return (*sentences, f"{links} pairs are kept; all records are compared anew at the next run.")


def _side_change(side: Side, was: SyncDefinition, new: SyncDefinition) -> str:
    old, now = was.side(side), new.side(side)
    if (old.account, old.table) != (now.account, now.table):
        return f"Side {side.upper()} becomes {now.account} · {now.table}."
    if (old.filter, old.where) != (now.filter, now.where):
        return f"The selection of {now.account} · {now.table} changes. Pairs that fall out of it are kept apart: nothing is deleted."
    return f"The cursor of {now.account} · {now.table} changes."
