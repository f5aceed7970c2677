"""Calls to a system that nothing is known of yet: each one is kept with its answer, so that it can be shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from desktop_sync.connectors.http import HttpClient, HttpOptions
from desktop_sync.connectors.rest.answers import Answer
from desktop_sync.connectors.rest.session import encoded, origin
from desktop_sync.errors import Retriable

FROM_ITS_PAGES = {"X-Requested-With": "desktop-sync", "Origin": "{origin}", "Referer": "{base}/"}
"""Headers, as a manifest has them, without which some systems take no write: it might come from somebody else's page."""
_SHOWN = ("content-type", "link", "etag", "retry-after", "www-authenticate")


@dataclass(frozen=True)
class Exchange:
    """A call and its answer; `path`: the one that answered. Without the sign-in: what signs in is never shown."""

    method: str
    path: str
    query: Mapping[str, str | list[str]]
    body: Any = field(repr=False)
    answer: Answer = field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether the system did what it was asked."""
        return 200 <= self.answer.status < 300 and not self.answer.garbled

    @property
    def data(self) -> Any:
        """The answer's JSON."""
        return self.answer.data

    @property
    def address(self) -> str:
        """Path and query, as people read them."""
        each = (
            (key, one) for key, value in self.query.items() for one in ([value] if isinstance(value, str) else value)
        )
        query = "&".join(f"{key}={one}" for key, one in each)
        return self.path + (("&" if "?" in self.path else "?") + query if query else "")

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the answer that say something about it, in small letters."""
        told = {key.casefold(): value for key, value in self.answer.headers.items()}
        return {key: value for key, value in told.items() if key in _SHOWN or key.startswith("x-") or "://" in value}


@dataclass(frozen=True)
class Sign:
    """What goes with each call to sign in."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)


class Probe:
    """One system being tried. Not for several threads at once. `told`: called with each exchange."""

    def __init__(
        self,
        url: str,
        sign: Sign,
        options: HttpOptions | None = None,
        told: Callable[[Exchange], None] = lambda _: None,
    ) -> None:
        self._http = HttpClient(url, options or HttpOptions(attempts=2))
        self._http.headers["Accept"] = "application/json"
        self._sign, self._told = sign, told
        self.exchanges: list[Exchange] = []

    @property
    def url(self) -> str:
        """The system's address."""
        return self._http.base_url

    def come_from(self) -> bool:
        """Send along from now on what a browser sends of the page that it is on; False where something like it goes already."""
        own = {key.casefold() for key in self._sign.headers}
        if own & {name.casefold() for name in FROM_ITS_PAGES}:
            return False
        told = {"{origin}": origin(self.url), "{base}/": f"{self.url}/"}
        headers = {name: told.get(value, value) for name, value in FROM_ITS_PAGES.items()}
        self._sign = replace(self._sign, headers={**self._sign.headers, **headers})
        return True

    def ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, str | list[str]] | None = None,
        body: Any = None,
        *,
        form: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Exchange:
        """Send a call. Refusals are answers, too; raises AccountError where nobody answers, Retriable where one is to wait."""
        sent = {**self._sign.headers, **(headers or {})}
        arguments: dict[str, Any] = {"params": {**(query or {}), **self._sign.query}}
        if body is not None and form:
            arguments["data"] = body
        elif body is not None:
            sent["Content-Type"] = "application/json"
            arguments["data"] = encoded(body)
        response = self._http.request(method, path, repeat=method == "GET", check=False, headers=sent, **arguments)
        path = _answered(path, response.url)
        made = Exchange(method, path, dict(query or {}), body, Answer.of(response))
        self.exchanges.append(made)
        self._told(made)
        return made

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _answered(path: str, url: str) -> str:
    """The path that answered: where a read was led to one with a slash at its end, or without, nothing is written to the other."""
    led = urlsplit(url).path.endswith("/")
    if "?" in path or path.endswith("/") == led or not path.strip("/"):
        return path
    return f"{path}/" if led else path.rstrip("/")


__all__ = ["Exchange", "Probe", "Retriable", "Sign"]
