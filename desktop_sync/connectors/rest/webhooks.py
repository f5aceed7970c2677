"""Webhooks that a system is asked to send: ordered, kept alive, and ended. What was ordered is remembered with the account."""

import datetime as dt
import json
import math
from collections.abc import Mapping
from typing import Any

from desktop_sync.connectors.rest.answers import Answer, Refused
from desktop_sync.connectors.rest.changes import holds
from desktop_sync.connectors.rest.format_calls import Call
from desktop_sync.connectors.rest.format_webhooks import Webhooks
from desktop_sync.connectors.rest.paging import Pages
from desktop_sync.connectors.rest.paths import as_text
from desktop_sync.connectors.rest.session import Session
from desktop_sync.errors import AccountError, UsageError
from desktop_sync.model.notices import HookTerms

_KEY = "webhooks"


class HookOrders:
    """The webhooks of one account."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def _spec(self) -> Webhooks:
        found = self._session.manifest.webhooks
        if found is None:
            label = self._session.manifest.meta.label
            raise UsageError(
                f"{label} takes no orders for webhooks from here",
                advice=f"Set them up in {label} itself, and take them with `hooks add`.",
            )
        return found

    def order(self, url: str, secret: str) -> HookTerms:
        """Have the system call this address from now on. `secret`: one to sign with, where the system does not choose it itself. Raises
        UsageError, AccountError, Retriable; nothing is ordered then.
        """
        spec = self._spec
        if spec.secret_of and not self._session.hook_key:
            raise UsageError(
                f"the account has no “{spec.secret_of}”, with which its webhooks are signed",
                advice=f"Give it: account reconnect NAME --secret {spec.secret_of}=VARIABLE",
            )
        self.end(url)
        try:
            terms, refusal = self._order_each(url, secret)
        except Exception:
            self._end_kept()
            raise
        if terms is None:
            assert refusal is not None
            raise refusal
        return terms

    def _order_each(self, url: str, secret: str) -> tuple[HookTerms | None, AccountError | None]:
        """One for each topic; the terms of the last one, and the last refusal: an account may know of some topics only."""
        kept: dict[str, str] = {}
        terms, refusal = None, None
        for topic in self._spec.topics:
            try:
                kept[topic], told = self._make(url, secret, topic)
            except AccountError as error:
                kept[topic], refusal = "", error
            else:
                self._remember(kept)
                terms = self._terms(kept[topic], told, secret)
        self._remember(kept if terms is not None else {})
        return terms, refusal

    def keep(self, url: str, secret: str) -> HookTerms:
        """Have those that were ordered live on; one that is gone, or that the system has switched off, is ordered again."""
        spec, kept = self._spec, self._kept()
        live = self._there(url)
        if live is not None and any(not live.get(hook) for hook in kept.values() if hook):
            return self.order(url, secret)
        if kept.keys() != set(spec.topics):
            return self.order(url, secret)
        if spec.renew is not None:
            try:
                for topic, hook in ((topic, hook) for topic, hook in kept.items() if hook):
                    given = {"hook": hook, "ends": self._ends_text(), "url": url, "topic": topic}
                    self._call(spec.renew, given, "update")
            except Refused:
                return self.order(url, secret)
        return HookTerms(spec.scheme, None, self._ends())

    def end(self, url: str = "") -> None:
        """End those that were ordered, and all that have this address: an order's answer may have been lost. One that is not there
        any more is no matter.
        """
        self._end_kept()
        for hook in (self._there(url) or {}) if url else {}:
            self._drop(hook)

    def _end_kept(self) -> None:
        for hook in filter(None, self._kept().values()):
            self._drop(hook)
        self._session.ties.remember(_KEY, "")

    def _make(self, url: str, secret: str, topic: str) -> tuple[str, Answer]:
        make = self._spec.make
        given = {"url": url, "hook_secret": secret, "topic": topic, "ends": self._ends_text()}
        try:
            answer = self._call(make, given, "create")
        except Refused as error:
            raise self._refused(error.words or f"HTTP {error.status}") from error
        failed = make.failed.found(answer.data) if make.failed is not None else None
        hook = as_text(make.id.found(answer.data))
        if failed or not hook:
            raise self._refused(self._session.judge.words(answer.data))
        return hook, answer

    def _refused(self, words: str) -> AccountError:
        place = self._session.place
        advice = f"It says: {words}" if words else "Look at its address, and at what the account may do."
        return AccountError("The system does not take the order for webhooks.", place=place, advice=advice)

    def _terms(self, hook: str, told: Answer, secret: str) -> HookTerms:
        spec = self._spec
        signed: str | None = spec.keep.fill({"hook_secret": secret})
        if spec.secret_of:
            signed = self._session.hook_key
        elif spec.secret_at is not None:
            signed = as_text(spec.secret_at.found(told.data))
        elif spec.secret is not None:
            answer = self._call(spec.secret, {"hook": hook}, "read")
            signed = as_text(spec.secret.at.found(answer.data))
        return HookTerms(spec.scheme, signed, self._ends())

    def _there(self, url: str) -> dict[str, bool] | None:
        """Those with this address, by id, with whether they are in use; None where the system does not list them."""
        known = self._spec.known
        if known is None:
            return None
        found = {}
        for batch in Pages(self._session, known, {}, known.id).raw():
            for row in batch.rows:
                shown = as_text(known.url.found(row))
                if shown == url or shown.startswith(f"{url}?"):
                    found[as_text(known.id.found(row))] = all(holds(one, row) for one in known.live)
        return found

    def _drop(self, hook: str) -> None:
        try:
            self._call(self._spec.drop, {"hook": hook}, "delete")
        except Refused as error:
            if error.kind != "not_found_gone":
                raise self._refused(error.words) from error

    def _call(self, call: Call, given: Mapping[str, Any], deed: str) -> Answer:
        return self._session.call(call, given, deed)

    def _ends(self) -> dt.datetime | None:
        lasts = self._spec.lasts
        if not lasts:
            return None
        now = self._session.options.now()
        return now + dt.timedelta(seconds=math.floor(lasts))

    def _ends_text(self) -> str:
        ends = self._ends()
        return ends.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if ends else ""

    def _kept(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._session.ties.recall(_KEY) or "{}")
        return found

    def _remember(self, kept: Mapping[str, str]) -> None:
        self._session.ties.remember(_KEY, json.dumps(kept))
