"""The guide in the window: F1 opens the page of what one sees; its pages can be searched, and gone through."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QWidget

from desktop_sync.bootstrap.paths import guide_folder, package_folder
from desktop_sync.gui import language
from desktop_sync.gui.guide.opener import opener, with_guide
from desktop_sync.gui.guide.shelf import Shelf, resolved
from desktop_sync.gui.guide.topics import CONTENTS, DIALOGS, PLACES, STEPS, topic_of
from desktop_sync.gui.guide.window import GuideWindow
from desktop_sync.gui.language import Language
from desktop_sync.gui.places import Place
from desktop_sync.gui.theme import Scheme, tokens

LANGUAGES = {"en": (Language.ENGLISH, "en_GB"), "de": (Language.GERMAN, "de_DE")}


@pytest.fixture
def spoken(request, qapp):
    """The window's language."""
    choice, system = LANGUAGES[request.param]
    installed = language.install(qapp, choice, QLocale(system))
    yield request.param
    language.remove(qapp, installed)


@pytest.fixture
def read():
    """What the guide shows, after F1 in a window."""
    yield lambda: opener().window
    opener().close()


@pytest.fixture
def guide(qtbot, theme) -> GuideWindow:
    """The guide in English, with nothing around it."""
    made = GuideWindow(Shelf(guide_folder() / "en"))
    qtbot.addWidget(made)
    made.show_page(CONTENTS)
    made.show()
    return made


def f1(window, bot) -> None:
    """The key, in a window that is in front."""

    def in_front() -> bool:
        window.activateWindow()  # again and again: not heard before it is drawn
        return window.isActiveWindow()

    bot.waitUntil(in_front, timeout=20_000)
    bot.keyClick(window, Qt.Key.Key_F1)


# ---- F1
@pytest.mark.parametrize("spoken", LANGUAGES, indirect=True)
def test_f1_opens_the_page_of_each_place(spoken, shown, read, qtbot):
    for place in Place:
        if place is Place.EDITOR:
            continue
        shown.page(place)
        f1(shown.window, qtbot)
        assert read().page == PLACES[place]
        assert read().shelf.folder == guide_folder() / spoken
        assert read().isVisible()


@pytest.mark.parametrize("spoken", ["de"], indirect=True)
@pytest.mark.parametrize("opening", ["show_log", "review", "_new_account"])
def test_f1_opens_the_page_of_a_dialog(spoken, opening, shown, read, qtbot):
    getattr(shown.window.deeds, opening)()
    dialog = shown.window.deeds.dialogs[-1]
    f1(dialog, qtbot)
    assert read().page == DIALOGS[type(dialog).__name__]
    assert read().shelf.folder == guide_folder() / spoken


def test_f1_opens_the_page_of_a_step(shown, read, qtbot):
    shown.window.deeds.edit(None)
    wizard = shown.window.deeds.dialogs[-1]
    shown.until(lambda: wizard.flow is not None)
    for at, page in enumerate(wizard.pages):
        wizard.stack.setCurrentIndex(at)
        assert topic_of(wizard) == STEPS[type(page).__name__]
    f1(wizard, qtbot)
    assert read().page == STEPS["PreviewPage"]


def test_the_account_that_is_being_made_has_the_page_of_its_system(shown, read, qtbot):
    shown.window.deeds._new_account()
    wizard = shown.window.deeds.dialogs[-1]
    shown.until(lambda: wizard.flow is not None)
    kind = wizard.flow.kinds[0].kind
    wizard.kind_page.choose(kind)
    wizard.forward()
    f1(wizard, qtbot)
    assert read().page == f"connectors/{kind}.md"


def test_the_question_mark_and_the_menu_open_it_too(shown, read):
    shown.page(Place.CONFLICTS).header.guide.click()
    assert read().page == "conflicts.md"
    shown.window.actions_by_name["contents"].trigger()
    assert read().page == CONTENTS
    shown.page(Place.SETTINGS)
    shown.window.actions_by_name["guide"].trigger()
    assert read().page == "settings.md"


def test_every_place_dialog_and_step_has_a_page_in_each_language():
    assert set(PLACES) == set(Place)
    wanted = {*PLACES.values(), *DIALOGS.values(), *STEPS.values()}
    for code in LANGUAGES:
        assert wanted <= {one.path for one in Shelf(guide_folder() / code).pages}
    assert set(DIALOGS) == _dialogs() - {"ConfirmDialog", "WizardDialog"}, "those ask one thing, or are shown by others"


def _dialogs() -> set[str]:
    found = set()
    for file in (package_folder() / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and {ast.unparse(one) for one in node.bases} & {
                "QDialog",
                "WizardDialog",
            }:
                found.add(node.name)
    return found


def test_every_dialog_is_opened_with_its_key():
    for file in (package_folder() / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "open":
                owner = ast.unparse(node.func.value)
                if owner in {"dialog", "wizard"}:
                    assert file.name in {"builder_pages.py", "account_pages.py", "webhooks_form.py"}, (
                        f"{file.name}: a dialog without F1"
                    )


def test_every_dialog_has_a_question_mark():
    """From `foot`; a wizard has its own foot, and of the conflict dialog the head has it: its foot is full of decisions."""
    for file in (package_folder() / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and "QDialog" in {ast.unparse(one) for one in node.bases}:
                calls = {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
                assert node.name == "ConfirmDialog" or calls & {"foot", "question_mark", "Head"}, node.name


def test_a_window_that_nobody_knows_has_the_contents(qtbot, theme, read):
    dialog = with_guide(QDialog())
    qtbot.addWidget(dialog)
    assert topic_of(dialog) == topic_of(QWidget()) == CONTENTS


def test_a_dialog_in_front_does_not_keep_from_reading(shown, read, qtbot):
    shown.window.deeds.show_log()
    f1(shown.window.deeds.dialogs[-1], qtbot)
    guide = read()
    assert guide.isVisible()
    assert guide.parent() is None, "or the dialog would block it"
    guide.contents_button.click()
    assert guide.page == CONTENTS
    assert shown.window.deeds.dialogs


# ---- reading
def test_links_lead_from_page_to_page_and_back(guide):
    guide.reader.wanted.emit("conflicts.md")
    guide.reader.wanted.emit("troubleshooting.md#a-value-keeps-changing-back")
    assert guide.page == "troubleshooting.md"
    assert guide.reader.textCursor().block().text() == "A value keeps changing back"
    guide.back_button.click()
    assert guide.page == "conflicts.md"
    guide.back_button.click()
    assert guide.page == CONTENTS
    assert not guide.back_button.isEnabled()
    guide.forward_button.click()
    guide.forward_button.click()
    assert guide.page == "troubleshooting.md"
    assert not guide.forward_button.isEnabled()
    guide.contents_button.click()
    assert guide.page == CONTENTS


def test_links_of_pages_in_a_folder_and_out_of_the_guide(guide):
    guide.reader.wanted.emit("connectors.md")
    guide.reader.wanted.emit("connectors/zendesk.md")
    guide.reader.wanted.emit("../schedules-and-webhooks.md")
    assert guide.page == "schedules-and-webhooks.md"
    assert resolved("connectors/zendesk.md", "../sync-file.md#x") == ("sync-file.md", "x")
    guide.reader.wanted.emit("../../PROMISES.md")
    assert "Promises" in guide.reader.toPlainText().splitlines()[0] or guide.page == "../../PROMISES.md"
    before = guide.page
    guide.reader.wanted.emit("nowhere.md")
    assert guide.page == before


def test_links_to_other_places_go_to_the_browser(guide):
    opened = []
    guide.reader.open_outside = opened.append
    guide.reader.anchorClicked.emit(QUrl("https://docs.example.org/x"))
    guide.reader.anchorClicked.emit(QUrl("conflicts.md"))
    assert opened == [QUrl("https://docs.example.org/x")]
    assert guide.page == "conflicts.md"


def test_the_list_shows_the_page_and_leads_to_others(guide):
    guide.show_page("lenses.md")
    assert guide.list.currentItem().text().strip() == "Lenses"
    item = next(guide.list.item(at) for at in range(guide.list.count()) if "Zendesk" in guide.list.item(at).text())
    guide.list.itemClicked.emit(item)
    assert guide.page == "connectors/zendesk.md"


def test_search_over_all_pages(guide, qtbot):
    everything = guide.list.count()
    guide.find_box.setText("Idempotency rehearsal")
    qtbot.waitUntil(lambda: guide.list.count() == 0)
    assert "0" in guide.count.text()
    guide.find_box.setText("REHEARSAL copies")
    qtbot.waitUntil(lambda: guide.list.count() > 0)
    found = [guide.list.item(at) for at in range(guide.list.count())]
    assert all("\n" in one.text() for one in found)
    assert any("Getting started" in one.text() for one in found)
    guide.list.itemActivated.emit(found[0])
    assert guide.reader.textCursor().selectedText().casefold() == "rehearsal"
    guide.find_box.clear()
    qtbot.waitUntil(lambda: guide.list.count() == everything)


def test_pictures_are_shown_and_no_wider_than_the_page(guide):
    guide.show_page("conflicts.md")
    file = Path(guide.shelf.folder / "../images/en/conflict.png").resolve()
    kind = QTextDocument.ResourceType.ImageResource.value
    picture = guide.reader.loadResource(kind, QUrl.fromLocalFile(str(file)))
    assert not picture.isNull()
    assert picture.width() <= guide.reader.viewport().width()


def test_pictures_are_those_of_the_scheme(guide, theme, qtbot):
    guide.show_page("conflicts.md")
    kind = QTextDocument.ResourceType.ImageResource.value
    file = QUrl.fromLocalFile(str((guide.shelf.folder / "../images/en/conflict.png").resolve()))

    def brightness() -> float:
        return guide.reader.document().resource(kind, file).pixelColor(4, 4).lightnessF()

    assert brightness() > 0.8
    theme.choose(Scheme.DARK)
    try:
        qtbot.waitUntil(lambda: brightness() < 0.3)
    finally:
        theme.choose(Scheme.LIGHT)


def test_the_page_follows_light_and_dark(guide, theme, qtbot):
    guide.show_page("lenses.md")

    def ground() -> str:
        block = guide.reader.document().begin()
        while not block.text().startswith("[[field]]"):
            block = block.next()
        return block.blockFormat().background().color().name().upper()

    assert ground() == tokens().window.upper()
    light = ground()
    theme.choose(Scheme.DARK)
    try:
        qtbot.waitUntil(lambda: ground() == tokens().window.upper() != light)
    finally:
        theme.choose(Scheme.LIGHT)
