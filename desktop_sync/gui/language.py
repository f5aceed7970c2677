"""The language of the window: the system's, or the one chosen in the settings. It holds from the next start.

The choice rests beside the store, in a file of its own: it is needed before the store is opened, and when it can't be.
"""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from desktop_sync.bootstrap.paths import resources_folder
from desktop_sync.gui import phrases
from desktop_sync.gui.text import locale

FILE = "language"


class Language(StrEnum):
    """What can be chosen; the codes are Qt's."""

    SYSTEM = ""
    ENGLISH = "en"
    GERMAN = "de"


def chosen(folder: Path | None) -> Language:
    """The choice of the workspace; the system's language where there is none, or none that is known."""
    try:
        written = (folder / FILE).read_text("utf-8").strip() if folder is not None else ""
    except (OSError, UnicodeDecodeError):
        return Language.SYSTEM
    return next((one for one in Language if one.value == written), Language.SYSTEM)


def choose(folder: Path, language: Language) -> None:
    """Keep the choice. Raises OSError."""
    (folder / FILE).write_text(f"{language.value}\n", "utf-8")


def spoken(language: Language, system: QLocale) -> QLocale:
    """How words, numbers and times are written: as the system does where it speaks the language, else as at home.

    A system in a language that the program does not speak keeps its numbers, and gets English words.
    """
    if language is Language.SYSTEM or QLocale(language.value).language() == system.language():
        return system
    if language is Language.ENGLISH:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(language.value)


def install(application: QCoreApplication, language: Language, system: QLocale | None = None) -> list[QTranslator]:
    """From now on the program speaks so; to be called before the first window. Returns what `remove` takes away again."""
    place = spoken(language, system or QLocale.system())
    if place.language() != QLocale.Language.C:
        QLocale.setDefault(place)
    locale.cache_clear()
    installed = []
    for folder, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase"),
        (str(resources_folder() / "i18n"), "desktop_sync"),
    ):
        translator = QTranslator(application)
        if translator.load(place, name, "_", folder):
            application.installTranslator(translator)
            installed.append(translator)
    if not any(_is_ours(one) for one in installed):
        installed += _english(application)
    phrases.forget()
    return installed


def remove(application: QCoreApplication, installed: list[QTranslator]) -> None:
    """Back to the texts of the source."""
    for translator in installed:
        application.removeTranslator(translator)
        QObject.deleteLater(translator)
    QLocale.setDefault(QLocale.c())
    locale.cache_clear()
    phrases.forget()


def _is_ours(translator: QTranslator) -> bool:
    return "desktop_sync" in translator.filePath()


def _english(application: QCoreApplication) -> list[QTranslator]:
    """The plurals of the source's own language, for a system that speaks another one."""
    translator = QTranslator(application)
    if not translator.load(str(resources_folder() / "i18n" / "desktop_sync_en.qm")):
        return []
    application.installTranslator(translator)
    return [translator]
