"""Whether a webhook is what its vendor sent: signature, time, and that it was not here before. Pure: the time is handed in.

Algorithms and headers are those of the vendors' documents. A hook is a hint only: nothing of what it says is believed but that
something may have changed.
"""

import base64
import hashlib
import hmac
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

MOST_BYTES = 1_000_000
WINDOW_S = 300.0
"""A signed time that is further off is refused; so long the same message is known again, where no time is signed twice as long."""
REMEMBERED = 20_000


class Verdict(StrEnum):
    """What becomes of a hook."""

    TAKEN = "taken"
    FORGED = "forged"
    LATE = "late"
    REPLAYED = "replayed"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it came. `headers`: names in lower case. `url`: as the vendor called it, for those who sign it."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        """One header, "" where it is not there."""
        return self.headers.get(name, "")


Proof = Callable[[bytes, Incoming], bool]


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a vendor signs. `moment`: the signed time in seconds, None where none is signed; raises ValueError for what is none."""

    name: str
    proves: Proof
    moment: Callable[[Incoming], float | None] = lambda _: None


def _mac(secret: bytes, message: bytes) -> bytes:
    return hmac.new(secret, message, hashlib.sha256).digest()


def _same(given: str, wanted: str) -> bool:
    """In constant time."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _base64(header: str, message: Callable[[Incoming], bytes] = lambda one: one.body) -> Proof:
    def proves(secret: bytes, one: Incoming) -> bool:
        return _same(one.header(header), base64.b64encode(_mac(secret, message(one))).decode())

    return proves


def _hex(header: str, prefix: str = "") -> Proof:
    def proves(secret: bytes, one: Incoming) -> bool:
        return _same(one.header(header), prefix + _mac(secret, one.body).hex())

    return proves


def _airtable(secret: bytes, one: Incoming) -> bool:
    """The secret is given in base64."""
    try:
        key = base64.b64decode(secret, validate=True)
    except ValueError:
        return False
    return _hex("x-airtable-content-mac", "hmac-sha256=")(key, one)


def _stripe_parts(one: Incoming) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for part in one.header("stripe-signature").split(","):
        key, _, value = part.partition("=")
        parts.setdefault(key.strip(), []).append(value.strip())
    return parts


def _stripe(secret: bytes, one: Incoming) -> bool:
    parts = _stripe_parts(one)
    wanted = _mac(secret, parts.get("t", [""])[0].encode() + b"." + one.body).hex()
    return any(_same(given, wanted) for given in parts.get("v1", [])[:5])


def _espo(secret: bytes, one: Incoming) -> bool:
    """base64(id of the hook + ":" + hex of the MAC); the id is in the signature itself."""
    try:
        number, _, given = base64.b64decode(one.header("signature"), validate=True).decode("ascii").partition(":")
    except ValueError:
        return False
    return bool(number) and _same(given, _mac(secret, one.body).hex())


def _token(secret: bytes, one: Incoming) -> bool:
    """For systems that sign nothing: a secret in a header, or in the address."""
    asked = parse_qs(urlsplit(one.url).query).get("token", [""])[0]
    return _same(one.header("x-desktop-sync-token") or asked, secret.decode("utf-8", "replace"))


def _basic(secret: bytes, one: Incoming) -> bool:
    """“name:password”, as browsers send them."""
    return _same(one.header("authorization"), f"Basic {base64.b64encode(secret).decode()}")


def _graph(secret: bytes, one: Incoming) -> bool:
    """Each notice says what we gave the subscription to say (`clientState`)."""
    try:
        notices = json.loads(one.body)["value"]
        return bool(notices) and all(_same(str(notice["clientState"]), secret.decode()) for notice in notices)
    except (ValueError, LookupError, TypeError, RecursionError):
        return False


def _hubspot(one: Incoming) -> bytes:
    return f"{one.method}{one.url}".encode() + one.body + one.header("x-hubspot-request-timestamp").encode()


def _zendesk(one: Incoming) -> bytes:
    return one.header("x-zendesk-webhook-signature-timestamp").encode() + one.body


def _iso(header: str) -> Callable[[Incoming], float]:
    import datetime as dt

    def moment(one: Incoming) -> float:
        at = dt.datetime.fromisoformat(one.header(header).replace("Z", "+00:00"))
        return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).timestamp()

    return moment


SCHEMES: Mapping[str, Scheme] = {
    one.name: one
    for one in (
        Scheme(
            "hubspot",
            _base64("x-hubspot-signature-v3", _hubspot),
            lambda one: float(one.header("x-hubspot-request-timestamp")) / 1000,
        ),
        Scheme(
            "zendesk", _base64("x-zendesk-webhook-signature", _zendesk), _iso("x-zendesk-webhook-signature-timestamp")
        ),
        Scheme("quickbooks", _base64("intuit-signature")),
        Scheme("xero", _base64("x-xero-signature")),
        Scheme("shopify", _base64("x-shopify-hmac-sha256")),
        Scheme("woocommerce", _base64("x-wc-webhook-signature")),
        Scheme("airtable", _airtable),
        Scheme("notion", _hex("x-notion-signature", "sha256=")),
        Scheme("stripe", _stripe, lambda one: float(_stripe_parts(one).get("t", [""])[0])),
        Scheme("frappe", _base64("x-frappe-webhook-signature")),
        Scheme("espocrm", _espo),
        Scheme("microsoft_contacts", _graph),
        Scheme("sha256", _hex("x-hub-signature-256", "sha256=")),
        Scheme("basic", _basic),
        Scheme("token", _token),
    )
}
"""By name. The last three are for systems of one's own, and for vendors that sign nothing."""
UNSIGNED = frozenset({"basic", "token", "microsoft_contacts"})
"""Schemes in which two hooks with the same content can't be told apart: there a repetition is no forgery."""


class Gate:
    """Judges the hooks of one account, and remembers those of the last minutes. Any thread."""

    def __init__(self, scheme: Scheme, secret: bytes) -> None:
        self._scheme, self._secret = scheme, secret
        self._seen: OrderedDict[bytes, float] = OrderedDict()
        self._lock = threading.Lock()

    def judge(self, one: Incoming, now: float) -> Verdict:
        """What becomes of it. `now`: seconds since 1970."""
        if not self._secret or not self._scheme.proves(self._secret, one):
            return Verdict.FORGED
        try:
            moment = self._scheme.moment(one)
        except ValueError:
            return Verdict.FORGED
        if moment is not None and not abs(now - moment) <= WINDOW_S:  # a NaN is late, too
            return Verdict.LATE
        if self._scheme.name in UNSIGNED:
            return Verdict.TAKEN
        return Verdict.REPLAYED if self._known(_digest(one), now) else Verdict.TAKEN

    def _known(self, digest: bytes, now: float) -> bool:
        with self._lock:
            while self._seen and (
                len(self._seen) >= REMEMBERED or next(iter(self._seen.values())) < now - 2 * WINDOW_S
            ):
                self._seen.popitem(last=False)
            known = digest in self._seen
            self._seen.setdefault(digest, now)
            return known


def _digest(one: Incoming) -> bytes:
    """Of what is signed: the body and the signatures."""
    signed = "".join(
        f"{name}:{value}\n" for name, value in sorted(one.headers.items()) if "sign" in name or "mac" in name
    )
    return hashlib.sha256(signed.encode("utf-8", "replace") + b"\n" + one.body).digest()
