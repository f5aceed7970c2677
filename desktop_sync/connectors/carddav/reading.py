"""Cards of an address book: which there are, what changed, and what they hold."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from xml.sax.saxutils import escape

from desktop_sync.connectors.carddav.books import Book
from desktop_sync.connectors.carddav.cards import View
from desktop_sync.connectors.carddav.dav import Answer, C, D, Dav, Found, TokenExpiredError, canonical, props
from desktop_sync.connectors.carddav.fields import HREF, SPECS, Places, Spec
from desktop_sync.connectors.carddav.lines import Card, parse
from desktop_sync.connectors.carddav.values import get
from desktop_sync.errors import ListingIncomplete, SchemaDrift, UsageError
from desktop_sync.model.record import Record, Ref, Selection
from desktop_sync.model.values import Value, is_blank, plain

PAGE = 200
"""So many cards are asked for at once; with photos, more would make answers of many megabytes."""
_DATA = props("D:getetag", "D:getlastmodified", "C:address-data")


@dataclass(frozen=True, slots=True)
class Row:
    """A card as the server gave it."""

    ref: Ref
    etag: str
    text: str = field(repr=False)
    modified_at: dt.datetime | None = None

    def card(self) -> Card:
        """A card of one's own, to be edited."""
        return parse(self.text)


@dataclass(frozen=True, slots=True)
class Feed:
    """Addresses of cards that are there or have changed, of those that are gone, and where to go on next time."""

    refs: Sequence[str]
    gone: Sequence[Ref]
    token: str | None


class Reader:
    """Reads the selected fields of one address book."""

    def __init__(self, dav: Dav, book: Book, known: Mapping[str, Spec], selection: Selection) -> None:
        self.book, self.selection = book, selection
        self._dav = dav
        if selection.filter:
            raise UsageError(
                "An address book has no filters of its own.",
                place=book.name,
                advice='Choose by fields: filter = { field = "categories", is = "Customers" }',
            )
        wanted = dict.fromkeys([*selection.fields, *(name for name, _ in selection.where)])
        unknown = [name for name in wanted if name not in known]
        if unknown:
            raise SchemaDrift(f"The address book has no field “{unknown[0]}”.", place=f"{dav.place}, {book.name}")
        self.view = View([known[name] for name in wanted], known)

    def feed(self, token: str = "") -> Feed:
        """All cards, or with a token what changed since. Raises TokenExpiredError for a token."""
        if self.book.synced:
            try:
                return self._synced_feed(token)
            except TokenExpiredError:  # without a token: so many cards at once are too much for the server
                if token:
                    raise
        found = self._dav.propfind(self.book.path, "D:getetag", "D:resourcetype", depth=1)
        return Feed(self._cards(found), (), None)

    def _synced_feed(self, token: str) -> Feed:
        refs: dict[str, None] = {}
        gone: dict[str, None] = {}
        while True:
            answer = self._synced(token)
            for one in answer.found:
                if one.href.startswith(self.book.path) and one.status in {404, 410}:
                    gone[one.href] = None
                    refs.pop(one.href, None)
            for href in self._cards(answer.found):
                refs[href] = None
                gone.pop(href, None)
            # RFC 6578 § 3.6: the server cut its answer, and goes on from the token in it.
            cut = any(one.href == self.book.path and one.status == 507 for one in answer.found)
            if not answer.token or (cut and answer.token == token):
                raise ListingIncomplete("The server gave only a part of the list.", place=self.book.name)
            token = answer.token
            if not cut:
                return Feed(sorted(refs), [Ref(href) for href in gone], token)

    def _synced(self, token: str) -> Answer:
        inner = f"<D:sync-token>{escape(token)}</D:sync-token><D:sync-level>1</D:sync-level>{props('D:getetag')}"
        return self._dav.report(self.book.path, "D:sync-collection", inner)

    def _cards(self, found: Sequence[Found]) -> list[str]:
        inside = [one for one in found if one.href.startswith(self.book.path) and not one.href.endswith("/")]
        hrefs = [one.href for one in inside if one.status == 200 and not one.has(f"{D}resourcetype", f"{D}collection")]
        return sorted(dict.fromkeys(hrefs))

    def rows(self, refs: Sequence[str]) -> Mapping[Ref, Row]:
        """The cards of these addresses that are there. Raises ListingIncomplete where the server doesn't say of one."""
        wanted = list(dict.fromkeys(canonical(ref) for ref in refs if ref.startswith(self.book.path)))
        wanted = [ref for ref in wanted if ref != self.book.path and not ref.endswith("/")]
        found: dict[Ref, Row] = {}
        for start in range(0, len(wanted), PAGE):
            found |= self._some(wanted[start : start + PAGE])
        return found

    def _some(self, wanted: Sequence[str]) -> Mapping[Ref, Row]:
        answered = self._multiget(wanted)
        forgotten = [href for href in wanted if href not in answered]
        if forgotten:
            answered |= self._multiget(forgotten)
        rows: dict[Ref, Row] = {}
        for href in wanted:
            one = answered.get(href)
            if one is not None and one.status in {404, 410}:
                continue
            if one is None or one.status != 200 or f"{C}address-data" not in one.props:
                raise ListingIncomplete("The server left out cards that it had listed.", place=self.book.name)
            text = one.props[f"{C}address-data"].text or ""
            rows[Ref(href)] = Row(Ref(href), one.text(f"{D}getetag"), text, _moment(one.text(f"{D}getlastmodified")))
        return rows

    def _multiget(self, hrefs: Sequence[str]) -> dict[str, Found]:
        inner = _DATA + "".join(f"<D:href>{escape(href)}</D:href>" for href in hrefs)
        answer = self._dav.report(self.book.path, "C:addressbook-multiget", inner)
        return {one.href: one for one in answer.found}

    def by_uid(self, uid: str) -> Mapping[Ref, Row]:
        """The cards with that UID, wherever the server has put them."""
        match = f'<C:text-match collation="i;octet" match-type="equals">{escape(uid)}</C:text-match>'
        inner = f'{props("D:getetag")}<C:filter><C:prop-filter name="UID">{match}</C:prop-filter></C:filter>'
        answer = self._dav.report(self.book.path, "C:addressbook-query", inner, depth=1)
        rows = self.rows(self._cards(answer.found))
        return {ref: row for ref, row in rows.items() if get(row.card(), SPECS["uid"], Places(())) == uid}

    def values(self, row: Row, card: Card | None = None) -> Mapping[str, Value]:
        """The selected fields of a card; none where it is so damaged that it tells nothing."""
        card = card or row.card()
        return {name: self.value(row, card, name) for name in self.selection.fields} if card.whole else {}

    def value(self, row: Row, card: Card, name: str) -> Value:
        """One field."""
        return str(row.ref) if name == HREF else self.view.value(card, name)

    def record(self, row: Row) -> Record:
        """The card as a record."""
        card = row.card()
        values = self.values(row, card)
        raw: list[Any] = [values.get(name) for name in self.selection.fields]
        if not card.whole:  # its fields are absent, not blank
            raw = [hashlib.blake2b(row.text.encode("utf-8", "replace"), digest_size=16).hexdigest() for _ in raw]
        revised = get(card, SPECS["revised_at"], Places(()))
        modified = row.modified_at or (revised if isinstance(revised, dt.datetime) else None)
        return Record(row.ref, values, raw, row.etag, modified)

    def within(self, row: Row) -> bool:
        """Whether the card is one of the selected."""
        if not self.selection.where:
            return True
        card = row.card()
        return all(_matches(self.value(row, card, name), text) for name, text in self.selection.where)

    def records(self, refs: Sequence[str]) -> Iterator[Record]:
        """The selected ones of these addresses, in their order."""
        return (self.record(row) for row in self.rows(refs).values() if self.within(row))


def _matches(value: Value, text: str) -> bool:
    if isinstance(value, tuple):
        return text.strip().casefold() in (word.casefold() for word in value)
    if isinstance(value, bool):
        return text.strip().lower() in ({"true", "yes", "1"} if value else {"false", "no", "0"})
    return (is_blank(value) and not text) or str(plain(value)) == text


def _moment(text: str) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(dt.UTC) if text else None
    except ValueError:
        return None
