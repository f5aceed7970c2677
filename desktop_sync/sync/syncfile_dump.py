"""A definition as the text of a sync file; what has its usual value is left out."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from desktop_sync.model.mapping import NO_CHECK, BlankRule, Direction, FieldLink, FirstRun
from desktop_sync.model.sync import Archive, DeletePolicy, Duplicates, Guard, Rules, SideSpec, SyncDefinition, Trigger
from desktop_sync.sync.limits import limit_text, span_text
from desktop_sync.sync.syncfile_check import check_table

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def dump(definition: SyncDefinition) -> str:
    """The file's text; `parse(dump(d)) == d`."""
    blocks = [
        [f"name = {_text(definition.name)}"],
        ["[a]", *_side(definition.a)],
        ["[b]", *_side(definition.b)],
        _match(definition),
        *(["[[field]]", *_field(link)] for link in definition.fields),
        _rules(definition.rules),
        _guard(definition.guard),
        _trigger(definition.trigger),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _text(text: str) -> str:
    made = "".join(
        _ESCAPES.get(letter) or (f"\\u{ord(letter):04X}" if ord(letter) < 32 or ord(letter) == 127 else letter)
        for letter in text
    )
    return f'"{made}"'


def toml_key(name: str) -> str:
    """A key, in quotes where it needs them."""
    bare = name and name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else _text(name)


def toml_value(value: Any) -> str:
    """A value in TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, StrEnum | str):
        return _text(str(value))
    if isinstance(value, Mapping):
        inner = ", ".join(f"{toml_key(key)} = {toml_value(one)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_value(one) for one in value)}]"
    return str(value)


def _side(side: SideSpec) -> list[str]:
    rows = [f"account = {_text(side.account)}", f"table = {_text(side.table)}"]
    if side.filter:
        rows.append(f"filter = {_text(side.filter)}")
    elif side.where:
        parts = [{"field": name, "is": value} for name, value in side.where]
        rows.append(f"filter = {toml_value(parts[0] if len(parts) == 1 else parts)}")
    if side.cursor:
        rows.append(f"cursor = {_text(side.cursor)}")
    return rows


def _match(definition: SyncDefinition) -> list[str]:
    rows = []
    if definition.match_keys:
        rows.append(f"keys = {toml_value(definition.match_keys)}")
    if definition.first_run is not FirstRun.ASK:
        rows.append(f"first_run = {toml_value(definition.first_run)}")
    if definition.duplicates is not Duplicates.HOLD:
        rows.append(f"duplicates = {toml_value(definition.duplicates)}")
    return ["[match]", *rows] if rows else []


def _field(link: FieldLink) -> list[str]:
    rows = []
    if link.name != (link.a or link.b or ("",))[0]:
        rows.append(f"name = {_text(link.name)}")
    for side, names in (("a", link.a), ("b", link.b)):
        if names:
            rows.append(f"{side} = {toml_value(names[0] if len(names) == 1 else names)}")
    if link.lens.name:
        spec = link.lens
        rows.append(f"lens = {toml_value({spec.name: spec.params} if spec.params else spec.name)}")
    if link.direction is not Direction.BOTH:
        rows.append(f"direction = {toml_value(link.direction)}")
    if link.conflict is not None:
        rows.append(f"conflict = {toml_value(link.conflict)}")
    if link.blank is not BlankRule.VALUE:
        rows.append(f"blank = {toml_value(link.blank)}")
    rows += [f"{key} = true" for key, on in (("required", link.required), ("sensitive", link.sensitive)) if on]
    if link.check != NO_CHECK:
        rows.append(f"check = {toml_value(check_table(link.check))}")
    return rows


def _rules(rules: Rules) -> list[str]:
    usual = Rules()
    rows = []
    if rules.conflict is not usual.conflict:
        rows.append(f"conflict = {toml_value(rules.conflict)}")
    deletes = {"a_to_b": rules.a_to_b, "b_to_a": rules.b_to_a}
    if any(policy is not DeletePolicy.IGNORE for policy in deletes.values()):
        rows.append(f"deletes = {toml_value(deletes)}")
    archive = {side: {"field": one.field, "value": one.value} for side, one in _archives(rules) if one is not None}
    if archive:
        rows.append(f"archive = {toml_value(archive)}")
    return ["[rules]", *rows] if rows else []


def _archives(rules: Rules) -> tuple[tuple[str, Archive | None], ...]:
    return (("a", rules.archive_a), ("b", rules.archive_b))


def _guard(guard: Guard) -> list[str]:
    usual = Guard()
    names = ("max_deletes", "max_updates", "max_blanks", "max_same")
    rows = [
        f"{name} = {limit_text(getattr(guard, name))}" for name in names if getattr(guard, name) != getattr(usual, name)
    ]
    return ["[guard]", *rows] if rows else []


def _trigger(trigger: Trigger) -> list[str]:
    rows = []
    if trigger.every_s:
        rows.append(f"every = {_text(span_text(trigger.every_s))}")
    if trigger.at:
        rows.append(f"at = {toml_value(trigger.at)}")
    if trigger.on_change:
        rows.append("on_change = true")
    if trigger.settle_s:
        rows.append(f"settle = {_text(span_text(trigger.settle_s))}")
    rows.extend(
        f"{key} = {toml_value(texts)}" for key, texts in (("hours", trigger.hours), ("quiet", trigger.quiet)) if texts
    )
    if trigger.zone:
        rows.append(f"zone = {_text(trigger.zone)}")
    return ["[trigger]", *rows] if rows else []
