"""Writes to an address book: each one conditional on what the card was, so that nobody's work is overwritten."""

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_sync.connectors.carddav.cards import complete, fresh
from desktop_sync.connectors.carddav.dav import Dav, lost
from desktop_sync.connectors.carddav.lines import Card, made
from desktop_sync.connectors.carddav.reading import Reader, Row
from desktop_sync.connectors.carddav.values import RejectedValue
from desktop_sync.connectors.http import AnswerLostError
from desktop_sync.errors import DesktopSyncError, Retriable
from desktop_sync.model.record import Create, Delete, Outcome, OutcomeStatus, Prepared, Ref, Update, Write
from desktop_sync.model.values import is_blank

if TYPE_CHECKING:
    import requests

_OURS = uuid.UUID("7b0f5d0e-53a9-4d4d-9f0b-5a7c6f1f3c58")
"""The UIDs of cards that the program makes are drawn from this and the create's token: one token, one card."""
_GONE = {404, 410}


class Writer:
    """Makes one batch of writes on one address book."""

    def __init__(self, dav: Dav, reader: Reader, batch: Sequence[Write], prepared: Prepared) -> None:
        self._dav, self._reader, self._batch, self._prepared = dav, reader, batch, prepared
        self._outcomes: dict[int, Outcome] = {}
        self._written: dict[int, Ref] = {}
        self._rows: dict[Ref, Row] = {}

    def run(self) -> Sequence[Outcome]:
        """The outcomes, in order. Raises only when nothing was written."""
        expected = [write.expected.ref for write in self._batch if not isinstance(write, Create)]
        self._rows = dict(self._reader.rows(expected)) if expected else {}
        for index, write in enumerate(self._batch):
            try:
                self._outcomes[index] = self._one(index, write)
            except RejectedValue as error:
                self._outcomes[index] = Outcome(OutcomeStatus.REJECTED, words=str(error))
            except AnswerLostError as error:
                self._outcomes[index] = Outcome(OutcomeStatus.UNKNOWN, words=str(error))
            except Retriable as error:
                self._outcomes[index] = Outcome(OutcomeStatus.RETRY, words=str(error))
            except DesktopSyncError as error:
                if not self._touched():
                    raise
                self._outcomes[index] = Outcome(OutcomeStatus.RETRY, words=str(error))
        self._confirm()
        return [self._outcomes[index] for index in range(len(self._batch))]

    def _touched(self) -> bool:
        return any(one.status in {OutcomeStatus.DONE, OutcomeStatus.UNKNOWN} for one in self._outcomes.values())

    def _one(self, index: int, write: Write) -> Outcome:
        if isinstance(write, Create):
            return self._create(index, write)
        ref = write.expected.ref
        if ref in self._written.values():  # written in this very batch
            self._rows.pop(ref, None)
            self._rows |= self._reader.rows([ref])
        row = self._rows.get(ref)
        if row is None or not self._stands(row, write):
            return Outcome(OutcomeStatus.STALE)
        return self._delete(row) if isinstance(write, Delete) else self._update(index, row, write)

    def _stands(self, row: Row, write: Update | Delete) -> bool:
        """Whether the card is as expected: by its ETag, or by the fields when only others have changed."""
        if row.etag and row.etag == write.expected.version:
            return True
        now = self._reader.values(row)
        return bool(now) and all(
            now.get(name) == value or (is_blank(now.get(name)) and is_blank(value))
            for name, value in write.expected.values.items()
        )

    def _create(self, index: int, write: Create) -> Outcome:
        uid = str(uuid.uuid5(_OURS, write.token))
        card = fresh(self._reader.book.version)
        card.lines.insert(2, made("UID", uid))
        self._reader.view.apply(card, {name: value for name, value in write.values.items() if not is_blank(value)})
        complete(card, uid, self._now())
        ref = Ref(f"{self._reader.book.path}{uid}.vcf")
        self._prepared(index, ref)
        answer = self._put(ref, card, {"If-None-Match": "*"})
        if answer.status_code in {409, 412}:  # it may be there from a call whose answer was lost
            there = self._reader.rows([ref]) or self._reader.by_uid(uid)
            return self._done(index, next(iter(there))) if there else self._refused(answer)
        if answer.status_code not in {200, 201, 204}:
            return self._refused(answer)
        return self._done(index, ref)

    def _update(self, index: int, row: Row, write: Update) -> Outcome:
        card = row.card()
        if not card.whole:
            return Outcome(OutcomeStatus.REJECTED, words="The card is damaged and can't be edited.")
        if not self._reader.view.apply(card, write.values):
            return self._done(index, row.ref)
        complete(card, str(uuid.uuid5(_OURS, row.ref)), self._now())
        calls = self._dav.http.calls
        answer = self._put(row.ref, card, {"If-Match": _strong(row.etag)})
        if answer.status_code in {*_GONE, 412}:
            if self._dav.http.calls > calls + 1 and self._shows(row.ref, write):
                return self._done(index, row.ref)
            return Outcome(OutcomeStatus.STALE)
        return self._done(index, row.ref) if answer.status_code in {200, 201, 204} else self._refused(answer)

    def _shows(self, ref: Ref, write: Update) -> bool:
        """Whether a call whose answer was lost, and which was sent again, had been carried out the first time."""
        row = self._reader.rows([ref]).get(ref)
        now = {} if row is None else self._reader.values(row)
        wanted = {**write.expected.values, **write.values}
        return bool(now) and all(
            now.get(name) == value or (is_blank(now.get(name)) and is_blank(value)) for name, value in wanted.items()
        )

    def _delete(self, row: Row) -> Outcome:
        calls = self._dav.http.calls
        answer = self._dav.send("DELETE", row.ref, headers={"If-Match": _strong(row.etag)})
        self._trouble(answer)
        gone = answer.status_code in {*_GONE, 412}
        if gone and self._dav.http.calls > calls + 1:  # sent again: the first one may have done it
            gone = bool(self._reader.rows([row.ref]))
            answer.status_code = answer.status_code if gone else 204
        if gone:
            return Outcome(OutcomeStatus.STALE)
        if answer.status_code in {200, 202, 204}:
            self._rows.pop(row.ref, None)
            return Outcome(OutcomeStatus.DONE)
        return self._refused(answer)

    def _put(self, ref: Ref, card: Card, condition: dict[str, str]) -> "requests.Response":
        answer = self._dav.send("PUT", ref, card.text(), condition)
        self._trouble(answer)
        return answer

    def _trouble(self, answer: "requests.Response") -> None:
        error = lost(answer.status_code)
        if error is not None:
            raise error

    def _done(self, index: int, ref: Ref) -> Outcome:
        self._written[index] = ref
        return Outcome(OutcomeStatus.DONE)

    def _refused(self, answer: "requests.Response") -> Outcome:
        return Outcome(OutcomeStatus.REJECTED, words=_words(answer))

    def _confirm(self) -> None:
        """Put what the server now holds into the outcomes: it may have made something else of what it was sent."""
        if not self._written:
            return
        try:
            rows = self._reader.rows(list(self._written.values()))
        except DesktopSyncError as error:  # it is made, but what the server holds now could not be read
            for index in self._written:
                self._outcomes[index] = Outcome(OutcomeStatus.UNKNOWN, words=str(error))
            return
        for index, ref in self._written.items():
            write = self._batch[index]
            row = rows.get(ref)
            if row is None and isinstance(write, Create):  # some servers choose an address of their own
                row = next(iter(self._reader.by_uid(str(uuid.uuid5(_OURS, write.token))).values()), None)
            self._outcomes[index] = Outcome(OutcomeStatus.DONE, None if row is None else self._reader.record(row))

    @staticmethod
    def _now() -> dt.datetime:
        return dt.datetime.now(dt.UTC)


def _strong(etag: str) -> str:
    """The ETag as a condition: one that a proxy has weakened would never match (RFC 9110 § 13.1.1)."""
    return etag.removeprefix("W/")


def _words(answer: "requests.Response") -> str:
    """Why the server refuses a card, in its own words."""
    text = answer.text
    if "no-uid-conflict" in text:
        return "Another card of the address book has the same UID."
    if answer.status_code == 403 and "<" not in text:
        return "This user may not write that."
    if answer.status_code == 413 or "max-resource-size" in text:
        return "The card is too big for the server."
    if answer.status_code == 507:
        return "The server has no space left."
    plain = " ".join(re.sub(r"<[^>]*>", " ", text).split())[:300]
    return plain or f"The server refuses the card (HTTP {answer.status_code})."
