"""The log: in words, searched, exported."""

import csv
import dataclasses
import datetime as dt
import io
import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from desktop_sync.errors import Cancelled
from desktop_sync.gui.dialogs.log import LogDialog
from desktop_sync.gui.models.log import LogModel, action_words, as_csv
from desktop_sync.gui.models.log_reader import LogPlace, LogQuery, read_all, read_page
from desktop_sync.gui.places import Place
from tests.gui.pretend import AUDIT, CUSTOMERS, FAILED, NEWS, NOW, TICKETS, Pretend

RUNS = (CUSTOMERS, NEWS, TICKETS, FAILED)


def log_rows(audit, runs, now, people=None):
    services = Pretend()
    services.runs = list(runs)
    opened = services.open()
    if not audit:
        opened = SimpleNamespace(audit=SimpleNamespace(newest=lambda _limit, _before, but: []), review=opened.review)
    return list(read_all(opened, LogQuery(now, people), threading.Event()))


def long_log(lines, runs):
    """So many lines and runs, one each minute, turn and turn about."""

    def newest(limit, before=None, but=""):
        top = lines if before is None else before - 1
        return [
            {"id": at, "at": NOW - dt.timedelta(minutes=2 * (lines - at)), "actor": "user", "action": "backup",
             "subject": f"line {at}", "details": {}}
            for at in range(top, max(0, top - limit), -1)
        ]  # fmt: skip

    def ran(name=None, limit=100, before=None):
        top = runs if before is None else before - 1
        return [
            dataclasses.replace(NEWS, id=at, sync=f"run {at}", started_at=NOW - dt.timedelta(minutes=2 * (runs - at) + 1))
            for at in range(top, max(0, top - limit), -1)
        ]  # fmt: skip

    return SimpleNamespace(audit=SimpleNamespace(newest=newest), review=SimpleNamespace(runs=ran))


def test_a_long_log_is_read_page_by_page_each_line_once():
    services, place, seen = long_log(1200, 700), LogPlace(), []
    while place is not None:
        page = read_page(services, LogQuery(NOW), place, threading.Event())
        assert len(page.rows) <= 300
        seen += page.rows
        place = page.next
    assert len(seen) == 1900
    assert len({one.about for one in seen}) == 1900
    assert [one.at for one in seen] == sorted((one.at for one in seen), reverse=True)


def test_a_search_goes_to_the_end_of_the_log_and_can_be_stopped():
    services, stop = long_log(1200, 700), threading.Event()
    found = read_page(services, LogQuery(NOW, words="line 1\n"), LogPlace(), stop)
    assert ([one.about for one in found.rows], found.next) == (["line 1"], None), "the oldest one"
    found = read_page(services, LogQuery(NOW, people=False, words="run 1"), LogPlace(), stop, size=5)
    assert [one.about for one in found.rows] == ["run 199", "run 198", "run 197", "run 196", "run 195"]
    stop.set()
    with pytest.raises(Cancelled):
        read_page(services, LogQuery(NOW), LogPlace(), stop)


def test_people_and_runs_are_one_list_newest_first():
    rows = log_rows(AUDIT, RUNS, NOW)
    assert len(rows) == len(AUDIT) + len(RUNS)
    assert [one.at for one in rows] == sorted((one.at for one in rows), reverse=True)
    merged = next(one for one in rows if one.what == "merged duplicates")
    assert (merged.who, merged.about, merged.details) == ("you", "Customers", "by: 12, written: 2")
    assert all(one.by_person for one in log_rows(AUDIT, RUNS, NOW, people=True))
    assert all(one.run for one in log_rows(AUDIT, RUNS, NOW, people=False))


def test_every_action_that_is_recorded_has_words():
    import re
    from pathlib import Path

    source = "".join(file.read_text(encoding="utf-8") for file in Path("desktop_sync/engine").glob("*.py"))
    recorded = set(re.findall(r'audit\.record\(\s*"user",\s*"([a-z_.]+)"', source)) | {
        "audit.export",
        "audit.prune",
        "notices.install",
        "notices.remove",
        "workspace.open",
        "record.revert",
        "record.recreate",
    }
    assert len(recorded) > 15
    assert [one for one in sorted(recorded) if action_words(one) == one] == []


def test_the_model_keeps_qt_s_rules(qtmodeltester):
    model = LogModel()
    model.set_rows(log_rows(AUDIT, RUNS, NOW))
    qtmodeltester.check(model)


def test_an_export_opens_in_a_spreadsheet_and_holds_no_formula():
    rows = log_rows(AUDIT, (), NOW)
    read = list(csv.reader(io.StringIO(as_csv(rows).decode("utf-8-sig"))))
    assert read[0] == ["When", "Who", "What", "About", "Details"]
    assert len(read) == len(AUDIT) + 1
    assert read[1][3] == "'=Customers"
    assert read[1][0] == rows[0].at.astimezone().isoformat(timespec="seconds")


@pytest.fixture
def dialog(shown):
    page = shown.page(Place.ACTIVITY)
    shown.bot.mouseClick(page.log_button, Qt.MouseButton.LeftButton)
    made = shown.window.deeds.dialogs[-1]
    assert isinstance(made, LogDialog)
    shown.until(made.model.rowCount)
    return made


def test_it_is_searched_and_narrowed(shown, dialog):
    dialog.chips.choose("people")
    shown.until(lambda: dialog.model.rowCount() == len(AUDIT))
    shown.bot.keyClicks(dialog.find_box, "MERGED")
    shown.until(lambda: dialog.model.rowCount() == 1)
    assert dialog.count.text() == "1 line"
    assert not dialog.model.canFetchMore()
    shown.bot.keyClicks(dialog.find_box, " nothing")
    shown.until(lambda: not dialog.export_button.isEnabled())


def test_it_is_exported_as_it_is_shown(shown, dialog, tmp_path):
    dialog.chips.choose("people")
    shown.until(lambda: dialog.model.rowCount() == len(AUDIT))
    dialog.export(tmp_path / "log.csv")
    shown.until(lambda: dialog.banner.words == f"Exported {len(AUDIT)} lines written to log.csv.")
    assert (tmp_path / "log.csv").read_bytes() == as_csv(list(dialog.model.rows))
    dialog.export(tmp_path / "missing" / "log.csv")
    shown.until(lambda: "can't be written" in dialog.banner.words)


def test_lines_come_as_they_are_scrolled_to_and_all_are_exported(shown, dialog, tmp_path, monkeypatch):
    many = long_log(500, 200)
    monkeypatch.setattr(shown.state, "open", None)
    services = dialog._handle._opener.services()
    services.audit.newest, services.audit.count = many.audit.newest, lambda but="": 500
    shown.state.runs = many.review.runs(limit=200)
    dialog.chips.choose("people")
    shown.until(lambda: dialog.model.rowCount() == 300)
    dialog.table.scrollToBottom()
    shown.until(lambda: dialog.model.rowCount() == 500)
    assert not dialog.model.canFetchMore()
    shown.bot.keyClicks(dialog.find_box, "line")
    shown.until(lambda: dialog.count.text() == "the newest 300 that fit; more below")
    dialog.export(tmp_path / "log.csv")
    shown.until(lambda: dialog.banner.words == "Exported 500 lines written to log.csv.")


def test_a_run_leads_to_its_page(shown, dialog):
    dialog.chips.choose("runs")
    shown.until(lambda: all(one.run for one in dialog.model.rows))
    run = dialog.model.rows[0].run
    dialog.table.selectRow(0)
    shown.bot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert not shown.window.deeds.dialogs
    page = shown.window.page(Place.ACTIVITY)
    shown.until(lambda: page._shown_run == run)
