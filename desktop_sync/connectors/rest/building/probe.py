"""Calls to a system that nothing is known of yet: each one is kept with its answer, so that it can be shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_sync.connectors.http import HttpClient, HttpOptions
from desktop_sync.connectors.rest.answers import Answer
from desktop_sync.connectors.rest.session import encoded
from desktop_sync.errors import Retriable

_SHOWN = ("content-type", "link", "etag", "retry-after", "www-authenticate")


@dataclass(frozen=True)
class Exchange:
    """A call and its answer. Without the sign-in: what signs in is never shown."""

    method: str
    path: str
    query: Mapping[str, str]
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
        query = "&".join(f"{key}={value}" for key, value in self.query.items())
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

    def ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
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
        made = Exchange(method, path, dict(query or {}), body, Answer.of(response))
        self.exchanges.append(made)
        self._told(made)
        return made

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


__all__ = ["Exchange", "Probe", "Retriable", "Sign"]
