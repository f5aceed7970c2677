"""Deliberate breakages of the engine, each tried for real: `python -m tests.mutations [NAME …] [--jobs N]`.

Each one replaces a text in a copy of the tree and runs the tests that should notice. Exit code 1 when one goes unnoticed, or when its
text is no longer in the file (then it needs a new one). docs/PROMISES.md lists them by promise.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOUND = "tests/machines/test_promises_found.py"
HISTORIES = ("-m", "tests.simulator", "--count", "30", "--steps", "40")
_TIME_OUT_S = 600


@dataclass(frozen=True)
class Mutation:
    """One breakage. `tests`: what runs until one fails; a path is pytest's, `histories` are 30 random ones of the simulator."""

    name: str
    promise: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def _engine(name: str, promise: str, file: str, old: str, new: str, *tests: str) -> Mutation:
    return Mutation(name, promise, f"desktop_sync/{file}", old, new, tests or (FOUND, "histories"))


CRASH = "tests/machines/test_crash.py"
RESTORE = "tests/machines/test_restore.py"
POWER = "tests/machines/test_power.py"
RUNS = "tests/engine/test_runs.py"
VENDORS = "tests/connectors/test_vendors_sync.py"
MERGING = "tests/engine/test_merging.py"
ODDITIES = "tests/machines/test_oddities.py"
MUTATIONS: tuple[Mutation, ...] = (
    _engine("base of A set from what B shows", "I1", "engine/created.py",
        "theirs = dict(operation.view_a if source == \"a\" else operation.view_b)", "theirs = dict(stored)"),
    _engine("what was written is the base, not what was stored", "I4", "engine/confirm.py",
        "bases[side][change.name] = stored[change.name]", "bases[side][change.name] = change.new"),
    _engine("the mark of a write is not remembered", "I4", "engine/confirm.py",
        "marks[side] = mark_of(record)\n", "marks[side] = None\n", RUNS, FOUND, "histories"),
    _engine("a cursor passes before its changes are confirmed", "I6", "engine/runner.py",
        "            outlook = Decider(ctx).decide(found)\n            told",
        "            outlook = Decider(ctx).decide(found)\n            self._finish(ctx, found, outlook)\n            told", CRASH),
    _engine("a cursor passes though an answer is waited for", "I2", "engine/observe.py",
        "[ref for ref in ctx.journal.unsettled_refs(ctx.sync.id, side) if ref not in met]", "[]"),
    _engine("a changed side is taken for unchanged", "I2", "sync/merge.py",
        "changed_b = not rules.unchanged_b(b, b0)", "changed_b = False"),
    _engine("a conflict is decided for A", "I2", "sync/merge.py",
        "return FieldMerge(conflict=True, settles=False, rule=\"changed on both sides\")",
        "return _carry(\"b\", a, b, rules, \"changed in A\")"),
    _engine("a first pairing is decided for B", "I2", "sync/merge.py",
        "return FieldMerge(conflict=True, first=True, settles=False, rule=\"differs at the first pairing\")",
        "return _carry(\"a\", b, a, rules, \"changed in B\")"),
    _engine("an old decision is carried whatever came since", "I2", "engine/cases.py",
        "return now == shown or ctx.mapping.same(conflict.field, now, wanted)", "return True"),
    _engine("a target that moved is overwritten", "I2", "engine/apply.py",
        "if any(not self._still(change, view) for change in operation.changes):", "if False:"),
    _engine("the rest of a record that moved is taken for agreed", "I2", "engine/confirm.py",
        "if expected is not None and all(stored.get(n) == value for n, value in expected.items() if n not in written):", "if True:"),
    _engine("a record deleted on one side is deleted whatever the other holds", "I5", "sync/reconcile.py",
        "if changed_fields(rules, kept, base, view):", "if False:"),
    _engine("a field without a base does not count against a delete", "I5", "sync/reconcile.py",
        "            if not is_blank(after):\n                found.append(one.name)\n", ""),
    _engine("a delete is believed from an incomplete listing", "I5", "engine/observe.py",
        "    for page in one.connector.listing(one.selection):\n        listing.take(page)\n",
        "    from desktop_sync.errors import DesktopSyncError\n    pages = one.connector.listing(one.selection)\n    while True:\n"
        "        try:\n            page = next(pages)\n        except (StopIteration, DesktopSyncError):\n            break\n"
        "        listing.take(page)\n"),
    _engine("a delete is made although its record moved", "I5", "engine/apply.py",
        "return Delete(current) if mark_of(current) == moved else self._confirmer.dropped(operation)", "return Delete(current)"),
    _engine("half a decision counts as whole", "I1", "engine/confirm.py",
        "alone = operation.final and self._halves.get(operation.link_id or 0, _WHOLE) is None", "alone = False"),
    _engine("the guard lets everything through", "I5", "engine/runner.py",
        "if outlook.findings and not approve:", "if False:", RUNS),
    _engine("a create is sent again without look-up", "I3", "engine/recover.py",
        "    found = _candidates(ctx, operation)\n", "    found: list[Record] = []\n", FOUND, "histories", CRASH),
    _engine("the first of several candidates is taken", "I3", "engine/recover.py",
        "    if len(found) == 1:", "    if found:"),
    _engine("a record whose id was announced is not looked for", "I3", "engine/recover.py",
        "        if announced is not None and _is_made(ctx, operation, announced):", "        if False:"),
    _engine("intents are written down after the call", "I6", "engine/apply.py",
        "        ctx.journal.mark_sent(ready, ctx.clock.now() + one.skew)\n", "", FOUND, "histories", CRASH),
    _engine("what an archive set is an edit of the record that is back", "I9", "engine/why.py",
        "value = set_there.old if set_there is not None and set_there.new == value else value", "pass", FOUND),
    _engine("an intent carries our time, not the system's", "I9", "engine/apply.py",
        "ctx.clock.now() + one.skew", "ctx.clock.now()", FOUND, "tests/engine", "histories"),
    _engine("a base from before a restore is trusted", "I2", "engine/rebase.py",
        "return _untouched(ctx, link, a) or _untouched(ctx, link, b)", "return True", RESTORE),
    _engine("a delete is carried after a restore", "I5", "engine/rebase.py",
        "    if a is None or b is None or any(one.gone or one.outside for one in (a, b)):\n        return False\n",
        "    if a is None or b is None or any(one.gone or one.outside for one in (a, b)):\n        return True\n", RESTORE),
    _engine("a rule decides what a restore left unknown", "I2", "engine/cases.py",
        "[replace(one, first_run=FirstRun.ASK) if one.name in unknown else one for one in ctx.rules]", "ctx.rules", RESTORE),
    _engine("what was carried since the backup is new", "I3", "engine/rebase.py",
        "    for ref, view in views[\"a\"].items():\n", "    for ref, view in ():\n", RESTORE),
    _engine("the first run after a restore does not wait", "I2", "engine/rebase.py",
        "    if ctx.sync.rebase_since is None or not writes:", "    if True:", RESTORE),
    _engine("a call lies between the look and the write of an undo", "I2", "engine/ownrun.py",
        "                    ctx.open_side(side).ask_the_time()\n", "                    pass\n", FOUND),
    _engine("a call lies between the look and the write", "I2", "engine/apply.py", "        one.ask_the_time()\n", "", FOUND),
    _engine("a search for twins lies between the look and the write", "I2", "engine/apply.py",
        "one.kind is OperationKind.CREATE and not able.compare_and_set", "able.compare_and_set", FOUND),
    _engine("a look at another record lies between the look and the write", "I2", "engine/apply.py",
        "len(some) if creates or able.compare_and_set else max(1, able.page_size)", "len(some)", FOUND),
    _engine("what was committed is not made safe", "I6", "store/database.py", '("synchronous", "FULL")', '("synchronous", "NORMAL")', POWER),
    _engine("a file takes its place before its content is safe", "I6", "store/files.py",
        "os.fsync(stream.fileno())", "stream.fileno()", POWER),
    _engine("nothing is recovered", "I6", "engine/runner.py", "            recover(ctx)\n", "", FOUND, "histories", CRASH),
    _engine("a stores form looks like an edit after a lost answer", "I2", "engine/recover.py",
        "return ctx.mapping.same(change.name, value, change.new) or is_form_of(value, change.new)",
        "return ctx.mapping.same(change.name, value, change.new)"),
    _engine("a field refused in a lost update counts as written", "I2", "engine/recover.py",
        "return is_blank(now) or ctx.mapping.unchanged(change.name, side, now, change.old)", "return False"),
    _engine("a dropped value counts as agreed", "I1", "engine/confirm.py",
        "        bases[source] |= {change.name: stored.get(change.name) for change in lost}\n", ""),
    _engine("a silent refusal is not noticed", "I1", "engine/confirm.py",
        "return kept and not is_form_of(now, change.new)", "return False"),
    _engine("a store's rounding is taken for a refusal", "I1", "engine/confirm.py",
        "return kept and not is_form_of(now, change.new)", "return kept"),
    _engine("a refused record is sent in every run", "I7", "engine/cases.py",
        "        refused = {h.field for h in case.holds if h.code == \"rejected\" and h.side == side and h.mark == source_mark}\n",
        "        refused: set[str] = set()\n"),
    _engine("remembering closes refusals", "I7", "store/settling.py",
        "if held or not settled:", "if False:"),
    _engine("a refused record stops the run", "I7", "engine/confirm.py",
        "        return self._refused(operation, outcome.words)\n", "        raise RuntimeError(outcome.words)\n"),
    _engine("blank is treated as absent", "I2", "sync/merge.py",
        "if a is MISSING or b is MISSING:", "if a is MISSING or b is MISSING or a is None or b is None:"),
    _engine("absent is treated as blank", "I2", "sync/merge.py",
        "    if a is MISSING or b is MISSING:\n        return _beside_absent(rules, state)\n",
        "    a = None if a is MISSING else a\n    b = None if b is MISSING else b\n", "tests/unit/test_merge.py"),
    _engine("an unlinked record is set aside only at the end", "I6", "engine/apply.py",
        "aside=tuple(self._left_alone(operation)) if operation.kind is OperationKind.FORGET else (),", "aside=(),", CRASH, CRASH, CRASH),
    _engine("an archive without its answer is taken for an edit", "I6", "engine/recover.py",
        "if operation.kind is OperationKind.ARCHIVE and record", "if False and record", FOUND),
    _engine("an undo overwrites what was edited since", "I8", "engine/takeback.py",
        "if self._equal(chain.side, key, now, change.new) or self._equal(chain.side, key, now, change.old):", "if True:"),
    _engine("the history tells what was sent, not what was stored", "I8", "engine/confirm.py",
        "return None if told == tuple(changes) else told", "return None"),
    _engine("a record made by a run is made anew after its undo", "I8", "engine/rewrite.py",
        "return ((source, ref, \"unlinked\"),)", "return ()"),
    _engine("history does not say what was replaced", "I9", "engine/cases.py",
        "                    views[side].get(name),\n                    wanted[name],",
        "                    None,\n                    wanted[name],"),
    _engine("why answers with another field", "I9", "engine/why.py",
        "if change.name == self._name and change.lens != RAW:", "if change.name != self._name and change.lens != RAW:"),
    _engine("what was deleted and made again is a delete and a new record", "I3", "engine/decide.py",
        "if self._rejoiner.takes(case, result):", "if False:"),
    _engine("a record behind a late feed is not looked for", "I3", "engine/lookup.py",
        "if not creates or not self._ctx.definition.match_keys:", "if True:"),
    _engine("a decision for a delete is made against the rule", "I5", "sync/reconcile.py",
        "if rule is DeletePolicy.ARCHIVE:", "if rule is DeletePolicy.ARCHIVE and decision is None:"),
    _engine("a blank after a lost create is written over", "I2", "engine/recover.py",
        "holds=tuple(_not_there(ctx, operation, change) for change in dropped),", ""),
    _engine("what was dropped is sent again whenever the record changes", "I2", "engine/cases.py",
        "(name, fingerprint([value])) in dropped", "False"),
    _engine("our own write makes a side the newer one", "I2", "engine/cases.py",
        "return None if moment is not None and is_ours(ctx, self.link, side, moment) else moment", "return moment"),
    _engine("pages stay sealed though their pairs are dissolved", "I3", "engine/links.py",
        "    journal.drop_seals(sync_id)\n", ""),
    _engine("a record is back only when its write is made", "I7", "engine/cases.py",
        "if writes and case.link.id and not case.link.gone else", "if writes and case.link.id else"),
    _engine("a lost write is not proved by the very value", "I9", "engine/recover.py",
        "moved = now == change.new or is_form_of(change.old, now)", "moved = False"),
    _engine("half of two updates is forgotten", "I9", "engine/confirm.py",
        "self._agreed_alone(operation, bases)", "{\"a\": {}, \"b\": {}}"),
    _engine("the history tells what an undo sent", "I9", "engine/rewrite.py",
        "told = as_stored(operation.changes, stored)", "told = None"),
    _engine("an archive that the system did not make counts as made", "I1", "engine/confirm.py",
        "gone=\"\" if lost else source,", "gone=source,"),
    _engine("an archive is agreed on one side only", "I1", "engine/keeping.py",
        '= {"a": mapped, "b": mapped}', '= {"a": {}, "b": mapped}'),
    _engine("a blank that a system made goes over the archive's value", "I2", "engine/keeping.py",
        "if name not in unkept", "if True"),
    _engine("a new record's name is the same in every workspace", "I3", "engine/decide.py",
        "ds-{ctx.nonce}-", "ds-", RUNS),
    _engine("what was read to decide is written over whatever came since", "I2", "engine/context.py",
        "if self.open_side(side).capabilities.compare_and_set:", "if True:"),
    _engine("a number that a system drops in a new record counts as agreed", "I1", "sync/forms.py",
        "return nought and bool(written)", "return False and bool(written)"),
    _engine("the half that settles a pair is written first", "I1", "engine/apply.py",
        "for side in SIDES:\n            self._send_patiently", "for side in reversed(SIDES):\n            self._send_patiently"),
    _engine("what may have been written is not told", "I2", "engine/recover.py",
        ", doubted=moved)", ")"),
    _engine("what may have been written and blanked since is not told", "I2", "engine/recover.py",
        "        doubted=_moved(ctx, side, dropped, view),\n", ""),
    _engine("a clock that was set back puts the comparison off", "I2", "engine/observe.py",
        "if not dt.timedelta() <= ctx.clock.now() - sync.last_full_at < FULL_EVERY:",
        "if not ctx.clock.now() - sync.last_full_at < FULL_EVERY:"),
    _engine("a create that is answered with another one's partner stops the run", "I7", "engine/apply.py",
        "in checked(ctx, side, rows):", "in rows:", RUNS),
    _engine("a record made again takes another one's link", "I8", "engine/rewrite.py",
        "checked(ctx, side, list(zip(planned, outcomes, strict=True)))", "list(zip(planned, outcomes, strict=True))", RUNS),
    _engine("a record with a used id is the one that had it", "I2", "engine/reused.py",
        "return same * 2 < len(filled)", "return False", ODDITIES),
    _engine("an id that is given again before a run has seen it free is an edit", "I2", "engine/reused.py",
        "known[one.ref].gone == side)}", "known[one.ref].gone == side) and known[one.ref].gone}", ODDITIES),
    _engine("an edit of all that a record holds is another record", "I5", "engine/reused.py",
        "if int(ref) < greatest", "if False", ODDITIES),
    _engine("an edit beside a field that is not sent is passed over", "I2", "sync/merge.py",
        "        return _beside_absent(rules, state)", "        return ABSENT", "tests/unit/test_merge.py"),
    _engine("what a list leaves out is gone", "I5", "engine/observe.py",
        "absent = _not_there(ctx, side, missing)", "absent = missing", VENDORS),
    _engine("a record whose other side is open passes as known", "I2", "engine/observe.py",
        "or memory.gone or ref in self._unsettled:", "or memory.gone:", RUNS),
    _engine("a record that is back is given up for one that is the same", "I7", "engine/rejoin.py",
        "if not is_back and self._free(", "if self._free(", FOUND),
    _engine("a record that went after its partner counts as there", "I7", "engine/account.py",
        "list(ctx.gone_as_well[side])", "[]", FOUND),
    _engine("a decision is closed before it is written", "I2", "engine/apply.py",
        "[*conflicts, *outlook.carrying]", "conflicts", RUNS),
    _engine("half of a decision is all of it", "I2", "engine/confirm.py",
        "if one.rule == DECIDED and (operation.final or", "if one.rule == DECIDED and (True or", RUNS),
    _engine("duplicates are deleted before the one that is kept is filled", "I2", "engine/merging.py",
        "finished(ctx, update, (), then=then)", "finished(ctx, [*deletes, *update], (), then=lambda _: ())", MERGING),
    _engine("a blank that a system made wins at a first pairing", "I2", "engine/cases.py",
        "asked(ctx, self.link, result)", "result"),
)  # fmt: skip


def _command(test: str) -> list[str]:
    if test == "histories":
        return [sys.executable, *HISTORIES]
    return [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", test]


def attempt(mutation: Mutation) -> str:
    """The name of the test that noticed; "" for none. Raises LookupError when the text is not there exactly once."""
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copy = Path(folder) / "tree"
        skipped = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".hypothesis", "*.pyc", "build", "dist")
        shutil.copytree(ROOT, copy, ignore=skipped, symlinks=True)
        file = copy / mutation.file
        text = file.read_text(encoding="utf-8")
        if text.count(mutation.old) < 1:
            raise LookupError(f"“{mutation.name}”: its text is not in {mutation.file}")
        file.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
        environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
        for test in mutation.tests:
            done = subprocess.run(
                _command(test),
                cwd=copy,
                env=environment,
                capture_output=True,
                text=True,
                timeout=_TIME_OUT_S,
                check=False,
            )
            if done.returncode:
                failed = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("FAILED ")]
                broken = [line for line in (done.stdout + done.stderr).splitlines() if "is broken:" in line]
                told = failed or [line[line.index("Broken:") + 8 :][:90] for line in broken if "Broken:" in line]
                return (told or [f"{test}: {(done.stdout + done.stderr).strip().splitlines()[-1][:90]}"])[0]
        return ""


def _report(mutation: Mutation) -> bool:
    try:
        by = attempt(mutation)
    except LookupError as error:
        print(f"GONE    {mutation.promise}  {error}", flush=True)
        return False
    print(f"{'caught' if by else 'MISSED'}  {mutation.promise}  {mutation.name}  ←  {by}", flush=True)
    return bool(by)


def main(arguments: Sequence[str] | None = None) -> int:
    """All of them, or those whose names hold one of the words."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations")
    parser.add_argument("words", nargs="*")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args(arguments)
    chosen = [one for one in MUTATIONS if not given.words or any(word in one.name for word in given.words)]
    with ThreadPoolExecutor(given.jobs) as pool:
        results = list(pool.map(_report, chosen))
    print(f"{sum(results)} of {len(results)} caught")
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main())
