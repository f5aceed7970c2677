"""How a list goes on: what the first answer says, what parameters the system takes, each tried and compared with what came before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_sync.connectors.rest.building.probe import Exchange, Probe
from desktop_sync.connectors.rest.building.shapes import Row
from desktop_sync.connectors.rest.paths import Path, as_text
from desktop_sync.sync.fieldnames import plain_words

_SIZES = (
    "limit",
    "per_page",
    "page_size",
    "pageSize",
    "size",
    "count",
    "_limit",
    "@page_size",
    "page[size]",
    "rows",
    "maxResults",
    "$top",
)
_NUMBERS = ("page", "page_number", "pageNumber", "@page_index", "page[number]", "p", "_page")
_OFFSETS = ("offset", "skip", "start", "_start", "$skip", "startAt", "start_at")
_TOKENS = ("cursor", "page_token", "pageToken", "after", "next_token", "continuation", "page[after]", "_token", "start")
_KEYS = ("starting_after", "after", "after_id", "since_id", "start_after_id")
_TOTALS = ("total", "totalcount", "count", "totalitems", "totalrecords", "totalsize", "filtercount", "totalresults")
_TOTAL_HEADERS = ("x-total-count", "x-wp-total", "x-total", "x-count-total", "total-objects", "total-records")
_LAST_HEADERS = ("x-wp-totalpages", "x-total-pages")
_LITTLE, _BEST = 2, 100


@dataclass
class Listing:
    """A list that is being explored. `at`: where the records stand; `first`: the answer without any page parameter."""

    probe: Probe
    path: str
    query: Mapping[str, str]
    at: Path
    id: Path
    known: Sequence[str] = ()
    """Parameters that the system's description names."""
    words: list[str] = field(default_factory=list)

    def ids(self, exchange: Exchange) -> list[str]:
        """The ids of the records in an answer; empty for a refusal."""
        return [as_text(self.id.found(row)) for row in self.rows(exchange)]

    def rows(self, exchange: Exchange) -> Sequence[Row]:
        """The records in an answer."""
        found = self.at.found(exchange.data) if exchange.ok else None
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def ask(self, **more: str | list[str]) -> Exchange:
        """The list with more parameters."""
        return self.probe.ask("GET", self.path, {**self.query, **more})

    def names(self, usual: Sequence[str]) -> list[str]:
        """Parameters to try: those that the description names and are of this sort, else the usual ones."""
        told = [one for one in self.known if plain_words(one) in {plain_words(each) for each in usual}]
        return told or list(usual)


def find_pager(one: Listing, first: Exchange) -> dict[str, Any] | None:
    """The pager as a manifest has it; None where the system gives everything at once, or nothing could be proved (`words` says why)."""
    ids = one.ids(first)
    size_param = _size_param(one, ids)
    if len(ids) <= _LITTLE:
        one.words.append("There are too few records to see how pages go: make three or more, and look again.")
        return None
    little = one.ask(**{size_param: str(_LITTLE)}) if size_param else first
    found = _by_answer(one, little, size_param) or _by_parameter(one, little, size_param, ids)
    if found is None:
        one.words.append(
            "No way to the next page was found: "
            + ("everything seems to come at once." if not size_param else "the list may be longer than what came.")
        )
        return None
    if size_param:
        found |= {"size": _largest(one, size_param, len(ids)), "size_param": size_param}
    else:
        found["size"] = len(ids)
    return found | _totals(little, len(ids))


def _size_param(one: Listing, ids: Sequence[str]) -> str:
    if len(ids) <= _LITTLE:
        return ""
    return next((name for name in one.names(_SIZES) if one.ids(one.ask(**{name: str(_LITTLE)})) == ids[:_LITTLE]), "")


def _largest(one: Listing, name: str, first: int) -> int:
    """The largest page that the system takes, up to 100."""
    for size in (_BEST, 50, 25, 20, 10):
        found = one.ask(**{name: str(size)})
        if found.ok and len(one.rows(found)) >= min(size, first):
            return size
    return _LITTLE


def _by_answer(one: Listing, little: Exchange, size_param: str) -> dict[str, Any] | None:
    """A link or a token in the answer, proved by the page behind it."""
    told = {key.casefold(): (key, value) for key, value in little.answer.headers.items()}
    link = told.get("link", ("", ""))[1]
    if 'rel="next"' in link or "rel=next" in link:
        return {"kind": "link", "header": "Link"}
    for key, (name, value) in told.items():
        if "next" in key and "://" in value:
            return {"kind": "link", "header": name}
    for path, value in _leaves(little.data, ()):
        if found := _next_at(one, little, size_param, path, value):
            return found
    return None


def _next_at(
    one: Listing, little: Exchange, size_param: str, path: tuple[str, ...], value: Any
) -> dict[str, Any] | None:
    """A pager by one value of the answer: a link, or a token that leads to other records."""
    name, text = plain_words("".join(path[-2:])), as_text(value)
    if not text or isinstance(value, bool) or "prev" in name:
        return None
    if "next" in name and ("://" in text or text.startswith("/")):
        return {"kind": "link", "at": _path(path)}
    if "://" in text or not any(word in name for word in ("cursor", "next", "token", "after", "continuation")):
        return None
    seen, more = set(one.ids(little)), {size_param: str(_LITTLE)} if size_param else {}
    for send in one.names(_TOKENS):
        again = one.ids(one.ask(**{**more, send: text}))
        if again and not seen & set(again):
            return {"kind": "token", "send": send, "at": _path(path)}
    return None


def _by_parameter(one: Listing, little: Exchange, size_param: str, ids: Sequence[str]) -> dict[str, Any] | None:
    """Parameters that are tried: by the last record's id, by a place, by a number."""
    if not size_param:
        return None
    base, first = {size_param: str(_LITTLE)}, one.ids(little)
    wanted = ids[_LITTLE : 2 * _LITTLE]
    for name in one.names(_KEYS):
        if one.ids(one.ask(**base, **{name: first[-1]})) == wanted:
            return {"kind": "key", "send": name, "by": str(one.id)}
    for name in one.names(_NUMBERS):
        if one.ids(one.ask(**base, **{name: "2"})) == wanted and one.ids(one.ask(**base, **{name: "1"})) == first:
            return {"kind": "number", "send": name}
        if one.ids(one.ask(**base, **{name: "1"})) == wanted:
            return {"kind": "number", "send": name, "first": 0}
    for name in one.names(_OFFSETS):
        if one.ids(one.ask(**base, **{name: str(_LITTLE)})) == wanted:
            return {"kind": "offset", "send": name}
    return None


def _totals(exchange: Exchange, least: int) -> dict[str, Any]:
    """Where the number of all records stands."""
    made: dict[str, Any] = {}
    told = {key.casefold(): (key, value) for key, value in exchange.answer.headers.items()}
    for key in _TOTAL_HEADERS:
        if key in told and told[key][1].isdigit() and int(told[key][1]) >= least:
            made["total_header"] = told[key][0]
            break
    for path, value in () if made else _leaves(exchange.data, ()):
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= least
        if whole and plain_words(path[-1]) in _TOTALS:
            made["total"] = _path(path)
            break
    return made


def _leaves(data: Any, at: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    """Single values of an answer, outside of lists."""
    if not isinstance(data, dict) or len(at) > 3:
        return []
    found: list[tuple[tuple[str, ...], Any]] = []
    for key, value in data.items():
        if isinstance(value, dict):
            found += _leaves(value, (*at, key))
        elif not isinstance(value, list):
            found.append(((*at, key), value))
    return found


def _path(path: tuple[str, ...]) -> Any:
    return list(path) if any("." in part for part in path) else ".".join(path)
