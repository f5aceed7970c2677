"""Pages of a list: five ways to ask for the next one, and how it is seen that the list moved while it was read."""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from desktop_sync.connectors.rest.answers import Answer
from desktop_sync.connectors.rest.format_calls import (
    AnyPager,
    KeyPager,
    LinkPager,
    ListCall,
    NumberPager,
    OffsetPager,
    PageIn,
    Pager,
    TokenPager,
)
from desktop_sync.connectors.rest.paths import Path, as_text, is_count
from desktop_sync.connectors.rest.session import Refused, Request, Session
from desktop_sync.errors import AccountError, ListingIncomplete, PositionLost

Row = dict[str, Any]
_SWEEPS = 4
"""So often a list that moves while it is read is begun anew; what was seen already is not given again."""
_NEXT = re.compile(r'<([^>]*)>\s*;[^,]*\brel="?next"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Batch:
    """One page: its records, and the answer that brought them."""

    rows: Sequence[Row]
    answer: Answer
    last: bool


class MovedError(Exception):
    """Records came or went while the list was read, so that some may have been passed over."""


class Pages:
    """One list being read. `id_of`: a record's identity."""

    def __init__(self, session: Session, call: ListCall, given: Mapping[str, Any], id_path: Any) -> None:
        self._session, self._call, self._given, self._id = session, call, given, id_path
        self._seen: set[str] = set()

    def each_once(self) -> Iterator[Batch]:
        """All pages, each record once. Raises ListingIncomplete when the list can't be read to its end."""
        for _ in range(_SWEEPS):
            try:
                yield from self._sweep()
            except (MovedError, CursorExpiredError):  # the place in the list is forgotten: from its beginning
                continue
            return
        raise ListingIncomplete("The list changed again and again while it was read.", place=self._session.place)

    def again_if_moved(self) -> Iterator[Batch]:
        """All pages; from the beginning again where the list moved, so that records may come twice."""
        for _ in range(_SWEEPS):
            try:
                yield from self.raw()
            except MovedError:
                continue
            return
        raise ListingIncomplete("The list changed again and again while it was read.", place=self._session.place)

    def _sweep(self) -> Iterator[Batch]:
        """Pages whose records were not seen before; the last one comes only when it is known that nothing moved."""
        for batch in self.raw():
            fresh = []
            for row in batch.rows:
                key = as_text(self._id.found(row))
                if key not in self._seen:
                    self._seen.add(key)
                    fresh.append(row)
            yield replace(batch, rows=fresh)

    def raw(self) -> Iterator[Batch]:
        """The pages as they come."""
        page = self._call.page
        request = self._session.request(self._call, self._given)
        if page is None:
            yield Batch(self._rows(answer := self._ask(request)), answer, last=True)
            return
        _send(request, page, page.size_param, page.size)
        if isinstance(page, NumberPager):
            yield from self._by_number(request, page)
        elif isinstance(page, OffsetPager):
            yield from self._by_offset(request, page)
        elif isinstance(page, KeyPager):
            yield from self._by_key(request, page)
        else:
            yield from self._by_answer(request, page)

    def _by_number(self, request: Request, page: NumberPager) -> Iterator[Batch]:
        number, total, before = page.first, "", list[str]()
        while True:
            _send(request, page, page.send, number)
            answer = self._ask(request)
            rows = self._rows(answer)
            total = self._same_total(page, answer, total)
            last = _told(page.last, page.last_header, answer)
            ids = [as_text(self._id.found(row)) for row in rows]
            if ids and ids == before:  # it would go on for ever
                text = "The list does not go on: the system gives the same page again."
                raise ListingIncomplete(text, place=self._session.place)
            ended = not rows or (number - page.first + 1 >= int(last) if is_count(last) else len(rows) < page.size)
            yield Batch(rows, answer, ended)
            if ended:
                return
            number, before = number + 1, ids

    def _by_offset(self, request: Request, page: OffsetPager) -> Iterator[Batch]:
        offset, total, edge = 0, "", ""
        while True:
            _send(request, page, page.send, offset)
            answer = self._ask(request)
            rows = self._rows(answer)
            total = self._same_total(page, answer, total)
            # Pages overlap by one record: if it is another one now, something before it came or went.
            if edge and (not rows or as_text(self._id.found(rows[0])) != edge):
                raise MovedError
            ended = len(rows) < page.size
            yield Batch(rows, answer, ended)
            if ended:
                return
            edge = as_text(self._id.found(rows[-1])) if page.size > 1 else ""
            offset += len(rows) - (1 if edge else 0)

    def _by_key(self, request: Request, page: KeyPager) -> Iterator[Batch]:
        last, edge = page.start, set[str]()
        while True:
            if last:
                _send(request, page, page.send, last)
            answer = self._ask(request)
            rows = self._rows(answer)
            ids = {as_text(self._id.found(row)) for row in rows}
            ended = len(rows) < page.size
            if not ended and ids <= edge:
                raise ListingIncomplete(
                    "More records than a page holds have one and the same key.", place=self._session.place
                )
            yield Batch(rows, answer, ended)
            if ended:
                return
            following = as_text(page.by.found(rows[-1]))
            if not page.inclusive and following == last:
                raise ListingIncomplete("The list does not go on.", place=self._session.place)
            last, edge = following, ids

    def _by_answer(self, request: Request, page: TokenPager | LinkPager) -> Iterator[Batch]:
        passed: set[str] = set()
        while True:
            answer = self._ask(request)
            following = self._following(page, answer)
            if (page.more is not None and not page.more.found(answer.data)) or _ended(page, answer):
                following = ""
            if following in passed:
                raise ListingIncomplete(
                    "The list leads back to a page that was read before.", place=self._session.place
                )
            yield Batch(self._rows(answer), answer, not following)
            if not following:
                return
            passed.add(following)
            if isinstance(page, TokenPager):
                if page.alone:
                    request.query = {page.size_param: str(page.size)} if page.size_param else {}
                _send(request, page, page.send, following)
            else:
                self._follow(request, following)

    def _following(self, page: TokenPager | LinkPager, answer: Answer) -> str:
        if isinstance(page, LinkPager) and page.header:
            text = answer.headers.get(page.header, "")
            found = _NEXT.search(text)
            return found[1] if found else "" if page.header.casefold() == "link" else text
        return as_text(page.at.found(answer.data)) if page.at is not None else ""

    def _follow(self, request: Request, link: str) -> None:
        path, _, query = self._session.followed(link).partition("?")
        request.path, request.query = path, dict(parse_qsl(query, keep_blank_values=True))

    def _ask(self, request: Request) -> Answer:
        try:
            return self._session.send(request)
        except Refused as error:
            if error.status in self._call.empty:
                return Answer(error.status, {})
            raise as_error(error, self._session) from error

    def _rows(self, answer: Answer) -> Sequence[Row]:
        rows = rows_of(answer.data, self._call)
        if rows is None and answer.status in {*self._call.empty, 204, 304}:
            return []
        if rows is None and self._call.optional and isinstance(answer.data, dict):
            return []
        if rows is None:
            # Without this, an answer of another shape would look like an empty table, and all records like deleted.
            raise ListingIncomplete("The list is not where the manifest says.", place=self._session.place)
        return rows

    def _same_total(self, page: Pager, answer: Answer, before: str) -> str:
        now = _told(page.total, page.total_header, answer)
        if before and now and now != before:
            raise MovedError
        return now or before


class CursorExpiredError(PositionLost):
    """The system has forgotten the position; everything must be read again."""


def rows_of(data: Any, call: ListCall | Any) -> Sequence[Row] | None:
    """The records of an answer; None where there is no list of them."""
    found = call.at.found(data)
    if isinstance(found, dict):
        found = [{**one, "$key": key} for key, one in found.items() if isinstance(one, dict)] or None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else None


def as_error(error: Refused, session: Session) -> Exception:
    """A refusal to read as an error for a person; its words stay behind, they may hold values."""
    if error.kind == "permission":
        return AccountError(
            "This account may not read that.",
            place=session.place,
            advice="Ask for the permission, or use another account.",
        )
    if error.kind == "cursor_expired":
        return CursorExpiredError("The system has forgotten the position in its list of changes.", place=session.place)
    if error.kind == "not_found_gone":
        return AccountError("That is not there.", place=session.place, advice="Check the account's settings.")
    return AccountError(
        f"The system refuses to be read (HTTP {error.status}).",
        place=session.place,
        advice="Check the account's settings, and that the manifest fits this version of the system.",
    )


def _ended(page: TokenPager | LinkPager, answer: Answer) -> bool:
    return page.end is not None and page.end.found(answer.data) is True


def _told(path: Any, header: str, answer: Answer) -> str:
    if header:
        return answer.headers.get(header, "")
    return as_text(path.found(answer.data)) if path is not None else ""


def _send(request: Request, page: AnyPager, name: str, value: Any) -> None:
    if not name:
        return
    if page.send_in is PageIn.BODY:
        request.body = copy.deepcopy(request.body) if isinstance(request.body, dict) else {}
        Path.parse(name).put(request.body, value)
    else:
        request.query[name] = as_text(value)


__all__ = ["Batch", "MovedError", "Pages", "Row", "as_error", "rows_of"]
