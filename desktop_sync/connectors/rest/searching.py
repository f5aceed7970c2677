"""Records by the value of a field: what is asked, with the value written so that it stays a value whatever it holds.

SOQL: developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm. OData: 4.01, Part 2:
URL Conventions, § 5.1.1.14.1 (an apostrophe within a text is written twice).
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from desktop_sync.connectors.facts import FIELDS
from desktop_sync.connectors.rest.codecs import UnwritableError
from desktop_sync.connectors.rest.format_calls import Quote, Search
from desktop_sync.connectors.rest.paging import Pages, Row
from desktop_sync.connectors.rest.paths import as_text
from desktop_sync.connectors.rest.session import Refused
from desktop_sync.errors import AccountError, SignInError
from desktop_sync.model.record import Ref
from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import Value, is_blank

if TYPE_CHECKING:
    from desktop_sync.connectors.rest.reading import Reader

_TEXTS = frozenset({FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE})
_PAGES = 20
"""So many pages a list is taken for where it is not known; the engine lists by itself for more than so many records."""
_MOST = 1000
"""So many records of one value are looked at."""
_BACKSLASH = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def quoted(way: Quote, text: str) -> str:
    """The text as it stands in a query."""
    if way is Quote.BACKSLASH:
        return "".join(_BACKSLASH.get(letter, letter) for letter in text)
    return text.replace("'", "''") if way is Quote.TWICE else text


def pages_of(table: str) -> str:
    """The fact in how many pages the table was listed last."""
    return f"pages/{table}"


def is_listed(reader: "Reader") -> bool:
    """Whether the list takes no more calls than what was searched for one by one, and this one: then it is read, once for all that follow."""
    session, table = reader.session, reader.table.name
    pages = session.facts.get(pages_of(table), FIELDS) or _PAGES
    session.searches[table] = session.searches.get(table, 0) + 1
    return session.searches[table] >= pages


def searched(reader: "Reader", search: Search, criteria: Mapping[str, Value]) -> Sequence[Row] | None:
    """What the search finds by the first of the criteria that can be asked for, in terms of the table; None where none can."""
    for name, value in criteria.items():
        asked = _asked(reader, search, name, value)
        if asked is None:
            continue
        try:
            return _found(reader, search, asked)
        except SignInError:
            raise
        except AccountError as error:
            if not isinstance(error.__cause__, Refused):
                raise
            return None  # some fields can't be asked for, though nothing tells which: the list has them
    return None


def _asked(reader: "Reader", search: Search, name: str, value: Value) -> dict[str, Any] | None:
    """What stands in the call's texts for a field; None for one that can't be asked for, or not for this value."""
    column = reader.table.columns[name]
    known = search.terms or search.by
    if is_blank(value) or (known and name not in known) or column.field.type is FieldType.JSON:
        return None
    if search.longest and (column.field.max_length or 0) > search.longest:
        return None
    if search.quote is not Quote.PLAIN and column.field.type not in _TEXTS:
        return None
    try:
        told = column.codec.write(value)
    except UnwritableError:
        return None
    if search.quote is not Quote.PLAIN or search.without:
        if any(letter in as_text(told) for letter in search.without):
            return None
        told = quoted(search.quote, as_text(told))
    given = {"field": str(column.inner or column.path), "value": told, "term": ""}
    if name in search.terms:
        given["term"] = search.terms[name].fill({**reader.session.settings, **reader.given, **given})
    return given


def _found(reader: "Reader", search: Search, asked: Mapping[str, Any]) -> Sequence[Row]:
    path = search.id or reader.spec.id
    pages = Pages(reader.session, search, {**reader.given, **asked}, path).each_once()
    rows = list(islice((row for batch in pages for row in batch.rows), _MOST))
    if not search.reread:
        return reader.fit(rows)
    return list(reader.rows([Ref(as_text(path.found(row))) for row in rows]).values())
