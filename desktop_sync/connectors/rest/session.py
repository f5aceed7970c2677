"""One account's calls: address, sign-in, budget, and what is repeated. Everything that is asked of the system goes through here."""

import datetime as dt
import re
import string
import threading
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import orjson

from desktop_sync.connectors.facts import Facts
from desktop_sync.connectors.http import AnswerLostError, HttpClient, HttpOptions, checked_url, stoppable
from desktop_sync.connectors.pacing import Budget, RateWindow
from desktop_sync.connectors.rest.answers import Answer, Finding, Judge, Refused, TroubleError
from desktop_sync.connectors.rest.daycalls import DayCalls
from desktop_sync.connectors.rest.format import ErrorClass, Manifest
from desktop_sync.connectors.rest.format_calls import Call
from desktop_sync.connectors.rest.paths import Template, as_text, is_count
from desktop_sync.connectors.rest.signin import Loose, SignIn, choose
from desktop_sync.errors import AccountError, ListingIncomplete, Retriable, SignInError, UsageError
from desktop_sync.sync.ports import Ties

_SAFE = frozenset({"GET", "OPTIONS"})
_RENEWALS = 2
"""So often a call's sign-in is renewed: a token may end right after it was had."""


@dataclass
class Request:
    """A call as it is sent."""

    method: str
    path: str
    deed: str = "read"
    query: dict[str, str | list[str]] = field(default_factory=dict, repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)
    form: bool = False
    budget: str = ""
    repeat: bool = True


class Session:
    """An open account. Used by one thread."""

    def __init__(
        self,
        manifest: Manifest,
        settings: Mapping[str, str],
        secrets: Mapping[str, str],
        options: HttpOptions | None = None,
    ) -> None:
        self.manifest = manifest
        self.settings = plain_settings(manifest, settings)
        self.settings |= {name: _tail(secrets.get(key, "")) for name, key in manifest.base.tails.items()}
        limits, chosen = manifest.limits, options or HttpOptions.of(settings)
        self._options = replace(chosen, attempts=limits.attempts, breaker=limits.breaker)
        other = settings.get("base_url", "").strip()
        self._meant = usual_address(manifest, self.settings, needed=not other)
        address = checked_url(other or self._meant, "base_url" if other else "url")
        self.http = HttpClient(address.removesuffix(manifest.base.prefix), self._options)
        windows = [RateWindow(one.calls, one.per, one.only) for one in limits.windows]
        self._budget = Budget(windows, limits.share, longest_s=limits.longest_wait, wait=self._options.wait)
        given = {**self.settings, **secrets, **sign_in_places(manifest, self.http.base_url, other=bool(other))}
        self._sign_in = SignIn(choose(manifest, given), given, self._options)
        self.judge = Judge(manifest.errors, manifest.error)
        self.lately: dict[Hashable, tuple[dt.datetime, Sequence[dict[str, Any]]]] = {}
        """The records that were made since a moment, and when they were listed; nothing after a write."""
        self.searches: dict[str, int] = {}
        """In which tables it was searched how often."""
        self._day_calls = DayCalls(limits.day)
        self.ties: Ties = Loose()
        self.facts = Facts(f"rest/{self.http.base_url}", self._options.now)
        self.hook_key = secrets.get(manifest.webhooks.secret_of, "") if manifest.webhooks is not None else ""
        """The account's secret with which webhooks are signed, where the system does so."""
        self.one_by_one: set[tuple[str, str]] = set()
        """Tables and deeds of which the system does not take the call for several records."""
        self.http.headers["Accept"] = "application/json"
        known = {**self.settings, "base": self.http.base_url, "origin": origin(self.http.base_url)}
        for key, text in manifest.base.headers.items():
            if not text.names or any(known.get(name) for name in text.names):
                self.http.headers[key] = text.fill(known)

    def tie(self, ties: Ties) -> None:
        """Belong to an account: keep what is renewed, and share budget and breaker with its other openings."""
        self.ties = ties
        self._sign_in.tie(ties)
        self.facts.tie(ties)
        # The system is the same as the last time only where the address is: another one begins anew.
        key = f"lane {self.http.base_url}"
        self._day_calls.tie(ties)
        self._budget, self.http.breaker = ties.memory.setdefault(key, (self._budget, self.http.breaker))

    def close(self) -> None:
        """End its connections, and keep what the system told of its calls. Raises StoreError."""
        self.http.close()
        self._day_calls.keep()

    def stop_on(self, stop: threading.Event) -> None:
        """As `HttpClient.stop_on`. Tokens that are being renewed are kept all the same."""
        self._options = stoppable(self._options, stop)
        self.http.options = self._options

    @property
    def place(self) -> str:
        """The system, for errors."""
        return self.http.place

    @property
    def calls(self) -> int:
        """How many requests were made."""
        return self.http.calls + self._sign_in.calls

    @property
    def options(self) -> HttpOptions:
        """How it waits and tells the time."""
        return self._options

    def request(self, call: Call, given: Mapping[str, Any], deed: str = "read") -> Request:
        """The call with everything put in."""
        method, path = call.target
        known = {**self.manifest.texts, **self.settings, **given}
        query = {Template(key).fill(known): text.value(known) for key, text in call.query.items()}
        return Request(
            method,
            path.fill_url(known),
            deed,
            {
                key: [as_text(one) for one in value] if key in call.several else as_text(value)
                for key, value in query.items()
                if value is not None
            },
            {key: text.fill(known) for key, text in call.headers.items()},
            None if call.body is None else call.body.value(known),
            call.form,
            call.budget,
            repeat=deed == "read" or method in _SAFE,
        )

    def call(self, call: Call, given: Mapping[str, Any], deed: str = "read") -> Answer:
        """Make a call. Raises Refused, AccountError, Retriable; AnswerLostError for a write that may have happened."""
        return self.send(self.request(call, given, deed))

    def send(self, request: Request) -> Answer:
        """Send it, again where that is harmless."""
        renewed = 0
        for attempt in range(1, self._options.attempts + 1):
            answer = self._once(request)
            finding = self._judged(answer, request)
            if finding.kind is None:
                return answer
            if finding.kind is ErrorClass.AUTH_EXPIRED and self._sign_in.renewable and renewed < _RENEWALS:
                renewed += 1
                self._sign_in.renew()
                continue
            wait_s = self._wait(finding, request, answer, attempt)
            if attempt == self._options.attempts or wait_s > self.manifest.limits.longest_wait:
                self._give_up(finding, answer, wait_s)
            self._options.wait(wait_s)
        raise Retriable("The system does not take the call.", place=self.place)

    def _once(self, request: Request) -> Answer:
        if request.deed != "read":
            self.lately.clear()
        self._budget.take(request.budget)
        headers, query = dict(request.headers), dict(request.query)
        self._sign_in.add(headers, query)
        arguments: dict[str, Any] = {"params": query}
        if request.form:
            arguments["data"] = list(form_fields(request.body))
        elif request.body is not None:
            headers.setdefault("Content-Type", "application/json")
            arguments["data"] = encoded(request.body)
        response = self.http.request(
            request.method, request.path, repeat=request.repeat, check=False, headers=headers, **arguments
        )
        left = response.headers.get(self.manifest.limits.remaining or "-", "")
        if is_count(left):
            self._budget.told(int(left))
        self._day_calls.read(response.headers, self._options.now())
        return Answer.of(response)

    def _judged(self, answer: Answer, request: Request) -> Finding:
        finding = self.judge.judge(answer.status, answer.data, request.deed)
        if finding.kind is None and answer.garbled:
            # A page of a proxy or a portal, or an answer cut short: nobody knows what became of the call.
            return Finding(ErrorClass.AMBIGUOUS)
        return finding

    def _wait(self, finding: Finding, request: Request, answer: Answer, attempt: int) -> float:
        """How long to wait before it is sent again. Raises what says that it is not to be."""
        kind = finding.kind
        back_off = float(0.5 * 2 ** (attempt - 1) * (0.5 + self._options.random()))
        if kind is ErrorClass.THROTTLE or kind is ErrorClass.TRANSIENT:
            return max(finding.wait_s or 0.0, self.http.retry_after_s(answer.headers), back_off)
        if kind is ErrorClass.AMBIGUOUS:
            if request.repeat:
                return max(finding.wait_s or 0.0, back_off)
            raise self._trouble(answer, finding)
        if kind is ErrorClass.AUTH_EXPIRED:
            raise SignInError(
                "The sign-in was refused.", place=self.place, advice="Check its settings, or sign in again."
            )
        if kind is ErrorClass.QUOTA_EXHAUSTED:
            raise Retriable("The system's quota is used up.", after_s=finding.wait_s or 3600, place=self.place)
        assert kind is not None
        raise Refused(kind, answer.status, finding.words)

    def _give_up(self, finding: Finding, answer: Answer, wait_s: float) -> None:
        if finding.kind is ErrorClass.AMBIGUOUS:
            if answer.garbled and answer.status < 300:
                raise AccountError(
                    f"What answers there is not {self.manifest.meta.label}, or not all of its answer arrives.",
                    place=self.place,
                    advice="Check the address, and whether a proxy or a sign-in page stands in between.",
                )
            raise self._trouble(answer, finding)
        what = "The system asks to wait." if finding.kind is ErrorClass.THROTTLE else "The system is busy."
        raise Retriable(what, after_s=max(wait_s, 1.0), place=self.place)

    def _trouble(self, answer: Answer, finding: Finding) -> TroubleError:
        what = f"The system has a problem of its own (HTTP {answer.status})."
        if answer.garbled and answer.status < 300:
            what = "The system's answer can't be read."
        error = TroubleError(what, after_s=30, place=self.place)
        error.words, error.status = finding.words, answer.status
        return error

    def followed(self, link: str) -> str:
        """A link in an answer as a path of ours. Raises ListingIncomplete when it leads to another system: our sign-in
        is for this one.
        """
        for base in (self.http.base_url, self._meant.rstrip("/")):
            if base and (link == base or link.startswith((f"{base}/", f"{base}?"))):
                return link.removeprefix(base)
        ours = urlsplit(self.http.base_url)
        if link.startswith("/") and not link.startswith("//"):
            return f"{ours.scheme}://{ours.netloc}{link}"
        try:
            parts = urlsplit(link)
        except ValueError:
            raise ListingIncomplete("The address of the next page can't be read.", place=self.place) from None
        if parts.netloc == ours.netloc or self._vendors(parts.netloc):
            return f"{ours.scheme}://{ours.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        raise ListingIncomplete("The next page is said to be at another system.", place=self.place)

    def _vendors(self, host: str) -> bool:
        """Whether it is the system's usual address, where ours is that of a proxy or a copy: what it answers names that one."""
        meant = self.manifest.base.url.text.partition("://")[2].partition("/")[0]
        pattern = re.sub(r"\\\{\w+\\\}", r"[\\w.-]+", re.escape(meant))
        return bool(meant.strip("{}_" + string.ascii_lowercase)) and re.fullmatch(pattern, host) is not None

    def server_time(self) -> dt.datetime | None:
        """The system's clock now, to the second; None when it does not tell."""
        if self.http.skew_s is None and self.manifest.check is not None:
            self.call(self.manifest.check, {})
        if self.http.skew_s is None:
            return None
        return self._options.now() + dt.timedelta(seconds=self.http.skew_s)


def plain_settings(manifest: Manifest, settings: Mapping[str, str]) -> dict[str, str]:
    """The settings as the manifest's texts want them, without what people write before and behind them."""
    return {
        key: (settings.get(key, "").strip() or one.default).removeprefix(one.strip).removesuffix(one.strip)
        for key, one in manifest.settings.items()
    }


def usual_address(manifest: Manifest, settings: Mapping[str, str], *, needed: bool) -> str:
    """Where the system is by its settings, "" when one is missing. Raises UsageError for that where it is needed."""
    missing = sorted(name for name in manifest.base.url.names if not settings.get(name))
    if missing and needed:
        raise UsageError(
            f"The setting “{missing[0]}” is missing.", advice=f"Give it, or “base_url”: --set {missing[0]}=…"
        )
    filled = "" if missing else manifest.base.url.fill(settings)
    return filled if "://" in filled or not filled else f"https://{filled}"


def sign_in_places(manifest: Manifest, base: str, *, other: bool) -> dict[str, str]:
    """What texts of [[auth]] call the places of a sign-in. `other`: the base is an address that the user gave in the system's place."""
    sign_in = base if other else manifest.base.sign_in
    return {"base": base, "sign_in": sign_in, "authorize": base if other else manifest.base.authorize or sign_in}


def origin(url: str) -> str:
    """What a browser calls the place of an address: without what follows the host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _tail(secret: str) -> str:
    """What stands behind the last “-”, in small letters, digits and “-” only: it becomes part of an address."""
    tail = secret.rpartition("-")[2].strip() if "-" in secret else ""
    return tail if tail.isascii() and tail.isalnum() else ""


def form_fields(body: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """What a body is as a form: what is within an object is called `outer[inner]`, what is in a list `outer[0]`."""
    if isinstance(body, dict | list):
        for key, value in body.items() if isinstance(body, dict) else enumerate(body):
            yield from form_fields(value, f"{name}[{key}]" if name else str(key))
    else:
        yield name, f"{body:f}" if isinstance(body, Decimal) else as_text(body)


_WORD_BITS = 63


def encoded(body: Any) -> bytes:
    """The body as JSON; decimals as they are, not as floats."""
    return orjson.dumps(_plain(body))


def _plain(data: Any) -> Any:
    if isinstance(data, Decimal):
        return orjson.Fragment(f"{data:f}")
    if type(data) is int and data.bit_length() > _WORD_BITS:
        return orjson.Fragment(str(data))
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data


__all__ = ["AnswerLostError", "Refused", "Request", "Session", "TroubleError", "encoded"]
