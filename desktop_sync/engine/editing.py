"""A value corrected by a person from here: written to the system as if it had been typed there. Planned first, like an undo.

Meant for what keeps a record from being carried: a value that a rule or the other system refuses.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute

from desktop_sync.engine.context import ProgressSink
from desktop_sync.engine.ownrun import finished, own_run, sentences
from desktop_sync.engine.ports import Ports
from desktop_sync.engine.recover import recover
from desktop_sync.engine.revert import RestoreReport, Target, written_value
from desktop_sync.engine.scratching import named_sync
from desktop_sync.engine.why import shared_name
from desktop_sync.errors import UsageError
from desktop_sync.model.record import Ref, Side, other
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Audit
from desktop_sync.sync.sensitive import refuse_mask

_WORDS = "corrected by a person"


@dataclass(frozen=True)
class Present:
    """A record as its system shows it just now, by shared field. `raw`: the fields whose value no lens understands, as the system has them."""

    target: Target
    system: str
    view: Mapping[str, Value] = attribute(default_factory=dict, repr=False)
    raw: frozenset[str] = frozenset()
    label: str = attribute(default="", repr=False)


class Editing:
    """Looks a record up, and corrects one field of it. Any thread; talks to the system."""

    def __init__(self, ports: Ports, audit: Audit) -> None:
        self._ports = ports
        self._audit = audit

    def source(self, name: str, side: Side, ref: Ref, *, linked: bool) -> Target:
        """Where a held value comes from: the partner of a pair that is held where it would be written, else the record itself."""
        sync = named_sync(self._ports, name)
        link = self._ports.journal.link_by_ref(sync.id, side, ref) if linked else None
        return Target(name, side, ref) if link is None else Target(name, other(side), link.ref(other(side)))

    def present(self, target: Target, *, cancel: threading.Event | None = None) -> Present:
        """The record as it is now. Raises UsageError when it is not there, and what reading raises."""
        with own_run(self._ports, named_sync(self._ports, target.sync), None, cancel, dry=True) as ctx:
            record = ctx.read(target.side, [target.ref]).get(target.ref)
            if record is None:
                raise UsageError("the record is not there any more", advice="Run the sync: what was held goes with it.")
            view = dict(ctx.view(target.side, record))
            label = ctx.mapping.label(view)
            raw = {}
            for one in ctx.mapping.fields:
                sources = one.sources(target.side)
                if one.name not in view and len(sources) == 1 and sources[0] in record.values:
                    raw[one.name] = record.values[sources[0]]
            veil = self._ports.veil(ctx.definition)
            return Present(target, ctx.open_side(target.side).name, veil.view(view | raw), frozenset(raw), label)

    def put(
        self,
        target: Target,
        field: str,
        value: Value,
        *,
        dry: bool = False,
        progress: ProgressSink | None = None,
        cancel: threading.Event | None = None,
    ) -> RestoreReport:
        """Set the shared field there; the next run carries it. Raises UsageError for a value that does not fit."""
        sync = named_sync(self._ports, target.sync)
        name = shared_name(sync.definition, target.side, field)
        refuse_mask(sync.definition, name, value)
        with own_run(self._ports, sync, progress, cancel, dry=dry) as ctx:
            if not dry:
                recover(ctx)
            steps = written_value(ctx, target, name, value, _WORDS)
            veil = self._ports.veil(ctx.definition)
            operations = tuple(veil.operation(step.operation) for step in steps)
            if dry:
                return RestoreReport(operations)
            report, tally = finished(ctx, steps, ())
            self._audit.record("user", "record.edit", ctx.definition.name, {"by": report.id, "written": report.written})
            return RestoreReport(operations, sentences(tally.left), report)
