"""Records of a model: which fields to ask for, what the answer means, and which records are meant."""

import contextlib
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from desktop_sync.connectors.odoo.rpc import Refused, Rpc
from desktop_sync.connectors.odoo.tables import Table, decode
from desktop_sync.errors import SchemaDrift, TableError, UsageError
from desktop_sync.model.record import Record, Ref, Selection
from desktop_sync.model.values import Value, is_blank

EVERYTHING = {"active_test": False}
"""Archived records are records: left out, they would look deleted."""
PAGE = 500
_STAMPS = ("write_date", "write_uid")
Row = Mapping[str, Any]


class Reader:
    """Reads the selected fields of one table."""

    def __init__(self, rpc: Rpc, table: Table, selection: Selection) -> None:
        self.table, self.selection = table, selection
        self._rpc = rpc
        unknown = [name for name in selection.fields if name not in table.kinds]
        if unknown:
            raise SchemaDrift(f"Odoo's “{table.name}” has no field “{unknown[0]}” any more.", place=rpc.place)
        self._columns = list(dict.fromkeys([*selection.fields, *(one for one in _STAMPS if one in table.kinds)]))
        self._domain = self._find_domain()

    def _find_domain(self) -> list[Any]:
        domain: list[Any] = []
        if self.selection.filter:
            told: Any = None
            with contextlib.suppress(ValueError):
                told = json.loads(self.selection.filter)
            if not isinstance(told, list) or not told:
                raise UsageError(
                    "The filter is not an Odoo domain.",
                    place=self.table.name,
                    advice='Write it as JSON: [["is_company", "=", true]], or by fields: { field = "city", is = "Berlin" }',
                )
            domain = told
        return domain + [self.condition(name, self._typed(name, text)) for name, text in self.selection.where]

    def _typed(self, name: str, text: str) -> Value:
        kind = self.table.kinds.get(name, "char")
        try:
            if kind in {"integer", "many2one"}:
                return int(text)
            if kind in {"float", "monetary"}:
                return float(text)
            if kind == "date":
                return dt.date.fromisoformat(text)
        except ValueError:
            raise UsageError(f"“{name}” can't be “{text}” in the filter.", place=self.table.name) from None
        return text.strip().lower() in {"true", "yes", "1"} if kind == "boolean" else text

    def condition(self, name: str, value: Value) -> list[Any]:
        """The domain of records whose field has the value."""
        if is_blank(value):
            return [name, "=", False]
        if isinstance(value, dt.datetime):
            return [name, "=", value.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")]
        if isinstance(value, dt.date):
            return [name, "=", value.isoformat()]
        if isinstance(value, tuple):
            return [name, "in", [int(one) for one in value]]
        plain = float(value) if self.table.kinds.get(name) in {"float", "monetary"} else value  # type: ignore[arg-type]
        return [name, "=", int(str(plain)) if self.table.kinds.get(name) == "many2one" else plain]

    def search(self, domain: Sequence[Any], limit: int | None = None) -> Sequence[Row]:
        """The rows within the selection that the domain is true for, by id."""
        asked: dict[str, Any] = {"domain": [*domain, *self._domain], "fields": self._columns, "order": "id"}
        if limit is not None:
            asked["limit"] = limit
        try:
            rows: Sequence[Row] = self._rpc.call(self.table.name, "search_read", context=EVERYTHING, **asked)
        except Refused as error:
            place = f"{self._rpc.place}, {self.table.name}"
            if error.denied:
                advice = f"Give the user the right in Odoo. It says: {error.words}"
                raise TableError(f"This user may not read “{self.table.name}”.", place=place, advice=advice) from error
            raise SchemaDrift(
                "Odoo can't read the mapped fields, or the filter.",
                place=place,
                advice=f"{SchemaDrift.default_advice} Odoo says: {error.words}",
            ) from error
        return rows

    def page(self, domain: Sequence[Any], after: int) -> Sequence[Row]:
        """The next rows by id: with offsets, records that come and go between two pages move others out of sight."""
        return self.search([["id", ">", after], *domain], PAGE)

    @property
    def filtered(self) -> bool:
        """Whether some records of the table are left out."""
        return bool(self._domain)

    def count(self, upto: int) -> int:
        """How many records there are within the selection whose id is at most that. Raises as `search`."""
        try:
            return self._rpc.count(self.table.name, [["id", "<=", upto], *self._domain], EVERYTHING)
        except Refused as error:
            place = f"{self._rpc.place}, {self.table.name}"
            raise SchemaDrift("Odoo can't count by the filter.", place=place, advice=error.words) from error

    def rows(self, refs: Sequence[Ref]) -> Mapping[Ref, Row]:
        """The rows of these refs that are there and within the selection."""
        ids = [int(ref) for ref in dict.fromkeys(refs) if ref.isdigit() and len(ref) <= 10 and int(ref) < 2**31]
        found: dict[Ref, Row] = {}
        for start in range(0, len(ids), PAGE):
            for row in self.search([["id", "in", ids[start : start + PAGE]]]):
                found[Ref(str(row["id"]))] = row
        return found

    def value(self, row: Row, name: str) -> Value:
        """One field's value."""
        return decode(self.table.kinds[name], row[name], self.table.scale(name))

    def record(self, row: Row) -> Record:
        """The row as a record."""
        raw = self.raw(row)
        moment, who = row.get("write_date"), row.get("write_uid")
        modified = decode("datetime", moment, None)
        return Record(
            Ref(str(row["id"])),
            {name: self.value(row, name) for name in self.selection.fields},
            raw,
            str(moment) if moment else None,
            modified if isinstance(modified, dt.datetime) else None,
            str(who[1]) if isinstance(who, list) and len(who) > 1 else "",
        )

    def raw(self, row: Row) -> Sequence[Any]:
        """The row's fields as they were sent, in the selection's order; without the names of records referred to."""
        return [
            row[name][0] if isinstance(row[name], list) and self.table.kinds[name] == "many2one" else row[name]
            for name in self.selection.fields
        ]


def same(one: Value, other: Value) -> bool:
    """Whether two values of a field are the same to Odoo, for which nothing and an empty text are one."""
    return one == other or (is_blank(one) and is_blank(other))
