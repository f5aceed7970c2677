"""A vendor's table under the contract's field names: systems call a name “firstname”, and a note “custom_fields.12”."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from desktop_sync.model.record import Create, Outcome, Page, Prepared, Record, Ref, Selection, Update, Write
from desktop_sync.model.schema import Capabilities, TableSchema
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector

Extra = Callable[[Create], Mapping[str, Value]]


class Renamed:
    """The connector with `names`: the contract's field → the vendor's. `extra`: more fields that a create there needs."""

    def __init__(self, inner: Connector, names: Mapping[str, str], extra: Extra = lambda _: {}) -> None:
        self._inner, self._names, self._extra = inner, names, extra
        self._back = {theirs: ours for ours, theirs in names.items()}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def schema(self, table: str) -> TableSchema:
        schema = self._inner.schema(table)
        fields = tuple(dataclasses.replace(one, name=self._back.get(one.name, one.name)) for one in schema.fields)
        return dataclasses.replace(schema, fields=fields)

    def capabilities(self, table: str) -> Capabilities:
        return self._inner.capabilities(table)

    def _there(self, selection: Selection) -> Selection:
        named = tuple(self._names.get(one, one) for one in selection.fields)
        where = tuple((self._names.get(name, name), text) for name, text in selection.where)
        return dataclasses.replace(selection, fields=named, where=where)

    def _here(self, record: Record) -> Record:
        values = {self._back.get(name, name): value for name, value in record.values.items()}
        return dataclasses.replace(record, values=values)

    def _values(self, values: Mapping[str, Value]) -> dict[str, Value]:
        return {self._names.get(name, name): value for name, value in values.items()}

    def _pages(self, pages: Iterator[Page]) -> Iterator[Page]:
        for page in pages:
            yield dataclasses.replace(page, decode=lambda index, page=page: self._here(page.decode(index)))

    def listing(self, selection: Selection) -> Iterator[Page]:
        return self._pages(self._inner.listing(self._there(selection)))

    def changes(self, selection: Selection, cursor: str) -> Iterator[Page]:
        return self._pages(self._inner.changes(self._there(selection), cursor))

    def read(self, selection: Selection, refs: Sequence[Ref]) -> Mapping[Ref, Record]:
        return {ref: self._here(one) for ref, one in self._inner.read(self._there(selection), refs).items()}

    def find(self, selection: Selection, criteria: Mapping[str, Value], since: Any) -> Sequence[Record]:
        return [self._here(one) for one in self._inner.find(self._there(selection), self._values(criteria), since)]

    def write(self, selection: Selection, batch: Sequence[Write], prepared: Prepared) -> Sequence[Outcome]:
        outcomes = self._inner.write(self._there(selection), [self._write(one) for one in batch], prepared)
        return [
            dataclasses.replace(one, record=self._here(one.record)) if one.record is not None else one
            for one in outcomes
        ]

    def _write(self, write: Write) -> Write:
        if isinstance(write, Create):
            return Create(write.token, {**self._values(write.values), **self._extra(write)})
        expected = dataclasses.replace(write.expected, values=self._values(write.expected.values))
        if isinstance(write, Update):
            return Update(expected, self._values(write.values))
        return dataclasses.replace(write, expected=expected)
