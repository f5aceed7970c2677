"""Step 7, validate, for the target's schema: what it says against values, before they are sent."""

from collections.abc import Mapping

from desktop_sync.engine.context import RunContext
from desktop_sync.model.record import Side
from desktop_sync.model.values import Value
from desktop_sync.sync import validation


def invalid_fields(ctx: RunContext, side: Side, values: Mapping[str, Value], *, create: bool) -> dict[str, str]:
    """What the target's schema says against the values, by shared field name ("" where no mapped field is to blame)."""
    found = validation.problems(values, ctx.open_side(side).schema, create=create)
    if not found:
        return {}
    owner = {name: one.name for one in ctx.mapping.fields for name in (one.link.a if side == "a" else one.link.b)}
    return {owner.get(name, ""): f"{name}: {text}" for name, text in found.items()}
