"""The steps of making a manifest: sign in, find the records, the pages, the changes, the fields; try writes. Each is told as it is done."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from desktop_sync.connectors.rest.building import shapes, writes
from desktop_sync.connectors.rest.building.feeds import find_changes
from desktop_sync.connectors.rest.building.fieldkinds import field_specs
from desktop_sync.connectors.rest.building.openapi import Described, read_options
from desktop_sync.connectors.rest.building.pages import Listing, find_pager
from desktop_sync.connectors.rest.building.probe import FROM_ITS_PAGES, Exchange, Probe
from desktop_sync.connectors.rest.building.signs import SignPlan
from desktop_sync.connectors.rest.building.text import manifest_text
from desktop_sync.connectors.rest.load import parse
from desktop_sync.connectors.rest.paths import Path, as_text
from desktop_sync.errors import AccountError, UsageError

_SAMPLE = 50
_BY_IDS = ("ids", "id", "include", "in_id", "id__in", "filter[id][_in]", "id[in]")
_PAIR = (0, 2)
"""Which of the first records are asked for together."""
_NOBODY = {"number": "999999999", "uuid": "00000000-0000-4000-8000-000000000000"}


@dataclass(frozen=True)
class Step:
    """One step as it was done. `found`: what it came to, in words; `ok` False: the table can't do that."""

    title: str
    found: str
    ok: bool
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True)
class Wish:
    """A table to describe. `described`: what an OpenAPI document says of it. `record`, `name`: a record and a field of it to try a
    write on; `value`: what to write, None for something near the old value. `make`: fields of a record to make and delete again.
    """

    path: str
    name: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    described: Described | None = None
    record: str = ""
    field: str = ""
    value: Any = None
    make: Mapping[str, Any] | None = None
    id: str = ""

    @property
    def table(self) -> str:
        """What the table is called."""
        last = re.sub(r"[^a-z0-9_]+", "_", self.path.rstrip("/").rsplit("/", 1)[-1].casefold()).strip("_")
        if last == "records" and self.path.count("/") > 1:
            last = re.sub(r"[^a-z0-9_]+", "_", self.path.rstrip("/").rsplit("/", 2)[-2].casefold()).strip("_")
        return self.name or last or "records"


@dataclass(frozen=True)
class _Single:
    """How one record is read. `lift`: the object in it that has its fields, None where it is not like those of the list."""

    at: Path
    lift: str | None
    tail: str
    query: Mapping[str, str]


class Builder:
    """Makes one manifest. `told`: called with each step. Used by one thread; talks to the system."""

    def __init__(
        self,
        probe: Probe,
        plan: SignPlan,
        names: tuple[str, str],
        told: Callable[[Step], None] = lambda _: None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._probe, self._told = probe, told
        kind, label = names
        settings = {"url": {"label": "Address", "kind": "url", "default": probe.url}, **plan.settings()}
        base: dict[str, Any] = {"url": "{url}"}
        if headers:
            base["headers"] = dict(headers)
        self.data: dict[str, Any] = {
            "format": 1,
            # Each call is made before it is written down, so that much is true; `connector check --live` tells the rest.
            "meta": {"id": kind, "label": label, "proof": "real", "ran_against": urlsplit(probe.url).netloc},
            "settings": settings,
        }
        if plan.auth():
            self.data["auth"] = [plan.auth()]
        self.data["base"] = base
        self.data["tables"] = {}
        self.steps: list[Step] = []
        self._mark = 0

    def _say(self, title: str, found: str, *, ok: bool = True) -> None:
        step = Step(title, found, ok, tuple(self._probe.exchanges[self._mark :]))
        self._mark = len(self._probe.exchanges)
        self.steps.append(step)
        self._told(step)

    def text(self) -> str:
        """The manifest. Raises ManifestError if what was found makes none."""
        text = manifest_text(
            self.data, "Made by trying each call against the system; what was found is proposed, and can be edited."
        )
        parse(text, "the manifest")
        return text

    def table(self, wish: Wish) -> dict[str, Any]:
        """Describe one table. Raises AccountError where its records can't be listed."""
        first, listing, inside = self._records(wish)
        rows = listing.rows(first)
        table: dict[str, Any] = {
            "label": wish.described.label if wish.described else wish.table,
            "id": _shown(listing.id),
        }
        kind = shapes.id_kind(rows, listing.id)
        if kind != "text":
            table["ids"] = kind
        if inside.parts:
            table["fields_at"] = _shown(inside)
        page = self._pages(listing, first)
        modified, created = shapes.modified_at(rows, inside), shapes.created_at(rows, inside)
        for key, path in (("modified", modified), ("created", created)):
            if path is not None:
                table[key] = _shown(path)
        table["list"] = _call(listing, page)
        desk = self._one(listing, rows, inside, table, form=bool(wish.described and wish.described.form))
        self._fields(wish, listing, rows, inside, table, (modified, created))
        self._changes(listing, first, (modified, created), page, table)
        if desk is not None:
            self._writes(wish, desk, table)
        self.data["tables"][wish.table] = table
        return table

    def _records(self, wish: Wish) -> tuple[Exchange, Listing, Path]:
        first = self._probe.ask("GET", wish.path, wish.query)
        if not first.ok:
            words = " ".join(as_text(Path.parse(path).found(first.data)) for path in shapes.words_at(first.data))
            self._say(
                "List the records", f"The system refuses it (HTTP {first.answer.status}). {words}".strip(), ok=False
            )
            raise AccountError(
                f"The records can't be listed: HTTP {first.answer.status}.",
                place=wish.path,
                advice="Check the path, and the sign-in." if first.answer.status in {401, 403} else "Check the path.",
            )
        lists = shapes.record_lists(first.data)
        found = next((one for one in lists if wish.id or shapes.identity(one.rows)), None)
        if found is None or not found.rows:
            self._say("List the records", "No list of records was found in the answer.", ok=False)
            raise AccountError(
                "No records were found in the answer.",
                place=wish.path,
                advice="Make at least three records in the system first: what they look like shows how they are read.",
            )
        identity = Path.parse(wish.id) if wish.id else shapes.identity(found.rows)
        assert identity is not None
        known = wish.described.parameters if wish.described else ()
        listing = Listing(self._probe, first.path, wish.query, found.at, identity, known)
        where = f"at “{found.at}”" if found.at.parts else "as the whole answer"
        self._say("List the records", f"{len(found.rows)} records {where}, named by “{identity}”.")
        return first, listing, shapes.fields_at(found.rows)

    def _pages(self, listing: Listing, first: Exchange) -> dict[str, Any] | None:
        page = find_pager(listing, first)
        if page is None:
            self._say("Find the next page", " ".join(listing.words), ok=False)
        else:
            by = {
                "link": "by a link",
                "token": "by a token",
                "key": "by the last id",
                "number": "by number",
                "offset": "by place",
            }
            how = f"Pages go on {by[page['kind']]}{' in “' + page['send'] + '”' if 'send' in page else ''}"
            self._say("Find the next page", f"{how}, up to {page['size']} records each.")
        return page

    def _one(
        self, listing: Listing, rows: Sequence[Mapping[str, Any]], inside: Path, table: dict[str, Any], *, form: bool
    ) -> writes.Desk | None:
        several = self._several(listing, rows)
        if several:
            table["by_ids"] = {**several, "max": 50}
        one, nobody = self._alone(listing, rows[0]), _NOBODY.get(table.get("ids", ""), "nobody0")
        if one is None or one.lift is None:
            how = (
                "One record looks otherwise than in the list"
                if one is not None
                else "One record can't be read by its id"
            )
            read = "several are read by their ids out of the list" if several else "they are read by the list only"
            self._say("Read one record", f"{how}: {read}, and nothing can be written.", ok=bool(several))
            return None
        there = self._there(listing, several) if several else None
        desk = writes.Desk(
            self._probe,
            listing.path,
            listing.id,
            one.at,
            inside,
            form,
            one.tail,
            one.query,
            one.lift,
            rows[0].keys(),
            there,
        )
        table["get"] = {"get": desk.item("{id}"), **({"query": dict(one.query)} if one.query else {})}
        table["get"] |= {"at": _shown(one.at)} if one.at.parts else {}
        table |= {"lift": one.lift} if one.lift else {}
        gone = desk.get(nobody)
        self._refusals(gone)
        more = ", several at once" if several else ""
        self._say(
            "Read one record", f"By its id{more}; one that is not there is answered with HTTP {gone.answer.status}."
        )
        return desk

    def _alone(self, listing: Listing, row: Mapping[str, Any]) -> "_Single | None":
        """How one record is read: as it comes, or as the list is asked, which may show more of it."""
        ref, keys, found = as_text(listing.id.found(row)), row.keys(), None
        tails = ("/", "") if listing.path.endswith("/") else ("",)
        for query in ({}, listing.query) if listing.query else ({},):
            for tail in tails:
                answer = self._probe.ask("GET", f"{listing.path.rstrip('/')}/{ref}{tail}", query)
                at = shapes.holds_record(answer.data, listing.id, ref) if answer.ok else None
                record = at.found(answer.data) if at is not None else None
                if at is None or not isinstance(record, dict):
                    continue
                lift = "" if keys <= record.keys() else shapes.lifted(record, keys) or None
                found = _Single(at, lift, "/" if answer.path.endswith("/") else "", query)
                if lift is not None:
                    return found
        return found

    def _there(self, listing: Listing, several: Mapping[str, Any]) -> Callable[[str], bool]:
        """Tells whether the list shows a record, when it is asked for by its id."""
        name = next(key for key, value in several["query"].items() if value == "{ids}")
        return lambda ref: ref in listing.ids(listing.ask(**{name: [ref] if "several" in several else ref}))

    def _several(self, listing: Listing, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
        """A list that can be asked for some records by their ids."""
        refs = [as_text(listing.id.found(row)) for row in rows]
        if len(refs) <= len(_PAIR):
            return None
        wanted = [refs[at] for at in _PAIR]
        for name in listing.names(_BY_IDS):
            for told in (",".join(wanted), wanted):
                if set(listing.ids(listing.ask(**{name: told}))) == set(wanted):
                    made = _call(listing, None)
                    made |= {"query": {**made.get("query", {}), name: "{ids}"}}
                    return made if isinstance(told, str) else {**made, "several": [name]}
        return None

    def _refusals(self, gone: Exchange) -> None:
        """What a refusal looks like, and with which status a record that is not there is answered."""
        words = shapes.words_at(gone.data)
        if words:
            self.data.setdefault("error", {"message": words})
        if gone.answer.status == 403:  # all other records could be read: it is no lack of permission
            rule = {"is": "not_found_gone", "status": [403], "on": ["read"]}
            self.data["errors"] = [one for one in self.data.get("errors", []) if one != rule] + [rule]

    def _fields(
        self,
        wish: Wish,
        listing: Listing,
        rows: Sequence[Mapping[str, Any]],
        inside: Path,
        table: dict[str, Any],
        skip: Sequence[Path | None],
    ) -> None:
        fields = field_specs(rows[:_SAMPLE], inside, [listing.id])
        told, writable = (wish.described.fields, wish.described.writable) if wish.described else self._options(listing)
        for name, spec in told.items():
            if name in fields and spec.get("type", "text") not in {"text", "json"}:
                form = fields[name].get("format")
                fields[name] = {**spec, **({"format": form} if form and fields[name]["type"] == spec["type"] else {})}
            elif name in fields:
                fields[name] = {**fields[name], **{key: one for key, one in spec.items() if key != "type"}}
        for name, spec in fields.items() if told else ():
            if writable and name.split(".")[0] not in writable:
                spec["read_only"] = True
                spec.pop("required", None)
        for path in skip:
            name = str(path.within(inside) or path) if path is not None else ""
            if name in fields:
                fields[name]["read_only"] = True
        table["fields"] = fields
        kinds = sorted({one["type"] for one in fields.values()})
        self._say("Look at the fields", f"{len(fields)} fields: {', '.join(kinds)}.", ok=bool(fields))

    def _options(self, listing: Listing) -> tuple[Mapping[str, Mapping[str, Any]], frozenset[str]]:
        """What the system itself says of the fields, where it does."""
        answer = self._probe.ask("OPTIONS", listing.path)
        return read_options(answer.data) if answer.ok else ({}, frozenset())

    def _changes(
        self,
        listing: Listing,
        first: Exchange,
        times: tuple[Path | None, Path | None],
        page: dict[str, Any] | None,
        table: dict[str, Any],
    ) -> None:
        modified = times[0]
        found = find_changes(listing, first, times, page)
        if found is None:
            why = (
                "records do not say when they were changed"
                if modified is None
                else "the list can't be asked for changes only"
            )
            self._say("Ask for changes", f"Every run compares everything: {why}.", ok=False)
            return
        table["changes"] = found
        how = (
            "the list begins with what was changed last"
            if found.get("newest_first")
            else "the list can be asked for what has changed"
        )
        deletes = "; what is deleted shows by the number of records" if "count" in found else ""
        self._say("Ask for changes", f"By “{found['field']}”: {how}{deletes}.")

    def _writes(self, wish: Wish, desk: writes.Desk, table: dict[str, Any]) -> None:
        if wish.record and wish.field:
            record = desk.record(desk.get(wish.record))
            old = (desk.inside + Path.parse(wish.field)).found(record) if record is not None else None
            if record is None:
                raise UsageError(f"There is no record “{wish.record}” to try a write on.", place=wish.path)
            update = writes.try_update(desk, wish.record, wish.field, near(old) if wish.value is None else wish.value)
            if update is not None:
                table["update"], guard = update
                table |= guard
                if guard.get("version") == shapes.VERSION:
                    table["get"]["version_header"] = "ETag"
            if update is not None and desk.from_its_pages:
                self.data["base"].setdefault("headers", {}).update(FROM_ITS_PAGES)
            how = "a stale write is refused" if table.get("guard") else "stale writes are found by looking before"
            words = (
                f"“{wish.field}” of {wish.record} was changed and put back; {how}." if update else " ".join(desk.words)
            )
            self._say("Try a write", words, ok=update is not None)
        if wish.make:
            desk.words.clear()
            made = writes.try_create(desk, wish.make, writes.first_way(table.get("update")))
            if made is not None:
                table["create"], delete, _ = made
                if table.get("clear") == "empty":
                    table["create"]["blanks"] = False
                if delete is not None:
                    table["delete"] = delete
            words = "A record was made, and deleted again." if made and made[1] else " ".join(desk.words)
            self._say("Make a record", words, ok=made is not None)


def near(value: Any) -> Any:
    """A value of the same kind, a little different, to try a write with."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float | Decimal):
        return value + 1
    text = value if isinstance(value, str) else ""
    if re.fullmatch(r"[^@\s]+@[^@\s]+", text):
        return f"x{text}"
    return f"{text} 2" if text else "2"


def _call(listing: Listing, page: dict[str, Any] | None) -> dict[str, Any]:
    made: dict[str, Any] = {"get": listing.path}
    if listing.query:
        made["query"] = dict(listing.query)
    if listing.at.parts:
        made["at"] = _shown(listing.at)
    if page is not None:
        made["page"] = dict(page)
    return made


def _shown(path: Path) -> Any:
    return list(path.parts) if not path.parts or any("." in part for part in path.parts) else str(path)
