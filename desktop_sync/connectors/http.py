"""The HTTP client of all connectors: time limits, retries of what may be repeated, and errors in words.

Retry-After: RFC 9110 § 10.2.3. Idempotent methods: RFC 9110 § 9.2.2. TLS is always verified.
"""

from __future__ import annotations

import datetime as dt
import logging
import random
import re
import ssl
import time
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from desktop_sync.connectors.pacing import Breaker
from desktop_sync.connectors.trust import Pins, parse_pins
from desktop_sync.errors import AccountError, Cancelled, DesktopSyncError, Retriable, SignInError, UsageError

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Mapping

    import requests

_log = logging.getLogger(__name__)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_IDEMPOTENT = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}
_MOST_REDIRECTS = 5
_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?\Z")
_LONGEST_WISH_S = 7 * 86_400.0
"""Whatever a server says: after a week it is asked again."""
_LONGEST_WAIT_S = 60.0
"""A server that asks for more is not waited for within the call; its wish goes up in `Retriable.after_s`."""


class AnswerLostError(Retriable):
    """The request was sent, but no answer came: it may or may not have been carried out."""


@dataclass(frozen=True)
class HttpOptions:
    """How a client behaves. `connect_s`, `read_s`: time limits in seconds. `attempts`: of one call, the first included.

    `breaker`: after so many failures in a row the system is left alone for a while (0: never).
    `before`: called before each request, to keep a rate budget. `wait`: sleeps that many seconds.
    `random`: a number in 0..1 that spreads the waits of several clients. `now`: aware UTC.
    """

    ca_file: str = ""
    pins: Pins = field(default_factory=Pins)
    connect_s: float = 10.0
    read_s: float = 120.0
    attempts: int = 4
    breaker: int = 0
    before: Callable[[], None] = field(default=lambda: None)
    wait: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random
    now: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC))

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> HttpOptions:
        """What an account's settings say of whom to trust. Raises UsageError."""
        return cls(ca_file=settings.get("ca_file", ""), pins=parse_pins(settings.get("pin", "")))


def stoppable(options: HttpOptions, stop: threading.Event) -> HttpOptions:
    """The same, but no call is begun and nothing waited for once `stop` is set: that raises Cancelled."""

    def before() -> None:
        if stop.is_set():
            raise Cancelled("It was stopped before it was done.", advice="Nothing was changed.")
        options.before()

    def wait(seconds: float) -> None:
        stop.wait(seconds)
        before()

    return replace(options, before=before, wait=wait)


def checked_url(text: str, setting: str = "url") -> str:
    """An address as a setting gives it, without a slash at its end. Raises UsageError for a wrong or an unsafe one."""
    url = text.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError(f"“{setting}” is not an address.", advice="It looks like https://erp.example.org") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"“{setting}” is not an address.", advice="It looks like https://erp.example.org")
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            f"“{setting}” must hold no user name and no password.", advice="Give them in their own settings."
        )
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise UsageError(
            f"“{setting}” begins with http://: everybody on the way could read along.",
            advice="Use https://. Plain http:// is for this computer itself only.",
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path.rstrip("/"), "", ""))


class HttpClient:
    """One server. Not for several threads at once. `calls` counts the requests, repeated ones included."""

    def __init__(self, base_url: str, options: HttpOptions | None = None) -> None:
        self.calls = 0
        self.base_url = checked_url(base_url, "base_url")
        self.options = options or HttpOptions()
        self.place = urlsplit(self.base_url).netloc
        self.breaker = Breaker(self.options.breaker)
        self._session: requests.Session | None = None
        self.headers: dict[str, str] = {}
        self.skew_s: float | None = None
        """How far the server's clock is ahead of ours, in seconds, by its last answer; None before it."""

    def request(
        self,
        method: str,
        path: str,
        *,
        repeat: bool | None = None,
        check: bool = True,
        led: bool = False,
        **arguments: Any,
    ) -> requests.Response:
        """One call; `path` is put behind the base URL (an address of this server is taken as it is), the
        arguments are those of `requests` (params, json, headers …).

        `repeat`: whether it may be sent again when its answer is lost; None: by the method. `check`: raise for what the
        status says; else every answer but “wait” and “moved” is given back, for systems that say more in its body. `led`: “moved”, too.
        Raises AccountError (sign-in, address, certificate), Retriable, AnswerLostError if it may have been carried out.
        """
        may_repeat = method in _IDEMPOTENT if repeat is None else repeat
        for attempt in range(1, self.options.attempts + 1):
            try:
                return self._once(method, path, check=check, led=led, **arguments)
            except AnswerLostError as error:
                if not may_repeat or attempt == self.options.attempts:
                    raise
                self._tell_again(method, error)
                self.options.wait(self._back_off(attempt))
            except Retriable as error:  # refused before it was carried out: any call may be repeated
                wait_s = max(error.after_s, self._back_off(attempt))
                if attempt == self.options.attempts or wait_s > _LONGEST_WAIT_S:
                    raise
                self._tell_again(method, error)
                self.options.wait(wait_s)
        raise AssertionError("the loop ends by return or raise")

    def stop_on(self, stop: threading.Event) -> None:
        """Begin no call any more once it is set: Cancelled. The one that is under way ends first."""
        self.options = stoppable(self.options, stop)

    def close(self) -> None:
        """Close the connections. Idempotent."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _tell_again(self, method: str, error: Retriable) -> None:
        _log.info("%s: a %s is sent again. %s", self.place, method, error.what)  # no address: it can hold a value

    def _back_off(self, attempt: int) -> float:
        return float(0.5 * 2 ** (attempt - 1) * (0.5 + self.options.random()))

    def _once(self, method: str, path: str, *, check: bool, led: bool, **arguments: Any) -> requests.Response:
        import requests  # late: lists of connectors don't need it

        self.breaker.check(self.place)
        session = self._opened()
        self.options.before()
        self.calls += 1
        headers = {**self.headers, **(arguments.pop("headers", None) or {})}
        try:
            response = self._followed(session, method, self._address(path), headers, arguments)
        except requests.RequestException as error:
            self.breaker.failed()
            # `from None`: the library's own text holds the whole address, and with it what was asked.
            raise self._broken(error) from None
        except UnicodeDecodeError:  # in an address that the server wants us to go to
            raise AccountError(
                "The system answers with an address that can't be read.", place=self.place, advice="Check the address."
            ) from None
        except OSError:  # requests raises this one bare, for a ca_file that is not there
            raise AccountError(
                "The file with the certificate authority can't be read.",
                place="setting “ca_file”",
                advice="Name a PEM file that is there.",
            ) from None
        self.breaker.failed() if response.status_code in {502, 503, 504} else self.breaker.worked()
        self._note_time(response)
        if not (led and response.is_redirect):
            self._refused(response, check=check)
        return response

    def _opened(self) -> requests.Session:
        import requests

        if self._session is None:
            self._session = requests.Session()
            # Without one, the user's ~/.netrc would take the place of what signs in.
            self._session.auth = _unchanged
            # What goes to this computer goes by no proxy: it may be in clear.
            self._session.trust_env = urlsplit(self.base_url).hostname not in _LOOPBACK
            if self.options.pins.sums:
                from desktop_sync.connectors.transport import PinnedAdapter

                self._session.mount("https://", PinnedAdapter(self.options.pins))
        return self._session

    def _followed(
        self,
        session: requests.Session,
        method: str,
        address: str,
        headers: Mapping[str, str],
        arguments: Mapping[str, Any],
    ) -> requests.Response:
        """The answer, behind redirects of reads within the very same server: what signs in goes nowhere else, and never in clear."""
        from desktop_sync.connectors.transport import fill

        left = _MOST_REDIRECTS if method in {"GET", "HEAD"} else 1
        while True:
            response = session.request(
                method,
                address,
                headers=headers,
                # Per call: REQUESTS_CA_BUNDLE in the environment overrides the session's own.
                verify=self.options.ca_file or True,
                timeout=(self.options.connect_s, self.options.read_s),
                allow_redirects=False,
                stream=True,
                **arguments,
            )
            fill(response, self.place)
            left -= 1
            target = response.headers.get("Location", "") if response.is_redirect else ""
            target = urljoin(address, target.encode("latin-1").decode("utf-8"))
            if not response.is_redirect or not left or not self._ours(target):
                return response
            response.close()
            address, arguments = target, {**arguments, "params": None}

    def _ours(self, address: str) -> bool:
        ours, theirs = urlsplit(self.base_url), urlsplit(address)
        return (ours.scheme, ours.netloc.lower()) == (theirs.scheme, theirs.netloc.lower())

    def _address(self, path: str) -> str:
        parts = urlsplit(self.base_url)
        return path if path.startswith(f"{parts.scheme}://{parts.netloc}/") else self.base_url + path

    def _note_time(self, response: requests.Response) -> None:
        moment = _moment(response.headers.get("Date", ""))
        if moment is not None:
            self.skew_s = (moment - self.options.now()).total_seconds()

    def _refused(self, response: requests.Response, *, check: bool) -> None:
        status = response.status_code
        if status == 429 or (status == 503 and "Retry-After" in response.headers):
            after_s = max(1.0, self.retry_after_s(response.headers))
            raise Retriable("The system asks to wait.", after_s=after_s, place=self.place)
        if check and status >= 500:
            raise AnswerLostError(f"The system has a problem of its own (HTTP {status}).", after_s=30, place=self.place)
        if 300 <= status < 400 and status != 304:
            target = urlsplit(urljoin(self.base_url, response.headers.get("Location", "")))
            raise AccountError(
                "The system has moved to another address.",
                place=self.place,
                advice=f"Change the address to {target.scheme}://{target.hostname}."
                if target.hostname
                else "Check the address.",
            )
        if check and status == 401:
            raise SignInError(
                "The sign-in was refused.", place=self.place, advice="Check user name and password, or sign in again."
            )
        if check and status == 403:
            raise AccountError(
                "This account may not do that.",
                place=self.place,
                advice="Ask for the permission, or use another account.",
            )

    def retry_after_s(self, headers: Mapping[str, str]) -> float:
        """How long the server asks to wait, in seconds; 0 where it does not say."""
        text = headers.get("Retry-After", "").strip()
        if _SECONDS.match(text):
            return min(float(text), _LONGEST_WISH_S)
        moment = _moment(text)
        return min(max(0.0, (moment - self.options.now()).total_seconds()), _LONGEST_WISH_S) if moment else 0.0

    def _broken(self, error: requests.RequestException) -> DesktopSyncError:
        import requests

        causes = list(_causes(error))
        names = {type(cause).__name__ for cause in causes}
        if "PinMismatch" in names:
            return AccountError(
                "The system shows another certificate than the one that is pinned, so nothing was sent.",
                place=self.place,
                advice="If its certificate was renewed, set “pin” anew; else somebody stands in between.",
            )
        if isinstance(error, requests.exceptions.SSLError) or any(isinstance(cause, ssl.SSLError) for cause in causes):
            return AccountError(
                "The system's certificate can't be trusted, so nothing was sent.",
                place=self.place,
                advice="Check the address. If the system has an authority of its own, name its file in “ca_file”.",
            )
        if "NameResolutionError" in names or "gaierror" in names:
            return AccountError(
                "There is no system of that name.",
                place=self.place,
                advice="Check the address and the internet connection.",
            )
        if isinstance(error, requests.exceptions.ProxyError):
            return AccountError(
                "The proxy refuses the connection.", place=self.place, advice="Check the computer's proxy settings."
            )
        if isinstance(error, requests.exceptions.ConnectTimeout):
            return Retriable("The system can't be reached.", after_s=30, place=self.place)
        if "NewConnectionError" in names:
            return AccountError(
                "Nobody answers at that address.",
                place=self.place,
                advice="Check address and port, and that the system is running.",
            )
        return AnswerLostError("The connection broke before the answer came.", after_s=5, place=self.place)


def json_of(response: requests.Response) -> Any:
    """What its JSON says. Raises ValueError for what is none, or is nested too deeply."""
    try:
        return response.json()
    except RecursionError as error:
        raise ValueError from error


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """The request as it is: what signs in is in it."""
    return request


def _moment(text: str) -> dt.datetime | None:
    """An HTTP date, None for anything else."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what is behind it, as deep as libraries wrap it."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inner: tuple[object, ...] = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
        waiting += [cause for cause in inner if isinstance(cause, BaseException)]
