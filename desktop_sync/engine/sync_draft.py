"""A sync that is not finished yet, as text for the settings: what was answered so far, at any point of the flow."""

from typing import Any

import orjson

from desktop_sync.engine.sync_flow import SyncAnswers, answers_of
from desktop_sync.errors import DefinitionError
from desktop_sync.model.record import SIDES
from desktop_sync.model.sync import SideSpec, SyncDefinition
from desktop_sync.sync import syncfile

KEY = "window.draft"
"""The setting that holds it; "": there is none."""


def draft_of(answers: SyncAnswers) -> str:
    """The answers as text; "" for none worth keeping."""
    if answers.a is None and answers.b is None:
        return ""
    kept: dict[str, Any] = {"name": answers.name}
    for side in SIDES:
        spec = answers.side(side)
        kept[side] = [spec.account, spec.table] if spec else None
    if answers.a is not None and answers.b is not None and answers.links:
        kept["file"] = syncfile.dump(
            SyncDefinition(
                answers.name or "?",
                answers.a,
                answers.b,
                answers.links,
                answers.match_keys,
                answers.first_run,
                answers.rules,
                answers.guard,
                answers.trigger,
                answers.duplicates,
            )
        )
    return orjson.dumps(kept).decode()


def answers_from(text: str) -> SyncAnswers | None:
    """The answers of a draft; None where there is none, or it can't be read any more."""
    try:
        kept = orjson.loads(text) if text else None
    except orjson.JSONDecodeError:
        return None
    if not isinstance(kept, dict):
        return None
    name = str(kept.get("name", ""))
    if file := kept.get("file"):
        found = syncfile.parse_or_none(str(file))
        if not isinstance(found, DefinitionError):
            answers = answers_of(found)
            return SyncAnswers(**{**_parts(answers), "name": name})
    a, b = (_spec(kept.get(side)) for side in SIDES)
    return None if a is None and b is None else SyncAnswers(name, a, b)


def _parts(answers: SyncAnswers) -> dict[str, Any]:
    return {name: getattr(answers, name) for name in SyncAnswers.__dataclass_fields__}


def _spec(kept: object) -> SideSpec | None:
    if isinstance(kept, list) and len(kept) == 2:
        return SideSpec(str(kept[0]), str(kept[1]))
    return None
