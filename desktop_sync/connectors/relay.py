"""A relay that passes webhooks on as server-sent events (the protocol of smee.io): for computers without a public address."""

import json
from collections.abc import Iterator
from contextlib import closing

from desktop_sync.errors import Retriable, UsageError
from desktop_sync.sync.hooks import MOST_BYTES, Incoming

CONNECT_S = 15
SILENCE_S = 120
"""Relays send a sign of life every 30 s or so; one that says nothing for so long is called anew."""


def events(url: str) -> Iterator[Incoming | None]:
    """The hooks as they come; None for every other sign of life. Raises Retriable when the line breaks."""
    import requests

    try:
        answer = requests.get(
            url,
            headers={"Accept": "text/event-stream"},
            stream=True,
            timeout=(CONNECT_S, SILENCE_S),
            allow_redirects=False,
            auth=lambda request: request,  # nothing of the user's ~/.netrc
        )
        with closing(answer):
            if answer.status_code in {404, 410}:
                raise UsageError(
                    "The relay knows no such channel.", advice="Make a new one there, and give its address here."
                )
            if answer.status_code != 200:
                raise Retriable(f"The relay answers with HTTP {answer.status_code}.", after_s=30)
            yield None
            yield from parse(answer.iter_content(None))
    except requests.RequestException as error:
        raise Retriable("The relay does not answer.", after_s=10) from error
    raise Retriable("The relay has ended the line.", after_s=1)


def parse(chunks: Iterator[bytes]) -> Iterator[Incoming | None]:
    """The events of a stream, however it is cut. One that is too long is left out."""
    rest, data, kind, size = b"", list[bytes](), b"message", 0
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[: 2 * MOST_BYTES]
        for line in (one.removesuffix(b"\r") for one in lines):
            name, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if not line:
                yield _hook(b"\n".join(data)) if data and kind == b"message" and size <= 2 * MOST_BYTES else None
                data, kind, size = [], b"message", 0
            elif name == b"data":
                size += len(value) + 1  # the line end counts: empty lines without end are many, too
                if size <= 2 * MOST_BYTES:
                    data.append(value)
            elif name == b"event":
                kind = value


def _hook(data: bytes) -> Incoming | None:
    """A hook out of what smee sends: headers and the body side by side in one object."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "body" not in found:
        return None
    body = found.pop("body")
    raw = body if isinstance(body, str) else json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    # Half a character, which JSON's \u can make: no vendor signs one, so it may be anything.
    headers = {name.lower(): _whole(value).decode() for name, value in found.items() if isinstance(value, str)}
    return Incoming("POST", f"https://{headers.get('host', '')}/", headers, _whole(raw))


def _whole(text: str) -> bytes:
    return text.encode("utf-8", "replace")
