"""Fixed values and rules of a link, as pure edits: a field that gets one and the same value, and who wins. No Qt."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from desktop_sync.gui.mapper.links import Edited, Links, Refused, Tables, change, links_at, shared_name
from desktop_sync.gui.text import tr
from desktop_sync.model.mapping import ConflictRule, Direction, FieldLink, LensSpec
from desktop_sync.model.record import Record, Side
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import MISSING, Missing, Value, is_blank

_EMPTY: dict[FieldType, object] = {
    FieldType.BOOLEAN: False,
    FieldType.INTEGER: 0,
    FieldType.FLOAT: 0,
    FieldType.DECIMAL: "0",
    FieldType.DATE: "2000-01-01",
    FieldType.TIME: "00:00",
    FieldType.DATETIME: "2000-01-01T00:00:00+00:00",
}


def can_fix(links: Links, side: Side, name: str, tables: Tables) -> bool:
    """Whether a fixed value can be written to the field: nothing else writes it, and it may be written."""
    field = tables.field(side, name)
    return field is not None and not field.read_only and not links_at(links, side, name)


def fix(links: Links, side: Side, name: str, record: Record | None, tables: Tables) -> Edited | Refused:
    """Write a fixed value to the field; to begin with the one that `record`, the sample shown, has there."""
    field = tables.field(side, name)
    if field is None:
        return Refused(tr("The table no longer has this field."))
    label = tables.label(side, name)
    if field.read_only:
        return Refused(tr("“%1” is read-only; nothing can be written to it.").replace("%1", label))
    if links_at(links, side, name):
        return Refused(tr("“%1” is linked already. Remove that link first.").replace("%1", label))
    link = FieldLink(
        name=shared_name(links, name),
        a=(name,) if side == "a" else (),
        b=(name,) if side == "b" else (),
        lens=LensSpec("constant", {"value": _first_value(field, record)}),
        direction=Direction.B_TO_A if side == "a" else Direction.A_TO_B,
    )
    return Edited((*links, link), len(links), tr("Fixed value for %1").replace("%1", label))


def rule(links: Links, at: int, who: ConflictRule | None, tables: Tables) -> Edited:
    """What happens when both sides changed the link's field; None: as the sync says."""
    return change(links, at, replace(links[at], conflict=who), tables)


def _first_value(field: Field, record: Record | None) -> object:
    found: Value | Missing = record.values.get(field.name, MISSING) if record is not None else MISSING
    if isinstance(found, Missing) or is_blank(found) or isinstance(found, bytes | tuple):
        return field.choices[0].value if field.choices else _EMPTY.get(field.type, "")
    if isinstance(found, Decimal | dt.date | dt.time):
        return found.isoformat() if not isinstance(found, Decimal) else str(found)
    return found


def rules(tables: Tables) -> dict[ConflictRule | None, str]:
    """The rules in words, for menus."""
    return {
        None: tr("As the sync’s rules say"),
        ConflictRule.NEWEST: tr("The newer change wins"),
        ConflictRule.A: tr("%1 wins").replace("%1", tables.system("a")),
        ConflictRule.B: tr("%1 wins").replace("%1", tables.system("b")),
        ConflictRule.ASK: tr("Ask me"),
    }


def rule_mark(link: FieldLink, tables: Tables) -> str:
    """A link's own rule on its pill: “newest wins”; "" where it has none, or nothing can conflict."""
    if link.conflict is None or link.direction is not Direction.BOTH:
        return ""
    if link.conflict is ConflictRule.NEWEST:
        return tr("newest wins")
    if link.conflict is ConflictRule.ASK:
        return tr("asks")
    return tr("%1 wins").replace("%1", tables.system("a" if link.conflict is ConflictRule.A else "b"))
