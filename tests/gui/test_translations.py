"""The program in English and German: nothing is left out, and what the core says is said in the user's language."""

import ast
import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from desktop_sync.bootstrap.paths import resources_folder
from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.engine.sync_words import conflict_words, first_run_words
from desktop_sync.engine.templates import read_templates
from desktop_sync.gui import language, phrases
from desktop_sync.gui.language import Language, choose, chosen, install, remove, spoken
from desktop_sync.gui.mapper.params import in_systems
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import ago, day, days_heard, days_said, number, tr, value_words
from desktop_sync.model.mapping import ConflictRule, FirstRun

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

from devlib import harvest, shown, translations  # noqa: E402 - packaging/ is no package

OWN_KINDS = ("sql", "files", "tryton", "odoo", "carddav", "rest")
GAP = re.compile(r"\{\w+\}|%L?n|%\d")
WINDOW = sorted((ROOT / "desktop_sync" / "gui").rglob("*.py"))
NOT_TRANSLATED = {
    "Desktop Sync": "the name of the program",
    "Desktop Sync ({number})": "the name of the program",
    "Desktop Sync: {words}": "the name of the program",
    "Desktop Sync {version}\n\n{tr}": "the name of the program",
    "English": "languages are named in themselves",
    "Deutsch": "languages are named in themselves",
    "{day} at {time}": "a key of the phrases",
    "{round} min": "a unit",
    "paired by hand": "words of the engine, to compare with",
    "left on its own by hand": "words of the engine, to compare with",
    "sign in": "words of the engine, to compare with",
    "signed in": "words of the engine, to compare with",
    "the entry for starting at sign-in could not be written": "an error of the tree, said where it is shown",
    "Look whether your settings’ folder may be written to.": "an error of the tree, said where it is shown",
    "the choice of the language could not be written": "an error of the tree, said where it is shown",
    "Look whether the workspace’s folder may be written to.": "an error of the tree, said where it is shown",
    "2:1 or 1:2": "a key of the catalogue of lenses",
    "several:1 or 1:several": "a key of the catalogue of lenses",
    "1:0 or 0:1": "a key of the catalogue of lenses",
    "answers go to bound methods of QObjects only": "a mistake of the program's own",
    "sync\n{name}": "a key",
    "Space": "a key of the keyboard, for Qt",
    "Core": "a context",
    "Templates": "a context",
    "Fusion": "a style of Qt",
    "https://crm.example.org": "an example",
    "X-Requested-With=rest": "an example",
    'name="Trial"; email="trial@example.org"': "an example",
    **dict.fromkeys(
        ("owner@example.org", "smtp.example.org", "https://smee.io/…", "https://hooks.example.org"), "an example"
    ),
    **dict.fromkeys(("Syncs", "Accounts", "Conflicts", "Attention", "Activity", "Preview"), "a class"),
    **dict.fromkeys(("SettingsPage", "PairingPage"), "a class"),
    "Français": "languages are named in themselves",
}
"""What the window shows as it is, or does not show, and why."""


@pytest.fixture(scope="module")
def texts():
    return harvest.texts()


@pytest.fixture(scope="module")
def german():
    return translations.messages("de")


@pytest.fixture
def in_german(qapp):
    installed = install(qapp, Language.GERMAN, QLocale("en_US"))
    yield
    remove(qapp, installed)


# ---- complete
def test_every_text_is_in_the_file_and_nothing_that_is_gone(texts, german):
    assert set(german) == set(texts), "run `python3 packaging/dev.py translations`"


def test_nothing_is_left_to_translate():
    assert translations.unfinished("de") == []
    assert translations.unfinished("en") == []


def test_the_plurals_of_english_are_all_there(texts):
    counted = {one for one in texts if one.counted}
    assert set(translations.messages("en")) == counted
    for forms in translations.messages("en").values():
        assert len(forms) == 2


def test_translations_have_the_gaps_of_their_texts(german):
    wrong = [
        (text.source, form)
        for text, forms in german.items()
        for form in forms
        if sorted(GAP.findall(form)) != sorted(GAP.findall(text.source)) and not _says_one(text, forms, form)
    ]
    assert wrong == []


def _says_one(text, forms, form):
    """Whether it is the form for one, which need not say the number."""
    return text.counted and form is forms[0] and not GAP.findall(form)


def test_translations_keep_edges_ellipses_and_keys(german):
    wrong = []
    for text, forms in german.items():
        for form in forms:
            edges = [
                (one[:1].isspace(), one[-1:].isspace(), one.endswith("…"), len(re.findall(r"&\w", one)))
                for one in (text.source, form)
            ]
            if edges[0] != edges[1]:
                wrong.append((text.source, form))
    assert wrong == []


def test_german_quotes_and_no_straight_ones(german):
    assert [form for forms in german.values() for form in forms if re.search(r"[“][^„]*”|”", form)] == []


def test_the_keys_of_a_menu_differ(in_german, shown):
    for menu in [one.menu() for one in shown.window.menuBar().actions()]:
        keys = [re.search(r"&(\w)", action.text()) for action in menu.actions() if action.text()]
        letters = [found[1].casefold() for found in keys if found]
        assert len(letters) == len(set(letters)), [action.text() for action in menu.actions()]


def test_what_the_window_loads_is_made_from_these_files(tmp_path, texts):
    translations.release(Path(sys.executable).parent, tmp_path)
    for code in translations.LANGUAGES:
        name = f"desktop_sync_{code}.qm"
        made, kept = (tmp_path / name).read_bytes(), (translations.FOLDER / name).read_bytes()
        assert made == kept, "run `python3 packaging/dev.py translations`"
    assert phrases.sources() == translations.phrases(texts), "run `python3 packaging/dev.py translations`"


@pytest.mark.parametrize("file", WINDOW, ids=lambda one: one.relative_to(ROOT).as_posix())
def test_every_text_of_the_window_goes_through_tr(file):
    assert [one for one in shown.untranslated(file) if one[1] not in NOT_TRANSLATED] == []


@pytest.mark.parametrize("file", WINDOW, ids=lambda one: one.relative_to(ROOT).as_posix())
def test_tr_gets_a_text_that_can_be_found(file):
    """Not an f-string, which is another text each time; and `x.tr` only on `self`: its context is the class around it."""
    wrong = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or harvest.called(node) not in {"tr", "many", "later"}:
            continue
        if node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
            wrong.append((node.lineno, "no fixed text"))
        if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") != "self":
            wrong.append((node.lineno, "not on self"))
    assert wrong == []


# ---- the finder itself
def test_the_finder_sees_what_is_shown(tmp_path):
    file = tmp_path / "one.py"
    file.write_text(
        'def f(box, n):\n    """A docstring."""\n    box.setText("word")\n    box.setText(tr("translated"))\n'
        '    box.x = "Two words"\n    return f"{n} records left"\n',
        "utf-8",
    )
    assert sorted(shown.untranslated(file)) == [(3, "word"), (5, "Two words"), (6, "{n} records left")]


INVENTED = """
from desktop_sync.gui.words import FORMS
LABELS = {1: "agreed", 2: "waiting"}
MARKED = {1: later("Failed since Monday")}
PAIRS = (("a", "first"), ("b", "second"))
MIXED = {1: tr("Paused"), 2: "running"}
KEYS = {1: "side_a", 2: "side_b"}
ROLES = ("text", "meta")

def show(box, at, words):
    box.setText(LABELS[at])
    box.setText(LABELS.get(at, "unknown"))
    box.setText(MARKED[at])
    box.setToolTip({True: "Two words", False: "none"}[at])
    box.setObjectName(KEYS[at])
    for key, name in PAIRS:
        box.addItem(name, key)
    for at, name in FORMS.items():
        box.addTab(box, name)
    shown = LABELS[at] if at else tr(MARKED[at])
    label(shown, ROLES[at])

class Heads:
    NAMES = {0: "sum"}
    def headerData(self, section):
        return self.NAMES[section]
"""


def test_the_finder_sees_what_stands_in_tables(tmp_path):
    """Single words in dicts and tuples, wherever they are shown; not the keys, the roles and what `tr` gets."""
    folder = tmp_path / "desktop_sync" / "gui"
    folder.mkdir(parents=True)
    (folder / "words.py").write_text('FORMS = {1: "whole", 2: "half"}\n', "utf-8")
    (folder / "one.py").write_text(INVENTED, "utf-8")
    found = {text for _, text in shown.untranslated(folder / "one.py")}
    assert found == {
        *("agreed", "waiting", "unknown", "Failed since Monday", "first", "second", "running"),
        *("Two words", "none", "whole", "half", "sum"),
    }


def test_the_harvest_takes_a_whole_table_of_words_and_sentences_that_name_sql():
    tree = ast.parse('A = {1: "phone numbers", 2: "dates"}\nB = {"kind": "dates"}\n')
    assert [text for text, _ in harvest.templates(tree)] == ["phone numbers", "dates"]
    assert harvest.is_loud("SELECT name FROM people")
    assert not harvest.is_loud("Grant it SELECT on the table.")


def test_the_harvest_makes_templates():
    tree = ast.parse("f\"{a.count:,} {'record' if one else 'records'} of {b}\"\nlog.info(\"not this one\")\n")
    assert [text for text, _ in harvest.templates(tree)] == ["{count} record of {b}", "{count} records of {b}"]


# ---- in German
def test_the_window_speaks_german(in_german):
    assert tr("just now") == "gerade eben"
    assert number(1240) == "1.240"
    assert day(dt.date(2026, 3, 14), dt.date(2026, 5, 1)) == "14. März"
    now = dt.datetime(2026, 3, 27, 12, tzinfo=dt.UTC)
    assert ago(now - dt.timedelta(minutes=5), now) == "vor 5 Minuten"
    assert value_words(True) == "ja"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("changed in A", "in A geändert"),
        ("Changed in A.", "In A geändert."),
        ("12 of 9,800 records would be deleted in shop", "12 von 9.800 Datensätzen würden in shop gelöscht"),
        ("“name” is required and would be blank.", "„name“ ist Pflicht und würde leer."),
        ("“changed in A” is read-only", "“changed in A” ist schreibgeschützt"),
        ("shop: The sign-in was refused.", "shop: Die Anmeldung wurde abgelehnt."),
        ("there is no sync “Kunden” Did you mean “Kunde”?", "there is no sync “Kunden” Did you mean “Kunde”?"),
        ("", ""),
        ("Lena Groß · lena@example.org", "Lena Groß · lena@example.org"),
    ],
)  # fmt: skip
def test_the_cores_sentences_are_said_in_german(in_german, english, german):
    assert said(english) == german


OPEN = {"{day} at {time}", "{place}, row {header}", "{x} by {name}"}
"""They fit nearly everything, so that they are never recognised alone: better a sentence in English than one that is half of each."""


def test_each_sentence_is_recognised_whatever_its_values(in_german):
    """None is taken for another one, and no value is cut where it must not be."""
    gap = re.compile(r"\{(\w+)\}")
    for source in phrases.sources():
        names = list(dict.fromkeys(gap.findall(source)))
        values = {name: f"Zeta{at} Q{at}" for at, name in enumerate(names)}
        values |= dict.fromkeys(re.findall(r"\}\{(\w+)", source), "")  # more of a sentence, where there is more
        expected = QCoreApplication.translate("Core", source)
        made = [gap.sub(lambda one, values=values: values[one[1]], text) for text in (source, expected)]
        if source not in OPEN:
            assert said(made[0]) == made[1], source


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (
            "“name”: a new text is cut into its parts by rule; look at the first ones.",
            "„name“: ein neuer Text wird nach einer Regel in seine Teile zerlegt; sehen Sie die ersten an.",
        ),
        (
            (
                "Not written by a sync: it was entered in the system itself by Lena on 2026-11-30 at 07:37 UTC; "
                "run 3 carried it to price list · prices on 2026-11-30 at 07:38 UTC."
            ),
            (
                "Von keinem Abgleich geschrieben: Es wurde im System selbst eingegeben von Lena am 2026-11-30 um 07:37 UTC; "
                "Lauf 3 hat es nach price list · prices übertragen am 2026-11-30 um 07:38 UTC."
            ),
        ),
        (
            (
                "'7' replaced '6' in run 3 on 2026-11-30 at 07:37 UTC: changed in A; from web shop · products P-1162, "
                "field stock, edited by Lena on 2026-11-30 at 07:37 UTC, through the lens text."
            ),
            (
                "'7' ersetzte '6' in Lauf 3 am 2026-11-30 um 07:37 UTC: in A geändert; aus web shop · products P-1162, "
                "Feld stock, geändert von Lena am 2026-11-30 um 07:37 UTC, durch die Umwandlung Text."
            ),
        ),
        (
            "“status” of the table “tickets” (A) is gone",  # shown without the full stop that the core gives it
            "„status“ der Tabelle „tickets“ (A) gibt es nicht mehr",
        ),
        ("nobody knows this sentence by heart; nor this one", "nobody knows this sentence by heart; nor this one"),
    ],
)
def test_no_sentence_is_half_of_each(in_german, english, german):
    assert said(english) == german


def test_what_the_engine_makes_is_recognised(in_german):
    made = [conflict_words(rule, "shop", "office") for rule in ConflictRule]
    made += [first_run_words(rule, "shop", "office") for rule in FirstRun]
    assert all(said(one) != one for one in made)
    assert said(made[2]) == "office gilt; die Änderung in shop bleibt im Verlauf."


def test_what_a_connector_says_of_itself_is_said_in_german(in_german):
    """Its name and summary, what it can and can't, how it was tried, and what an account is asked for: nothing is left in English."""
    known = set(phrases.sources())
    for info in [one for one in Registry().kinds() if one.kind in {*bundled_manifests(), *OWN_KINDS}]:
        asked = [text for one in info.settings for text in (one.label, one.help)]
        told = [one for one in (info.label, info.summary, info.proof, *info.features, *info.cannot, *asked) if one]
        assert [text for text in told if text not in known and said(text) == text] == [], info.kind
        assert all(said(text) != text for text in (info.summary, *info.features, *info.cannot)), info.kind


def test_what_a_template_says_of_itself_is_said_in_german(in_german):
    files = sorted((resources_folder() / "templates").glob("*.toml"))
    for one in read_templates({file.stem: file.read_text("utf-8") for file in files}).values():
        told = {one.label, one.summary, one.a.what, one.b.what} - {"tickets"}
        assert {text for text in told if phrases.of_template(text) == text} == set(), one.id


def test_the_days_of_a_schedule_are_typed_as_at_home_and_kept_as_everywhere(in_german):
    assert days_said("Mon-Fri 07:30, 18:00; Sat,Sun 09:00") == "Mo-Fr 07:30, 18:00; Sa,So 09:00"
    assert days_heard("Mo-Fr 07:30; di,Do 18:00; off") == "Mon-Fri 07:30; Tue,Thu 18:00; off"
    assert days_heard("Mon-Fri 07:30; Sonntag 8:00") == "Mon-Fri 07:30; Sonntag 8:00", "English days, too; no others"


def test_a_loss_names_its_system(qapp):
    system = {"a": "shop", "b": "office"}.__getitem__
    assert in_systems("“city”: A takes 60 characters at most.", system) == "“city”: shop takes 60 characters at most."
    assert in_systems("“limit”: B rounds to 2 decimals.", system) == "“limit”: office rounds to 2 decimals."
    assert in_systems("“name”: a new text is cut.", system) == "“name”: a new text is cut."
    assert in_systems("A list becomes a text.", system) == "A list becomes a text."


def test_in_english_nothing_is_looked_up(qapp):
    assert said("changed in A") == "changed in A"


# ---- the choice
def test_the_choice_is_kept_beside_the_store(tmp_path):
    assert chosen(tmp_path) is Language.SYSTEM
    assert chosen(None) is Language.SYSTEM
    choose(tmp_path, Language.GERMAN)
    assert chosen(tmp_path) is Language.GERMAN
    (tmp_path / language.FILE).write_text("kl\n", "utf-8")
    assert chosen(tmp_path) is Language.SYSTEM


@pytest.mark.parametrize(
    ("choice", "system", "spoken_as"),
    [
        (Language.SYSTEM, "de_AT", "de_AT"),
        (Language.GERMAN, "de_AT", "de_AT"),
        (Language.GERMAN, "en_US", "de_DE"),
        (Language.ENGLISH, "de_DE", "en_GB"),
        (Language.ENGLISH, "en_US", "en_US"),
        (Language.SYSTEM, "fr_FR", "fr_FR"),
    ],
)
def test_a_language_is_spoken_as_at_home(choice, system, spoken_as):
    assert spoken(choice, QLocale(system)).name() == spoken_as


def test_a_system_of_another_language_gets_english_words_and_its_own_numbers(qapp):
    installed = install(qapp, Language.SYSTEM, QLocale("fr_FR"))
    try:
        assert tr("just now") == "just now"
        assert number(1240) == QLocale("fr_FR").toString(1240)
    finally:
        remove(qapp, installed)


def test_qts_own_buttons_are_translated_too(in_german):
    from PySide6.QtWidgets import QDialogButtonBox

    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Close)
    assert {one.text().replace("&", "") for one in box.buttons()} == {"Abbrechen", "Schließen"}


def test_the_files_ship_with_the_program():
    listed = subprocess.run(
        ["git", "ls-files", "resources/i18n"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("no git here")
    have = {Path(one).name for one in listed.stdout.split()}
    assert {"desktop_sync_de.qm", "desktop_sync_en.qm", "desktop_sync_de.ts", phrases.FILE} <= have
    assert (resources_folder() / "i18n" / "desktop_sync_de.qm").is_file()
