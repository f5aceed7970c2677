"""Backups that the program makes by itself: each day, and before a run that a guard had held; verified, and kept by a ladder."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_sync.engine.ports import Ports
from desktop_sync.errors import DesktopSyncError, StoreError, UsageError
from desktop_sync.sync import backups
from desktop_sync.sync.alerts import About, Alert
from desktop_sync.sync.ports import Audit, Settings, Upkeep

FOLDER = Path("backups", "automatic")
"""In the workspace's folder, where no other is chosen."""
_WHEN, _WHERE, _SINCE = "backups.when", "backups.folder", "backups.since"
_PROBLEM, _ADVICE, _TRIED = "backups.problem", "backups.advice", "backups.tried_at"
DAILY, OFF = "daily", "off"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Backup:
    """One file."""

    file: Path
    at: dt.datetime
    size_bytes: int


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """How they stand. Newest first. `problem`: why the last one could not be made, "" when it was; `stale`: the newest is too old."""

    daily: bool
    folder: Path
    backups: tuple[Backup, ...]
    problem: str
    advice: str
    stale: bool

    @property
    def size_bytes(self) -> int:
        """Of all."""
        return sum(one.size_bytes for one in self.backups)


class BackupService:
    """Any thread; making one takes some seconds per 100 MB. `folder`: the workspace's."""

    def __init__(self, ports: Ports, store: Upkeep, settings: Settings, audit: Audit, folder: Path) -> None:
        self._ports, self._clock = ports, ports.clock
        self._store, self._settings, self._audit, self._own = store, settings, audit, folder

    # -- choosing

    @property
    def folder(self) -> Path:
        """Where they go."""
        chosen = self._settings.get(_WHERE)
        return Path(chosen) if chosen else self._own / FOLDER

    @property
    def daily(self) -> bool:
        """Whether they are made by themselves."""
        return self._settings.get(_WHEN, DAILY) == DAILY

    def choose(self, when: str) -> None:
        """`daily` or `off`. Raises UsageError."""
        if when not in {DAILY, OFF}:
            raise UsageError(f"“{when}” is not known", advice=f"Say {DAILY} or {OFF}.")
        self._settings.put(_WHEN, when)
        self._audit.record("user", "settings.set", "backups", {"value": when})

    def put_into(self, folder: Path | None) -> None:
        """Another folder for those to come; None: the workspace's own. Those that there are stay where they are. Raises UsageError."""
        if folder is not None and not folder.is_dir():
            raise UsageError(
                "There is no such folder.", advice="Make it first, or choose another one.", place=str(folder)
            )
        self._settings.put(_WHERE, str(folder.absolute()) if folder is not None else "")
        self._told("", "")
        self._audit.record("user", "settings.set", "backups.folder", {"own": folder is None})

    # -- how they stand

    def standing(self) -> BackupStanding:
        """All of it."""
        found, now = self._found(), self._clock.now()
        newest = found[0].at if found else None
        stale = self.daily and backups.stale(newest, self._since(now), now)
        get = self._settings.get
        return BackupStanding(self.daily, self.folder, tuple(found), get(_PROBLEM), get(_ADVICE), stale)

    def alerts(self) -> Sequence[Alert]:
        """That the last one could not be made, for whoever is not here."""
        problem = self._settings.get(_PROBLEM)
        if not problem:
            return ()
        return (Alert(About.FAILED, "backups", f"No backup could be made: {problem}", self._settings.get(_ADVICE)),)

    def _found(self) -> list[Backup]:
        """Newest first. A folder that is not there (a drive that is not plugged in) has none."""
        found = []
        try:
            for file in self.folder.iterdir():
                at = backups.made_at(file.name, self._store.id)
                if at is not None:
                    found.append(Backup(file, at, file.stat().st_size))
        except OSError:
            return []
        return sorted(found, key=lambda one: one.at, reverse=True)

    def _since(self, now: dt.datetime) -> dt.datetime:
        """When it was first looked after: a new workspace has nothing to lose."""
        text = self._settings.get(_SINCE)
        if not text:
            self._settings.put(_SINCE, now.isoformat())
            return now
        return dt.datetime.fromisoformat(text)

    # -- making

    def make(self, why: str = "asked for") -> Backup:
        """Make one now, verify it, and throw away what the ladder does not keep. Raises StoreError."""
        now = self._clock.now()
        file = self.folder / backups.name_of(self._store.id, now)
        self._settings.put(_TRIED, now.isoformat())
        try:
            self._store.back_up(file, self.folder == self._own / FOLDER)
        except StoreError as error:
            self._told(str(error), error.advice)
            raise
        self._told("", "")
        self._prune()
        size = file.stat().st_size
        self._audit.record("program", "backup", "workspace", {"why": why, "bytes": size})
        return Backup(file, now, size)

    def new_recovery_key(self) -> tuple[str, bool]:
        """A recovery key, which can't be shown again, and whether it replaced one. Raises Busy."""
        replaced = self._store.has_recovery_key
        key = self._store.new_recovery_key()
        self._audit.record("user", "recovery.new", "workspace", {"replaced": replaced})
        return key, replaced

    def step(self) -> bool:
        """Make the one that is due, if it is; whether one was made. What goes wrong is kept for `standing`, and tried again in an hour."""
        if not self.daily:
            return False
        now = self._clock.now()
        tried = self._settings.get(_TRIED)
        if self._settings.get(_PROBLEM) and tried and now - dt.datetime.fromisoformat(tried) < backups.AGAIN:
            return False
        found = self._found()
        if not backups.due(found[0].at if found else None, self._since(now), now):
            return False
        return self._try("daily")

    def before(self, name: str) -> None:
        """Before a run that lets through what a guard has held: those that write much. Where no backup could be made it runs, and that is told."""
        sync = self._ports.syncs.get(name) if self.daily else None
        last = self._ports.journal.runs(sync.id, 1) if sync is not None else ()
        if last and last[0].error_kind == "guard":
            self._try("before a large run")

    def _try(self, why: str) -> bool:
        try:
            self.make(why)
        except DesktopSyncError as error:
            _log.warning("No backup could be made: %s", type(error).__name__)
            return False
        return True

    def _told(self, problem: str, advice: str) -> None:
        if self._settings.get(_PROBLEM) != problem:
            self._settings.put(_PROBLEM, problem)
            self._settings.put(_ADVICE, advice)

    def _prune(self) -> None:
        found = self._found()
        stay = backups.kept(one.at for one in found)
        for one in found:
            if one.at not in stay:
                try:
                    one.file.unlink()
                except OSError:
                    _log.info("An old backup could not be removed.")
