"""privacy: which personal data is remembered where; what is remembered of a person; forgetting them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit, clean
from desktop_sync.cli.parser import Commands

if TYPE_CHECKING:
    from desktop_sync.engine.privacy import Found, FoundRecord


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group("privacy", "personal data that the workspace remembers: report, find, erase")
    group.add("report", _report, "tells which personal data lies where: fields by sync, and places with how many rows")
    find = group.add("find", _find, "looks for a person in everything that is remembered: by name, address or number")
    find.add_argument("who", metavar="WHO", help="as it is written in a record; case makes no difference")
    erase = group.add(
        "erase",
        _erase,
        "forgets a person: history, conflicts, holds and plans go; the systems' own records stay as they are",
        "Without --approve it only tells what would go. Pairs and what was agreed stay, because the sync goes on with them; with --unlink "
        "they go, too, and the sync leaves those records alone from then on.",
    )
    erase.add_argument("who", metavar="WHO", help="as it is written in a record; case makes no difference")
    erase.add_argument("--unlink", action="store_true", help="dissolve the person's pairs, too")
    erase.add_argument("--approve", action="store_true", help="do it")


def _report(context: Context) -> Exit:
    report = context.services.privacy.report()
    lines = []
    for one in report.syncs:
        lines.append(f"{one.sync}:")
        lines += [f"    {field.name}: {field.kind}" for field in one.fields] or [
            "    no field that is known to be personal"
        ]
        lines.append(f"    remembered in {_places(one.places) or 'nothing yet'}")
    lines.append(f"Backups in the workspace: {', '.join(report.backups) or 'none'}. Logs and the audit hold no values.")
    data = {
        "syncs": [
            {
                "sync": one.sync,
                "fields": [{"name": field.name, "kind": field.kind} for field in one.fields],
                "places": dict(one.places),
            }
            for one in report.syncs
        ],
        "backups": list(report.backups),
        "logs": list(report.logs),
    }
    context.output.result(data, lines)
    return Exit.OK


def _find(context: Context) -> Exit:
    found = context.services.privacy.find(context.options.who)
    context.output.result(_found_shape(found), _found_lines(found))
    return Exit.OK


def _erase(context: Context) -> Exit:
    options, privacy = context.options, context.services.privacy
    if not options.approve:
        found = privacy.find(options.who)
        lines = _found_lines(found)
        if found.records:
            lines.append("Nothing was erased yet: say it again with --approve.")
        context.output.result({**_found_shape(found), "erased": False}, lines)
        return Exit.WAITING if found.records else Exit.OK
    done = privacy.erase(options.who, unlink=options.unlink)
    lines = [f"Erased: {_places(done.gone) or 'nothing'}. Dissolved pairs: {done.unlinked}."]
    if done.left:
        lines.append(
            f"Still remembered, because the sync needs it: {_places(done.left)}. --unlink takes that away, too."
        )
    lines += _backup_lines(done.backups)
    lines.append(f"The audit has the proof: {done.proof}")
    data = {
        "erased": True,
        "gone": dict(done.gone),
        "left": dict(done.left),
        "unlinked": done.unlinked,
        "backups": list(done.backups),
        "proof": done.proof,
    }
    context.output.result(data, lines)
    return Exit.OK


def _found_lines(found: "Found") -> list[str]:
    lines = [f"Erased before, on {at}." for at in found.erased_at]
    for one in found.records:
        refs = " ".join(f"{side}:{clean(ref)}" for side, ref in (("a", one.a_ref), ("b", one.b_ref)) if ref)
        lines.append(
            f"{one.sync or 'a sync that is gone'}: {refs or 'no record'}{'' if one.own else ', mentioned only'}"
        )
        lines.append(f"    {_places(one.places)}")
    return [*lines, *_backup_lines(found.backups)] if found.records else [*lines, "Nothing is remembered of that."]


def _backup_lines(backups: Sequence[str]) -> list[str]:
    told = "Backups that were made before hold it until they are thrown away"
    return [f"{told}: {', '.join(backups)}."] if backups else [f"{told}; there are none in the workspace."]


def _places(places: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in places.items() if count)


def _found_shape(found: "Found") -> dict[str, object]:
    return {
        "records": [_record_shape(one) for one in found.records],
        "backups": list(found.backups),
        "erased_at": list(found.erased_at),
    }


def _record_shape(one: "FoundRecord") -> dict[str, object]:
    ids = {"a_id": one.a_ref, "b_id": one.b_ref}
    return {"sync": one.sync or None, **ids, "own": one.own, "places": dict(one.places)}
