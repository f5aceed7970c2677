"""Ctrl+C and SIGTERM end a run between two operations, not in the middle."""

import argparse
import io
import json
import os
import signal
from types import SimpleNamespace

import pytest

from desktop_sync.cli import runs
from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Output
from desktop_sync.cli.stop import stopping
from desktop_sync.model.report import RunReport, RunStatus


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_the_second_one_ends(number):
    before = signal.getsignal(number)
    output = Output(True, io.StringIO(), io.StringIO())
    with stopping(output) as stop:
        os.kill(os.getpid(), number)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
    assert signal.getsignal(number) is before


class Interrupted:
    """A runner that somebody interrupts during the first of its runs."""

    def __init__(self):
        self.ran = []

    def run(self, name, *, full, approve, progress, cancel):
        self.ran.append(name)
        os.kill(os.getpid(), signal.SIGINT)
        assert cancel.is_set()
        return RunReport(7, name, status=RunStatus.FAILED, error="Stopped")


def test_an_interrupted_run_is_told_and_starts_no_other(tmp_path):
    out, err = io.StringIO(), io.StringIO()
    options = argparse.Namespace(workspace=str(tmp_path), names=[], full=False, approve=False)
    context = Context(options, Output(True, out, err), lambda *_: 0)
    runner = Interrupted()
    statuses = [SimpleNamespace(name=name, state="active") for name in ("First", "Second")]
    known = SimpleNamespace(statuses=lambda: statuses, ordered=list, going_on=lambda names: [])
    told = []
    audit = SimpleNamespace(record=lambda *line: told.append(line[:3]))
    context._services = SimpleNamespace(runner=runner, syncs=known, audit=audit)
    assert runs._run(context) == 1
    assert runner.ran == ["First"]
    assert told == [("user", "run", "First")]
    assert [one["run"] for one in json.loads(out.getvalue())["runs"]] == [7]
    assert "what was confirmed stays" in err.getvalue()
