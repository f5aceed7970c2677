"""Nothing that is said is cut off: wrapped texts have room for all their lines, buttons for all their words, in both languages."""

import dataclasses
from types import SimpleNamespace

import pytest
import pytestqt.exceptions
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop_sync.gui.delegates.cells import Cell
from desktop_sync.gui.language import Language, install, remove
from desktop_sync.gui.pages.welcome import Welcome
from desktop_sync.gui.places import Go, Place
from desktop_sync.gui.widgets.basics import ElidedLabel, broken
from desktop_sync.gui.widgets.notes import EmptyState
from desktop_sync.gui.widgets.pieces import PiecesLabel
from desktop_sync.gui.widgets.sides import SidesLabel
from desktop_sync.gui.widgets.table import MOST_READ, RowsTable, shared

PATHS = ("workspace",)
"""Where the workspace is: a folder may be of any length, and its end tells it from others."""
LANGUAGES = pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN], ids=["en", "de"])


@pytest.fixture
def spoken(qapp, language):
    installed = install(qapp, language, QLocale("en_GB"))
    yield language
    remove(qapp, installed)


def cut_off(shown: QWidget) -> list[str]:
    """Texts for which there is less room than they need."""
    labels = [one for one in shown.findChildren(QLabel) if one.isVisible() and one.text()]
    wrapped, single = [one for one in labels if one.wordWrap()], [one for one in labels if not one.wordWrap()]
    lines = [one.text() for one in wrapped if one.height() < one.heightForWidth(one.width())]
    lines += [one.text() for one in wrapped if isinstance(one, ElidedLabel) and one.toolTip()]
    lines += [one.text() for one in single if not isinstance(one, ElidedLabel) and one.width() < one.sizeHint().width()]
    lines += [
        one.text() for one in single if isinstance(one, ElidedLabel) and one.toolTip() and one.text() not in PATHS
    ]
    sides = [one for one in shown.findChildren(SidesLabel) if one.isVisible()]
    lines += [one.accessibleName() for one in sides if one.height() < one.heightForWidth(one.width())]
    pieces = [one for one in shown.findChildren(PiecesLabel) if one.isVisible()]
    lines += [one.words for one in pieces if one.height() < one.heightForWidth(one.width())]
    buttons = [one for one in shown.findChildren(QPushButton) if one.isVisible() and one.text()]
    lines += [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()]
    return lines + [text for table in shown.findChildren(RowsTable) if table.isVisible() for text in cut_cells(table)]


def cut_cells(table: RowsTable) -> list[str]:
    """Cells that wrap, in rows that are too low for them."""
    found = []
    for row in range(min(table.model().rowCount(), MOST_READ)):
        for at in range(table.model().columnCount()):
            index, cell = table.model().index(row, at), table.itemDelegateForColumn(at)
            if isinstance(cell, Cell) and cell.height(table.columnWidth(at), index) > table.rowHeight(row):
                found.append(str(index.data()))
    return found


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


def whole(shown, page, ready=lambda: True) -> None:
    """Wait until nothing is cut off, and say what is."""
    try:
        shown.until(lambda: ready() and not cut_off(page))
    except pytestqt.exceptions.TimeoutError:
        assert (cut_off(page), ready()) == ([], True)


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
        whole(shown, shown.page(place))


LONG = (
    ("Customers", "Shop database", "Customers workbook", ""),
    (
        "Kundenstamm und Ansprechpartner der Niederlassung Süddeutschland",
        "Warenwirtschaft Niederlassung Süddeutschland",
        "Kundenverzeichnis der Außendienstmitarbeiterinnen",
        "",
    ),
    (
        "Rechnungen",
        "Buchhaltung Nord",
        "Rechnungsausgangsbuchhaltungsübergabeverzeichnis",
        "The file is open in another program.",
    ),
)
"""Names as shops have them: some long, some of one long word; and a cause that is too long for a pill."""


def long_names(shown) -> str:
    """Give the syncs and accounts long names; the longest name of a sync."""
    now = shown.state.statuses
    shown.state.statuses = [
        dataclasses.replace(one, name=name, a_account=a, b_account=b, last=dataclasses.replace(one.last, error=error))
        for one, (name, a, b, error) in zip((now[0], now[1], now[3]), LONG, strict=True)
    ]
    names = [name for _, a, b, _ in LONG for name in (a, b)]
    shown.state.accounts = [
        dataclasses.replace(one, name=name) for one, name in zip(shown.state.accounts, names, strict=False)
    ]
    return LONG[1][0]


@LANGUAGES
def test_long_names(spoken, shown):
    """On the cards, in the lists, and above the pages of one sync: in lines, none of them cut."""
    longest = long_names(shown)
    shown.window.resize(1024, 640)
    shown.refresh()
    page = shown.page(Place.OVERVIEW)
    whole(shown, page, lambda: len(page.findChildren(SidesLabel)) == len(LONG))
    for place in (Place.SYNCS, Place.ACCOUNTS):
        page = shown.page(place)
        whole(shown, page, lambda page=page: page.table.model().rowCount() >= len(LONG))
    for place in (Place.PREVIEW, Place.PAIRING):
        shown.window.show_place(Go(place, longest))
        page = shown.window.page(place)
        whole(shown, page.header, lambda page=page: page.header.subtitle.text())
        assert longest in (page.header.title.text(), page.header.crumbs)


@LANGUAGES
def test_long_causes(spoken, shown):
    words = "The Rechnungsausgangsbuchhaltungsverzeichnis of the branch is locked for the year-end closing until the auditor has signed."
    shown.state.holds = [dataclasses.replace(one, message=words, words=words) for one in shown.state.holds]
    shown.window.resize(1024, 640)
    page = shown.page(Place.ATTENTION)
    shown.until(lambda: page.causes.rowCount() > 1)
    page.cause_table.selectRow(page.causes.rowCount() - 1)
    whole(shown, page, lambda: page.model.rowCount() > 0)
    assert page.cause_table.rowHeight(page.causes.rowCount() - 1) > page.cause_table.row_height


@LANGUAGES
def test_the_columns_of_the_accounts(spoken, shown):
    """In the least window every column says all it has to, some in lines, but the addresses: those have their tool tips."""
    shown.window.resize(1024, 640)
    page = shown.page(Place.ACCOUNTS)
    shown.until(lambda: page.model.rows)
    head = page.table.horizontalHeader()
    short = [at for at in range(head.count()) if head.sectionSize(at) < page.table.sizeHintForColumn(at)]
    rows = range(page.model.rowCount())
    wrapping = [
        at
        for at in short
        if all(page.table.itemDelegateForColumn(at).height(90, page.model.index(row, at)) for row in rows)
    ]
    assert set(short) - set(wrapping) <= {2}
    assert [at for at in range(head.count()) if head.sectionSize(at) < head.sectionSizeHint(at)] == []
    whole(shown, page)
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
    whole(shown, page)  # what a row is called is


@LANGUAGES
def test_the_figures_of_the_preview(spoken, shown):
    shown.window.resize(1024, 640)
    shown.window.show_place(Go(Place.PREVIEW, "Customers"))
    page = shown.window.page(Place.PREVIEW)
    shown.until(lambda: any(one.isVisible() for one in page.figures.tiles))
    whole(shown, page.figures)


@pytest.mark.parametrize(
    ("words", "letters", "expected"),
    [
        ("few words", 20, ["few words"]),
        ("Rechnungen und Mahnungen", 15, ["Rechnungen und", "Mahnungen"]),
        ("SQL-Datenbank", 10, ["SQL-", "Datenbank"]),
        ("Buchhaltung", 5, ["Buchh", "altun", "g"]),
        ("a Buchhaltung", 5, ["a", "Buchh", "altun", "g"]),
        ("", 5, [""]),
    ],
)
def test_lines_end_between_words_after_hyphens_and_else_anywhere(words, letters, expected):
    face = SimpleNamespace(horizontalAdvance=len)
    assert broken(words, face, letters) == expected


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
