"""Tables of SQLite by its PRAGMAs. The declared type decides what a column holds; what is stored may differ."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_sync.connectors.sql import types
from desktop_sync.connectors.sql.dialect import Dialect, Session
from desktop_sync.connectors.sql.table import Column, Row, Table
from desktop_sync.model.schema import Choice, Field, FieldType, TableSchema
from desktop_sync.model.values import Value

_DECLARED = re.compile(r"\s*([^()]*?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*")
_KINDS: Sequence[tuple[str, FieldType]] = (
    ("BOOL", FieldType.BOOLEAN),
    ("DATETIME", FieldType.DATETIME),
    ("TIMESTAMP", FieldType.DATETIME),
    ("INT", FieldType.INTEGER),
    ("DATE", FieldType.DATE),
    ("TIME", FieldType.TIME),
    ("DECIMAL", FieldType.DECIMAL),
    ("NUMERIC", FieldType.DECIMAL),
    ("NUMBER", FieldType.DECIMAL),
    ("MONEY", FieldType.DECIMAL),
    ("CURRENCY", FieldType.DECIMAL),
    ("REAL", FieldType.FLOAT),
    ("FLOA", FieldType.FLOAT),
    ("DOUB", FieldType.FLOAT),
    ("JSON", FieldType.JSON),
    ("BLOB", FieldType.BINARY),
    ("BINARY", FieldType.BINARY),
)
_STORED = {"integer": FieldType.INTEGER, "real": FieldType.FLOAT, "blob": FieldType.BINARY}
_EXACT_DIGITS = 15
"""SQLite keeps decimals as floats; this many digits survive (https://sqlite.org/datatype3.html § 3)."""


@dataclass(frozen=True)
class _Facts:
    """What the PRAGMAs say beside the columns."""

    unique: frozenset[str]
    references: Mapping[str, str]
    checks: tuple[str, ...]
    samples: Mapping[str, Any]


def reflect(dialect: Dialect, session: Session, name: str, keys: Mapping[str, tuple[str, ...]]) -> Table | None:
    """The table or view, None where there is none."""
    plain = name.removeprefix("main.")
    found = session.rows(
        "SELECT name, type, coalesce(sql, '') FROM sqlite_master WHERE type IN ('table', 'view') AND name IN (?, ?)"
        " COLLATE NOCASE ORDER BY name = ? DESC",
        (name, plain, name),
    )
    if not found:
        return None
    real, kind, sql = found[0]
    rows = [row for row in session.rows("SELECT * FROM pragma_table_xinfo(?)", (real,)) if row[6] != 1]
    facts = _facts(dialect, session, real, rows, sql)
    own = [row[1] for row in sorted(rows, key=lambda row: row[5]) if row[5]]
    rowless = bool(re.search(r"\bWITHOUT\s+ROWID\b[^)]*$", sql, re.IGNORECASE))
    alias = len(own) == 1 and not rowless and next(row for row in rows if row[5])[2].upper() == "INTEGER"
    columns = {row[1]: _column(dialect, row, facts, made=alias and bool(row[5])) for row in rows}
    named = own or [one for one in keys.get(real, keys.get(name, ())) if one in columns]
    triggers = session.value("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (real,))
    rowid = "" if kind == "view" or rowless else next(one for one in ("rowid", "_rowid_", "oid") if one not in columns)
    return Table(
        TableSchema(name, real, tuple(one.field for one in columns.values()), tuple(named)),
        dialect.quote(real),
        columns,
        tuple(columns[one] for one in named),
        view=kind == "view",
        declared=not own,
        writable=kind == "table" or triggers > 0,
        rowid=rowid,
        pager=_pager(dialect, own, rowid, alias=alias),
        reuses_ids=alias and not re.search(r"\bAUTOINCREMENT\b", sql or "", re.IGNORECASE),
    )


def _pager(dialect: Dialect, own: Sequence[str], rowid: str, *, alias: bool) -> tuple[str, ...]:
    """What pages are cut by: the key where it is the table's order, else the hidden row number; nothing for views."""
    if rowid and not alias:
        return (rowid,)
    return tuple(dialect.quote(name) for name in own)


def _is_key(session: Session, table: str, column: str) -> bool:
    key = session.rows("SELECT name FROM pragma_table_info(?) WHERE pk > 0", (table,))
    return [row[0].casefold() for row in key] == [column.casefold()]


def _facts(dialect: Dialect, session: Session, table: str, rows: Sequence[Row], sql: str) -> _Facts:
    unique = set()
    for index in session.rows('SELECT name FROM pragma_index_list(?) WHERE "unique" AND NOT partial', (table,)):
        parts = session.rows("SELECT name FROM pragma_index_info(?)", (index[0],))
        if len(parts) == 1:
            unique.add(parts[0][0])
    links: dict[int, list[Row]] = {}
    for row in session.rows('SELECT id, "from", "table", "to" FROM pragma_foreign_key_list(?)', (table,)):
        links.setdefault(row[0], []).append(row)
    references = {
        column: target
        for (_, column, target, to), *rest in links.values()
        if not rest
        and (to is None or _is_key(session, target, to))  # to another unique column: a value, no record's id
    }
    unclear = [row[1] for row in rows if not row[2] or kind_of(row[2])[0] is FieldType.DATETIME]
    samples: dict[str, Any] = {}
    if unclear:
        names = ", ".join(dialect.quote(one) for one in unclear)
        for row in session.rows(f"SELECT {names} FROM {dialect.quote(table)} LIMIT 50"):  # noqa: S608
            samples.update(
                {one: raw for one, raw in zip(unclear, row, strict=True) if raw is not None and one not in samples}
            )
    return _Facts(frozenset(unique), references, checks_in(sql), samples)


def kind_of(declared: str) -> tuple[FieldType, int | None, int | None]:
    """Type, length or precision, and scale of a declared type such as `DECIMAL(10, 2)`; unknown words are text."""
    match = _DECLARED.fullmatch(declared)
    word, first, second = (match[1], match[2], match[3]) if match else (declared, None, None)
    size, scale = (int(part) if part else None for part in (first, second))
    upper = word.upper()
    if upper == "TINYINT" and size == 1:
        return FieldType.BOOLEAN, None, None
    kind = next((kind for part, kind in _KINDS if part in upper), FieldType.TEXT)
    return kind, size, scale


def checks_in(sql: str) -> tuple[str, ...]:
    """The conditions of all CHECK constraints in a CREATE TABLE statement."""
    found = []
    for match in re.finditer(r"\bCHECK\s*\(", sql, re.IGNORECASE):
        depth, quote = 1, ""
        for position in range(match.end(), len(sql)):
            sign = sql[position]
            if quote:
                quote = "" if sign == quote else quote
            elif sign in "'\"`":
                quote = sign
            else:
                depth += (sign == "(") - (sign == ")")
            if not depth:
                found.append(sql[match.end() : position])
                break
    return tuple(found)


def _column(dialect: Dialect, row: Row, facts: _Facts, *, made: bool) -> Column:
    _, name, declared, notnull, default, pk, hidden = row
    kind, size, scale = kind_of(declared)
    sample = facts.samples.get(name)
    if not declared:
        kind = _STORED.get({int: "integer", float: "real", bytes: "blob"}.get(type(sample), ""), FieldType.TEXT)
    choices: tuple[Choice, ...] = types.first_choices(facts.checks, name) if kind is FieldType.TEXT else ()
    reference = facts.references.get(name)
    shown = FieldType.REFERENCE if reference else FieldType.CHOICE if choices else kind
    # SQLite lets NULL into keys by an old mistake; the connector does not.
    required = bool(notnull or pk) and default is None and not hidden and not made
    field = Field(
        name,
        name,
        shown,
        required=required,
        read_only=hidden in (2, 3),
        has_default=default is not None or made,
        unique=name in facts.unique or made,
        blank_as_empty=bool(notnull) and kind is FieldType.TEXT and not pk and not choices and not reference,
        max_length=size if kind is FieldType.TEXT else None,
        precision=min(size or _EXACT_DIGITS, _EXACT_DIGITS) if kind is FieldType.DECIMAL else None,
        scale=(scale if size else None) if kind is FieldType.DECIMAL else None,
        resolution_us=1 if kind in (FieldType.DATETIME, FieldType.TIME) else None,
        choices=choices,
        reference=reference,
    )
    return _in_sql(dialect, field, kind, made=made, style=sample)


def _in_sql(dialect: Dialect, field: Field, kind: FieldType, *, made: bool, style: Any) -> Column:
    sql = dialect.quote(field.name)
    decode = types.decimal(field.scale) if kind is FieldType.DECIMAL else types.DECODERS[kind]
    encode = date_times(style) if kind is FieldType.DATETIME else _encode
    if field.reference:
        decode, encode = types.ref, types.ref_encoder(kind, encode)
    newest = since = ""
    if kind in (FieldType.DATETIME, FieldType.DATE) or (kind is FieldType.TEXT and not field.choices):
        # datetime() understands every ISO form, so that 2026-01-05T10:00:00Z and 2026-01-05 10:00:00 compare by time.
        newest = f"min(max(datetime({sql})), datetime('now'))"
        since = f"(datetime({sql}) >= datetime({{}}, '-' || {{}} || ' seconds') OR datetime({sql}) IS NULL)"
    return Column(
        field,
        sql,
        sql,
        "{}",
        f"{sql} IS {{}} COLLATE BINARY",
        decode,
        encode,
        key=types.loose_key if kind is FieldType.INTEGER else types.KEYS.get(kind),
        made=made,
        newest=newest,
        since=since,
    )


def _encode(value: Value) -> Any:
    if type(value) is str:
        return value
    return int(value) if isinstance(value, bool) else types.utc_naive(value)


def date_times(sample: Any) -> types.Encoder:
    """How date-times are written: as the table's other rows have them (a space or a T, a Z or an offset, seconds since
    1970).
    """
    text = sample if isinstance(sample, str) else ""
    separator = "T" if text[10:11] == "T" else " "
    suffix = "Z" if text.endswith("Z") else "+00:00" if re.search(r"[+-]\d\d:?\d\d$", text[10:]) else ""

    def encode(value: Value) -> Any:
        if not isinstance(value, dt.datetime):
            return _encode(value)
        moment = value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)
        if isinstance(sample, int | float):
            seconds = moment.timestamp()
            return (
                round(seconds * 1000) if abs(sample) > 1e11 else round(seconds) if isinstance(sample, int) else seconds
            )
        return moment.replace(tzinfo=None).isoformat(separator) + suffix

    return encode
