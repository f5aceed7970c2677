"""The pairing workbench: who belongs to whom, decided before anything is written."""

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop_sync.engine.merging import Wanted
from desktop_sync.errors import AccountError, UsageError
from desktop_sync.gui.dialogs.merge import MergeDialog
from desktop_sync.gui.models.pairings import (
    Choice,
    PairingsModel,
    choices,
    is_by_hand,
    is_left_out,
    left_out,
    ordered,
    paired,
    state_of,
    taken_in,
)
from desktop_sync.gui.places import Go, Place
from desktop_sync.model.plan import PairingKind
from desktop_sync.model.record import Ref
from tests.gui.pretend import PAIRS


def kinds(rows):
    return [(one.kind.value, one.a_refs, one.b_refs) for one in rows]


def test_what_needs_a_look_comes_first():
    assert [one.kind for one in ordered(PAIRS)][:4] == [
        PairingKind.AMBIGUOUS, PairingKind.DUPLICATE, PairingKind.LIKELY, PairingKind.SURE,
    ]  # fmt: skip


def test_a_pair_by_hand_frees_the_others_of_its_group():
    rows = paired(PAIRS, Choice(Ref("4"), "Zoë van-Dyk"), Choice(Ref("15"), "Zoë van Dyk"))
    assert is_by_hand(rows[0])
    assert (rows[0].a_refs, rows[0].b_refs) == (("4",), ("15",))
    assert ("only_b", (), ("14",)) in kinds(rows)
    assert not any(one.kind is PairingKind.AMBIGUOUS for one in rows)


def test_a_record_left_out_leaves_a_group_and_its_twin_goes_on():
    rows = left_out(PAIRS, "a", Choice(Ref("6"), "P. Brown"))
    assert is_left_out(rows[-1])
    assert ("only_a", ("5",), ()) in kinds(rows)
    assert state_of(rows[-1])[0] == "Left out"


def test_a_split_pair_leaves_both_alone_and_can_be_taken_in_again():
    rows = left_out(left_out(PAIRS, "a", Choice(Ref("1"), "Ada")), "b", Choice(Ref("11"), "Ada"))
    assert [one.a_refs + one.b_refs for one in rows if is_left_out(one)] == [("18",), ("1",), ("11",)]
    again = taken_in(rows, "a", Ref("1"))
    assert ("only_a", ("1",), ()) in kinds([one for one in again if not is_left_out(one)])


def test_a_pair_by_hand_is_taken_back():
    rows = paired(PAIRS, Choice(Ref("7"), "Nowak & Söhne"), Choice(Ref("17"), "Nowak und Söhne OHG"))
    assert kinds(taken_in(rows, "a", Ref("7")))[:2] == [("only_a", ("7",), ()), ("only_b", (), ("17",))]


def test_sure_records_are_no_choice():
    assert [one.ref for one in choices(PAIRS, "b")] == ["13", "14", "15", "17", "18"]
    assert choices(PAIRS, "a")[0].words == "Jürgen Sørensen (3)"


def test_the_model_keeps_qt_s_rules(qtmodeltester):
    model = PairingsModel()
    qtmodeltester.check(model)
    model.set_rows(PAIRS)
    model.set_names("Tryton", "Shop database")
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in (0, 1)] == ["Tryton", "Shop database"]
    assert model.index(0, 3).data() == "same Email"
    assert model.index(2, 2).data() == "Likely 87 %"


@pytest.fixture
def page(shown):
    shown.window.show_place(Go(Place.PAIRING, "Customers"))
    found = shown.window.page(Place.PAIRING)
    shown.until(lambda: found.model.rowCount() == len(PAIRS))
    return found


def pick(page, kind, at=0):
    rows = [index for index, one in enumerate(page.model.rows) if one.kind is kind]
    page.table.selectRow(rows[at])


def click(shown, button):
    assert button.isVisible()
    assert button.isEnabled()
    shown.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_counts_and_says_that_nothing_is_written(shown, page):
    assert page.header.subtitle.text() == "nothing has been written · 2 pairs · 3 new · 2 to clear up"
    assert page.sign_off.text() == "Preview with these 2 pairs"
    page.chips.choose("likely")
    assert [one.kind for one in page.model.rows] == [PairingKind.LIKELY]
    page.chips.choose("")
    page.find_box.setText("nowak")
    shown.until(lambda: page.model.rowCount() == 2)


def test_a_likely_pair_is_explained_field_by_field_and_confirmed(shown, page):
    pick(page, PairingKind.LIKELY)
    assert page.card.score.accessibleName() == "City 100 %, Name 82 %, Email 31 %"
    assert "each is made on the other side" in page.card.words.text()
    click(shown, page.card.same)
    shown.until(lambda: shown.state.named("pair") == [("pair", "Customers", "3", "13")])
    shown.until(lambda: page.sign_off.text() == "Preview with these 3 pairs")
    assert len(shown.state.named("pairs")) == 1, "both systems are not read again for each decision"


def test_an_unclear_one_is_paired_by_typing_its_partner(shown, page):
    pick(page, PairingKind.AMBIGUOUS)
    card = page.card
    assert card.title.text() == "Who belongs to whom?"
    assert not card.pickers["a"].isEnabled()
    assert not card.same.isEnabled()
    card.pickers["b"].lineEdit().setText("Zoë van Dyk (15)")
    click(shown, card.same)
    shown.until(lambda: shown.state.named("pair") == [("pair", "Customers", "4", "15")])


def test_a_lonely_record_is_paired_by_hand(shown, page):
    pick(page, PairingKind.ONLY_A)
    picker = page.card.pickers["b"]
    assert picker.count() == 5
    picker.setCurrentIndex(3)
    click(shown, page.card.same)
    shown.until(lambda: shown.state.named("pair") == [("pair", "Customers", "7", "17")])


def test_a_sure_pair_is_taken_apart(shown, page):
    pick(page, PairingKind.SURE)
    assert not page.card.same.isVisible()
    click(shown, page.card.apart)
    shown.until(lambda: len(shown.state.named("unpair")) == 2)
    assert shown.state.named("unpair") == [("unpair", "Customers", "a", "1"), ("unpair", "Customers", "b", "11")]
    shown.until(lambda: page.sign_off.text() == "Preview with these 1 pair")


def test_duplicates_tell_how_to_merge_and_one_may_be_left_out(shown, page):
    pick(page, PairingKind.DUPLICATE)
    card = page.card
    assert "keep 5, the fullest; take Phone from the other; they differ in City." in card.words.text()
    card.pickers["a"].setCurrentIndex(1)
    click(shown, card.out["a"])
    shown.until(lambda: shown.state.named("unpair") == [("unpair", "Customers", "a", "6")])


def test_one_that_was_left_out_is_taken_in_again(shown, page):
    pick(page, PairingKind.ONLY_B, 1)
    assert not page.card.picking.isVisible()
    click(shown, page.card.back)
    shown.until(lambda: shown.state.named("take_in") == [("take_in", "Customers", "b", "18")])


def test_a_refused_decision_changes_nothing(shown, page):
    pick(page, PairingKind.LIKELY)
    shown.state.error = UsageError("there is no record 13 in Shop database")
    click(shown, page.card.same)
    shown.until(lambda: "no record 13" in page.banner.words)
    assert page.sign_off.text() == "Preview with these 2 pairs"
    shown.state.error = None


def test_signing_off_leads_to_a_preview_made_anew(shown, page):
    click(shown, page.sign_off)
    assert shown.window.place is Place.PREVIEW
    shown.until(lambda: shown.state.named("plan") == [("plan", "Customers")])
    shown.window.show_place(Go(Place.PREVIEW, "Customers", anew=True))
    shown.until(lambda: len(shown.state.named("plan")) == 2)


def test_what_can_t_be_read_says_why(shown):
    shown.state.error = AccountError("sign-in expired", advice="Sign in again.", place="Xero")
    shown.window.show_place(Go(Place.PAIRING, "Customers"))
    page = shown.window.page(Place.PAIRING)
    shown.until(lambda: page.stack.currentWidget() is page.failed)
    shown.state.error = None


def test_the_menu_of_a_sync_leads_here(shown):
    page = shown.page(Place.SYNCS)
    shown.until(lambda: page.model.rowCount() == 4)
    action = next(one for one in page.menu(page.model.rows[0]).actions() if one.text() == "&Pairing")
    action.trigger()
    assert shown.window.place is Place.PAIRING


def merging(shown, page):
    pick(page, PairingKind.DUPLICATE)
    click(shown, page.card.merging)
    shown.until(lambda: shown.window.deeds.dialogs and shown.window.deeds.dialogs[-1].twins is not None)
    dialog = shown.window.deeds.dialogs[-1]
    assert isinstance(dialog, MergeDialog)
    return dialog


def test_only_records_of_one_side_can_be_merged(shown, page):
    pick(page, PairingKind.AMBIGUOUS)
    assert page.card.merging.isVisible(), "two in B that fit one in A"
    for kind in (PairingKind.SURE, PairingKind.LIKELY, PairingKind.ONLY_A):
        pick(page, kind)
        assert not page.card.merging.isVisible()


def test_duplicates_are_merged_as_proposed(shown, page):
    dialog = merging(shown, page)
    assert dialog.keepers[Ref("5")].isChecked()
    assert set(dialog.values) == {"name", "phone", "city"}, "what is the same is no choice"
    assert dialog.values["phone"][Ref("6")].isChecked(), "what the kept one lacks comes from the other"
    assert dialog.merge.text() == "Merge these 2"
    click(shown, dialog.merge)
    shown.until(lambda: not shown.window.deeds.dialogs)
    wanted = Wanted(Ref("5"), (Ref("6"),), {"name": Ref("5"), "phone": Ref("6"), "city": Ref("5")})
    assert shown.state.named("merge") == [("merge", "Customers", "a", wanted)]


def test_another_one_is_kept_and_another_value_taken(shown, page):
    dialog = merging(shown, page)
    shown.bot.mouseClick(dialog.keepers[Ref("6")], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert dialog.wanted.take == {"name": Ref("6"), "phone": Ref("6"), "city": Ref("5")}
    shown.bot.mouseClick(dialog.values["name"][Ref("5")], Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert dialog.wanted == Wanted(Ref("6"), (Ref("5"),), {"name": Ref("5"), "phone": Ref("6"), "city": Ref("5")})


def test_what_could_not_be_merged_is_told_and_stays_open(shown, page):
    shown.state.left = ("“Priya Brown” is refused by the system. no",)
    dialog = merging(shown, page)
    click(shown, dialog.merge)
    shown.until(lambda: "is refused" in dialog.banner.words)
    assert dialog.isVisible()
