"""The overview, with real clicks."""

import dataclasses
import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from desktop_sync.gui.places import Act, Place, Wish
from desktop_sync.model.report import GuardFinding, Phase, Progress, RunStatus
from desktop_sync.model.signin import AccountStanding, Standing
from tests.gui.pretend import CUSTOMERS, NOW, STATUSES


def click(shown, button):
    shown.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def overview(shown):
    return shown.window.page(Place.OVERVIEW)


def card(shown, name):
    return overview(shown).cards[name]


def test_each_sync_has_a_card_in_words(shown):
    cards = overview(shown).cards
    assert {name: one.pill.words for name, one in cards.items()} == {
        "Customers": "Needs you: 3 conflicts",
        "Support tickets": "In step",
        "Newsletter": "In step",
        "Open invoices": "Failed: sign-in expired",
    }
    assert overview(shown).header.subtitle.text() == "4 syncs · 18,204 record pairs · 59 changes carried today"
    assert overview(shown).banner.words == (
        "3 conflicts wait for you Phone and credit limit were changed on both sides since Fri 17:16."
    )


def test_the_account_of_a_card_is_told_in_words_too(shown):
    assert (
        card(shown, "Customers")._account.text().replace("\xa0", " ")
        == "9,310 agreed · 44 written · 3 waiting · 12 failed"
    )


def test_a_sign_in_that_ends_soon_is_told_on_the_card_before_it_does(shown):
    news, tickets = card(shown, "Newsletter"), card(shown, "Support tickets")
    line = tickets._line.text()
    ends = NOW + dt.timedelta(days=3, hours=2)
    shown.state.standings = [
        AccountStanding("Zendesk", Standing.ENDS_SOON, ends),
        AccountStanding("Salesforce", Standing.WORKS, NOW + dt.timedelta(days=40)),
    ]
    shown.refresh()
    assert tickets._line.text() == "Sign-in ends in 3 days"
    assert tickets.accessibleName() == "Support tickets: In step, Zendesk: Sign-in ends in 3 days"
    assert "Sign-in" not in news._line.text()
    shown.state.standings = []
    shown.refresh()
    assert tickets._line.text() == line


def test_sync_now_runs_shows_progress_and_offers_cancel(shown):
    shown.state.steps = (Progress("", Phase.WRITING, 1240, 9800),)
    shown.state.gate.clear()
    news = card(shown, "Newsletter")
    click(shown, news.offers["run"])
    shown.until(lambda: news.pill.words == "Syncing 1,240 of 9,800")
    assert list(news.offers) == ["cancel"]
    assert shown.window.sidebar.state.words == "Syncing"
    click(shown, news.offers["cancel"])
    shown.until(lambda: not shown.handle.running)
    shown.until(lambda: news.pill.words == "In step")
    assert shown.state.named("run") == [("run", "Newsletter", False, False)]


def test_review_opens_the_conflicts_of_that_sync(shown):
    click(shown, card(shown, "Customers").offers["review"])
    shown.until(lambda: shown.window.deeds.dialogs)
    dialog = shown.window.deeds.dialogs[0]
    shown.until(lambda: dialog.case is not None)
    assert dialog.case.sync == "Customers"


def test_preview_goes_to_the_preview(shown):
    click(shown, card(shown, "Newsletter").offers["preview"])
    shown.until(lambda: shown.window.place is Place.PREVIEW)
    shown.until(lambda: shown.state.named("plan") == [("plan", "Newsletter")])


def test_sign_in_again_asks_for_the_account_that_failed(shown):
    click(shown, card(shown, "Open invoices").offers["sign_in"])
    shown.until(lambda: shown.window.deeds.dialogs)
    dialog = shown.window.deeds.dialogs[0]
    shown.until(lambda: dialog.fields)
    assert set(dialog.fields) == {"tenant_id", "access_token"}
    shown.bot.keyClicks(dialog.fields["access_token"], "s3cret")
    click(shown, dialog.save)
    shown.until(lambda: shown.state.named("reconnect"))
    assert shown.state.named("reconnect") == [("reconnect", "Xero", {}, {"access_token": "s3cret"})]


def test_the_menu_of_a_card_can_do_everything(shown):
    menu = card(shown, "Newsletter").menu()
    words = [one.text().replace("&", "") for one in menu.actions() if one.text()]
    assert words == [
        "Sync now", "Compare everything", "Preview", "Pairing", "Cancel the run", "Edit …", "Activity", "Pause", "Remove …",
    ]  # fmt: skip
    by_words = {one.text().replace("&", ""): one for one in menu.actions()}
    assert not by_words["Cancel the run"].isEnabled()
    by_words["Compare everything"].trigger()
    shown.until(lambda: shown.state.named("run") == [("run", "Newsletter", True, False)])
    by_words["Pause"].trigger()
    shown.until(lambda: card(shown, "Newsletter").pill.words == "Paused")
    assert list(card(shown, "Newsletter").offers) == ["resume"]
    click(shown, card(shown, "Newsletter").offers["resume"])
    shown.until(lambda: card(shown, "Newsletter").pill.words == "In step")


def test_a_right_click_and_the_three_dots_show_the_menu(shown, monkeypatch):
    places = []
    monkeypatch.setattr(QMenu, "popup", lambda _menu, where: places.append(where))
    one = card(shown, "Newsletter")
    middle = one.rect().center()
    QApplication.sendEvent(one, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, one.mapToGlobal(middle)))
    assert places == [one.mapToGlobal(middle)]
    click(shown, one._more)
    assert len(places) == 2


def test_removing_asks_first(shown, monkeypatch):
    from desktop_sync.gui.dialogs import confirm as module
    from desktop_sync.gui.places import Wish

    answers, asked = [False, True], []

    def answer(parent, title, words, action, **more):
        asked.append((title, action))
        return answers.pop(0)

    monkeypatch.setattr(module, "confirm", answer)
    shown.window.fulfil(Wish(Act.REMOVE, "Newsletter"))
    assert not shown.state.named("remove")
    shown.window.fulfil(Wish(Act.REMOVE, "Newsletter"))
    shown.until(lambda: "Newsletter" not in overview(shown).cards)
    assert asked == [("Remove the sync “Newsletter”?", "Remove the sync")] * 2


def test_today_tells_runs_in_sentences_and_offers_undo(shown):
    lines = [one for one in overview(shown).today._lines if one.isVisible()]
    assert [one._words.words for one in lines] == [
        "44 changes carried: 31 from Tryton, 13 from Shop database. 3 conflicts and 12 records held.",
        "14 changes carried: 14 from Zendesk.",
        "1 change carried: 1 from Mailchimp.",
        "Failed: Xero: sign-in expired. Changes are kept and carried later.",
    ]
    click(shown, lines[0]._undo)
    shown.until(lambda: shown.window.deeds.dialogs)
    dialog = shown.window.deeds.dialogs[0]
    shown.until(dialog.undo_button.isEnabled)
    assert dialog.undo_button.text() == "Undo these 4"
    assert shown.state.named("undo") == [("undo", 101, True)]
    click(shown, dialog.undo_button)
    shown.until(lambda: dialog.close_button.text() == "Close")
    assert shown.state.named("undo")[-1] == ("undo", 101, False)


def test_a_paused_account_holds_its_syncs_and_goes_on_by_the_card_or_the_banner(shown):
    shown.state.conflicts, shown.state.holds = [], []
    shown.state.statuses = tuple(dataclasses.replace(one, conflicts=0, holds=0) for one in shown.state.statuses)
    shown.window.deeds.fulfil(Wish(Act.PAUSE_ACCOUNT, "Mailchimp"))
    news = card(shown, "Newsletter")
    shown.until(lambda: news.pill.words == "Paused")
    assert news._line.text().startswith("account Mailchimp · ")
    assert news.accessibleName() == "Newsletter: Paused: account Mailchimp"
    assert card(shown, "Support tickets").pill.words == "In step"
    assert overview(shown).banner.words.startswith("Paused: account Mailchimp What waits is kept")
    click(shown, news.offers["resume"])
    shown.until(lambda: news.pill.words == "In step" and overview(shown).banner.isHidden())
    shown.window.deeds.fulfil(Wish(Act.PAUSE_ACCOUNT, "Mailchimp"))
    shown.until(lambda: not overview(shown).banner.isHidden())
    click(shown, overview(shown).banner._button)
    shown.until(lambda: news.pill.words == "In step")
    assert [call[1:] for call in shown.state.named("pauses")] == [(False, ["Mailchimp"]), (False, [])] * 2


def test_pause_all_and_resume_all(shown):
    click(shown, overview(shown)._pause)
    shown.until(lambda: all(one.state == "paused" for one in shown.board.picture.statuses))
    shown.until(lambda: overview(shown)._pause.text() == "Resume all")
    assert shown.window.sidebar.state.words == "All paused"
    click(shown, overview(shown)._pause)
    shown.until(lambda: all(one.state == "active" for one in shown.board.picture.statuses))


def test_a_plan_that_a_guard_stopped_waits_for_approval(shown):
    last = dataclasses.replace(
        CUSTOMERS,
        status=RunStatus.WAITING,
        a=dataclasses.replace(CUSTOMERS.a, updated=0),
        b=dataclasses.replace(CUSTOMERS.b, updated=0),
        guards=(GuardFinding("deletes", "60 records would be deleted."),),
        error="60 records would be deleted.",
    )
    shown.state.statuses = (dataclasses.replace(STATUSES[0], last=last), *STATUSES[1:])
    shown.refresh()
    one = card(shown, "Customers")
    shown.until(lambda: one.pill.words == "Waiting for approval")
    click(shown, one.offers["approve"])
    shown.until(lambda: shown.window.place is Place.PREVIEW)


def test_a_plan_that_was_approved_waits_for_no_approval_though_nothing_was_to_write(shown):
    last = dataclasses.replace(
        CUSTOMERS,
        status=RunStatus.WAITING,
        a=dataclasses.replace(CUSTOMERS.a, updated=0),
        b=dataclasses.replace(CUSTOMERS.b, updated=0),
        guards=(GuardFinding("first_pairing", "the first pairing waits for your approval"),),
    )
    shown.state.statuses = (dataclasses.replace(STATUSES[0], last=last, conflicts=1), *STATUSES[1:])
    shown.refresh()
    shown.until(lambda: card(shown, "Customers").pill.words == "Needs you: 1 conflict")


def test_an_empty_workspace_welcomes_and_leads_on(qtbot, state, request):
    state.statuses, state.conflicts, state.holds, state.accounts, state.runs = (), [], [], [], []
    shown = request.getfixturevalue("shown")
    page = overview(shown)
    shown.until(lambda: page._stack.currentWidget() is page.welcome)
    assert page.welcome.first.text() == "Connect your first system"
    wishes = []
    page.welcome.wish.connect(wishes.append)
    shown.window.deeds._acts = {act: lambda wish: None for act in Act}
    click(shown, page.welcome.first)
    assert wishes[0].act is Act.NEW_ACCOUNT
    page.welcome.show_accounts(2)
    click(shown, page.welcome.first)
    assert wishes[1].act is Act.NEW_SYNC
