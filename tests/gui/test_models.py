"""All table models, by Qt's own tester and by what they say; the words and figures of the window."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from desktop_sync.errors import UsageError
from desktop_sync.gui import text
from desktop_sync.gui.dialogs.typed import parse
from desktop_sync.gui.models import accounts, causes, conflicts, holds, operations, plan_lines, plan_rows, runs, syncs
from desktop_sync.gui.models.rows import RowRole
from desktop_sync.gui.status import account_of, account_words, short_error, state_of
from desktop_sync.gui.theme import Tone
from desktop_sync.gui.widgets.charts import widths
from desktop_sync.model.quota import quota_of
from desktop_sync.model.record import AccountCheck
from desktop_sync.model.report import RunStatus
from desktop_sync.model.sync import Account
from tests.gui.pretend import ACCOUNTS, CONFLICTS, CUSTOMERS, DELETED, FAILED, HOLDS, NOW, OPERATIONS, STATUSES, ago

NAMES = ("Tryton", "Shop database")


def filled():
    """Each model with rows, and others to replace them with."""
    entries = [conflicts.entry_of(one, "Customers", NAMES, NOW) for one in (*CONFLICTS, DELETED)]
    held = [holds.entry_of(one, "Customers", NAMES, NOW) for one in HOLDS]
    ran = [runs.row_of(one, NOW, NAMES) for one in (CUSTOMERS, FAILED)]
    wrote = operations.rows_of(OPERATIONS, {"a": "Tryton", "b": "Shop database"})
    known = [accounts.AccountEntry(one, "SQL", "Sq", "here", ("Customers",)) for one in ACCOUNTS]
    joined = [syncs.entry_of(one, None, NOW) for one in STATUSES]
    return [
        (conflicts.ConflictsModel, entries),
        (causes.CauseRecordsModel, held),
        (causes.CausesModel, causes.causes(held, STATUSES)),
        (runs.RunsModel, ran),
        (operations.OperationsModel, wrote),
        (plan_lines.PlanModel, list(plan_rows.plan_rows(OPERATIONS, {"a": "Tryton", "b": "Shop database"}, {"city"}))),
        (accounts.AccountsModel, known),
        (syncs.SyncsModel, joined),
    ]


@pytest.mark.parametrize(("kind", "rows"), filled(), ids=lambda one: getattr(one, "__name__", ""))
def test_models_keep_qt_s_rules(kind, rows, qtmodeltester, qapp):
    model = kind()
    qtmodeltester.check(model)
    model.set_rows(rows)
    model.set_rows(rows[:1])
    model.set_rows([])
    model.set_rows(rows)
    assert model.rowCount() == len(rows)
    assert model.index(0, 0).data(RowRole.ROW) == rows[0]
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert len([one for one in heads if one]) >= len(heads) - 2, "a tick and a sign need no head"


@pytest.mark.parametrize(("kind", "rows"), filled(), ids=lambda one: getattr(one, "__name__", ""))
def test_the_same_rows_again_disturb_nobody(kind, rows, qtbot):
    model = kind()
    model.set_rows(rows)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.dataChanged):
        model.set_rows(list(rows))


def test_as_many_other_rows_keep_the_selection(qtbot):
    model = syncs.SyncsModel()
    rows = [syncs.entry_of(one, None, NOW) for one in STATUSES]
    model.set_rows(rows)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_rows(list(reversed(rows)))


def test_operations_say_where_and_why_with_the_systems_names():
    rows = operations.rows_of(OPERATIONS, {"a": "Tryton", "b": "Shop database"})
    assert [(one.record, one.side, one.field, one.change, one.why) for one in rows[:3]] == [
        ("Çelik Bau GmbH", "b", "Phone", ("030 / 5550142", "030 / 5550177"), "changed in Tryton, Fri 16:02"),
        ("Jürgen Sørensen", "a", "City", ("Kiel", "Flensburg"), "changed in Shop database, Sat 10:40"),
        ("Jürgen Sørensen", "b", "Founded", ("—", "2011-09-01"), "filled in Tryton"),
    ]
    assert rows[3].field == "6 fields"
    assert rows[7].change == ("", "whole record, kept in history")


def test_a_conflict_s_row_names_what_each_side_holds():
    entry = conflicts.entry_of(DELETED, "Customers", NAMES, NOW)
    assert conflicts.side_words(entry, "a") == "deleted"
    assert conflicts.side_words(entry, "b") == "changed: city: Flensburg"
    assert conflicts.decision_state(entry) == ("Open", Tone.CARE)


def test_an_account_s_state_is_in_words():
    entry = accounts.AccountEntry(ACCOUNTS[0], "SQL", "Sq", "")
    assert accounts.account_state(entry) == ("Connected", Tone.QUIET)
    bad = accounts.AccountEntry(ACCOUNTS[0], "SQL", "Sq", "", check=AccountCheck(False, "no"))
    assert accounts.account_state(bad) == ("Does not work", Tone.BAD)
    assert accounts.account_state(accounts.AccountEntry(ACCOUNTS[0], "SQL", "Sq", "", problem="x"))[1] is Tone.BAD


def test_runs_end_in_words():
    assert runs.run_state(CUSTOMERS) == ("Done, some wait", Tone.CARE)
    assert runs.run_state(FAILED) == ("Failed", Tone.BAD)
    assert runs.written_words(CUSTOMERS) == "44 changed · 3 conflicts · 12 held"
    assert runs.written_words(FAILED) == "Xero: sign-in expired"


# ---------------------------------------------------------------------------------------------------------- figures


def test_the_account_counts_every_record_once():
    parts = account_of(CUSTOMERS)
    assert account_words(parts) == "9,310 agreed · 44 written · 3 waiting · 12 failed"
    assert sum(one.count for one in parts) == 9369


def test_the_bar_shows_what_is_small_and_adds_up():
    shares = widths([100_000, 0, 1, 1], 180)
    assert sum(shares) == pytest.approx(180)
    assert shares[1] == 0
    assert shares[2] >= 3
    assert widths([0, 0], 180) == [0, 0]


def test_errors_lose_title_and_account():
    assert short_error("The account can't be used: Xero: sign-in expired.", ("Xero",)) == "sign-in expired"
    assert short_error("", ()) == "see the log"


@pytest.mark.parametrize("file", ["/home/lena/lists/prices.csv", "C:\\lists\\prices.csv"])
def test_a_state_has_no_room_for_a_path(file):
    error = f"The account can't be used: {file}: The file is not there."
    status = dataclasses.replace(STATUSES[3], last=dataclasses.replace(FAILED, error=error, error_kind="account"))
    assert state_of(status, None, NOW).words == "Failed: The file is not there"
    assert runs.written_words(status.last) == "The file is not there"
    (cause,) = [one for one in causes.causes([], [status]) if one.sync == status.name]
    assert (cause.title, cause.words) == ("Open invoices failed: The file is not there", file)


def test_the_state_of_a_failed_sign_in_names_the_side():
    state = state_of(STATUSES[3], None, NOW)
    assert (state.words, state.side, state.tone) == ("Failed: sign-in expired", "a", Tone.BAD)


# ------------------------------------------------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "just now"), (1, "1 minute ago"), (2, "2 minutes ago"), (60, "1 hour ago"), (180, "3 hours ago")],
)
def test_moments_close_by_are_told_by_distance(minutes, words):
    assert text.ago(ago(minutes), NOW) == words


def test_moments_further_off_are_told_by_day():
    here = NOW.astimezone()
    assert text.day_time(NOW, NOW) == f"{here:%H:%M}"
    friday = NOW - dt.timedelta(days=3)
    assert text.day_time(friday, NOW) == f"{friday.astimezone():%a %H:%M}"
    assert text.day_time(NOW - dt.timedelta(days=300), NOW).startswith("27 Jan ")
    assert text.day_time(NOW - dt.timedelta(days=700), NOW).split(" ")[2] == "2024"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "— blank"),
        ("", "— blank"),
        (0, "0"),
        (False, "no"),
        (20112, "20112"),
        (Decimal("7500.00"), "7,500.00"),
        (Decimal("-0.5"), "-0.5"),
        (dt.date(2011, 9, 1), "2011-09-01"),
        (dt.time(16, 2), "16:02"),
        (("a", "b"), "a, b"),
        (b"abc", "3 bytes"),
    ],
)
def test_values_in_words(value, words):
    assert text.value_words(value) == words


@pytest.mark.parametrize(
    ("typed", "like", "value"),
    [
        ("7,500.50", Decimal(1), Decimal("7500.50")),
        ("7500.5", Decimal(1), Decimal("7500.5")),
        ("\u22127500", 3, -7500),
        ("yes", True, True),
        ("No", False, False),
        ("2011-09-01", dt.date(2000, 1, 1), dt.date(2011, 9, 1)),
        ("1.9.2011", dt.date(2000, 1, 1), dt.date(2011, 9, 1)),
        ("16:02", dt.time(1), dt.time(16, 2)),
        ("a, b", ("x",), ("a", "b")),
        ("  ", 3, None),
        (" München ", "x", " München "),
        ("12", "x", "12"),
    ],
)
def test_typed_values_become_the_field_s_kind(typed, like, value):
    made = parse(typed, (None, like))
    assert made == value
    assert type(made) is type(value)


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("7500,5", Decimal(1)),
        ("1,23", Decimal(1)),
        ("7.5", 3),
        ("maybe", True),
        ("2011-02-30", dt.date(2000, 1, 1)),
        ("01/02/2011", dt.date(2000, 1, 1)),
        ("25:00", dt.time(1)),
        ("x", b"x"),
        ("2011-09-01", NOW),
    ],
)
def test_what_can_t_be_read_is_refused_with_a_sample(typed, like):
    with pytest.raises(UsageError):
        parse(typed, (like,))


def test_typed_moments_are_local():
    assert parse("2026-11-23 10:00", (NOW,)) == dt.datetime(2026, 11, 23, 10).astimezone()


def test_names_of_systems_replace_a_and_b_only_as_words():
    names = {"a": "Tryton", "b": "Shop"}
    assert operations.named("changed in A, Fri", names) == "changed in Tryton, Fri"
    assert operations.named("newest wins: B is newer", names) == "newest wins: Shop is newer"
    assert operations.named("ABBA", names) == "ABBA"


def test_a_running_report_is_no_good_run():
    assert runs.run_state(type(CUSTOMERS)(1, "x", status=RunStatus.RUNNING)) == ("Under way", Tone.BUSY)


def test_calls_stand_beside_what_the_system_told_of_its_day():
    entry = accounts.AccountEntry(Account(1, "CRM", "hubspot", {}), "HubSpot", "HS", "", calls=140)
    assert (accounts.calls_words(entry), accounts.calls_tip(entry)) == ("140", "Calls by the runs of today: 140.")
    told = dataclasses.replace(entry, quota=quota_of(NOW, None, 10_000, 7_700))
    assert accounts.calls_words(told) == "2,300 of 10,000"
    assert "2,300 of the 10,000 calls a day are used, by all programs together. Calls by" in accounts.calls_tip(told)
    left = dataclasses.replace(entry, calls=1, quota=quota_of(NOW, None, None, 4_321))
    assert accounts.calls_words(left) == "1 · 4,321 left"
    assert accounts.calls_words(dataclasses.replace(left, calls=0)) == "4,321 left"
    assert accounts.calls_tip(left).endswith("4,321 calls are left for the day. Calls by the runs of today: 1.")
    assert quota_of(NOW, None, 10_000, None) is None, "what is used is not known"


def test_calls_of_today_are_counted_by_account():
    from desktop_sync.gui.pages.accounts import calls_today

    many = (
        dataclasses.replace(CUSTOMERS, calls_a=7, calls_b=5),
        dataclasses.replace(CUSTOMERS, calls_a=1, calls_b=0),
        dataclasses.replace(CUSTOMERS, calls_a=100, started_at=NOW - dt.timedelta(days=2)),
        dataclasses.replace(CUSTOMERS, sync="gone", calls_a=100),
    )
    customers = next(one for one in STATUSES if one.name == CUSTOMERS.sync)
    found = calls_today(many, STATUSES, NOW)
    assert (found[customers.a_account], found[customers.b_account]) == (8, 5)
