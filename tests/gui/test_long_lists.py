"""Lists too long to be gone through between two frames: worked out beside the window, shown when they are ready, newest wish first."""

import pytest

from desktop_sync.gui.models.pairings import Choice, all_paired, paired
from desktop_sync.gui.models.plan_rows import Tally, writes
from desktop_sync.gui.pages import listing
from desktop_sync.gui.places import Go, Place
from desktop_sync.model.plan import PairingKind
from desktop_sync.model.record import Ref
from tests.gui.pretend import PAIRS


@pytest.fixture(autouse=True)
def long_lists(monkeypatch):
    """Every list counts as long."""
    monkeypatch.setattr(listing, "AT_ONCE", 0)


def opened(shown, place, sync=""):
    shown.window.show_place(Go(place, sync))
    page = shown.page(place)
    shown.until(lambda: page.model.rowCount() > 0)
    return page


def search(shown, page, words):
    page.find_box.setText(words)
    page.find_box._tell()
    every = page.model.rowCount()
    shown.until(lambda: page.model.rowCount() < every)


def test_conflicts_are_searched_beside_the_window(shown):
    page = opened(shown, Place.CONFLICTS)
    row = page.model.rows[-1]
    search(shown, page, row.conflict.label)
    assert row in page.model.rows
    assert all(row.conflict.label.casefold() in page.model.words_of(one) for one in page.model.rows)


def test_what_needs_attention_is_grouped_and_searched_beside_the_window(shown):
    shown.window.show_place(Go(Place.ATTENTION))
    page = shown.page(Place.ATTENTION)
    shown.until(lambda: any(one.entries for one in page.causes.rows))
    every = page.causes.rowCount()
    entry = next(one for one in page.causes.rows if one.entries).entries[0]
    page.find_box.setText(entry.hold.label)
    page.find_box._tell()
    shown.until(lambda: page.causes.rowCount() < every)
    assert [one.hold.id for cause in page.causes.rows for one in cause.entries if one.hold.id == entry.hold.id]


def test_the_last_wish_counts(shown, monkeypatch):
    page = opened(shown, Place.CONFLICTS)
    told, wish = [], page.work
    monkeypatch.setattr(
        page, "work", lambda *_: None
    )  # the page's own wish, when the overview is read anew, would be the last
    wish(1, lambda: "first", told.append)
    wish(1, lambda: "second", told.append)
    shown.until(lambda: bool(told))
    shown.refresh()
    assert told == ["second"]


def test_a_preview_is_searched_and_grouped_beside_the_window(shown):
    page = opened(shown, Place.PREVIEW, "Customers")
    every = page.model.rowCount()
    search(shown, page, page.rows[0].line.record.casefold())
    page.find_box.clear()
    page.find_box._tell()
    shown.until(lambda: page.model.rowCount() == every)
    page.order.setCurrentIndex(1)
    page._filter()
    shown.until(lambda: page.model.rowCount() > every)


def test_pairs_are_put_in_order_beside_the_window_and_decided_one_after_the_other(shown):
    page = opened(shown, Place.PAIRING, "Customers")
    before = sum(one.kind is PairingKind.SURE for one in page.rows)
    page._decide(lambda services: None, lambda rows: paired(rows, Choice(Ref("4"), "Zoë"), Choice(Ref("15"), "Zoë")))
    page._decide(lambda services: None, lambda rows: paired(rows, Choice(Ref("5"), "P."), Choice(Ref("16"), "P.")))
    shown.until(lambda: sum(one.kind is PairingKind.SURE for one in page.model.rows) == before + 2)


def test_many_pairs_at_once_are_those_one_after_the_other():
    pairs = [(Choice(Ref("4"), "Zoë"), Choice(Ref("15"), "Zoë")), (Choice(Ref("5"), "P."), Choice(Ref("18"), "P."))]
    one_by_one = list(PAIRS)
    for a, b in pairs:
        one_by_one = paired(one_by_one, a, b)
    assert sorted(map(repr, all_paired(PAIRS, pairs))) == sorted(map(repr, one_by_one))


def test_counts_stay_right_row_by_row(shown):
    from dataclasses import replace

    page = opened(shown, Place.PREVIEW, "Customers")
    tally = Tally(page.rows)
    skipped = [replace(one, skipped=True) for one in tally.rows[:5]]
    turned = [replace(one, turned=True) for one in tally.rows[5:] if one.turn is not None]
    tally.change(skipped)
    tally.change(turned)
    assert dict(+tally.writes) == writes(tally.rows)
    assert (tally.skipped, tally.turned) == (5, len(turned))
    tally.change([replace(one, skipped=False) for one in skipped])
    assert dict(+tally.writes) == writes(tally.rows)
