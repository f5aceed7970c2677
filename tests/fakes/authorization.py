"""A strict authorization server in front of a vendor's fake: RFC 6749, 7636, 8628, 9207, and the rotation of RFC 9700 § 4.14.

Codes are good once and for two minutes, proof keys are compared, redirect addresses are compared letter by letter (but for the port, where
`any_port`), refresh tokens are good once: one that comes twice revokes all that came of the same sign-in. What a client must not do is in
`violations`. Access tokens end after `expires_in` of its own clock, which `offset` moves.
"""

import base64
import datetime as dt
import hashlib
import itertools
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.fakes.rest_server import Answer, Behind, Call
from tests.fakes.vendor import Vendor

CLIENT = "my-own-client"
CODE_LIVES = dt.timedelta(minutes=2)


@dataclass
class Family:
    """All that came of one sign-in."""

    refresh: set[str] = field(default_factory=set)
    used: dict[str, str] = field(default_factory=dict)
    """Refresh token → the one that was given for it."""
    revoked: bool = False


@dataclass
class Code:
    """What was granted in the browser."""

    redirect: str
    challenge: str
    until: dt.datetime
    used: Family | None = None


class Authorization(Behind):
    """`inner.token` is the access token that the vendor takes. `grace`: a refresh token is taken again as long as nobody used the new one."""

    def __init__(
        self,
        inner: Vendor,
        *,
        authorize: str,
        token: str,
        device: str = "",
        redirect: str = "http://127.0.0.1:51713/callback",
        any_port: bool = False,
        scope: str = "",
        secret: str = "",
        expires_in: int | None = 1800,
        refresh_lives: int | None = None,
        grace: bool = False,
        rotates: bool = True,
        issuer: str = "",
    ) -> None:
        super().__init__()
        self.inner, self.paths = inner, {authorize: self._authorize, token: self._token, device: self._device}
        self.paths.pop("", None)
        self.redirect, self.any_port, self.scope, self.secret = redirect, any_port, scope, secret
        self.expires_in, self.refresh_lives, self.grace, self.rotates = expires_in, refresh_lives, grace, rotates
        self.issuer = issuer
        self.forms = frozenset({token, device} | inner.forms)
        self.denies = ""
        self.more: dict[str, str] = {}
        """What else stands in the answer with the tokens."""
        self.asked: list[dict[str, str]] = []
        """Queries of the addresses that browsers opened."""
        self.codes: dict[str, Code] = {}
        self.devices: dict[str, list[object]] = {}
        self.offset = dt.timedelta()
        self._families: list[Family] = []
        self._ends_at: dt.datetime | None = None
        self._numbers = itertools.count(1)
        self.inner.token = "nobody has signed in yet"  # type: ignore[attr-defined]

    def now(self) -> dt.datetime:
        return self.clock() + self.offset

    # what happens to it ----------------------------------------------------------------------------------------------

    def expire(self) -> None:
        """The access token has ended."""
        self.inner.token = "ended"  # type: ignore[attr-defined]

    def revoke(self) -> None:
        """An administrator ends all sign-ins."""
        self.expire()
        for one in self._families:
            one.revoked = True

    def approve(self, user_code: str) -> None:
        """A person types the code."""
        self.devices[user_code][0] = True

    # calls -----------------------------------------------------------------------------------------------------------

    def answer(self, call: Call) -> Answer:
        with self.lock:
            handler = self.paths.get(call.path)
            if handler is None:
                if self._ends_at is not None and self.now() >= self._ends_at:
                    self.expire()
                return self.inner.answer(call)
            self.calls.append(call)
            return handler(call)

    def _wrong(self, what: str) -> Answer:
        self.violations.append(what)
        return 400, {}, {"error": "invalid_request", "error_description": what}

    def _matches(self, redirect: str) -> bool:
        if self.any_port:
            redirect = re.sub(r":\d+/", ":51713/", redirect)
        return redirect == self.redirect

    def _authorize(self, call: Call) -> Answer:
        given = dict(call.query)
        self.asked.append(given)
        if call.method != "GET":
            return self._wrong("the browser only gets")
        if given.get("client_id") != CLIENT or not self._matches(given.get("redirect_uri", "")):
            return self._wrong(f"redirect_uri {given.get('redirect_uri')}")  # never sent back: RFC 6749 § 4.1.2.1
        if given.get("response_type") != "code" or given.get("code_challenge_method") != "S256":
            return self._wrong("code and S256 are what there is")
        if not re.fullmatch(r"[A-Za-z0-9_-]{43}", given.get("code_challenge", "")):
            return self._wrong("code_challenge")
        if len(given.get("state", "")) < 16:
            return self._wrong("state can be guessed")
        if self.scope and given.get("scope") != self.scope:
            return self._wrong(f"scope {given.get('scope')}")
        back = {"state": given["state"]}
        if self.denies:
            back |= {"error": self.denies, "error_description": "The person said no"}
        else:
            back["code"] = f"code-{next(self._numbers)}-{'x' * 20}"
            self.codes[back["code"]] = Code(given["redirect_uri"], given["code_challenge"], self.now() + CODE_LIVES)
        if self.issuer:
            back["iss"] = self.issuer
        return 302, {"Location": f"{given['redirect_uri']}?{urlencode(back)}"}, None

    def _device(self, call: Call) -> Answer:
        if call.body.get("client_id") != CLIENT or (self.scope and call.body.get("scope") != self.scope):
            return self._wrong("device: client or scope")
        number = next(self._numbers)
        user = f"WDJB-{number:04}"
        self.devices[user] = [False, f"device-{number}", None]
        told = {"device_code": f"device-{number}", "user_code": user, "verification_uri": "https://example.org/device"}
        return 200, {}, {**told, "expires_in": 900, "interval": 0.2}

    def _token(self, call: Call) -> Answer:
        given = dict(call.body)
        if call.headers.get("authorization", "").startswith("Basic "):
            user, _, password = base64.b64decode(call.headers["authorization"][6:]).decode().partition(":")
            given |= {"client_id": user, "client_secret": password}
        if given.get("client_id") != CLIENT or given.get("client_secret", "") != self.secret:
            return 401, {}, {"error": "invalid_client"}
        kinds = {
            "authorization_code": self._trade,
            "refresh_token": self._renew,
            "urn:ietf:params:oauth:grant-type:device_code": self._poll,
        }
        kind = kinds.get(given.get("grant_type", ""))
        return kind(given) if kind else (400, {}, {"error": "unsupported_grant_type"})

    def _trade(self, given: dict[str, str]) -> Answer:
        code = self.codes.get(given.get("code", ""))
        if code is None or self.now() > code.until:
            return 400, {}, {"error": "invalid_grant"}
        if code.used is not None:
            self.violations.append("a code came twice")
            code.used.revoked = True
            return 400, {}, {"error": "invalid_grant"}
        shown = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        if shown.rstrip(b"=").decode() != code.challenge or given.get("redirect_uri") != code.redirect:
            return self._wrong("the proof key or the redirect address is another one")
        code.used = Family()
        self._families.append(code.used)
        return self._tokens(code.used)

    def _poll(self, given: dict[str, str]) -> Answer:
        found = next((one for one in self.devices.values() if one[1] == given.get("device_code")), None)
        if found is None:
            return 400, {}, {"error": "invalid_grant"}
        last, found[2] = found[2], self.now()
        if isinstance(last, dt.datetime) and self.now() - last < dt.timedelta(seconds=0.19):
            return 400, {}, {"error": "slow_down"}
        if self.denies:
            return 400, {}, {"error": self.denies}
        if not found[0]:
            return 400, {}, {"error": "authorization_pending"}
        self._families.append(Family())
        return self._tokens(self._families[-1])

    def _renew(self, given: dict[str, str]) -> Answer:
        token = given.get("refresh_token", "")
        family = next((one for one in self._families if token in one.refresh), None)
        if family is None or family.revoked:
            return 400, {}, {"error": "invalid_grant", "error_description": "The refresh token is not good"}
        if token in family.used and not (self.grace and family.used[token] not in family.used):
            family.revoked = True
            self.expire()
            return 400, {}, {"error": "invalid_grant", "error_description": "It was used before"}
        return self._tokens(family, token)

    def _tokens(self, family: Family, old: str = "") -> Answer:
        number = next(self._numbers)
        access, fresh = f"access-{number}-{'a' * 20}", f"refresh-{number}-{'r' * 20}"
        self.inner.token = access  # type: ignore[attr-defined]
        self._ends_at = self.now() + dt.timedelta(seconds=self.expires_in) if self.expires_in else None
        if self.rotates or not old:
            family.refresh.add(fresh)
            if old:
                family.used[old] = fresh
        answer: dict[str, object] = {"access_token": access, "token_type": "bearer", **self.more}
        if self.rotates or not old:
            answer["refresh_token"] = fresh
        if self.expires_in:
            answer["expires_in"] = self.expires_in
        if self.refresh_lives:
            answer["refresh_token_expires_in"] = self.refresh_lives
        return 200, {}, answer
