"""Makes `resources/i18n` anew: what there is to translate by Qt's lupdate, what the window loads by Qt's lrelease.

The .qm files are committed: then `pip install`, the frozen program and a clean clone need no Qt tool to speak German. A test
compares them with the .ts files.
"""

import json
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from . import harvest
from .paths import ROOT, say

FOLDER = ROOT / "resources" / "i18n"
PHRASES = FOLDER / "core_phrases.json"
LANGUAGES = ("de", "en")


def update(tools: Path) -> int:
    """Harvests, brings the .ts up to date (what is gone goes), makes the .qm. `tools`: where Qt's are. 0: nothing is left to translate."""
    FOLDER.mkdir(exist_ok=True)
    found = harvest.texts()
    write_phrases(found)
    with tempfile.TemporaryDirectory() as scratch:
        listing = Path(scratch) / "texts.py"
        listing.write_text(as_source(found), "utf-8")
        for code in LANGUAGES:
            plural = ["-pluralonly"] if code == "en" else []
            # no guesses from likely texts: they would pass for translations
            _run(tools / "pyside6-lupdate", "-no-obsolete", "-locations", "none", "-disable-heuristic", "similartext",
                 "-disable-heuristic", "sametext", *plural, "-source-language", "en", "-target-language", code,
                 str(listing), "-ts", str(ts_file(code)))  # fmt: skip
    release(tools, FOLDER)
    left = [one for code in LANGUAGES for one in unfinished(code)]
    for context, source in left:
        say(f"not translated: {context}: {source}")
    return 1 if left else 0


def write_phrases(found: dict[harvest.Text, str]) -> None:
    """The list by which the window knows the core's sentences."""
    PHRASES.write_text(f"{json.dumps(phrases(found), ensure_ascii=False, indent=0)}\n", "utf-8")


def phrases(found: dict[harvest.Text, str]) -> list[str]:
    """The core's sentences, in order."""
    return sorted(one.source for one in found if one.context == harvest.BELOW_CONTEXT)


def as_source(found: dict[harvest.Text, str]) -> str:
    """The texts as calls that lupdate reads without guessing: it takes a context from a class only when the receiver is `self`."""
    calls = []
    for one in sorted(found):
        comment = repr(one.comment) if one.comment else "None"
        count = ", 2" if one.counted else ""
        calls.append(f"QCoreApplication.translate({_quoted(one.context)}, {_quoted(one.source)}, {comment}{count})")
    return "\n".join(calls) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def release(tools: Path, out: Path) -> None:
    """Makes the .qm files in the folder `out`."""
    for code in LANGUAGES:
        _run(tools / "pyside6-lrelease", str(ts_file(code)), "-qm", str(out / f"desktop_sync_{code}.qm"), "-silent")


def ts_file(code: str) -> Path:
    """The translations of a language."""
    return FOLDER / f"desktop_sync_{code}.ts"


def messages(code: str) -> dict[harvest.Text, list[str]]:
    """What is translated: the text, and its forms; an unfinished one has none."""
    found: dict[harvest.Text, list[str]] = {}
    for context in ET.parse(ts_file(code)).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for one in context.iter("message"):
            key = harvest.Text(
                name, one.findtext("source", ""), one.findtext("comment", ""), counted=one.get("numerus") == "yes"
            )
            told = one.find("translation")
            assert told is not None
            forms = [form.text or "" for form in told.iter("numerusform")] if key.counted else [told.text or ""]
            found[key] = [] if told.get("type") else forms
    return found


def unfinished(code: str) -> list[tuple[str, str]]:
    """Context and text of what has no translation yet, or only some of its forms."""
    return [(key.context, key.source) for key, forms in messages(code).items() if not forms or not all(forms)]


def _run(*command: str | Path) -> None:
    done = subprocess.run([str(one) for one in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")
