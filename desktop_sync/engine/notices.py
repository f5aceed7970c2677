"""Changes as they happen: which sync can notice what, what can be put in place for that, and the threads that watch.

A notice is a hint: the sync then runs as always, and asks its systems what has changed. What no notice told of, the interval
and the nightly check find.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_sync.engine.allowance import allowed
from desktop_sync.engine.glancing import Glance, GlanceWatch, glances
from desktop_sync.engine.hooks import hooked
from desktop_sync.engine.pausing import is_paused
from desktop_sync.engine.ports import Ports, is_here, mark_of, named_account, open_account
from desktop_sync.errors import DesktopSyncError, UsageError
from desktop_sync.model.notices import Notices, NoticeWay, SideNotices
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.sync import SideSpec, SyncDefinition, SyncState
from desktop_sync.sync.agenda import wait_s
from desktop_sync.sync.forecast import about
from desktop_sync.sync.glances import MONTH_S, every_s
from desktop_sync.sync.ports import Attributing, Audit, Connector, Glancing, Installing, Settings, Telling, Watch

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

SLICE_S = 0.5
"""How long a watch waits at once: so soon it hears that it is to end."""
_log = logging.getLogger(__name__)


class NoticeService:
    """What syncs can notice. Any thread; talks to the systems."""

    def __init__(self, ports: Ports, audit: Audit, settings: Settings) -> None:
        self._ports, self._audit, self._settings = ports, audit, settings

    def show(self, name: str) -> Sequence[SideNotices]:
        """How each side of a sync tells of changes now. Raises UsageError, AccountError, Retriable."""
        return self.look(self._definition(name))

    def look(self, definition: SyncDefinition) -> Sequence[SideNotices]:
        """The same of a sync that may not be saved."""
        return [SideNotices(side, spec.account, spec.table, self.of(spec)) for side, spec in _sides(definition)]

    def of(self, spec: SideSpec) -> Notices:
        """How one table tells of changes now. Raises UsageError, AccountError, Retriable."""
        with _opened(self._ports, spec.account) as connector:
            if isinstance(connector, Telling):
                return connector.notices(spec.table)
            if isinstance(connector, Glancing) and connector.capabilities(spec.table).cursor:
                return self._glanced(spec)
            return _SILENT

    def _glanced(self, spec: SideSpec) -> Notices:
        """Of a table that can be asked between runs."""
        account = named_account(self._ports, spec.account)
        if account.id in hooked(self._settings):
            return _HOOKED
        hearing = [one.definition for one in self._ports.syncs.all() if one.definition.trigger.on_change]
        mine = account.name.casefold()
        sides = sum(spec.account.casefold() == mine for one in hearing for _, spec in _sides(one))
        seconds = every_s(allowed(self._ports, self._settings, account), max(1, sides))
        if seconds is None:
            return _TOO_DEAR
        calls, minutes = about(round(MONTH_S / seconds)), round(seconds / 60)
        words = f"It is asked every {minutes} minutes whether something has changed: about {calls} calls a month."
        if minutes == 1:
            words = f"It is asked every minute whether something has changed: about {calls} calls a month."
        return Notices(NoticeWay.POLL, words)

    def install(self, name: str) -> Sequence[SideNotices]:
        """Put triggers on the tables of the sync that take some; how each side tells of changes then."""
        return self._change(name, install=True)

    def remove(self, name: str) -> Sequence[SideNotices]:
        """Take the triggers off again. Other syncs of the same tables lose them, too."""
        return self._change(name, install=False)

    def sql(self, spec: SideSpec, *, install: bool) -> Sequence[str]:
        """The statements that this carries out on one table. Raises UsageError, AccountError, Retriable."""
        with self._installing(spec) as connector:
            return connector.notices_sql(spec.table, install=install)

    def change(self, spec: SideSpec, *, install: bool) -> None:
        """Put triggers on one table, or take them off. Raises UsageError, AccountError, Retriable."""
        with self._installing(spec) as connector:
            (connector.install_notices if install else connector.remove_notices)(spec.table)
        action = "notices.install" if install else "notices.remove"
        self._audit.record("user", action, spec.account, {"account": spec.account, "table": spec.table})

    def able(self, name: str) -> Sequence[SideSpec]:
        """The tables of the sync that take triggers. Raises UsageError where none does."""
        definition = self._definition(name)
        able = [spec for _, spec in _sides(definition) if self.of(spec).can_install]
        if not able:
            raise UsageError(f"no side of “{definition.name}” needs anything installed", advice=_WITHOUT)
        return able

    def _change(self, name: str, *, install: bool) -> Sequence[SideNotices]:
        for spec in self.able(name):
            self.change(spec, install=install)
        return self.show(name)

    @contextmanager
    def _installing(self, spec: SideSpec) -> Iterator[Installing]:
        with _opened(self._ports, spec.account) as connector:
            if not isinstance(connector, Installing):
                raise UsageError(f"“{spec.account}” needs nothing installed", advice=_WITHOUT)
            yield connector

    def _definition(self, name: str) -> SyncDefinition:
        found = self._ports.syncs.get(name)
        if found is None:
            raise UsageError(f"there is no sync “{name}”", advice="desktop-sync sync list shows the syncs.")
        return found.definition


def _sides(definition: SyncDefinition) -> Sequence[tuple[Side, SideSpec]]:
    return [(side, definition.side(side)) for side in SIDES]


_WITHOUT = "Its changes are noticed without, as far as they can be: desktop-sync sync notices NAME show"
_HOOKED = Notices(NoticeWay.NONE, "Its webhooks tell of changes; it is asked for them by the interval only.")
_TOO_DEAR = Notices(NoticeWay.NONE, "Its plan allows too few calls to ask between runs; the sync runs by its interval.")
_SILENT = Notices(NoticeWay.NONE, "This kind of system tells of no changes; the sync runs by its interval.")


@contextmanager
def _opened(ports: Ports, account: str) -> Iterator[Connector]:
    """A connector for a while."""
    with closing(open_account(ports, named_account(ports, account))) as connector:
        yield connector


@dataclass(frozen=True)
class Watched:
    """What is watched of an account: each table with the syncs that want to know."""

    account: str
    tables: Mapping[str, frozenset[str]]
    marks: Mapping[str, str] = field(default_factory=dict)
    """By sync: what its own writes bear."""
    glances: tuple[Glance, ...] = ()
    """What is asked between runs, where the system tells nothing by itself."""

    def concerned(self, table: str, writers: Collection[str]) -> frozenset[str]:
        """The syncs that a change of the table by these is news for: all but the one that made it alone."""
        names = self.tables.get(table, frozenset())
        return frozenset(name for name in names if set(writers) != {self.marks.get(name)})


def wanted(services: "Services") -> dict[str, Watched]:
    """By account: what the active syncs that run for changes want to know."""
    found: dict[str, dict[str, set[str]]] = {}
    marks: dict[str, str] = {}
    stored = services.ports.syncs.all()
    for one in stored:
        active = one.state is SyncState.ACTIVE and one.paired and not is_paused(services.ports, one)
        if active and one.definition.trigger.on_change:
            marks[one.definition.name] = mark_of(services.ports, one.id)
            for side in SIDES:
                spec = one.definition.side(side)
                found.setdefault(spec.account, {}).setdefault(spec.table, set()).add(one.definition.name)
    if not found:
        return {}
    looks = glances(
        services.ports, services.settings, [one.definition for one in stored if one.definition.name in marks]
    )
    watched = {}
    for account, tables in found.items():
        names = {name for some in tables.values() for name in some}
        by_table = {table: frozenset(some) for table, some in tables.items()}
        mine = tuple(one for one in looks if one.account.casefold() == account.casefold())
        watched[account] = Watched(account, by_table, {name: marks[name] for name in sorted(names)}, mine)
    return watched


class Watchers:
    """One thread for each account that is watched. `refresh` and `close` are for the thread that made it; `hint` is called in theirs."""

    def __init__(self, hint: Callable[[Iterable[str]], None]) -> None:
        self._hint = hint
        self._threads: dict[str, _WatchThread] = {}
        self._resting = threading.Event()

    @property
    def states(self) -> dict[str, str]:
        """By account what became of its watching: “watching”, “nothing to watch”, or why not."""
        return {account: thread.state for account, thread in self._threads.items()}

    def refresh(self, services: "Services", *, may_ask: bool = True) -> None:
        """Watch what the syncs want as they are now. `may_ask`: systems that tell nothing may be asked; over a metered network they are not."""
        (self._resting.clear if may_ask else self._resting.set)()
        want = wanted(services)
        for account, thread in list(self._threads.items()):
            if want.get(account) != thread.watched:
                thread.stop()
                del self._threads[account]
        for account, watched in want.items():
            if account not in self._threads:
                self._threads[account] = _WatchThread(services, watched, self._hint, self._resting)
                self._threads[account].start()

    def close(self) -> None:
        """End the threads. Takes half a second at most, where a system does not hang."""
        for thread in self._threads.values():
            thread.stop()
        for thread in self._threads.values():
            thread.join(timeout=30)
        self._threads.clear()


class _WatchThread(threading.Thread):
    def __init__(
        self,
        services: "Services",
        watched: Watched,
        hint: Callable[[Iterable[str]], None],
        resting: threading.Event,
    ) -> None:
        super().__init__(name=f"watch-{watched.account}", daemon=True)
        self._resting = resting
        self.watched = watched
        self.state = "starting"
        self._services, self._hint = services, hint
        self._ended = threading.Event()

    def stop(self) -> None:
        """Soon."""
        self._ended.set()

    def run(self) -> None:
        failures = 0
        while not self._ended.is_set():
            try:
                with _opened(self._services.ports, self.watched.account) as connector:
                    if isinstance(connector, Glancing) and self.watched.glances:
                        with closing(self._services):  # this thread's connection
                            looks = GlanceWatch(self._services, connector, self.watched.glances, self._rests())
                            self._hint({one.sync for one in self.watched.glances})
                            failures = 0
                            self._glance(looks)
                        continue
                    self._services.close()  # the account was read; this thread needs the workspace no more
                    if not isinstance(connector, Telling):
                        self.state = "nothing to watch"
                        return
                    watch = connector.watch(list(self.watched.tables))
                    try:
                        self._hint(frozenset().union(*self.watched.tables.values()))  # what changed before nobody told
                        failures = 0
                        self._watch(watch)
                    finally:
                        watch.close()
            except DesktopSyncError as error:
                failures += 1
                self.state = error.title
                _log.info("Watching an account stopped: %s", type(error).__name__)
                self._ended.wait(max(wait_s(failures), getattr(error, "after_s", 0.0)))
            except Exception as error:  # noqa: BLE001 - the edge of the thread: logged, and tried again
                failures += 1
                self.state = f"stopped by an error ({type(error).__name__})"
                _log.critical("Watching an account stopped", exc_info=error)
                self._ended.wait(wait_s(failures))

    def _rests(self) -> Callable[[], bool]:
        """Whether nothing may be asked now; a system on this computer always may."""
        return (lambda: False) if is_here(self._services.ports, self.watched.account) else self._resting.is_set

    def _glance(self, looks: GlanceWatch) -> None:
        self.state = "watching"
        while not self._ended.wait(SLICE_S):
            news = looks.step()
            if news:
                self._hint(news)

    def _watch(self, watch: Watch) -> None:
        self.state = "watching"
        while not self._ended.is_set():
            for table in watch.wait(SLICE_S):
                writers = watch.writers(table) if isinstance(watch, Attributing) else ("",)
                self._hint(self.watched.concerned(table, writers))
