"""Nothing that is said is cut off: wrapped texts have room for all their lines, buttons for all their words, in both languages."""

import dataclasses

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop_sync.gui.language import Language, install, remove
from desktop_sync.gui.pages.welcome import Welcome
from desktop_sync.gui.places import Go, Place
from desktop_sync.gui.widgets.basics import ElidedLabel
from desktop_sync.gui.widgets.marks import PiecesLabel, SidesLabel
from desktop_sync.gui.widgets.notes import EmptyState
from desktop_sync.gui.widgets.table import shared

LANGUAGES = pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN], ids=["en", "de"])


@pytest.fixture
def spoken(qapp, language):
    installed = install(qapp, language, QLocale("en_GB"))
    yield language
    remove(qapp, installed)


def cut_off(shown: QWidget) -> list[str]:
    """Texts for which there is less room than they need."""
    labels = [one for one in shown.findChildren(QLabel) if one.isVisible() and one.wordWrap()]
    lines = [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]
    buttons = [one for one in shown.findChildren(QPushButton) if one.isVisible() and one.text()]
    return lines + [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()]


@LANGUAGES
@pytest.mark.parametrize(
    "words", ["Few words.", "So many words that they need more than one line, and then some. " * 3]
)
def test_what_an_empty_list_says(qtbot, theme, spoken, words):
    shown = EmptyState("Nothing yet", words)
    qtbot.addWidget(shown)
    shown.resize(1000, 600)
    shown.show()
    QApplication.processEvents()
    assert cut_off(shown) == []


@LANGUAGES
def test_the_welcome(qtbot, theme, spoken):
    shown = Welcome()
    qtbot.addWidget(shown)
    shown.resize(816, 560)
    shown.show()
    QApplication.processEvents()
    assert cut_off(shown) == []


@LANGUAGES
@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)], ids=["usual", "least"])
def test_the_pages(spoken, size, shown):
    shown.window.resize(*size)
    for place in (
        Place.OVERVIEW,
        Place.SYNCS,
        Place.ACCOUNTS,
        Place.CONFLICTS,
        Place.ATTENTION,
        Place.ACTIVITY,
        Place.SETTINGS,
    ):
        page = shown.page(place)
        shown.until(lambda page=page: not cut_off(page))


LONG = (
    ("Customers", "Shop database", "Customers workbook", ""),
    ("Kundenstamm und Ansprechpartner", "Warenwirtschaft", "Kundenverzeichnis Büro", ""),
    ("Rechnungen", "Buchhaltung Nord", "Rechnungsausgangsbuch", "The file is open in another program."),
)
"""Names as shops have them, the second account's as long as usual; and a cause that is too long for a pill."""


@LANGUAGES
@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)], ids=["usual", "least"])
def test_the_names_on_the_cards(spoken, size, shown):
    now = shown.state.statuses
    made = [
        dataclasses.replace(one, name=name, a_account=a, b_account=b, last=dataclasses.replace(one.last, error=error))
        for one, (name, a, b, error) in zip((now[0], now[1], now[3]), LONG, strict=True)
    ]
    shown.state.statuses = made
    shown.window.resize(*size)
    shown.refresh()
    page = shown.page(Place.OVERVIEW)
    shown.until(lambda: len(page.findChildren(SidesLabel)) == len(made) and not cut_off(page))
    assert all(one.names_whole for one in page.findChildren(SidesLabel))
    assert [one.toolTip() for one in page.findChildren(ElidedLabel) if one.isVisible() and one.wordWrap()] == [""] * 6


@LANGUAGES
def test_the_columns_of_the_accounts(spoken, shown):
    """In the least window every column says all it has to, but the addresses: those have their tool tips."""
    shown.window.resize(1024, 640)
    page = shown.page(Place.ACCOUNTS)
    shown.until(lambda: page.model.rows)
    head = page.table.horizontalHeader()
    short = [at for at in range(head.count()) if head.sectionSize(at) < page.table.sizeHintForColumn(at)]
    assert short == [2]
    assert sum(head.sectionSize(at) for at in range(head.count())) == page.table.viewport().width()


@LANGUAGES
@pytest.mark.parametrize("place", [Place.SYNCS, Place.ATTENTION], ids=["syncs", "attention"])
def test_the_heads_of_columns(spoken, shown, place):
    shown.window.resize(1024, 640)
    page = shown.page(place)
    if place is Place.ATTENTION:
        shown.until(lambda: page.cause_table.model().rowCount())
        page.cause_table.selectRow(page.cause_table.model().rowCount() - 1)
    shown.until(lambda: page.table.model().rowCount())
    head = page.table.horizontalHeader()
    assert [at for at in range(head.count()) if head.sectionSize(at) < head.sectionSizeHint(at)] == []
    assert head.sectionSize(0) >= page.table.sizeHintForColumn(0), "what a row is called is whole"


@LANGUAGES
def test_the_figures_of_the_preview(spoken, shown):
    shown.window.resize(1024, 640)
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: any(one.isVisible() for one in page.figures.tiles))
    lines = [one for one in page.figures.findChildren(PiecesLabel) if one.isVisible()]
    assert [one.words for one in lines if one.sizeHint().width() > one.width()] == []


@pytest.mark.parametrize(
    ("room", "expected"),
    [(500, [100, 200, 200]), (400, [100, 100, 200]), (350, [100, 60, 190]), (250, [80, 60, 110]), (125, [40, 30, 55])],
    ids=["left over", "just", "the second gives way, too", "down to the least", "all alike"],
)
def test_columns_give_way_in_their_order(room, expected):
    assert shared(room, (100, 100, 200), (80, 60, 110), (1, 2, 0)) == expected


@LANGUAGES
def test_the_kinds_of_systems(qtbot, theme, spoken):
    from desktop_sync.connectors.registry import Registry
    from desktop_sync.engine.account_flow import AccountFlow
    from desktop_sync.gui.theme import tokens
    from desktop_sync.gui.wizards.account_pages import KindPage
    from desktop_sync.gui.wizards.look import wizard_sheet

    shown = KindPage(AccountFlow(Registry().kinds(), ()))
    shown.setStyleSheet(wizard_sheet(tokens()))
    qtbot.addWidget(shown)
    shown.resize(812, 470)
    shown.show()
    QApplication.processEvents()
    for card in shown.cards:
        for words in card.findChildren(QLabel):
            line = words.fontMetrics().lineSpacing()
            assert words.height() >= line - 1, card.info.kind
            whole = words.height() >= words.heightForWidth(words.width())
            assert whole or words.height() // line * line >= words.height() - 2, f"{card.info.kind}: half a line"
