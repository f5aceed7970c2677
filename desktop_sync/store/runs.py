"""Runs, and what they leave on their sync."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop_sync.model.record import Side
from desktop_sync.model.report import Counts, RunFilter, RunKind, RunReport, RunStatus, RunTotals
from desktop_sync.store import codec
from desktop_sync.store.database import Database, Row
from desktop_sync.sync import agenda

INTERRUPTED = "The run was interrupted: the program or the computer stopped."
_TALLY = """
WITH writes AS (SELECT * FROM operations WHERE run_id = ? AND writes = 1),
    made AS (SELECT side, ref FROM writes WHERE kind = 'create' AND state = 'done'),
    fates AS (
        SELECT side, kind, source_ref, coalesce(ref, '') AS ref, max(state = 'done') AS done, max(state = 'failed') AS failed
        FROM writes WHERE kind = 'create' GROUP BY side, source_ref
        UNION ALL
        SELECT side, min(kind), NULL, ref, max(state = 'done'), max(state = 'failed')
        FROM writes WHERE kind <> 'create' AND (side, ref) NOT IN made GROUP BY side, ref
    )
-- A record that was to be made and is not there is counted where it comes from.
SELECT CASE WHEN kind <> 'create' OR done THEN side WHEN side = 'a' THEN 'b' ELSE 'a' END,
    CASE WHEN NOT done AND failed THEN 'failed' WHEN NOT done THEN 'waiting'
        WHEN kind = 'create' THEN 'created' WHEN kind = 'delete' THEN 'deleted' ELSE 'updated' END,
    count(*)
FROM fates GROUP BY 1, 2
"""
"""A write that is not known to be done waits: the next run looks what became of it."""
_PAGE = 500
_NO_ID = 2**62
_BEGAN = "json_extract(report, '$.started_at.\"$t\"')"
_NAME = "json_extract(report, '$.sync')"
_NAMED = _NAME + " IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants
_WRITTEN = " + ".join(
    f"coalesce(json_extract(report, '$.{side}.{what}'), 0)"
    for side in "ab"
    for what in ("created", "updated", "deleted")
)
_FITS = {
    RunFilter.ALL: "1",
    RunFilter.WRITTEN: f"{_WRITTEN} > 0",
    RunFilter.WAITING: f"json_extract(report, '$.status') = '{RunStatus.WAITING.value}'",
    RunFilter.FAILED: f"json_extract(report, '$.status') = '{RunStatus.FAILED.value}'",
}
GOES_ON = "Nothing is lost. The next run looks what was written and goes on."


class Runs:
    """The runs part of the journal."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def begin_run(self, sync_id: int, report: RunReport) -> int:
        """A new run; its id."""
        return self._db.insert(
            "INSERT INTO runs (sync_id, kind, report) VALUES (?, ?, ?)",
            (sync_id, report.kind.value, codec.dump(report)),
        )

    def end_run(self, run_id: int, report: RunReport) -> None:
        """Store the finished report."""
        self._db.run(
            "UPDATE runs SET kind = ?, report = ? WHERE id = ?", (report.kind.value, codec.dump(report), run_id)
        )

    def abandon(self, sync_id: int) -> None:
        """Clear up after runs of the sync that never ended; to be called under its lock. Intents that were sent stay."""
        with self._db.transaction():
            self._interrupt(sync_id)
            self._db.run("DELETE FROM sightings WHERE run_id IN (SELECT id FROM runs WHERE sync_id = ?)", (sync_id,))
            self._db.run("DELETE FROM operations WHERE sync_id = ? AND state = 'planned'", (sync_id,))

    def _interrupt(self, sync_id: int) -> None:
        """Say of a last run that never ended what became of it."""
        last = "SELECT id, report, undone_by FROM runs WHERE sync_id = ? ORDER BY id DESC LIMIT 1"
        for row in self._db.rows(last, (sync_id,)):
            report = _report(row)
            if report.status is RunStatus.RUNNING and report.kind is not RunKind.PLAN:
                found = self.tally(report.id)
                told = replace(
                    report, status=RunStatus.FAILED, error=INTERRUPTED, advice=GOES_ON, error_kind=agenda.INTERRUPTED
                )
                self.end_run(report.id, replace(told, a=found["a"], b=found["b"]))

    def run(self, run_id: int) -> RunReport | None:
        """One run's report."""
        row = self._db.row("SELECT id, report, undone_by FROM runs WHERE id = ?", (run_id,))
        return None if row is None else _report(row)

    def runs(self, sync_id: int | None = None, limit: int = 100, before: int | None = None) -> Sequence[RunReport]:
        """Newest first; plans are left out. `before`: only those older than that run."""
        given = {"sync_id = ?": sync_id, "id < ?": before}
        asked = {sql: value for sql, value in given.items() if value is not None}
        where = " AND ".join(("kind <> ?", *asked))
        sql = f"SELECT id, report, undone_by FROM runs WHERE {where} ORDER BY id DESC LIMIT ?"  # noqa: S608 - constants
        return [_report(row) for row in self._db.rows(sql, (RunKind.PLAN.value, *asked.values(), limit))]

    def runs_like(
        self, only: RunFilter, words: str = "", limit: int = 100, before: int | None = None
    ) -> Sequence[RunReport]:
        """Runs of all syncs, newest first, plans left out. `words`: in the sync's name, folded. `before`: older than that run."""
        given: dict[str, tuple[object, ...]] = {**self._named(words), _FITS[only]: ()}
        if before is not None:
            given["id < ?"] = (before,)
        where, values = " AND ".join(given), [one for some in given.values() for one in some]
        sql = f"SELECT id, report, undone_by FROM runs WHERE {where} ORDER BY id DESC LIMIT ?"  # noqa: S608 - constants
        return [_report(row) for row in self._db.rows(sql, (*values, limit))]

    def run_totals(self, words: str = "") -> Mapping[RunFilter, RunTotals]:
        """Of all such runs, by what a list can be narrowed to."""
        given = self._named(words)
        where, values = " AND ".join(given), [one for some in given.values() for one in some]
        fits = ", ".join(
            f"total(CASE WHEN {one} THEN 1 END), total(CASE WHEN {one} THEN {_WRITTEN} END)" for one in _FITS.values()
        )
        row = self._db.row(f"SELECT {fits} FROM runs WHERE {where}", values)  # noqa: S608 - constants
        counts = [int(one) for one in row or ()]
        return {one: RunTotals(*counts[2 * at : 2 * at + 2]) for at, one in enumerate(_FITS)}

    def totals_since(self, moment: dt.datetime) -> RunTotals:
        """Of all runs that began at the moment (aware) or later, plans left out."""
        first = _NO_ID
        for id_, began in self._begun():
            if began is not None and dt.datetime.fromisoformat(began) < moment:
                break
            first = id_
        sql = f"SELECT count(*), total({_WRITTEN}) FROM runs WHERE kind <> ? AND id >= ?"  # noqa: S608 - constants
        row = self._db.row(sql, (RunKind.PLAN.value, first))
        return RunTotals(*map(int, row or ()))

    def _begun(self) -> Iterator[tuple[int, str | None]]:
        """All runs and when they began, newest first; page by page, for few are wanted of many."""
        sql = f"SELECT id, {_BEGAN} FROM runs WHERE kind <> ? AND id < ? ORDER BY id DESC LIMIT ?"  # noqa: S608 - a constant
        before = _NO_ID
        while page := self._db.rows(sql, (RunKind.PLAN.value, before, _PAGE)):
            yield from page
            before = page[-1][0]

    def _named(self, words: str) -> dict[str, tuple[str, ...]]:
        """Conditions with their values: runs of syncs of that name, as these were called then. Names are folded here: SQL knows ASCII only."""
        given: dict[str, tuple[str, ...]] = {"kind <> ?": (RunKind.PLAN.value,)}
        if words:
            sql = f"SELECT DISTINCT {_NAME} FROM runs WHERE kind <> ?"  # noqa: S608 - a constant
            names = [str(row[0]) for row in self._db.rows(sql, (RunKind.PLAN.value,))]
            given[_NAMED] = (json.dumps([name for name in names if words in name.casefold()]),)
        return given

    def tally(self, run_id: int) -> Mapping[Side, Counts]:
        """Per side, what became of the records that the run was to write; a record that was written twice counts once."""
        found: dict[Side, Counter[str]] = {"a": Counter(), "b": Counter()}
        for side, what, count in self._db.rows(_TALLY, (run_id,)):
            found[side][what] += count
        return {side: Counts(seen=counts.total(), **counts) for side, counts in found.items()}

    def newest_run(self, sync_id: int, kind: RunKind) -> RunReport | None:
        """The sync's last run of that kind."""
        sql = "SELECT id, report, undone_by FROM runs WHERE sync_id = ? AND kind = ? ORDER BY id DESC LIMIT 1"
        row = self._db.row(sql, (sync_id, kind.value))
        return None if row is None else _report(row)

    def oldest_run(self, sync_id: int) -> RunReport | None:
        """The sync's first run; plans are left out."""
        sql = "SELECT id, report, undone_by FROM runs WHERE sync_id = ? AND kind <> ? ORDER BY id LIMIT 1"
        row = self._db.row(sql, (sync_id, RunKind.PLAN.value))
        return None if row is None else _report(row)

    def sync_of_run(self, run_id: int) -> int | None:
        """The sync's id of a run."""
        row = self._db.row("SELECT sync_id FROM runs WHERE id = ?", (run_id,))
        return None if row is None else int(row[0])

    def finish_sync(
        self,
        sync_id: int,
        *,
        cursor_a: str | None,
        cursor_b: str | None,
        full_at: dt.datetime | None,
        paired: bool,
        rebased: bool = True,
    ) -> None:
        """What a good run leaves on its sync; None keeps what was."""
        self._db.run(
            "UPDATE syncs SET cursor_a = coalesce(?, cursor_a), cursor_b = coalesce(?, cursor_b),"
            " last_full_at = coalesce(?, last_full_at), paired = ?,"
            " rebase_since = CASE WHEN ? THEN NULL ELSE rebase_since END WHERE id = ?",
            (cursor_a, cursor_b, codec.dump_time(full_at), int(paired), int(rebased), sync_id),
        )

    def unpair(self, sync_id: int) -> None:
        """The next run is a first pairing again."""
        self._db.run("UPDATE syncs SET paired = 0, last_full_at = NULL WHERE id = ?", (sync_id,))

    def undone(self, run_id: int, by: int) -> None:
        """Run `run_id` was taken back by run `by`."""
        self._db.run("UPDATE runs SET undone_by = ? WHERE id = ?", (by, run_id))


def _report(row: Row) -> RunReport:
    id_, report, undone_by = row
    loaded = codec.load(RunReport, report)
    return replace(loaded, id=id_, undone_by=loaded.undone_by if undone_by is None else undone_by)
