"""Whether a list can be asked for what has changed: by a filter that is proved in both directions, or by its order."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from desktop_sync.connectors.rest.building.pages import Listing
from desktop_sync.connectors.rest.building.probe import Exchange
from desktop_sync.connectors.rest.codecs import moment, read_moment
from desktop_sync.connectors.rest.format_changes import TimeShape
from desktop_sync.connectors.rest.paths import Path
from desktop_sync.sync.fieldnames import plain_words

_FILTERS = (
    "updated_since", "modified_since", "changed_since", "updated_after", "modified_after", "since", "_since",
    "updated_at_min", "min_updated_at", "last_modified_after", "start_time", "updatedAfter", "modifiedSince",
    "updated[gte]", "updated_at[gte]",
)  # fmt: skip
_SORTS = (
    ("sort", "-{f}"),
    ("_sort", "-{f}"),
    ("@sort", "-{f}"),
    ("ordering", "-{f}"),
    ("order_by", "-{f}"),
    ("sort_by", "-{f}"),
)
_PAST, _FUTURE = dt.datetime(1990, 1, 2, tzinfo=dt.UTC), dt.datetime(2090, 1, 2, tzinfo=dt.UTC)
_TOOLS = ("since", "after", "modified", "updated", "changed")


def find_changes(
    one: Listing, first: Exchange, modified: Path | None, page: dict[str, Any] | None
) -> dict[str, Any] | None:
    """The section [changes] as a manifest has it; None where every run compares everything."""
    if modified is None or not one.rows(first):
        return None
    raw = [modified.found(row) for row in one.rows(first)]
    shapes = _shapes([value for value in raw if value is not None])
    name = modified.parts[-1]
    told = [key for key in one.known if any(word in plain_words(key) for word in _TOOLS)]
    own = [
        f"{name}[gte]",
        f"filter[{name}][_gte]",
        f"{name}__gte",
        f"{name}[gt]",
        f"min_{name}",
        f"gt_{name}",
        f"{name}_min",
    ]
    for send in dict.fromkeys((*told, *_FILTERS, *own)):
        for shape in shapes:
            if _filters(one, first, send, shape):
                return _section(one, page, modified, shape, raw, {send: "{since}"})
    return _newest_first(one, first, page, modified, shapes[0], raw)


def _filters(one: Listing, first: Exchange, send: str, shape: TimeShape) -> bool:
    """Whether it leaves out everything of the future, and nothing of the past: else the parameter is not known, or is read as something else."""
    late = one.ask(**{send: moment(shape, _FUTURE)})
    if not late.ok or one.ids(late):
        return False
    return set(one.ids(one.ask(**{send: moment(shape, _PAST)}))) >= set(one.ids(first))


def _newest_first(
    one: Listing, first: Exchange, page: dict[str, Any] | None, modified: Path, shape: TimeShape, raw: Sequence[Any]
) -> dict[str, Any] | None:
    """A list that begins with what was changed last is left off where it comes to what is known."""
    name = modified.parts[-1]
    short = name.removesuffix("_gmt").removeprefix("date_")
    ways = [{key: form.format(f=name)} for key, form in _SORTS]
    ways += [{"orderby": short, "order": "desc"}, {"sort": name, "order": "desc"}, {"order": f"{name}.desc"}]
    if page is None or len(set(map(str, raw))) < 2:
        return None
    for way in ways:
        there = [_at(modified.found(row)) for row in one.rows(one.ask(**way))]
        up = {key: value.removeprefix("-").replace("desc", "asc") for key, value in way.items()}
        back = [_at(modified.found(row)) for row in one.rows(one.ask(**up))]
        if len(there) == len(one.ids(first)) and there == sorted(there, reverse=True) and back == sorted(back) != there:
            return {**_section(one, page, modified, shape, raw, way), "newest_first": True}
    return None


def _section(
    one: Listing,
    page: dict[str, Any] | None,
    modified: Path,
    shape: TimeShape,
    raw: Sequence[Any],
    more: dict[str, str],
) -> dict[str, Any]:
    made: dict[str, Any] = {"kind": "time", "get": one.path, "query": {**one.query, **more}, "at": _shown(one.at)}
    made |= {"field": _shown(modified), "shape": shape.value}
    fine = all("." in str(value) for value in raw if value is not None) or shape is TimeShape.MILLISECONDS
    made["resolution"] = "1ms" if fine else "1s"
    made["lookback"] = "5m"
    if page is not None:
        made["page"] = dict(page)
    return made


def _shapes(raw: Sequence[Any]) -> list[TimeShape]:
    """How moments may be written in the filter, by how the system writes them: the likeliest first."""
    if all(isinstance(one, int) for one in raw):
        return [TimeShape.MILLISECONDS if all(one > 10_000_000_000 for one in raw) else TimeShape.SECONDS]
    fine = all("." in str(one) for one in raw)
    spaced = all(" " in str(one) for one in raw)
    if spaced:
        return [TimeShape.SQL, TimeShape.ISO_Z]
    return [TimeShape.ISO_MS, TimeShape.ISO_Z] if fine else [TimeShape.ISO_Z, TimeShape.SQL]


def _at(value: Any) -> float:
    found = read_moment(value)
    return found.timestamp() if found else 0.0


def _shown(path: Path) -> Any:
    return list(path.parts) if not path.parts or any("." in part for part in path.parts) else str(path)
