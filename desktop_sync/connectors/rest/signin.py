"""Signing in: what goes with each call, and tokens that end and are renewed.

A refresh token may be good for one use only. So whoever renews holds the account's lock, looks first whether somebody else has renewed
meanwhile, and has the new token kept before it is used.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any

from desktop_sync.connectors.http import HttpOptions, checked_url
from desktop_sync.connectors.oauth import Client, TokenDesk, Tokens, basic
from desktop_sync.connectors.rest.format import (
    Auth,
    BasicAuth,
    BearerAuth,
    ClientAuth,
    ClientSends,
    HeaderAuth,
    Manifest,
    QueryAuth,
    RefreshAuth,
)
from desktop_sync.connectors.rest.paths import Template
from desktop_sync.errors import UsageError
from desktop_sync.sync.ports import Ties

EARLY_S = 120.0
"""A token is renewed so long before it ends, or after half of its life, if that is shorter."""


class Loose:
    """`sync.ports.Ties` of a connector that belongs to no account: what it renews is lost with it."""

    lasting = False

    def __init__(self) -> None:
        self.memory: MutableMapping[str, Any] = {}

    def recall(self, key: str) -> str:  # noqa: ARG002 - there is nothing
        return ""

    def remember(self, key: str, text: str) -> None:
        """Not at all."""

    def access_ends_at(self) -> dt.datetime | None:
        return None

    @contextmanager
    def renewing(self) -> Iterator[Mapping[str, str]]:
        yield {}

    def keep(
        self, secrets: Mapping[str, str], access_ends_at: dt.datetime | None, refresh_ends_at: dt.datetime | None
    ) -> None:
        """Nowhere."""


def choose(manifest: Manifest, given: Mapping[str, str]) -> Auth | None:
    """The first way to sign in of which all secrets and settings are given. Raises UsageError when there is none."""
    if not manifest.auth:
        return None
    for auth in manifest.auth:
        if all(given.get(name) for name in needed(auth)):
            return auth
    ways = "; or ".join(" and ".join(f"“{name}”" for name in sorted(needed(auth))) for auth in manifest.auth)
    persons = any(isinstance(auth, RefreshAuth) and auth.person is not None for auth in manifest.auth)
    browser = " Or sign in with your browser: give “client_id” and no secret." if persons else ""
    raise UsageError("Something is missing to sign in.", advice=f"Give {ways}.{browser}")


def needed(auth: Auth) -> frozenset[str]:
    """The settings and secrets that this way can't do without."""
    optional = {"access_token", "client_id", "client_secret", "scope"} if isinstance(auth, RefreshAuth) else {"scope"}
    texts = {name: getattr(auth, name) for name in auth.__dataclass_fields__ if name not in optional}
    return frozenset(name for text in texts.values() if isinstance(text, Template) for name in text.names)


def client_of(auth: ClientAuth | RefreshAuth, given: Mapping[str, str]) -> Client:
    """Who asks for tokens, and where."""
    url = checked_url(auth.token_url.fill(given), "token_url")
    return Client(url, auth.client_id.fill(given), auth.client_secret.fill(given), basic=auth.send is ClientSends.BASIC)


class SignIn:
    """One account's way to sign in. `given`: its settings and secrets."""

    def __init__(self, auth: Auth | None, given: Mapping[str, str], options: HttpOptions) -> None:
        self._auth, self._given, self._options = auth, dict(given), options
        self._ties: Ties = Loose()
        self._token = ""
        self._renew_at: dt.datetime | None = None
        if isinstance(auth, RefreshAuth) and all(given.get(name) for name in auth.access_token.names):
            self._token = auth.access_token.fill(self._given)
        self.calls = 0

    def tie(self, ties: Ties) -> None:
        """Keep what is renewed, and share it with others who use the account."""
        self._ties = ties
        self._ends(ties.access_ends_at())

    @property
    def renewable(self) -> bool:
        """Whether a refused token can be replaced."""
        return isinstance(self._auth, ClientAuth | RefreshAuth)

    def add(self, headers: dict[str, str], query: dict[str, str | list[str]]) -> None:
        """Put what signs in into a call. Raises AccountError, Retriable, Busy when a token can't be had."""
        auth = self._auth
        if isinstance(auth, HeaderAuth):
            headers[auth.name] = auth.value.fill(self._given)
        elif isinstance(auth, QueryAuth):
            query[auth.name] = auth.value.fill(self._given)
        elif isinstance(auth, BearerAuth):
            headers["Authorization"] = f"Bearer {auth.token.fill(self._given)}"
        elif isinstance(auth, BasicAuth):
            headers["Authorization"] = basic(auth.user.fill(self._given), auth.password.fill(self._given))
        elif isinstance(auth, ClientAuth | RefreshAuth):
            if not self._token or (self._renew_at is not None and self._options.now() >= self._renew_at):
                self.renew()
            name, prefix = (auth.header, auth.prefix) if isinstance(auth, ClientAuth) else ("Authorization", "Bearer ")
            headers[name] = prefix + self._token

    def renew(self) -> None:
        """Get a new token, or take the one that somebody else has got. Raises SignInError when the system gives none."""
        auth = self._auth
        assert isinstance(auth, ClientAuth | RefreshAuth)
        if isinstance(auth, ClientAuth):
            self._take(self._ask(auth, {"scope": scope} if (scope := auth.scope.fill(self._given)) else {}))
            return
        with self._ties.renewing() as stored:
            if self._renewed_by_another(auth, stored):
                return
            old = auth.refresh_token.fill(self._given)
            tokens = self._ask(auth, {"refresh_token": old})
            told = dict.fromkeys(auth.refresh_token.names, tokens.refresh or old)
            told |= dict.fromkeys(auth.access_token.names, tokens.access)
            self._ties.keep(told, tokens.access_ends_at, tokens.refresh_ends_at)
        self._given |= told
        self._take(tokens)

    def _renewed_by_another(self, auth: RefreshAuth, stored: Mapping[str, str]) -> bool:
        """Another process or thread may have used up our refresh token: take over what it was given."""
        names = auth.refresh_token.names | auth.access_token.names
        fresh = {name: stored[name] for name in names if stored.get(name)}
        self._given |= fresh
        token = auth.access_token.fill(self._given) if auth.access_token.names <= fresh.keys() else ""
        if not token or token == self._token:
            return False
        self._token = token
        self._ends(self._ties.access_ends_at())
        return self._renew_at is None or self._options.now() < self._renew_at

    def _ask(self, auth: ClientAuth | RefreshAuth, more: Mapping[str, str]) -> Tokens:
        desk = TokenDesk(client_of(auth, self._given), self._options)
        lasts = auth.lasts if isinstance(auth, RefreshAuth) else None
        try:
            # Asking again is right also for a refresh token of one use: some systems take it again for a while when their answer
            # was lost, and with the others nothing is left to lose.
            return desk.tokens({"grant_type": auth.kind, **more}, repeat=True, lasts=lasts)
        finally:
            self.calls += desk.calls

    def _take(self, tokens: Tokens) -> None:
        self._token = tokens.access
        self._ends(tokens.access_ends_at)

    def _ends(self, at: dt.datetime | None) -> None:
        if at is None:
            self._renew_at = None
            return
        left = max(0.0, (at - self._options.now()).total_seconds())
        self._renew_at = at - dt.timedelta(seconds=min(EARLY_S, left / 2))
