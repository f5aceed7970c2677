"""Tables of MariaDB and MySQL by information_schema."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from desktop_sync.connectors.sql import types
from desktop_sync.connectors.sql.dialect import Dialect, Session
from desktop_sync.connectors.sql.table import Column, Table
from desktop_sync.model.schema import Choice, Field, FieldType, TableInfo, TableSchema
from desktop_sync.model.values import Value

_KINDS: Mapping[str, FieldType] = {
    "tinyint": FieldType.INTEGER,
    "smallint": FieldType.INTEGER,
    "mediumint": FieldType.INTEGER,
    "int": FieldType.INTEGER,
    "bigint": FieldType.INTEGER,
    "year": FieldType.INTEGER,
    "decimal": FieldType.DECIMAL,
    "float": FieldType.FLOAT,
    "double": FieldType.FLOAT,
    "date": FieldType.DATE,
    "datetime": FieldType.DATETIME,
    "timestamp": FieldType.DATETIME,
    "time": FieldType.TIME,
    "json": FieldType.JSON,
    "set": FieldType.CHOICES,
    "binary": FieldType.BINARY,
    "varbinary": FieldType.BINARY,
    "tinyblob": FieldType.BINARY,
    "blob": FieldType.BINARY,
    "mediumblob": FieldType.BINARY,
    "longblob": FieldType.BINARY,
}
_TEXTS = frozenset({"char", "varchar", "tinytext", "text", "mediumtext", "longtext"})
_LENGTHS = {"tinytext": 255, "text": 65_535, "mediumtext": 16_777_215, "longtext": None}

_TABLES = """
SELECT t.table_schema, t.table_name, t.table_type, t.table_rows, t.table_schema = DATABASE(), v.is_updatable
FROM information_schema.tables t
LEFT JOIN information_schema.views v ON v.table_schema = t.table_schema AND v.table_name = t.table_name
WHERE t.table_schema = DATABASE()
  AND t.table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') ORDER BY 5 DESC, 1, 2
"""
_TABLE = """
SELECT t.table_schema, t.table_name, t.table_type, t.table_schema = DATABASE(), v.is_updatable
FROM information_schema.tables t
LEFT JOIN information_schema.views v ON v.table_schema = t.table_schema AND v.table_name = t.table_name
WHERE t.table_name = %s AND t.table_schema ="""

_COLUMNS = """
SELECT column_name, data_type, column_type, is_nullable, column_default, extra, character_maximum_length,
       numeric_precision, numeric_scale, datetime_precision, generation_expression, privileges
FROM information_schema.columns WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position
"""
_KEYS = """
SELECT k.constraint_name, k.column_name, k.referenced_table_schema, k.referenced_table_name,
  (SELECT MIN(p.column_name) = k.referenced_column_name AND COUNT(*) = 1 FROM information_schema.key_column_usage p
   WHERE p.table_schema = k.referenced_table_schema AND p.table_name = k.referenced_table_name
     AND p.constraint_name = 'PRIMARY')
FROM information_schema.key_column_usage k WHERE k.table_schema = %s AND k.table_name = %s
ORDER BY k.constraint_name, k.ordinal_position
"""
_UNIQUE = """
SELECT MIN(column_name) FROM information_schema.statistics
WHERE table_schema = %s AND table_name = %s AND non_unique = 0
GROUP BY index_name HAVING COUNT(*) = 1 AND MAX(sub_part) IS NULL
"""
_CHECKS = """
SELECT c.check_clause FROM information_schema.check_constraints c
JOIN information_schema.table_constraints t
  ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
WHERE t.table_schema = %s AND t.table_name = %s AND t.constraint_type = 'CHECK'
"""


def tables(session: Session) -> list[TableInfo]:
    """Tables and views of the connection's database, then those of the others."""
    rows = session.rows(_TABLES)
    return [
        TableInfo(
            name if near else f"{schema}.{name}", name, updatable in (None, "YES"), count if kind != "VIEW" else None
        )
        for schema, name, kind, count, near, updatable in rows
    ]


def reflect(dialect: Dialect, session: Session, name: str, keys: Mapping[str, tuple[str, ...]]) -> Table | None:
    """The table or view, None where there is none. `name` with a dot may name another database."""
    found = _find(session, name)
    if found is None:
        return None
    schema, relation, kind, near, updatable = found
    at = (schema, relation)
    own: list[str] = []
    parts: dict[str, list[tuple[str, str, bool]]] = {}
    for constraint, column, to_schema, to_table, to_key in session.rows(_KEYS, at):
        if constraint == "PRIMARY":
            own.append(column)
        elif to_table:
            target = to_table if to_schema == schema else f"{to_schema}.{to_table}"
            parts.setdefault(constraint, []).append((column, target, bool(to_key)))
    # To another unique column: a value, no record's id.
    references = {column: target for (column, target, to_key), *rest in parts.values() if to_key and not rest}
    unique = {row[0] for row in session.rows(_UNIQUE, at)}
    checks = [row[0] for row in session.rows(_CHECKS, at)]
    columns = {row[0]: _column(dialect, row, unique, references, checks) for row in session.rows(_COLUMNS, at)}
    named = own or [one for one in keys.get(name, keys.get(relation, ())) if one in columns]
    return Table(
        TableSchema(name, relation, tuple(one.field for one in columns.values()), tuple(named)),
        dialect.quote(relation) if near else f"{dialect.quote(schema)}.{dialect.quote(relation)}",
        columns,
        tuple(columns[one] for one in named),
        view=kind == "VIEW",
        declared=not own,
        writable=updatable in (None, "YES"),
    )


def _find(session: Session, name: str) -> tuple[Any, ...] | None:
    found = session.rows(f"{_TABLE} DATABASE()", (name,))
    schema, dot, relation = name.partition(".")
    if not found and dot:
        found = session.rows(f"{_TABLE} %s", (relation, schema))
    return tuple(found[0]) if found else None


def _column(
    dialect: Dialect, row: Sequence[Any], unique: set[str], references: Mapping[str, str], checks: Sequence[str]
) -> Column:
    name, data_type, column_type, nullable, default, extra, length, precision, scale, fraction, generation, rights = row
    listed = tuple(part.replace("''", "'") for part in re.findall(r"'((?:[^']|'')*)'", column_type))
    data_type, extra = data_type.lower(), extra.lower()
    kind = _kind(name, data_type, column_type, checks)
    choices = tuple(Choice(one, one) for one in listed) if data_type in ("enum", "set") else ()
    choices = choices or (types.first_choices(checks, name) if data_type in _TEXTS else ())
    reference = references.get(name)
    shown = FieldType.REFERENCE if reference else FieldType.CHOICE if choices and kind is FieldType.TEXT else kind
    made = "auto_increment" in extra
    computed = bool(generation) or "generated always" in extra or extra in ("stored generated", "virtual generated")
    # MariaDB writes the default NULL as the text 'NULL', MySQL as NULL.
    has_default = default is not None and default != "NULL"
    field = Field(
        name,
        name,
        shown,
        required=nullable == "NO" and not has_default and not made and not computed,
        read_only=computed or not {"insert", "update"} & set(rights.lower().split(",")),
        has_default=has_default or made,
        unique=name in unique,
        blank_as_empty=nullable == "NO"
        and data_type in _TEXTS
        and not choices
        and not reference
        and name not in unique,
        max_length=_LENGTHS.get(data_type, length) if data_type in _TEXTS and kind is FieldType.TEXT else None,
        precision=precision if kind is FieldType.DECIMAL else None,
        scale=scale if kind is FieldType.DECIMAL else None,
        resolution_us=10 ** (6 - fraction) if fraction is not None else None,
        choices=choices,
        reference=reference,
    )
    return _in_sql(dialect, field, kind, data_type, made=made)


def _kind(name: str, data_type: str, column_type: str, checks: Sequence[str]) -> FieldType:
    if column_type.lower().startswith(("tinyint(1)", "bit(1)")):
        return FieldType.BOOLEAN
    if data_type == "bit":
        return FieldType.INTEGER
    # MariaDB's JSON is a text with a check.
    if data_type == "longtext" and any(re.fullmatch(rf"json_valid\(`{re.escape(name)}`\)", check) for check in checks):
        return FieldType.JSON
    return _KINDS.get(data_type, FieldType.TEXT)


def _in_sql(dialect: Dialect, field: Field, kind: FieldType, data_type: str, *, made: bool) -> Column:
    sql = dialect.quote(field.name)
    decode = types.comma_list if kind is FieldType.CHOICES else types.DECODERS.get(kind, types.decimal(field.scale))
    select, assign, same = sql, "{}", f"{sql} <=> {{}}"
    compare: Callable[[Any], Any] | None = None
    newest = since = ""
    if data_type in ("date", "datetime", "timestamp"):
        newest = f"CAST(LEAST(MAX({sql}), NOW(6)) AS CHAR)"
        since = f"({sql} >= CAST({{}} AS DATETIME(6)) - INTERVAL {{}} SECOND OR {sql} IS NULL)"
    if data_type == "timestamp":
        # Shown in the session's zone, which stays the server's so that defaults such as NOW() are what other programs
        # write.
        select = f"CONVERT_TZ({sql}, @@session.time_zone, '+00:00')"
        assign = "CONVERT_TZ({}, '+00:00', @@session.time_zone)"
        same = f"{select} <=> {{}}"
    elif data_type == "bit":
        select, same = f"{sql} + 0", f"{sql} + 0 <=> {{}}"
    elif data_type == "float":
        same = f"CAST({sql} AS CHAR) <=> {{}}"  # as it was read: a float's decimals are not its value
    elif data_type == "decimal":
        compare = Decimal  # a text would be compared as a double
    elif data_type == "double":
        compare = float
    elif kind not in (
        FieldType.INTEGER,
        FieldType.BOOLEAN,
        FieldType.BINARY,
        FieldType.DATE,
        FieldType.DATETIME,
        FieldType.TIME,
    ):
        # The column's collation takes É for e, and pads with spaces.
        same = f"CAST(CONVERT({sql} USING utf8mb4) AS BINARY) <=> CAST({{}} AS BINARY)"
    encode: types.Encoder = _bit if data_type == "bit" else types.utc_naive if kind is FieldType.DATETIME else _encode
    if field.reference:
        decode, encode = types.ref, types.ref_encoder(kind, encode)
    key = types.KEYS.get(kind)
    return Column(field, sql, select, assign, same, decode, encode, compare, key, made, newest, since)


def _encode(value: Value) -> Any:
    return types.plain(value) if not isinstance(value, Decimal) else value


def _bit(value: Value) -> Any:
    return int(value) if isinstance(value, bool) else value
