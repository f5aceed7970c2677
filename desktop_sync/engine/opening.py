"""Step 3, check: open both accounts, compare their schemas with what was agreed, compile the mapping."""

import shlex
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial

from desktop_sync.engine.blame import Blamed, blamed
from desktop_sync.engine.context import OpenSide, ProgressSink, RunContext
from desktop_sync.engine.elsewhere import Elsewhere, sharing
from desktop_sync.engine.parents import bind
from desktop_sync.engine.ports import Ports, named_account, open_account
from desktop_sync.errors import AccountError, DesktopSyncError, SchemaDrift
from desktop_sync.model.mapping import FirstRun
from desktop_sync.model.record import SIDES, Selection, Side
from desktop_sync.model.schema import TableSchema
from desktop_sync.model.sync import StoredSync, SyncDefinition, SyncState
from desktop_sync.sync.compiled import CompiledMapping
from desktop_sync.sync.drift import changes, drift, fingerprint
from desktop_sync.sync.mapping import compile_mapping
from desktop_sync.sync.merge import FieldRules
from desktop_sync.sync.ports import Connector
from desktop_sync.sync.words import nearest


def open_side(ports: Ports, stack: ExitStack, definition: SyncDefinition, side: Side) -> tuple[Connector, TableSchema]:
    """One side's connector, closed with the stack, and its table's schema."""
    connector = _connector(ports, stack, definition, side)
    return connector, connector.schema(definition.side(side).table)


def _connector(ports: Ports, stack: ExitStack, definition: SyncDefinition, side: Side) -> Blamed:
    account = definition.side(side).account
    with blamed(account):
        opened = open_account(ports, named_account(ports, account))
    connector = Blamed(opened, account)
    stack.callback(connector.close)
    return connector


def check_drift(sync: StoredSync, schemas: Mapping[Side, TableSchema]) -> None:
    """Raise SchemaDrift when a mapped field is gone or changed since it was agreed (it is never read as blank); remember the
    schemas the first time.
    """
    found: list[str] = []
    for side in SIDES:
        known = sync.schema_a if side == "a" else sync.schema_b
        if known:
            found.extend(drift(sync.definition, side, known, schemas[side]))
    if found:
        raise SchemaDrift(" ".join(found), place=sync.definition.name, advice=_drift_advice(sync))


def _drift_advice(sync: StoredSync) -> str:
    name = shlex.quote(sync.definition.name)
    return (
        "Put it back in the system, or correct the mapping: link another field or remove the link "
        f"(desktop-sync sync show {name}, then sync apply). Then: desktop-sync sync resume {name}."
    )


def schema_notices(sync: StoredSync, schemas: Mapping[Side, TableSchema]) -> list[str]:
    """Changes of the tables that suspend nothing."""
    known: dict[Side, str] = {"a": sync.schema_a, "b": sync.schema_b}
    return [
        text for side in SIDES if known[side] for text in changes(sync.definition, side, known[side], schemas[side])
    ]


def _still_there(sync: StoredSync, side: Side, connector: Connector, error: AccountError) -> DesktopSyncError:
    """A table that can't be opened: gone or renamed, if the system still answers and lists others; else as the system says."""
    known = sync.schema_a if side == "a" else sync.schema_b
    table = sync.definition.side(side).table
    if not known:
        return error
    try:
        names = [one.name for one in connector.tables()]
    except DesktopSyncError:
        return error
    if not names or table in names:
        return error
    what = (
        f"The table “{table}” ({side.upper()}) is gone.{nearest(table, names)} Nothing was deleted on the other side."
    )
    return SchemaDrift(what, place=sync.definition.name, advice=_drift_advice(sync))


def remember_schemas(ports: Ports, sync: StoredSync, schemas: Mapping[Side, TableSchema]) -> None:
    """Keep what the tables look like now, for the next check."""
    prints = {side: fingerprint(sync.definition, side, schemas[side]) for side in SIDES}
    if (prints["a"], prints["b"]) != (sync.schema_a, sync.schema_b):
        ports.syncs.set_schema(sync.id, prints["a"], prints["b"])


def field_rules(sync: StoredSync, mapping: CompiledMapping) -> tuple[FieldRules, ...]:
    """What decides about each field, for the merge. After a restore no rule is to decide what is not known, but a person."""
    definition = sync.definition
    first_run = definition.first_run if sync.rebase_since is None else FirstRun.ASK
    return tuple(
        FieldRules(
            one.name,
            same=partial(mapping.same, one.name),
            unchanged_a=partial(mapping.unchanged, one.name, "a"),
            unchanged_b=partial(mapping.unchanged, one.name, "b"),
            direction=one.direction,
            conflict=one.link.conflict or definition.rules.conflict,
            first_run=first_run,
            blank=one.blank,
        )
        for one in mapping.fields
    )


def open_run(
    ports: Ports,
    sync: StoredSync,
    stack: ExitStack,
    run_id: int,
    cancel: threading.Event,
    sink: ProgressSink | None,
) -> RunContext:
    """Both sides opened and checked. Raises AccountError, SchemaDrift, DefinitionError."""
    definition = sync.definition
    opened = {side: _opened(ports, stack, sync, side) for side in SIDES}
    schemas = {side: schema for side, (_, schema) in opened.items()}
    check_drift(sync, schemas)
    mapping, parents = bind(
        sync, compile_mapping(definition, schemas["a"], schemas["b"]), schemas, ports.syncs, ports.journal
    )
    notices = schema_notices(sync, schemas)
    remember_schemas(ports, sync, schemas)
    sides = {side: _open_side(ports, definition, mapping, side, *opened[side]) for side in SIDES}
    return RunContext(
        sync,
        sides["a"],
        sides["b"],
        mapping,
        field_rules(sync, mapping),
        ports.journal,
        ports.clock,
        run_id,
        cancel,
        Elsewhere(ports.journal, sharing(sync, ports.syncs.all())),
        sink,
        parents=parents,
        notices=notices,
    )


def _opened(ports: Ports, stack: ExitStack, sync: StoredSync, side: Side) -> tuple[Connector, TableSchema]:
    """As `open_side`, but a table that is gone is told as drift."""
    connector = _connector(ports, stack, sync.definition, side)
    try:
        return connector, _schema(sync, side, connector)
    except AccountError as error:
        raise _still_there(sync, side, connector, error) from error


def _schema(sync: StoredSync, side: Side, connector: Blamed) -> TableSchema:
    """The table's fields; those that are remembered are good only where they are what was agreed."""
    table, agreed = sync.definition.side(side).table, sync.schema_a if side == "a" else sync.schema_b
    if sync.paired and sync.state is SyncState.ACTIVE and agreed:
        recalled = connector.recalled_schema(table)
        if recalled is not None and fingerprint(sync.definition, side, recalled) == agreed:
            return recalled
    return connector.schema(table)


def _open_side(
    ports: Ports,
    definition: SyncDefinition,
    mapping: CompiledMapping,
    side: Side,
    connector: Connector,
    schema: TableSchema,
) -> OpenSide:
    spec = definition.side(side)
    selection = Selection(spec.table, mapping.selection(side), spec.filter, spec.where, spec.cursor)
    return OpenSide(side, spec, connector, schema, connector.capabilities(spec.table), selection, ports.clock)
