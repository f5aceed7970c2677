"""Signing in: what goes with each call, and tokens that end and are renewed."""

import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from desktop_sync.connectors.http import HttpClient, HttpOptions, checked_url
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
from desktop_sync.errors import SignInError, UsageError

_EARLY_S = 60.0
"""A token is renewed so long before it ends."""
Renewed = Callable[[Mapping[str, str]], None]
"""Told of new secrets by their names before they are used: who does not keep a refresh token can't sign in again."""


def choose(manifest: Manifest, given: Mapping[str, str]) -> Auth | None:
    """The first way to sign in of which all secrets and settings are given. Raises UsageError when there is none."""
    if not manifest.auth:
        return None
    for auth in manifest.auth:
        if all(given.get(name) for name in needed(auth)):
            return auth
    ways = "; or ".join(" and ".join(f"“{name}”" for name in sorted(needed(auth))) for auth in manifest.auth)
    raise UsageError("Something is missing to sign in.", advice=f"Give {ways}.")


def needed(auth: Auth) -> frozenset[str]:
    """The settings and secrets that this way can't do without."""
    optional = {"access_token", "client_id", "client_secret", "scope"} if isinstance(auth, RefreshAuth) else {"scope"}
    texts = {name: getattr(auth, name) for name in auth.__dataclass_fields__ if name not in optional}
    return frozenset(name for text in texts.values() if isinstance(text, Template) for name in text.names)


class SignIn:
    """One account's way to sign in. `given`: its settings and secrets."""

    def __init__(
        self, auth: Auth | None, given: Mapping[str, str], options: HttpOptions, renewed: Renewed = lambda _: None
    ) -> None:
        self._auth, self._given, self._options, self._renewed = auth, dict(given), options, renewed
        self._token = ""
        self._ends_at = float("inf")
        if isinstance(auth, RefreshAuth) and all(given.get(name) for name in auth.access_token.names):
            self._token = auth.access_token.fill(self._given)
        self.calls = 0

    @property
    def renewable(self) -> bool:
        """Whether a refused token can be replaced."""
        return isinstance(self._auth, ClientAuth | RefreshAuth)

    def add(self, headers: dict[str, str], query: dict[str, str]) -> None:
        """Put what signs in into a call. Raises AccountError, Retriable when a token can't be had."""
        auth = self._auth
        if isinstance(auth, HeaderAuth):
            headers[auth.name] = auth.value.fill(self._given)
        elif isinstance(auth, QueryAuth):
            query[auth.name] = auth.value.fill(self._given)
        elif isinstance(auth, BearerAuth):
            headers["Authorization"] = f"Bearer {auth.token.fill(self._given)}"
        elif isinstance(auth, BasicAuth):
            headers["Authorization"] = _basic(auth.user.fill(self._given), auth.password.fill(self._given))
        elif isinstance(auth, ClientAuth | RefreshAuth):
            if not self._token or time.monotonic() > self._ends_at - _EARLY_S:
                self.renew()
            name, prefix = (auth.header, auth.prefix) if isinstance(auth, ClientAuth) else ("Authorization", "Bearer ")
            headers[name] = prefix + self._token

    def renew(self) -> None:
        """Get a new token. Raises AccountError when the system gives none."""
        auth = self._auth
        assert isinstance(auth, ClientAuth | RefreshAuth)
        body: dict[str, str] = {"grant_type": auth.kind}
        who = {"client_id": auth.client_id.fill(self._given), "client_secret": auth.client_secret.fill(self._given)}
        if isinstance(auth, RefreshAuth):
            body["refresh_token"] = auth.refresh_token.fill(self._given)
        elif scope := auth.scope.fill(self._given):
            body["scope"] = scope
        headers = {"Accept": "application/json"}
        if auth.send is ClientSends.BASIC:
            headers["Authorization"] = _basic(who["client_id"], who["client_secret"])
        else:
            body |= {key: value for key, value in who.items() if value}
        answer = self._ask(checked_url(auth.token_url.fill(self._given), "token_url"), headers, body)
        self._token = str(answer["access_token"])
        lasts = str(answer.get("expires_in", ""))
        self._ends_at = time.monotonic() + float(lasts) if lasts.isdigit() else float("inf")
        if isinstance(auth, RefreshAuth):
            fresh = str(answer.get("refresh_token") or body["refresh_token"])
            told = dict.fromkeys(auth.refresh_token.names, fresh) | dict.fromkeys(auth.access_token.names, self._token)
            self._renewed(told)
            self._given |= told

    def _ask(self, url: str, headers: dict[str, str], body: dict[str, str]) -> Mapping[str, Any]:
        parts = urlsplit(url)
        client = HttpClient(f"{parts.scheme}://{parts.netloc}", self._options)
        try:
            answer = client.request("POST", parts.path, check=False, headers=headers, data=body)
            content = answer.json() if answer.content[:1] == b"{" else {}
        except ValueError:
            content = {}
        finally:
            self.calls += client.calls
            client.close()
        if not isinstance(content, dict) or not content.get("access_token"):
            raise SignInError(
                "The sign-in has ended and can't be renewed.", place=client.place, advice="Sign in again."
            )
        return content


def _basic(user: str, password: str) -> str:
    import base64

    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")
