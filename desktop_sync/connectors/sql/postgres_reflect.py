"""Tables of PostgreSQL by its catalogue (https://www.postgresql.org/docs/current/catalogs.html)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from desktop_sync.connectors.sql import types
from desktop_sync.connectors.sql.dialect import Dialect, Session
from desktop_sync.connectors.sql.table import Column, Table
from desktop_sync.model.schema import Choice, Field, FieldType, TableInfo, TableSchema
from desktop_sync.model.values import Value

_KINDS: Mapping[str, FieldType] = {
    "text": FieldType.TEXT,
    "varchar": FieldType.TEXT,
    "bpchar": FieldType.TEXT,
    "citext": FieldType.TEXT,
    "name": FieldType.TEXT,
    "uuid": FieldType.TEXT,
    "money": FieldType.DECIMAL,
    "int2": FieldType.INTEGER,
    "int4": FieldType.INTEGER,
    "int8": FieldType.INTEGER,
    "numeric": FieldType.DECIMAL,
    "float4": FieldType.FLOAT,
    "float8": FieldType.FLOAT,
    "bool": FieldType.BOOLEAN,
    "date": FieldType.DATE,
    "timestamp": FieldType.DATETIME,
    "timestamptz": FieldType.DATETIME,
    "time": FieldType.TIME,
    "timetz": FieldType.TIME,
    "json": FieldType.JSON,
    "jsonb": FieldType.JSON,
    "bytea": FieldType.BINARY,
}
_BLANKABLE = frozenset({"text", "varchar", "bpchar", "citext"})
_NOW = {"timestamptz": "now()", "timestamp": "localtimestamp", "date": "current_date"}

_TABLES = """
SELECT n.nspname, c.relname, c.relkind, n.nspname = current_schema(),
       CASE WHEN c.relkind IN ('r', 'm') AND c.reltuples >= 0 THEN c.reltuples::int8 END,
       pg_relation_is_updatable(c.oid, true),
       has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg\\_toast%%' AND n.nspname NOT LIKE 'pg\\_temp%%'
  AND has_schema_privilege(n.oid, 'USAGE') AND NOT c.relispartition
ORDER BY 4 DESC, 1, 2
"""

_COLUMNS = """
SELECT a.attname, a.attnotnull OR t.typnotnull, a.atthasdef OR t.typdefault IS NOT NULL, a.attidentity, a.attgenerated,
       b.typname, b.typtype, b.typcategory, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
       coalesce(pg_get_expr(d.adbin, d.adrelid), ''),
       ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid IN (b.oid, b.typelem) ORDER BY e.enumsortorder),
       t.typtype = 'd', a.attnum, t.oid, has_column_privilege(a.attrelid, a.attnum, 'INSERT, UPDATE')
FROM pg_attribute a
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = %s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""

_CONSTRAINTS = """
SELECT contype, conkey::int8[]::text, confrelid::regclass::text, pg_get_constraintdef(oid), contypid,
  EXISTS (SELECT 1 FROM pg_constraint p WHERE p.conrelid = c.confrelid AND p.contype = 'p' AND p.conkey = c.confkey)
FROM pg_constraint c
WHERE conrelid = %s OR contypid IN (
  SELECT atttypid FROM pg_attribute WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped)
"""

# A partial or expression index says nothing about single values; 0 in indkey is an expression.
_UNIQUE = """
SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE i.indrelid = %s AND i.indisunique AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] <> 0
"""


def tables(session: Session) -> list[TableInfo]:
    """Tables and views of all schemas; those of the search path without their schema's name."""
    found = []
    for schema, name, kind, near, count, updatable, readable in session.rows(_TABLES):
        full = name if near else f"{schema}.{name}"
        problem = "" if readable else "This user may not read it."
        found.append(TableInfo(full, name, kind != "m" and updatable & 28 == 28, count, problem))
    return found


def reflect(dialect: Dialect, session: Session, name: str, keys: Mapping[str, tuple[str, ...]]) -> Table | None:
    """The table or view, None where there is none. `name` with a dot may name a schema."""
    found = _find(session, name)
    if found is None:
        return None
    oid, schema, relation, kind, near, updatable = found
    unique = {row[0] for row in session.rows(_UNIQUE, (oid,))}
    rows = session.rows(_COLUMNS, (oid,))
    names = {row[12]: row[0] for row in rows}
    own: list[str] = []
    references: dict[str, str] = {}
    checks: list[tuple[int, str]] = []
    for contype, positions, target, definition, domain, to_key in session.rows(_CONSTRAINTS, (oid, oid)):
        at = [names[int(part)] for part in re.findall(r"\d+", positions or "")]
        if contype == "p":
            own = at
        elif contype == "f" and len(at) == 1 and to_key:  # to another unique column: a value, no record's id
            references[at[0]] = target
        elif contype == "c":
            checks.append((domain, re.sub(r"^CHECK\s*|\s+NOT VALID$", "", definition)))
    columns = {row[0]: _column(dialect, row, unique, references, checks) for row in rows}
    named = own or [one for one in keys.get(name, keys.get(relation, ())) if one in columns]
    return Table(
        TableSchema(name, relation, tuple(one.field for one in columns.values()), tuple(named)),
        dialect.quote(relation) if near else f"{dialect.quote(schema)}.{dialect.quote(relation)}",
        columns,
        tuple(columns[one] for one in named),
        view=kind in "vm",
        declared=not own,
        writable=kind != "m" and bool(updatable),
    )


def _find(session: Session, name: str) -> tuple[Any, ...] | None:
    sql = (
        "SELECT c.oid, n.nspname, c.relname, c.relkind, n.nspname = current_schema(),"
        " pg_relation_is_updatable(c.oid, true) & 28 = 28"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')"
    )
    found = session.rows(f"{sql} AND n.nspname = ANY (current_schemas(false)) AND c.relname = %s", (name,))
    schema, dot, relation = name.partition(".")
    if not found and dot:
        found = session.rows(f"{sql} AND n.nspname = %s AND c.relname = %s", (schema, relation))
    return tuple(found[0]) if found else None


def _column(
    dialect: Dialect,
    row: Sequence[Any],
    unique: set[str],
    references: Mapping[str, str],
    checks: Sequence[tuple[int, str]],
) -> Column:
    name, notnull, default, identity, generated, typname, typtype, category, typmod, expression = row[:10]
    labels, domain, oid, may_write = types.array(row[10]), row[11], row[13], row[14]
    kind = _kind(typname, typtype, category)
    choices: tuple[Choice, ...] = ()
    if isinstance(labels, tuple) and labels:
        choices = tuple(Choice(label, label) for label in labels)
    elif kind is FieldType.TEXT:
        # A domain calls its own value VALUE.
        choices = types.first_choices([text for _, text in checks], name)
        choices = choices or (
            types.first_choices([text for of, text in checks if of == oid], "VALUE") if domain else ()
        )
    reference = references.get(name)
    shown = FieldType.REFERENCE if reference else FieldType.CHOICE if choices and kind is FieldType.TEXT else kind
    made = bool(identity) or expression.startswith("nextval(")
    precision, scale, length, resolution = _sizes(typname, typmod)
    field = Field(
        name,
        name,
        shown,
        required=notnull and not default and not identity and not generated,
        read_only=bool(generated) or identity == "a" or not may_write,
        has_default=default or bool(identity),
        unique=name in unique,
        blank_as_empty=notnull and typname in _BLANKABLE and not choices and not reference and name not in unique,
        max_length=length,
        precision=precision,
        scale=scale,
        resolution_us=resolution,
        choices=choices,
        reference=reference,
    )
    return _in_sql(dialect, field, kind, typname, made=made)


def _kind(typname: str, typtype: str, category: str) -> FieldType:
    if category == "A":
        return FieldType.CHOICES
    if typtype == "e":
        return FieldType.TEXT
    return _KINDS.get(typname, FieldType.TEXT)


def _sizes(typname: str, typmod: int) -> tuple[int | None, int | None, int | None, int | None]:
    """Precision and scale, length, and resolution in µs, out of the type's modifier."""
    if typname == "numeric" and typmod >= 4:
        return (typmod - 4) >> 16, (typmod - 4) & 0x7FF, None, None
    if typname == "money":
        return 19, 2, None, None
    if typname in ("varchar", "bpchar") and typmod >= 4:
        return None, None, typmod - 4, None
    if typname in ("timestamp", "timestamptz", "time", "timetz"):
        return None, None, None, 10 ** (6 - typmod) if typmod >= 0 else 1
    return None, None, {"uuid": 36, "name": 63}.get(typname), None


def _in_sql(dialect: Dialect, field: Field, kind: FieldType, typname: str, *, made: bool) -> Column:
    sql = dialect.quote(field.name)
    decode = types.array if kind is FieldType.CHOICES else types.DECODERS.get(kind, types.decimal(field.scale))
    encode: types.Encoder = (
        types.utc_naive if typname == "timestamp" else types.array_literal if kind is FieldType.CHOICES else _encode
    )
    if field.reference:
        decode, encode = types.ref, types.ref_encoder(kind, encode)
    # Types without an equality of their own, or with a tolerant one, are compared by their text.
    by_text = typname not in _KINDS or typname in ("citext", "json", "jsonb")
    # format() gives what a query shows; a cast to text does not always (inet).
    shown = f"CASE WHEN {sql} IS NOT NULL THEN format('%%s', {sql}) END" if by_text else sql
    newest = since = ""
    if typname in _NOW:
        newest = f"least(max({sql}), CASE WHEN max({sql}) IS NOT NULL THEN {_NOW[typname]} END)::text"
        since = f"({sql} >= {{}}::{typname} - {{}}::float8 * interval '1 second' OR {sql} IS NULL)"
    select, assign = sql, "{}"
    if typname == "money":  # its own text is that of the server's locale
        select, shown, assign = f"{sql}::numeric", f"{sql}::numeric", "{}::numeric::money"
    return Column(
        field,
        sql,
        select,
        assign,
        f"{shown} IS NOT DISTINCT FROM {{}}",
        decode,
        encode,
        key=types.uuid_key if typname == "uuid" else types.KEYS.get(kind),
        made=made,
        newest=newest,
        since=since,
    )


def _encode(value: Value) -> Any:
    """All but bytes as text: the server reads it by the column's own type."""
    if isinstance(value, bool):
        return "true" if value else "false"
    plain = types.plain(value)
    return str(plain) if isinstance(plain, int | float) else plain
