"""The shortest history that still breaks the same promise, and the tamest systems in which it does."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from tests.simulator.chance import Deed, Plan
from tests.simulator.ledger import Broken
from tests.simulator.traits import Traits

_PLAIN = Traits()


def broken(plan: Plan) -> Exception | None:
    """What living through it brings."""
    try:
        plan.live().close()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this history's
        return error
    return None


def shrink(plan: Plan, told: Callable[[str], object] = lambda _line: None) -> Plan:
    """The plan without whatever it does not need for breaking what it breaks."""
    first = broken(plan)
    if first is None:
        return plan
    name = _kind(first)
    before: Plan | None = None
    while before != plan:
        before = plan
        plan = _fewer(plan, name)
        told(f"{len(plan.deeds)} steps")
        for simpler in _simpler_steps(plan):
            candidate = simpler(plan)
            if candidate is not None and candidate != plan and _kind(broken(candidate)) == name:
                plan = candidate
    return plan


def _kind(error: Exception | None) -> str:
    return "" if error is None else error.promise if isinstance(error, Broken) else type(error).__name__


def _fewer(plan: Plan, name: str) -> Plan:
    """Leave out runs of steps, long ones first."""
    size = max(1, len(plan.deeds) // 2)
    while size:
        at = 0
        while at < len(plan.deeds):
            candidate = replace(plan, deeds=plan.deeds[:at] + plan.deeds[at + size :])
            if _kind(broken(candidate)) == name:
                plan = candidate
            else:
                at += size
        size //= 2
    return plan


def _simpler_steps(plan: Plan) -> Iterator[Callable[[Plan], Plan | None]]:
    for number in range(len(plan.setting.traits)):
        yield lambda now, number=number: _with_traits(now, number, _PLAIN)  # type: ignore[misc]
        for one in fields(Traits):
            value = getattr(_PLAIN, one.name)
            yield lambda now, number=number, one=one, value=value: _with_trait(now, number, one.name, value)  # type: ignore[misc]
        for quirk in sorted(plan.setting.traits[number].quirks):
            yield lambda now, number=number, quirk=quirk: _without_quirk(now, number, quirk)  # type: ignore[misc]
    for at, deed in enumerate(plan.deeds):
        for simpler in _simpler(deed):
            yield lambda now, at=at, simpler=simpler: _with_deed(now, at, simpler)  # type: ignore[misc]


def _simpler(deed: Deed) -> Iterator[Deed]:
    """A plain run for a disturbed one, fewer fates, a plain form for an odd one."""
    if deed.name.endswith("_run") or deed.name == "crash_in_store":
        for sync in range(2):
            yield Deed("run", (sync,))
    if deed.name == "fated_run":
        side, fates, *rest = deed.arguments
        for at, fate in enumerate(fates):
            if fate != "made":
                yield Deed("fated_run", (side, [*fates[:at], "made", *fates[at + 1 :]], *rest))
    if deed.name in ("add", "edit", "twins") and deed.arguments and isinstance(deed.arguments[-1], int):
        yield Deed(deed.name, (*deed.arguments[:-1], 0), deed.named)


def _with_deed(plan: Plan, at: int, deed: Deed) -> Plan | None:
    return replace(plan, deeds=(*plan.deeds[:at], deed, *plan.deeds[at + 1 :])) if at < len(plan.deeds) else None


def _with_traits(plan: Plan, number: int, traits: Traits) -> Plan:
    every = list(plan.setting.traits)
    every[number] = traits
    return replace(plan, setting=replace(plan.setting, traits=tuple(every)))


def _with_trait(plan: Plan, number: int, name: str, value: Any) -> Plan:
    return _with_traits(plan, number, replace(plan.setting.traits[number], **{name: value}))


def _without_quirk(plan: Plan, number: int, quirk: str) -> Plan:
    return _with_trait(plan, number, "quirks", plan.setting.traits[number].quirks - {quirk})
