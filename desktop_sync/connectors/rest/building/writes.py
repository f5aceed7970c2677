"""How records are written: tried on a record that the user names, and put back; a new one is made and deleted again only if the user says of what."""

import copy
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_sync.connectors.rest.building.probe import Exchange, Probe
from desktop_sync.connectors.rest.building.shapes import VERSION, holds_record, version_at
from desktop_sync.connectors.rest.paths import Path, as_text
from desktop_sync.errors import AccountError


@dataclass(frozen=True)
class Way:
    """One way to write. `wrap`: the object of the body that holds the fields; `whole`: the whole record is sent."""

    method: str
    wrap: tuple[str, ...]
    whole: bool = False
    form: bool = False


@dataclass
class Desk:
    """One record at a time. `path`: of the list; `tail`: what stands behind a record's id; `at`: where an answer holds one record;
    `inside`: its fields.
    """

    probe: Probe
    path: str
    id: Path
    at: Path
    inside: Path
    form: bool = False
    tail: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    """What goes with the question for one record."""
    lift: str = ""
    """The object in a single record of which the keys are its own in lists."""
    listed: Set[str] = frozenset()
    """The keys that records have in lists."""
    there: Callable[[str], bool] | None = None
    """Tells whether a record is among those of the list, where it can be asked for some."""
    from_its_pages: bool = False
    """Writes are taken only with what a browser sends of the system's own pages."""
    words: list[str] = field(default_factory=list)

    def get(self, ref: str) -> Exchange:
        """Read one."""
        return self.probe.ask("GET", self.item(ref), self.query)

    def item(self, ref: str) -> str:
        """Where one record is."""
        return f"{self.path.rstrip('/')}/{ref}{self.tail}"

    def record(self, exchange: Exchange) -> Mapping[str, Any] | None:
        """The record in an answer."""
        found = self.at.found(exchange.data) if exchange.ok else None
        if not isinstance(found, dict):
            return None
        inner = found.get(self.lift) if self.lift else None
        made = (
            {**{key: one for key, one in found.items() if key != self.lift}, **inner}
            if isinstance(inner, dict)
            else found
        )
        etag = {key.casefold(): value for key, value in exchange.answer.headers.items()}.get("etag")
        return {**made, VERSION: etag} if etag else made

    def ways(self) -> list[Way]:
        """Ways to change a record, the likeliest first: a part of it before the whole of it."""
        wraps = list(dict.fromkeys((self.inside.parts, self.at.parts + self.inside.parts, self.at.parts)))
        made = [Way("PATCH", wrap) for wrap in wraps]
        if self.form:
            made.insert(0, Way("POST", (), form=True))
        made += [Way("PUT", wrap, whole=True) for wrap in wraps]
        made += [Way(method, wrap) for method in ("POST", "PUT") for wrap in wraps]
        return made


def try_update(desk: Desk, ref: str, name: str, value: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Change a field of the named record, look whether it changed and nothing else did, and put it back.

    The sections [update] and the guard; None where nothing of what is known worked. Raises AccountError when the old value could
    not be put back: then the record needs a person.
    """
    before = desk.get(ref)
    old = desk.record(before)
    if old is None:
        desk.words.append(f"The record “{ref}” can't be read: HTTP {before.answer.status}.")
        return None
    path = desk.inside + Path.parse(name)
    etag = before.answer.headers.get("ETag", "")
    versioned = version_at(old, etag)
    for way in _ways(desk):
        guard = _guard(versioned, old)
        answer = _send(desk, way, ref, {name: value}, old, guard)
        now = desk.record(desk.get(ref))
        if now is None:
            raise AccountError(f"The record can't be read any more after {way.method}.", place=desk.item(ref))
        if answer.ok and _same(path.found(now), value):
            lost = [key for key, one in old.items() if one not in (None, "", [], {}) and key not in {*now, VERSION}]
            refused = bool(guard) and _stale(desk, way, ref, {name: path.found(old)}, old, guard)
            blank = "" if lost or way.form else _clears(desk, way, ref, name, old, path, versioned)
            if not blank or not _same(path.found(old), None):
                _put_back(desk, replace(way, whole=True) if lost else way, ref, name, old, path, versioned)
            if lost:
                desk.words.append(f"{way.method} took away {', '.join(lost)}: it is not used.")
                continue
            guarded = _guard_section(versioned, desk) if refused else {}
            more = {"clear": "empty"} if blank == "empty" else {}
            return _update_section(desk, way, answer, now.keys()), {**guarded, **more}
        if not _same(path.found(now), path.found(old)):
            _put_back(desk, way, ref, name, old, path, versioned)
    desk.words.append("No way to change a record was found; the table is read only.")
    return None


def _clears(
    desk: Desk, way: Way, ref: str, name: str, old: Mapping[str, Any], path: Path, versioned: tuple[Path, str] | None
) -> str:
    """How a field is made blank: by null, or by an empty text ("empty"), or not at all (""); what it was before is another thing."""
    for told, blank in (("null", None), ("empty", "")):
        fresh = desk.record(desk.get(ref)) or {}
        _send(desk, way, ref, {name: blank}, {**old, **_kept(fresh)}, _guard(versioned, fresh))
        if path.found(desk.record(desk.get(ref)) or {name: 0}) in (None, ""):
            return told
    return ""


def _ways(desk: Desk) -> Iterator[Way]:
    """All ways; once more as from the system's own pages, where it refuses them all."""
    mark = len(desk.probe.exchanges)
    yield from desk.ways()
    tried = {one.answer.status for one in desk.probe.exchanges[mark:] if one.method != "GET"}
    if tried & {400, 403} and desk.probe.come_from():
        desk.from_its_pages = True
        yield from desk.ways()


def try_create(
    desk: Desk, values: Mapping[str, Any], like: Way
) -> tuple[dict[str, Any], dict[str, Any] | None, str] | None:
    """Make a record of these values and delete it again: the sections [create] and [delete] (None: it can't be deleted), and its id."""
    tried = dict.fromkeys((like.wrap, desk.inside.parts, desk.at.parts + desk.inside.parts))
    for wrap in tried:
        answer = desk.probe.ask("POST", desk.path, body=_wrapped(wrap, dict(values)), form=like.form)
        if not answer.ok:
            continue
        at = _new_record(answer, desk)
        ref = as_text((at + desk.id).found(answer.data)) if at is not None else ""
        if not ref or desk.record(desk.get(ref)) is None:
            desk.words.append("A record was made, but its answer does not name it: look for it in the system.")
            return None
        body: dict[str, Any] = {
            "post": desk.path,
            **_body(wrap, form=like.form),
            "id": _shown((at or Path()) + desk.id),
        }
        return body, _try_delete(desk, ref), ref
    desk.words.append("No record could be made with these values; the table takes no new ones.")
    return None


def _try_delete(desk: Desk, ref: str) -> dict[str, Any] | None:
    shown = desk.get(ref)
    record = desk.record(shown) or {}
    found = version_at(record, shown.answer.headers.get("ETag", ""))
    headers = {"If-Match": _filled(found[1], found[0], record)} if found else {}
    answer = desk.probe.ask("DELETE", desk.item(ref), headers=headers)
    if desk.record(desk.get(ref)) is None or (answer.ok and desk.there is not None and not desk.there(ref)):
        return {"delete": desk.item("{id}")}
    desk.words.append(f"The record “{ref}” can be read still after a DELETE: deleting is left out, remove it by hand.")
    return None


def _new_record(answer: Exchange, desk: Desk) -> Path | None:
    """Where an answer to a create holds the new record: as for one that is read, or wherever its id stands."""
    if desk.id.found(desk.at.found(answer.data)) is not None:
        return desk.at
    return next(
        (place for place in (Path(), Path(("data",))) if desk.id.found(place.found(answer.data)) is not None), None
    )


def _send(
    desk: Desk, way: Way, ref: str, changed: Mapping[str, Any], old: Mapping[str, Any], guard: Mapping[str, str]
) -> Exchange:
    fields: dict[str, Any] = copy.deepcopy(desk.inside.found(old)) if way.whole else {}
    fields.pop(VERSION, None)
    for key, value in changed.items():
        Path.parse(key).put(fields, value)
    return desk.probe.ask(way.method, desk.item(ref), body=_wrapped(way.wrap, fields), form=way.form, headers=guard)


def _put_back(
    desk: Desk, way: Way, ref: str, name: str, old: Mapping[str, Any], path: Path, versioned: tuple[Path, str] | None
) -> None:
    fresh = desk.record(desk.get(ref)) or {}
    value = path.found(old)
    _send(
        desk,
        way,
        ref,
        {name: "" if way.form and value is None else value},
        {**old, **_kept(fresh)},
        _guard(versioned, fresh),
    )
    now = desk.record(desk.get(ref))
    if now is None or not _same(path.found(now), value):
        raise AccountError(
            f"“{name}” of the record could not be put back to what it was.",
            place=desk.item(ref),
            advice="Correct it in the system itself.",
        )


def _kept(fresh: Mapping[str, Any]) -> dict[str, Any]:
    """Versions and times move with each write; the newest ones are sent."""
    return {key: value for key, value in fresh.items() if not isinstance(value, dict | list)}


def _stale(
    desk: Desk, way: Way, ref: str, changed: Mapping[str, Any], old: Mapping[str, Any], guard: Mapping[str, str]
) -> bool:
    """Whether a write with the version of before is refused."""
    return _send(desk, way, ref, changed, old, guard).answer.status in {409, 412, 428}


def _guard(versioned: tuple[Path, str] | None, record: Mapping[str, Any]) -> dict[str, str]:
    return {"If-Match": _filled(versioned[1], versioned[0], record)} if versioned else {}


def _filled(form: str, path: Path, record: Mapping[str, Any]) -> str:
    return form.replace("{version}", as_text(path.found(record)))


def _guard_section(versioned: tuple[Path, str] | None, desk: Desk) -> dict[str, Any]:
    """What keeps stale writes out; where lists show no versions, it is read right before."""
    assert versioned is not None
    guard: dict[str, Any] = {"kind": "header", "send": "If-Match", "value": versioned[1]}
    if versioned[0].parts[0] not in desk.listed:
        guard["fresh"] = True
    return {"version": _shown(versioned[0]), "guard": guard}


def _update_section(desk: Desk, way: Way, answer: Exchange, keys: Set[str]) -> dict[str, Any]:
    made = {way.method.casefold(): desk.item("{id}"), **_body(way.wrap, form=way.form, whole=way.whole)}
    if way.whole:
        made["whole"] = True
    shown = desk.record(answer)
    if shown is not None and isinstance(desk.id.found(shown), str | int) and keys - {VERSION} <= shown.keys():
        made["record"] = _shown(desk.at)
    return made


def _body(wrap: tuple[str, ...], *, form: bool, whole: bool = False) -> dict[str, Any]:
    name = "{all}" if whole else "{changed}"
    made: dict[str, Any] = {"body": _wrapped(wrap, {"*": name})}
    return {**made, "form": True} if form else made


def _wrapped(wrap: tuple[str, ...], fields: Any) -> Any:
    for part in reversed(wrap):
        fields = {part: fields}
    return fields


def _same(one: Any, two: Any) -> bool:
    return one == two or (one in (None, "") and two in (None, "")) or as_text(one) == as_text(two)


def _shown(path: Path) -> Any:
    return list(path.parts) if not path.parts or any("." in part for part in path.parts) else str(path)


def first_way(update: Mapping[str, Any] | None) -> Way:
    """The way of writing that an update section has, for creates."""
    body = (update or {}).get("body", {"*": ""})
    wrap: list[str] = []
    while isinstance(body, Mapping) and "*" not in body and len(body) == 1:
        ((key, body),) = body.items()
        wrap.append(str(key))
    return Way("POST", tuple(wrap), form=bool((update or {}).get("form")))


__all__ = ["Desk", "Way", "first_way", "holds_record", "try_create", "try_update"]
