"""The JSON shapes of INTERFACE.md and README.md. Scripts rely on them: keys are added, never changed."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from desktop_sync.model.plan import Conflict, Hold, Operation, Pairing
from desktop_sync.model.report import Moment, PlanReport, RunReport
from desktop_sync.model.schema import Field
from desktop_sync.model.values import Value, plain


def when(moment: dt.datetime | None) -> str | None:
    """A moment as ISO 8601, UTC."""
    return None if moment is None else moment.astimezone(dt.UTC).isoformat()


def run_shape(report: RunReport) -> dict[str, Any]:
    """One entry of `run --json`."""
    return {
        "run": report.id or None,
        "sync": report.sync,
        "status": report.status.value,
        "error": report.error or None,
        "error_kind": report.error_kind or None,
        "error_account": report.error_account or None,
        "seconds": round(report.seconds, 3),
        "a": report.a.as_json(),
        "b": report.b.as_json(),
        "conflicts": report.conflicts,
        "holds": report.holds,
        "calls": {"a": report.calls_a, "b": report.calls_b},
        "notices": list(report.notices),
    }


def past_run_shape(report: RunReport) -> dict[str, Any]:
    """One entry of `runs --json`: as in `run --json`, and when, why and what became of it."""
    return run_shape(report) | {
        "kind": report.kind.value,
        "started_at": when(report.started_at),
        "full": report.full,
        "advice": report.advice or None,
        "guards": [{"code": one.code, "message": one.message} for one in report.guards],
        "undone_by": report.undone_by,
    }


def conflict_shape(conflict: Conflict, sync: str) -> dict[str, Any]:
    """One entry of `conflicts --json`."""
    return {
        "id": conflict.id,
        "sync": sync,
        "a_id": conflict.a_ref,
        "b_id": conflict.b_ref,
        "field": conflict.field,
        "base": plain(conflict.base),
        "a": plain(conflict.a),
        "b": plain(conflict.b),
        "a_time": when(conflict.a_time),
        "b_time": when(conflict.b_time),
    }


def operation_shape(operation: Operation) -> dict[str, Any]:
    """One operation of a plan."""
    return {
        "side": operation.side,
        "kind": operation.kind.value,
        "ref": operation.ref,
        "source_ref": operation.source_ref,
        "label": operation.label,
        "fields": [
            {"name": one.name, "old": plain(one.old), "new": plain(one.new), "rule": one.rule}
            for one in operation.changes
        ],
        "reason": operation.reason,
    }


def made_shape(operation: Operation) -> dict[str, Any]:
    """One operation that was made, as `history` and `why` tell it."""
    return operation_shape(operation) | {
        "id": operation.id,
        "run": operation.run_id,
        "at": when(operation.settled_at or operation.sent_at),
        "kept": view_shape(operation.keep),
        "who": operation.source_who or None,
        "edited_at": when(operation.source_time),
    }


def moment_shape(moment: Moment) -> dict[str, Any]:
    """One entry of a record's timeline."""
    return {
        "at": when(moment.at),
        "kind": moment.kind,
        "run": moment.run or None,
        "operation": moment.operation or None,
        "side": moment.side,
        "field": moment.field or None,
        "before": plain(moment.before),
        "after": plain(moment.after),
        "words": moment.words,
        "lens": moment.lens or None,
        "who": moment.who or None,
        "edited_at": when(moment.edited_at),
    }


def view_shape(view: Mapping[str, Value]) -> dict[str, Any]:
    """A record's values by name."""
    return {name: plain(value) for name, value in view.items()}


def plan_shape(plan: PlanReport) -> dict[str, Any]:
    """`plan --json`."""
    return {
        "sync": plan.sync,
        "operations": [operation_shape(one) for one in plan.operations],
        "conflicts": [conflict_shape(one, plan.sync) for one in plan.conflicts],
        "guards": [{"code": one.code, "message": one.message} for one in plan.guards],
        "counts": dict(plan.counts),
        "first_pairing": plan.first_pairing,
        "paired": plan.paired,
        "holds": plan.holds,
        "waiting": [
            {"side": one.side, "record": one.ref, "label": one.label, "field": one.field, "message": one.message}
            for one in plan.waiting
        ],
        "calls": dict(plan.calls),
    }


def hold_shape(hold: Hold, sync: str) -> dict[str, Any]:
    """One entry of `holds --json`."""
    return {
        "id": hold.id,
        "sync": sync,
        "code": hold.code,
        "state": hold.state.value,
        "side": hold.side,
        "record": hold.ref,
        "field": hold.field,
        "label": hold.label,
        "message": hold.message,
        "words": hold.words,
        "remedy": hold.remedy,
        "since": when(hold.since),
        "attempts": hold.attempts,
        "proposal": json.loads(hold.proposal) if hold.proposal else None,
    }


def pairing_shape(pairing: Pairing) -> dict[str, Any]:
    """One entry of `pairs --json`."""
    return {
        "kind": pairing.kind.value,
        "a_ids": list(pairing.a_refs),
        "b_ids": list(pairing.b_refs),
        "key": list(pairing.key),
        "score": round(pairing.score, 3),
        "a_label": pairing.a_label,
        "b_label": pairing.b_label,
        "reason": pairing.reason,
        "fields": dict(pairing.fields),
        "proposals": dict(pairing.proposals),
    }


def field_shape(field: Field) -> dict[str, Any]:
    """One field of a table's schema."""
    return {
        "name": field.name,
        "label": field.label,
        "type": field.type.value,
        "required": field.required,
        "read_only": field.read_only,
        "unique": field.unique,
        "choices": [{"value": one.value, "label": one.label} for one in field.choices],
        "max_length": field.max_length,
        "precision": field.precision,
        "scale": field.scale,
        "reference": field.reference,
    }
