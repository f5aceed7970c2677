"""Records of a model: which fields to ask for, what the answer means, and which records are meant."""

import contextlib
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop_sync.connectors.tryton.rpc import Refused, Rpc, decode
from desktop_sync.connectors.tryton.tables import Part, Table, parts
from desktop_sync.errors import SchemaDrift, UsageError
from desktop_sync.model.record import Record, Ref, Selection
from desktop_sync.model.values import Value, is_blank

EVERYTHING = {"active_test": False}
"""Archived records are records: left out, they would look deleted."""
PAGE = 500
_CHILDREN = ("contact_mechanisms", "addresses")
_CHILD_FIELDS = ("_timestamp", "active", "write_date")
Row = Mapping[str, Any]


class Reader:
    """Reads the selected fields of one table."""

    def __init__(self, rpc: Rpc, table: Table, selection: Selection) -> None:
        self.table, self.selection = table, selection
        self._rpc = rpc
        own = parts(table.name)
        unknown = [name for name in selection.fields if name not in own and name not in table.kinds]
        if unknown:
            raise SchemaDrift(f"Tryton's “{table.name}” has no field “{unknown[0]}” any more.", place=rpc.place)
        wanted = [*selection.fields, *(name for name, _ in selection.where)]
        self.parts: Mapping[str, Part] = {name: own[name] for name in wanted if name in own}
        self.children = [
            name
            for name in _CHILDREN
            if any((name == "contact_mechanisms") == bool(part.mechanism) for part in self.parts.values())
        ]
        self._plain = [name for name in selection.fields if name not in own]
        self._columns = self._find_columns()
        self._domain = self._find_domain()

    def _find_columns(self) -> list[str]:
        columns = ["_timestamp", "write_date", "create_date", "write_uid.rec_name", *self._plain]
        for child in self.children:
            columns += [child, *(f"{child}.{name}" for name in _CHILD_FIELDS)]
        if "contact_mechanisms" in self.children:
            columns += ["contact_mechanisms.type", "contact_mechanisms.value"]
        columns += [f"addresses.{part.column}" for part in self.parts.values() if part.column]
        return list(dict.fromkeys(columns))

    def _find_domain(self) -> list[Any]:
        domain: list[Any] = []
        if self.selection.filter:
            told: Any = None
            with contextlib.suppress(ValueError):
                told = json.loads(self.selection.filter)
            if isinstance(told, list) and told:
                domain = told
            else:
                raise UsageError(
                    "The filter is not a Tryton domain.",
                    place=self.table.name,
                    advice='Write it as JSON: [["active", "=", true]], or by fields: { field = "city", is = "Berlin" }',
                )
        return domain + [self.condition(name, self._typed(name, text)) for name, text in self.selection.where]

    def _typed(self, name: str, text: str) -> Value:
        kind = self.table.kinds.get(name, "char")
        try:
            if kind in {"integer", "biginteger", "many2one"}:
                return int(text)
            if kind == "numeric":
                return Decimal(text)
            if kind == "float":
                return float(text)
            if kind == "date":
                return dt.date.fromisoformat(text)
        except (ValueError, InvalidOperation):
            raise UsageError(f"“{name}” can't be “{text}” in the filter.", place=self.table.name) from None
        return text.strip().lower() in {"true", "yes", "1"} if kind == "boolean" else text

    def condition(self, name: str, value: Value) -> list[Any]:
        """The domain of records whose field has the value; for parts of a party: in any contact or address."""
        part = parts(self.table.name).get(name)
        if part is None:
            number = value is not None and self.table.kinds.get(name) == "many2one"
            return [name, "=", int(str(value)) if number else value]
        if part.mechanism:
            return ["contact_mechanisms", "where", [["type", "=", part.mechanism], ["value", "=", value]]]
        return [f"addresses.{part.column}", "=", value]

    def search(self, domain: Sequence[Any], limit: int | None = None) -> Sequence[Row]:
        """The rows within the selection that the domain is true for, by id."""
        return [row for row in self._rows(domain, limit) if self._within(row)]

    def page(self, domain: Sequence[Any], after: int) -> tuple[Sequence[Row], int, int]:
        """The next rows by id: those within the selection, how many were read, and the last id."""
        rows = self._rows([["id", ">", after], *domain], PAGE)
        return [row for row in rows if self._within(row)], len(rows), rows[-1]["id"] if rows else after

    def _rows(self, domain: Sequence[Any], limit: int | None) -> Sequence[Row]:
        whole = [*domain, *self._domain]
        try:
            rows: Sequence[Row] = self._rpc.call(
                self.table.name, "search_read", whole, 0, limit, [["id", "ASC"]], self._columns, context=EVERYTHING
            )
        except Refused as error:
            raise SchemaDrift(
                "Tryton can't read the mapped fields, or the filter.", place=f"{self._rpc.place}, {self.table.name}"
            ) from error
        return rows

    def _within(self, row: Row) -> bool:
        # Tryton looks at all addresses and contacts of a party, the sync at the first one.
        own = parts(self.table.name)
        shown = {name: text for name, text in self.selection.where if name in own}
        return all(str(self.value(row, name) or "") == text for name, text in shown.items())

    def rows(self, refs: Sequence[Ref]) -> Mapping[Ref, Row]:
        """The rows of these refs that are there and within the selection."""
        ids = [int(ref) for ref in refs if ref.isdigit()]
        found: dict[Ref, Row] = {}
        for start in range(0, len(ids), PAGE):
            for row in self.search([["id", "in", ids[start : start + PAGE]]]):
                found[Ref(str(row["id"]))] = row
        return found

    def raw(self, row: Row) -> Sequence[Any]:
        """The row's fields as they were sent, in the selection's order."""
        return [self.value(row, name) if name in self.parts else row[name] for name in self.selection.fields]

    def record(self, row: Row) -> Record:
        """The row as a record."""
        values = {name: self.value(row, name) for name in self.selection.fields}
        moments = [row["write_date"] or row["create_date"]]
        moments += [child["write_date"] for name in self.children for child in row[f"{name}."] or ()]
        times = [decode(moment) for moment in moments if moment is not None]
        who = row.get("write_uid.") or {}
        return Record(
            Ref(str(row["id"])),
            values,
            self.raw(row),
            row["_timestamp"],
            max(times) if times else None,
            who.get("rec_name") or "",
        )

    def value(self, row: Row, name: str) -> Value:
        """One field's value."""
        part = self.parts.get(name)
        if part is not None:
            child = self.child(row, part)
            return None if child is None else _blank(_column(child, part))
        kind = self.table.kinds[name]
        data = row[name]
        if kind in {"many2one", "one2one"}:
            return None if data is None else str(data)
        if kind == "float" and data is not None:
            return float(data)
        value: Value = decode(data)
        return _blank(value)

    def child(self, row: Row, part: Part) -> Row | None:
        """The contact or the address that the part is of: the first active one."""
        name = "contact_mechanisms" if part.mechanism else "addresses"
        places = {one: place for place, one in enumerate(row[name])}
        children = sorted(row[f"{name}."] or (), key=lambda one: places.get(one["id"], len(places)))
        for one in children:
            if one["active"] and (not part.mechanism or one["type"] == part.mechanism):
                found: Row = one
                return found
        return None


def _column(child: Row, part: Part) -> Any:
    if part.mechanism:
        return child["value"]
    first, _, second = part.column.partition(".")
    if not second:
        return child[first]
    return (child[f"{first}."] or {}).get(second)


def _blank(value: Value) -> Value:
    return None if is_blank(value) else value


def same(one: Value, other: Value) -> bool:
    """Whether two values of a field are the same to Tryton, for which nothing and an empty text are one."""
    return one == other or (is_blank(one) and is_blank(other))


def alike(one: Value, other: Value) -> bool:
    """Whether Tryton may have made the one of the other: it strips texts."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return same(one, other)
