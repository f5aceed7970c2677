"""Whether a list can be asked for what has changed: by a filter that is proved in both directions, or by its order."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from desktop_sync.connectors.rest.building.pages import Listing
from desktop_sync.connectors.rest.building.probe import Exchange
from desktop_sync.connectors.rest.codecs import moment, read_moment
from desktop_sync.connectors.rest.format_changes import TimeShape
from desktop_sync.connectors.rest.paths import Path, as_text
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
_EITHER = ("filter[_or][{n}][{f}][_gte]",)
"""Filters that ask for several fields at once."""
_CAP = 10_000
"""Some systems count no further."""
_PAST, _FUTURE = dt.datetime(1990, 1, 2, tzinfo=dt.UTC), dt.datetime(2090, 1, 2, tzinfo=dt.UTC)
_TOOLS = ("since", "after", "modified", "updated", "changed")


def find_changes(
    one: Listing, first: Exchange, times: tuple[Path | None, Path | None], page: dict[str, Any] | None
) -> dict[str, Any] | None:
    """The section [changes] as a manifest has it; None where every run compares everything. `times`: where those of the last change
    and of the making stand.
    """
    modified, created = times
    if modified is None or not one.rows(first):
        return None
    found = _found(one, first, modified, created, page)
    return found if found is None else {**found, **_count(one, first, page)}


def _count(one: Listing, first: Exchange, page: dict[str, Any] | None) -> dict[str, Any]:
    """How many records there are, by a call that fetches one: what is deleted shows by it."""
    size, at = (page or {}).get("size_param"), (page or {}).get("total")
    header = (page or {}).get("total_header", "")
    if not size or not (at or header):
        return {}
    told = [
        as_text(Path.parse(at).found(each.data)) if at else each.answer.headers.get(header, "")
        for each in (one.ask(**{size: "1"}), first)
    ]
    if len(set(told)) > 1 or not told[0].isdigit() or not len(one.ids(first)) <= int(told[0]) < _CAP:
        return {}
    return {"count": {"get": one.path, "query": {**one.query, size: "1"}, **({"at": at} if at else {"header": header})}}


def _found(
    one: Listing, first: Exchange, modified: Path, created: Path | None, page: dict[str, Any] | None
) -> dict[str, Any] | None:
    raw = [modified.found(row) for row in one.rows(first)]
    made = [created.found(row) for row in one.rows(first)] if created is not None else []
    shapes = _shapes([value for value in raw if value is not None] or [value for value in made if value is not None])
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
    # Where new records have no time of change yet, one that asks for that alone would never tell them.
    either = (
        [[form.format(n=at, f=path.parts[-1]) for at, path in enumerate((modified, created))] for form in _EITHER]
        if created
        else []
    )
    for sends in [*either, *([one] for one in dict.fromkeys((*told, *_FILTERS, *own)))]:
        for shape in shapes:
            if _filters(one, first, sends, shape):
                return _section(one, page, modified, shape, raw, dict.fromkeys(sends, "{since}"))
    return _newest_first(one, first, page, modified, shapes[0], raw)


def _filters(one: Listing, first: Exchange, sends: Sequence[str], shape: TimeShape) -> bool:
    """Whether it leaves out everything of the future, and nothing of the past: else the parameter is not known, or is read as something else."""
    late = one.ask(**dict.fromkeys(sends, moment(shape, _FUTURE)))
    if not late.ok or one.ids(late):
        return False
    return set(one.ids(one.ask(**dict.fromkeys(sends, moment(shape, _PAST))))) >= set(one.ids(first))


def _newest_first(
    one: Listing, first: Exchange, page: dict[str, Any] | None, modified: Path, shape: TimeShape, raw: Sequence[Any]
) -> dict[str, Any] | None:
    """A list that begins with what was changed last is left off where it comes to what is known."""
    name = modified.parts[-1]
    short = name.removesuffix("_gmt").removeprefix("date_")
    ways = [{key: form.format(f=name)} for key, form in _SORTS]
    ways += [{"orderby": short, "order": "desc"}, {"sort": name, "order": "desc"}, {"order": f"{name}.desc"}]
    if page is None or len(set(map(str, raw))) < 2 or None in raw:  # those without a time come last, or first
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
    fine = _fine(raw) or shape is TimeShape.MILLISECONDS
    made["resolution"] = "1ms" if fine else "1s"
    made["lookback"] = "5m"
    if page is not None:
        made["page"] = dict(page)
    return made


def _shapes(raw: Sequence[Any]) -> list[TimeShape]:
    """How moments may be written in the filter, by how the system writes them: the likeliest first."""
    if all(isinstance(one, int) for one in raw):
        return [TimeShape.MILLISECONDS if all(one > 10_000_000_000 for one in raw) else TimeShape.SECONDS]
    fine = _fine(raw)
    spaced = all(" " in str(one) for one in raw)
    if spaced:
        return [TimeShape.SQL, TimeShape.ISO_Z]
    return [TimeShape.ISO_MS, TimeShape.ISO_Z] if fine else [TimeShape.ISO_Z, TimeShape.SQL]


def _fine(raw: Sequence[Any]) -> bool:
    """Whether the system tells parts of a second."""
    return all(re.search(r":\d\d\.\d", str(one)) for one in raw if one is not None)


def _at(value: Any) -> float:
    found = read_moment(value)
    return found.timestamp() if found else 0.0


def _shown(path: Path) -> Any:
    return list(path.parts) if not path.parts or any("." in part for part in path.parts) else str(path)
