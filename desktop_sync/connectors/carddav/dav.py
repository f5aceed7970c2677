"""WebDAV requests (RFC 4918) and what their answers say."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser  # only the parser: see _tree

from desktop_sync.connectors.carddav.settings import Login
from desktop_sync.connectors.http import AnswerLostError, HttpClient, HttpOptions, checked_url, stoppable
from desktop_sync.errors import AccountError, Retriable, SignInError, UsageError

if TYPE_CHECKING:
    import requests
    from requests.auth import AuthBase

D, C = "{DAV:}", "{urn:ietf:params:xml:ns:carddav}"
S = "{http://calendarserver.org/ns/}"
_DECLARED = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav" xmlns:S="http://calendarserver.org/ns/"'
# Whose address books are at servers beside the one that is asked first (contacts.icloud.com, p02-contacts.icloud.com).
_HOUSES = ("icloud.com",)
_STATUS = re.compile(r"[0-9]{3}\Z")
_SAFE = "!$&'()*+,;=:@-._~"
_NO_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)


class GoneError(AccountError):
    """There is nothing at that address, or nothing of that kind."""


class NotAllowedError(AccountError):
    """The user may not see what is at that address."""


class TokenExpiredError(Exception):
    """The server no longer knows what changed since that sync token."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer says of one resource. `status`: of the resource as a whole, 200 where only its properties have one."""

    href: str
    status: int
    props: Mapping[str, Element] = field(repr=False)

    def text(self, name: str) -> str:
        """A property's text, "" where it is missing."""
        return ("" if name not in self.props else self.props[name].text or "").strip()

    def hrefs(self, name: str) -> Sequence[str]:
        """The addresses that a property holds."""
        return [(one.text or "").strip() for one in self.props[name].iter(f"{D}href")] if name in self.props else []

    def has(self, name: str, inner: str) -> bool:
        """Whether a property holds such an element."""
        return name in self.props and self.props[name].find(f".//{inner}") is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """A multi-status answer. `token`: the sync token in it."""

    found: Sequence[Found]
    token: str = ""


def canonical(href: str) -> str:
    """The path of an address in the one way of writing it, so that two servers' habits make no two records."""
    try:
        path = urlsplit(href).path
    except ValueError:  # an address that is none is found nowhere
        return ""
    return "/".join(quote(unquote(part), safe=_SAFE) for part in path.split("/"))


def props(*names: str) -> str:
    """The element that asks for properties."""
    return f"<D:prop>{''.join(f'<{name}/>' for name in names)}</D:prop>"


class Dav:
    """One server with one user. Signs in with Basic, or with Digest where the server wants it."""

    def __init__(self, login: Login, options: HttpOptions | None = None) -> None:
        self.login = login
        self._options = options or login.trust
        self.http = HttpClient(login.origin, self._options)
        self._digest = False
        self._auth: AuthBase | None = None

    def stop_on(self, stop: threading.Event) -> None:
        """As `HttpClient.stop_on`, wherever the server is found in the end."""
        self._options = stoppable(self._options, stop)
        self.http.options = self._options

    @property
    def place(self) -> str:
        """The server, for errors."""
        return self.http.place

    def move(self, url: str) -> str:
        """Go on at the server that an address names, if it is of the same house; the address's path."""
        parts = urlsplit(url)
        if parts.netloc and parts.netloc.lower() != urlsplit(self.http.base_url).netloc.lower():
            mine, other = urlsplit(self.http.base_url).hostname or "", parts.hostname or ""
            if not _one_house(mine, other.lower()):
                raise AccountError(
                    f"The address books are at another server, {other}.",
                    place=self.place,
                    advice="If you know it, put its address into “url”.",
                )
            try:
                checked_url(url)
            except UsageError as error:
                raise AccountError(error.what, place=self.place, advice=error.advice) from error
            calls = self.http.calls
            self.http.close()
            self.http = HttpClient(f"https://{parts.netloc}", self._options)
            self.http.calls = calls
        return canonical(url)

    def propfind(self, path: str, *names: str, depth: int = 0) -> Sequence[Found]:
        """Properties of a resource, and with depth 1 of all that is directly in it. Raises GoneError, AccountError, Retriable."""
        body = f"<D:propfind {_DECLARED}>{props(*names)}</D:propfind>"
        return self._multistatus(self.send("PROPFIND", path, body, {"Depth": str(depth)})).found

    def report(self, path: str, name: str, inner: str, depth: int | None = None) -> Answer:
        """A report. Raises TokenExpiredError where the sync token in it, or so long an answer, is refused; and as `propfind`."""
        body = f"<{name} {_DECLARED}>{inner}</{name}>"
        answer = self.send("REPORT", path, body, {} if depth is None else {"Depth": str(depth)})
        refused = answer.status_code in {403, 409, 410, 412} and b"valid-sync-token" in answer.content
        if refused or answer.status_code == 507:
            raise TokenExpiredError
        return self._multistatus(answer)

    def send(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> "requests.Response":
        """One request; any answer but a refused sign-in and “wait” is given back."""
        kind = {"Content-Type": "text/vcard; charset=utf-8" if method == "PUT" else "application/xml; charset=utf-8"}
        if method in {"PROPFIND", "REPORT"}:
            body = '<?xml version="1.0" encoding="utf-8"?>' + body
        sent = {**(kind if body else {}), **(headers or {})}
        answer = self._once(method, path, body, sent)
        if answer.status_code == 401 and not self._digest:
            offers = answer.headers.get("WWW-Authenticate", "").lower()
            if "digest" in offers and "basic" not in offers:
                self._digest, self._auth = True, None
                answer = self._once(method, path, body, sent)
        if answer.status_code == 401:
            raise SignInError(
                "The sign-in was refused.",
                place=self.place,
                advice="Check user name and password. With two-step sign-in, the server makes an app password for you.",
            )
        return answer

    def close(self) -> None:
        """Close the connections. Idempotent."""
        self.http.close()

    def _once(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> "requests.Response":
        # All may be repeated: writes carry a condition, and what a repeated one answers is looked into.
        return self.http.request(
            method,
            path,
            repeat=True,
            check=False,
            data=body.encode("utf-8") if body else None,
            headers=headers,
            auth=self._signed(),
        )

    def _signed(self) -> "AuthBase":
        # Given with each call: without it, requests looks for a password in the user's .netrc.
        if self._auth is None:
            from requests.auth import HTTPBasicAuth, HTTPDigestAuth  # late: lists of connectors don't need it

            name, password = self.login.username, self.login.password
            basic: Any = (name.encode("utf-8"), password.encode("utf-8"))
            self._auth = HTTPDigestAuth(name, password) if self._digest else HTTPBasicAuth(*basic)
        return self._auth

    def _multistatus(self, answer: "requests.Response") -> Answer:
        status = answer.status_code
        if status >= 500 and status not in {501, 507}:
            raise Retriable(f"The server has a problem of its own (HTTP {status}).", after_s=30, place=self.place)
        if status == 403:
            raise NotAllowedError(
                "This user may not read that.", place=self.place, advice="Ask for access, or use another account."
            )
        if status != 207:
            raise GoneError(
                "There is no address book at that address.",
                place=self.place,
                advice="Check “url”: it is the server's, or that of one address book as its settings show it.",
            )
        root = self._parse(answer.content)
        if root.tag != f"{D}multistatus":
            raise GoneError("What answers there is no CardDAV server.", place=self.place, advice="Check “url”.")
        token = root.find(f"{D}sync-token")
        found = [_found(one) for one in root.iter(f"{D}response")]
        return Answer(found, "" if token is None else (token.text or "").strip())

    def _parse(self, content: bytes) -> Element:
        try:
            return _tree(content)
        except _DoctypeError as error:
            advice = "Check “url”."
            raise AccountError("The server's answer can't be trusted.", place=self.place, advice=advice) from error
        except (ParseError, ValueError, LookupError):
            pass
        try:  # a control character in one card must not hide all others
            return _tree(_NO_XML.sub("", content.decode("utf-8", "replace")).encode("utf-8"))
        except (
            _DoctypeError,
            ParseError,
            ValueError,
            LookupError,
        ) as error:  # the last two: an encoding that nobody knows
            raise AccountError(
                "What answers there is no CardDAV server.", place=self.place, advice="Check “url”."
            ) from error


def _one_house(mine: str, other: str) -> bool:
    """Whether the password for the one server may go to the other: to itself and what is below it, and no further."""
    return (other == mine or other.endswith("." + mine)) or any(
        mine.endswith("." + house) and other.endswith("." + house) for house in _HOUSES
    )


class _DoctypeError(Exception):
    """The document has a type: it may define texts that grow without end. No answer needs one, attacks do."""


class _Plain(TreeBuilder):
    """Asked by the parser itself, whatever the encoding is and wherever it stands."""

    def doctype(self, *_: object) -> None:
        raise _DoctypeError


def _tree(content: bytes) -> Element:
    parser = XMLParser(target=_Plain())  # noqa: S314 - documents with a type are refused
    parser.feed(content)
    root: Element = parser.close()
    return root


def _found(response: Element) -> Found:
    href = response.find(f"{D}href")
    found: dict[str, Element] = {}
    for stat in response.findall(f"{D}propstat"):
        prop = stat.find(f"{D}prop")
        if prop is not None and _status(stat) == 200:
            found |= {one.tag: one for one in prop}
    path = canonical("" if href is None else (href.text or "").strip())
    return Found(path, _status(response), found)


def _status(element: Element) -> int:
    text = (element.findtext(f"{D}status") or "HTTP/1.1 200").split()
    return int(text[1]) if len(text) > 1 and _STATUS.match(text[1]) else 200


def lost(status: int) -> AnswerLostError | Retriable | None:
    """What a write's failure means for it, None where it is an answer to it."""
    if status in {423, 502, 503, 504}:
        return Retriable(f"The server is busy (HTTP {status}).", after_s=10)
    if status >= 500 and status not in {501, 507}:
        return AnswerLostError(f"The server has a problem of its own (HTTP {status}).", after_s=30)
    return None
