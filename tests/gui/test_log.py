"""The log: in words, searched, exported."""

import csv
import io

import pytest
from PySide6.QtCore import Qt

from desktop_sync.gui.dialogs.log import LogDialog
from desktop_sync.gui.models.log import LogModel, action_words, as_csv, log_rows
from desktop_sync.gui.places import Place
from tests.gui.pretend import AUDIT, CUSTOMERS, FAILED, NEWS, NOW, TICKETS

RUNS = (CUSTOMERS, TICKETS, NEWS, FAILED)


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
        "notices.install",
        "notices.remove",
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
    assert dialog.model.rowCount() == len(AUDIT)
    shown.bot.keyClicks(dialog.find_box, "MERGED")
    shown.until(lambda: dialog.model.rowCount() == 1)
    assert dialog.count.text() == "1 line"
    shown.bot.keyClicks(dialog.find_box, " nothing")
    shown.until(lambda: not dialog.export_button.isEnabled())


def test_it_is_exported_as_it_is_shown(shown, dialog, tmp_path):
    dialog.chips.choose("people")
    dialog.export(tmp_path / "log.csv")
    shown.until(lambda: dialog.banner.words == f"Exported {len(AUDIT)} lines written to log.csv.")
    assert (tmp_path / "log.csv").read_bytes() == as_csv(list(dialog.model.rows))
    dialog.export(tmp_path / "missing" / "log.csv")
    shown.until(lambda: "can't be written" in dialog.banner.words)


def test_a_run_leads_to_its_page(shown, dialog):
    dialog.chips.choose("runs")
    run = dialog.model.rows[0].run
    dialog.table.selectRow(0)
    shown.bot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert not shown.window.deeds.dialogs
    page = shown.window.page(Place.ACTIVITY)
    shown.until(lambda: page._shown_run == run)
