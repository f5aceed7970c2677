"""The support bundle: what somebody who helps needs to know of a workspace, in one ZIP file that can be mailed as it is.

Nothing of a record is in it, no secret, no address, and no name of a person's folder: only what this module picks by name. Where a text
could hold more (the log, a finding), what stands in quotation marks or looks like an address is blanked. A test puts values everywhere
and finds none.
"""

import importlib
import io
import json
import os
import platform
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_sync import __version__
from desktop_sync.bootstrap.files import write_whole
from desktop_sync.bootstrap.logs import redacted
from desktop_sync.bootstrap.paths import log_file
from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.record import SIDES
from desktop_sync.model.report import Finding

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.model.mapping import FieldLink
    from desktop_sync.model.report import RunReport
    from desktop_sync.model.sync import SyncDefinition

LINES = 3_000
"""Of the log: the newest."""
RUNS = 50
LIBRARIES = (
    "cryptography", "keyring", "orjson", "peewee", "psycopg", "pymysql", "pyside6-essentials", "requests", "sqlcipher3",
)  # fmt: skip
BLANK = "…"
_LINE = re.compile(r"^(\S+Z) (DEBUG|INFO|WARNING|ERROR|CRITICAL) (\S+) ([\w.]+): (.*)$")
_PLACE = re.compile(r'^\s*File "[^"]*?((?:desktop_sync|site-packages)[^"]*)", line (\d+), in (\S+)')
_QUOTED = re.compile(r"“[^”]*”|„[^“]*“|‘[^’]*’|\"[^\"]*\"|'[^']*'|«[^»]*»")
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://\S+|\S+@\S+|(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?", re.IGNORECASE)
_PATH = re.compile(r"(?:[A-Za-z]:)?[\\/][^\s:;,]+")
README = """\
What is in here: versions, what `doctor` found, settings, how each sync is set up (kinds of systems, tables, fields, lenses, rules),
how its runs ended, how many records are set aside and why, and the newest lines of the log. What is not: values of records, passwords,
keys, tokens, addresses, mails. Look through it before you send it: each file is text.
"""


def write_bundle(services: "Services", file: Path) -> Sequence[str]:
    """Write the bundle; the names of what is in it. Asks every system, as `doctor` does. Raises UsageError."""
    parts = {"README.txt": README, **{f"{name}.json": _json(data) for name, data in _data(services).items()}}
    parts["log.txt"] = "\n".join(log_lines(services.folder)) + "\n"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    write_whole(file, target.getvalue())
    return tuple(parts)


def _data(services: "Services") -> Mapping[str, Any]:
    return {
        "versions": versions(),
        "doctor": [_finding(one) for one in services.doctor.check()],
        "settings": _settings(services),
        "accounts": [
            {"name": one.name, "kind": one.kind, "settings": sorted(one.settings), "secrets": sorted(one.secret_keys)}
            for one in services.accounts.list()
        ],
        "syncs": [_sync(services, one.name, one.state) for one in services.syncs.statuses()],
        "runs": [_run(one) for one in services.review.runs(limit=RUNS)],
        "holds": _holds(services),
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"


def versions() -> Mapping[str, str]:
    """The program's, and those of what it stands on."""
    found = {"desktop-sync": __version__, "python": platform.python_version(), "system": platform.platform()}
    found["packed"] = str(bool(getattr(sys, "frozen", False)))
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = _told(name)
    return found


def _told(name: str) -> str:
    """In the self-contained program only some libraries have their metadata along."""
    try:
        module = importlib.import_module(name.replace("-", "_"))
    except ImportError:
        return "?"
    return str(getattr(module, "__version__", "?"))


def plain(text: str) -> str:
    """The text without what somebody may have typed: quotations, addresses, places on the disk, secrets."""
    text = redacted(text)
    for pattern in (_QUOTED, _ADDRESS, _PATH):
        text = pattern.sub(BLANK, text)
    return text


def _finding(one: Finding) -> Mapping[str, Any]:
    return {"subject": one.subject, "ok": one.ok, "message": plain(one.message), "remedy": plain(one.remedy)}


def _settings(services: "Services") -> Mapping[str, Any]:
    from desktop_sync.engine.metered import KEY

    return {**services.retention.values(), KEY: services.settings.get(KEY, "")}


def _sync(services: "Services", name: str, state: str) -> Mapping[str, Any]:
    stored = services.syncs.get(name)
    definition = stored.definition
    return {
        "name": name,
        "state": str(state),
        "paired": stored.paired,
        "last_full_at": stored.last_full_at,
        "sides": {side: _side(services, definition, side) for side in SIDES},
        "match_keys": definition.match_keys,
        "first_run": definition.first_run,
        "conflict": definition.rules.conflict,
        "deletes": {"a_to_b": definition.rules.a_to_b, "b_to_a": definition.rules.b_to_a},
        "guard": asdict(definition.guard),
        "trigger": asdict(definition.trigger),
        "duplicates": definition.duplicates,
        "fields": [_field(one) for one in definition.fields],
    }


def _field(one: "FieldLink") -> Mapping[str, Any]:
    """A lens by its name and how many parameters it has: choices and fixed values are the user's."""
    return {
        "name": one.name,
        "a": one.a,
        "b": one.b,
        "lens": one.lens.name,
        "parameters": len(one.lens.params),
        "direction": one.direction,
        "conflict": one.conflict,
        "blank": one.blank,
        "required": one.required,
    }


def _side(services: "Services", definition: "SyncDefinition", side: Any) -> Mapping[str, Any]:
    spec = definition.side(side)
    told = {
        "account": spec.account,
        "table": spec.table,
        "filtered": bool(spec.filter or spec.where),
        "cursor": bool(spec.cursor),
    }
    try:
        schema = services.accounts.schema(spec.account, spec.table)
    except DesktopSyncError as error:
        return {**told, "schema": error.title}
    return {**told, "schema": [_column(one) for one in schema.fields]}


def _column(field: Any) -> Mapping[str, Any]:
    told = {
        key: getattr(field, key)
        for key in ("name", "type", "required", "read_only", "max_length", "reference")
        if hasattr(field, key)
    }
    return {**told, "choices": len(getattr(field, "choices", ()) or ())}


def _run(run: "RunReport") -> Mapping[str, Any]:
    keys = (
        "id",
        "sync",
        "kind",
        "status",
        "started_at",
        "seconds",
        "conflicts",
        "holds",
        "calls_a",
        "calls_b",
        "full",
        "error_kind",
    )
    counts = {str(side): asdict(getattr(run, side)) for side in SIDES}
    return {**{key: getattr(run, key) for key in keys}, **counts, "error": plain(run.error)}


def _holds(services: "Services") -> Sequence[Mapping[str, Any]]:
    """How many of each cause, by sync and field."""
    counted = Counter(
        (services.review.sync_name(one.sync_id), one.code, one.side, one.field) for one in services.review.holds()
    )
    return [
        {"sync": sync, "code": code, "side": side, "field": field, "count": count}
        for (sync, code, side, field), count in counted.items()
    ]


def log_lines(folder: Path) -> Sequence[str]:
    """The newest lines of the workspace's log, each without what could be a value; the older file before the newer one."""
    file = log_file(folder)
    lines: list[str] = []
    for one in (file.with_name(f"{file.name}.1"), file):
        if one.exists():
            lines += one.read_text("utf-8", "replace").splitlines()
    return list(_known(lines[-LINES:]))


def _known(lines: Sequence[str]) -> Iterator[str]:
    """Lines in a form of ours; of others nothing is said but that they were there."""
    for line in lines:
        if told := _LINE.match(line):
            at, level, _thread, logger, message = told.groups()
            yield f"{at} {level} {logger}: {plain(message)}"
        elif place := _PLACE.match(line):
            yield f"    {place[1].replace(os.sep, '/')}:{place[2]} {place[3]}"
        else:
            yield f"    {BLANK}"
