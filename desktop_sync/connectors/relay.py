"""Relays that pass webhooks on, for computers without a public address: as server-sent events (the protocol of smee.io, and of others),
or by long poll: a GET that is answered when something has come. Which of them it is, the answer's content type tells.

A long poll is asked anew from where the last answer ended: with its `ETag` and `Last-Modified` (RFC 9110 § 13.1, as nchan's subscribers do),
or at the address that its `Link` header calls “next” (RFC 8288), if that is at the same relay.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from desktop_sync.errors import Retriable, UsageError
from desktop_sync.sync.hooks import MOST_BYTES, Incoming

if TYPE_CHECKING:
    import requests

CONNECT_S = 15
SILENCE_S = 120
"""Relays send a sign of life every 30 s or so, and end a poll that waits; one that says nothing for so long is called anew."""
_MOST = 2 * MOST_BYTES
_EVENTS = "text/event-stream"
_NOTHING = frozenset({204, 304, 408})
"""How relays end a poll for which nothing has come."""
_OFTEN_S, _SELDOM_S = 1.0, 30.0
"""Polls that are answered at once with nothing are asked so often: more and more seldom."""
_OF_THE_LINE = frozenset(
    {
        "connection",
        "content-length",
        "content-encoding",
        "date",
        "etag",
        "keep-alive",
        "last-modified",
        "link",
        "server",
    }
    | {"set-cookie", "transfer-encoding", "vary"}
)
"""Headers of an answer that say nothing of the hook that it holds."""


@dataclass
class _Place:
    """Where a poll goes on."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)

    def after(self, answer: "requests.Response") -> None:
        """From what the answer tells."""
        for theirs, ours in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
            if theirs in answer.headers:
                self.headers[ours] = answer.headers[theirs]
        following = urljoin(self.url, answer.links.get("next", {}).get("url", "") or self.url)
        if urlsplit(following)[:2] == urlsplit(self.url)[:2]:
            self.url = following


def events(
    url: str, *, clock: Callable[[], float] = time.monotonic, pause: Callable[[float], object] = time.sleep
) -> Iterator[Incoming | None]:
    """The hooks as they come; None for every other sign of life. Raises Retriable when the line breaks, UsageError for a channel that
    is not there. `clock` and `pause`: in seconds, for polls that are answered at once.
    """
    import requests

    place, idle_s = _Place(url), 0.0
    try:
        with requests.Session() as session:
            while True:
                began = clock()
                with closing(_answer(session, place)) as answer:
                    yield None
                    if answer.headers.get("Content-Type", "").partition(";")[0].strip().lower() == _EVENTS:
                        yield from parse(answer.iter_content(None))
                        break
                    found = [] if answer.status_code in _NOTHING else _polled(answer)
                    place.after(answer)
                yield from found
                idle_s = 0.0 if found else min(_SELDOM_S, max(_OFTEN_S, 2 * idle_s))
                if idle_s > clock() - began:
                    pause(idle_s - (clock() - began))
                else:
                    idle_s = 0.0
    except requests.RequestException as error:
        raise Retriable("The relay does not answer.", after_s=10) from error
    raise Retriable("The relay has ended the line.", after_s=1)


def _answer(session: "requests.Session", place: _Place) -> "requests.Response":
    answer = session.get(
        place.url,
        headers={"Accept": f"{_EVENTS}, application/json;q=0.9, */*;q=0.8", **place.headers},
        stream=True,
        timeout=(CONNECT_S, SILENCE_S),
        allow_redirects=False,
        auth=lambda request: request,  # nothing of the user's ~/.netrc
    )
    if answer.status_code in {404, 410}:
        answer.close()
        raise UsageError("The relay knows no such channel.", advice="Make a new one there, and give its address here.")
    if answer.status_code != 200 and answer.status_code not in _NOTHING:
        answer.close()
        what = f"The relay answers with HTTP {answer.status_code}."
        raise Retriable(what, after_s=_retry_after_s(answer.headers.get("Retry-After", "")))
    return answer


def _retry_after_s(text: str) -> float:
    """RFC 9110 § 10.2.3; 30 s where it is not told."""
    if text.isascii() and text.isdigit():
        return float(text[:6])
    try:
        return max(1.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return 30.0


def _polled(answer: "requests.Response") -> list[Incoming | None]:
    """The hooks in an answer: one as smee sends it or a list of such, or the answer as it is, for relays that hand on what came.

    What is too long is left out, and never read whole.
    """
    data = b""
    for chunk in answer.iter_content(65_536):
        data += chunk
        if len(data) > _MOST:
            return [None]
    if not data:
        return []
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        told = None
    several = told if isinstance(told, list) else [told]
    if all(isinstance(one, dict) and "body" in one for one in several):
        return [_hook(one) for one in several]
    headers = {name.lower(): value for name, value in answer.headers.items()}
    kept = {name: value for name, value in headers.items() if name not in _OF_THE_LINE}
    return [Incoming("POST", answer.url, kept, data)]


def parse(chunks: Iterator[bytes]) -> Iterator[Incoming | None]:
    """The events of a stream, however it is cut. One that is too long is left out."""
    rest, data, kind, size = b"", list[bytes](), b"message", 0
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[:_MOST]
        for line in (one.removesuffix(b"\r") for one in lines):
            name, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if not line:
                yield _event(b"\n".join(data)) if data and kind == b"message" and size <= _MOST else None
                data, kind, size = [], b"message", 0
            elif name == b"data":
                size += len(value) + 1  # the line end counts: empty lines without end are many, too
                if size <= _MOST:
                    data.append(value)
            elif name == b"event":
                kind = value


def _event(data: bytes) -> Incoming | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return _hook(found) if isinstance(found, dict) and "body" in found else None


def _hook(found: Mapping[str, Any]) -> Incoming:
    """A hook out of what smee sends: headers and the body side by side in one object."""
    body = found["body"]
    raw = body if isinstance(body, str) else json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    # Half a character, which JSON's \u can make: no vendor signs one, so it may be anything.
    texts = {str(name).lower(): value for name, value in found.items() if name != "body" and isinstance(value, str)}
    headers = {name: _whole(value).decode() for name, value in texts.items()}
    return Incoming("POST", f"https://{headers.get('host', '')}/", headers, _whole(raw))


def _whole(text: str) -> bytes:
    return text.encode("utf-8", "replace")
