"""A report says what kind of error it was and whose system said so; the window needs no guess from words."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_sync.errors import AccountError, DesktopSyncError, Retriable, SignInError
from desktop_sync.model.report import RunStatus
from tests.fakes.faulty import Fault
from tests.machines.world import World


@pytest.mark.parametrize(
    ("error", "kind"),
    [(SignInError("no"), "sign_in"), (AccountError("no"), "account"), (Retriable("no", after_s=0), "retriable")],
)
@pytest.mark.parametrize("method", ["schema", "page", "read", "write"])
@pytest.mark.parametrize("side", ["a", "b"])
def test_the_report_names_kind_and_account(
    tmp_path: Path, error: DesktopSyncError, kind: str, method: str, side: str
) -> None:
    world = World(tmp_path / "workspace")
    codes = [world.both(), world.both()]
    world.good_run()
    world.edit("a" if side == "b" else "b", codes[0], city="Kiel")
    faults = world.faults[side]
    faults.error = lambda: type(error)("no")
    for number in range(20):
        faults.at(faults.log.count(method) + 1 + number, Fault.FAIL, method)
    report = world.run(full=True)
    faults.clear()
    assert (report.status, report.error_kind, report.error_account) == (RunStatus.FAILED, kind, side)
    stored = world.services.review.runs()[0]
    assert replace(stored, seconds=0) == replace(report, seconds=0)
    report = world.good_run()
    assert (report.error_kind, report.error_account) == ("", "")
    world.close()
