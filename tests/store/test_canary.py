"""Nothing of a customer or an account is readable in any file that the store writes, kept or temporary."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_sync.errors import DesktopSyncError

CANARY = "CANARY4711"
SCRIPT = """
import logging, sys
from pathlib import Path
logging.basicConfig(level=logging.DEBUG)
from desktop_sync.model.plan import *
from desktop_sync.model.report import RunReport
from desktop_sync.model.sync import Account
from desktop_sync.store.workspace import create_or_open
from desktop_sync.sync.journal import Settlement
from tests.store.builders import NOW, conflict, definition, hold

C = "CANARY4711"
w = create_or_open(Path(sys.argv[1]), "passphrase " + C)
j = w.journal
sync_id = w.syncs.save(definition(C), C).id
w.accounts.add(Account(0, C, "sql", {"url": C}))
w.secrets.put(1, "password", C)
w.settings.put(C, C)
w.audit.record(C, C, C, {C: C})
run_id = j.begin_run(sync_id, RunReport(0, C, error=C))
for batch in range(3):
    refs = [f"{C}-{batch}-{i}" for i in range(2000)]
    j.stage(run_id, [Sighting("a", r, view={"name": C}, mark=b"m", modified_by=C) for r in refs])
    change = (FieldChange("name", C, C, C, C),)
    j.plan(run_id, [Operation(OperationKind.CREATE, "b", source_ref=r, changes=change, label=C, words=C) for r in refs])
    ops = j.planned(run_id, limit=2000)
    j.mark_sent(ops, NOW)
    more = [{"a_ref": o.source_ref, "b_ref": o.source_ref, "base_a": {C: C}, "words": C} for o in ops]
    j.settle([Settlement(o, OperationState.DONE, NOW, **m) for o, m in zip(ops, more)])
link = j.unsettled(sync_id)[0]
j.keep_conflicts(run_id, sync_id, [link], [conflict(link, a=C, b=C)])
j.decide(j.conflicts()[0].id, Resolution("value", C))
j.keep_hold(hold(sync_id, message=C, words=C, label=C))
# A big sort: what does not fit into memory must not go to a file.
assert len(w.database.rows("SELECT hex(changes) || id AS x FROM operations ORDER BY x DESC")) == 6000
w.backup(Path(sys.argv[2]))
try:
    w.database.rows("SELECT no_such_column FROM links WHERE a_ref = ?", (C,))
except Exception as error:
    print(repr(error), error)
print(w, w.secrets, w.journal)
sys.stdout.flush()
import os
if sys.argv[3] == "kill":
    os.kill(os.getpid(), 9)
w.close()
"""


def files_with_canary(folder: Path) -> list[str]:
    return [str(file) for file in folder.rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes()]


@pytest.mark.parametrize("how", ["kill", "close"])
def test_no_file_and_no_message_shows_a_value(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "workspace"
    command = [sys.executable, "-c", SCRIPT, str(folder), str(tmp_path / "backup.dsb"), how]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path.cwd(), check=False)
    assert done.returncode == (-9 if how == "kill" else 0), done.stderr[-2000:]
    names = {file.name for file in folder.rglob("*")}
    assert {"workspace.db", "workspace.json", "vault.bin", "locks"} <= names
    # Killed, the log is still there, and is looked at as well.
    assert ("workspace.db-wal" in names) == (how == "kill")
    assert files_with_canary(tmp_path) == []
    assert "no such column" in done.stdout
    assert CANARY not in done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_nothing_is_written_to_temporary_files(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-s", "65536", "-e", "trace=write,pwrite64,writev", "-o", str(trace)]
    command += [sys.executable, "-c", SCRIPT, str(tmp_path / "w"), str(tmp_path / "backup.dsb"), "close"]
    subprocess.run(command, capture_output=True, check=True, cwd=Path.cwd())
    assert CANARY not in trace.read_text("utf-8", "replace")


def test_errors_of_the_store_are_errors_of_ours() -> None:
    from desktop_sync.store import failures

    kinds = (failures.StoreFull, failures.StoreLocked, failures.StoreUnwritable, failures.Conflicting)
    assert all(issubclass(kind, DesktopSyncError) and kind.default_advice for kind in kinds)
