"""OAuth 2 on the client's side: asking for tokens, what the answers mean, and proof keys (RFC 6749, RFC 7636, RFC 8628)."""

import base64
import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from desktop_sync.connectors.http import HttpClient, HttpOptions, json_of
from desktop_sync.errors import AccountError, DesktopSyncError, Retriable, SignInError

_WORDS = {
    "access_denied": ("The sign-in was declined in the browser.", "Sign in again, and allow the access."),
    "invalid_grant": ("The sign-in has ended and can't be renewed.", "Sign in again."),
    "invalid_client": ("The system does not know this client.", "Check the client and its secret."),
    "unauthorized_client": ("This client may not sign in so.", "Allow it in the client's settings in the system."),
    "invalid_scope": ("The client may not ask for these rights.", "Give the client the rights in the system."),
    "invalid_request": ("The system does not understand the sign-in.", "Check the client and its redirect address."),
    "unsupported_grant_type": ("The system has no such sign-in.", "Sign in in another way."),
    "expired_token": ("The code was not used in time.", "Sign in again."),
    "server_error": ("The system has a problem of its own.", "Try again later."),
    "temporarily_unavailable": ("The system is busy.", "Try again later."),
}
_LONGEST_WORDS = 200
_REFRESH_ENDS = ("refresh_token_expires_in", "refresh_expires_in", "x_refresh_token_expires_in")


@dataclass(frozen=True)
class Client:
    """Who asks, and where. `basic`: it shows who it is in a header, where it has a secret."""

    token_url: str
    id: str
    secret: str = field(default="", repr=False)
    basic: bool = False


@dataclass(frozen=True)
class Tokens:
    """What came back. Times are aware UTC by this computer's clock; None: the system does not say."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    access_ends_at: dt.datetime | None = None
    refresh_ends_at: dt.datetime | None = None
    answer: Mapping[str, Any] = field(default_factory=dict, repr=False)


class OAuthError(SignInError):
    """The token's address refuses; `code` as RFC 6749 § 5.2 has it."""

    code = ""


class Pending(Exception):
    """The person has not signed in yet. `slower`: ask less often."""

    def __init__(self, *, slower: bool) -> None:
        super().__init__("pending")
        self.slower = slower


def verifier() -> str:
    """A new proof key, 43 characters (RFC 7636 § 4.1)."""
    return secrets.token_urlsafe(32)


def challenge(key: str) -> str:
    """What is shown of a proof key beforehand: S256."""
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()).rstrip(b"=").decode("ascii")


def refusal(code: str, description: str = "", place: str = "") -> OAuthError:
    """An error code in words; the description is the system's own, for a person."""
    what, advice = _WORDS.get(
        code, ("The system refuses the sign-in.", "Sign in again, or check the client's settings.")
    )
    said = "".join(one if one.isprintable() else " " for one in description).strip()[:_LONGEST_WORDS]
    known = (
        f"It says: “{said}”" if said else f"It says: “{code[:60]}”" if code.isprintable() and code not in _WORDS else ""
    )
    error = OAuthError(f"{what} {known}".strip(), advice=advice, place=place, final=True)
    error.code = code
    return error


class TokenDesk:
    """Where tokens are had. One thread. `calls` counts requests."""

    def __init__(self, client: Client, options: HttpOptions) -> None:
        self._client, self._options = client, options
        self.calls = 0

    def tokens(self, grant: Mapping[str, str], *, repeat: bool, lasts: float | None = None) -> Tokens:
        """Tokens for what is granted. `repeat`: whether it may be asked again when the answer is lost; `lasts`: how long a refresh
        token holds, in seconds, where the answer doesn't say. Raises OAuthError when it is refused, Pending, Retriable, AccountError.
        """
        status, answer = self.post(self._client.token_url, grant, repeat=repeat)
        place = urlsplit(self._client.token_url).netloc
        if not answer.get("access_token"):
            raise _refused(status, answer, place)
        now = self._options.now()
        ends = next((_seconds(answer[key]) for key in _REFRESH_ENDS if key in answer), None)
        fresh = str(answer.get("refresh_token") or "")
        return Tokens(
            str(answer["access_token"]),
            fresh,
            _later(now, _seconds(answer.get("expires_in"))),
            _later(now, ends if ends is not None else lasts) if fresh or "refresh_token" in grant else None,
            answer,
        )

    def post(self, url: str, form: Mapping[str, str], *, repeat: bool) -> tuple[int, Mapping[str, Any]]:
        """Ask with who we are; status and JSON, {} for anything else."""
        client, headers, body = self._client, {"Accept": "application/json"}, dict(form)
        if client.basic and client.secret:
            headers["Authorization"] = basic(client.id, client.secret)
        else:
            body |= {key: one for key, one in (("client_id", client.id), ("client_secret", client.secret)) if one}
        parts = urlsplit(url)
        http = HttpClient(f"{parts.scheme}://{parts.netloc}", self._options)
        try:
            response = http.request("POST", parts.path, repeat=repeat, check=False, headers=headers, data=body)
            answer = json_of(response) if response.content.lstrip()[:1] == b"{" else {}
        except ValueError:
            return 0, {}
        finally:
            self.calls += http.calls
            http.close()
        return response.status_code, answer if isinstance(answer, dict) else {}


def _refused(status: int, answer: Mapping[str, Any], place: str) -> DesktopSyncError | Pending:
    code = answer.get("error")
    if code in {"authorization_pending", "slow_down"}:
        return Pending(slower=code == "slow_down")
    if isinstance(code, str) and code and status < 500:
        return refusal(code, str(answer.get("error_description") or ""), place)
    if 400 <= status < 500:
        return SignInError("The system refuses to renew the sign-in.", place=place, advice="Sign in again.")
    if status >= 500:
        return Retriable("The system's sign-in has a problem of its own.", after_s=30, place=place)
    return AccountError(
        "What answers there is no sign-in, or not all of its answer arrives.",
        place=place,
        advice="Check the address, and whether a proxy or a sign-in page stands in between.",
    )


def basic(user: str, password: str) -> str:
    """The header's value."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def _seconds(value: object) -> float | None:
    try:
        found = float(str(value))
    except ValueError:
        return None
    return found if 0 < found < 1e10 else None


def _later(now: dt.datetime, seconds: float | None) -> dt.datetime | None:
    return now + dt.timedelta(seconds=seconds) if seconds is not None else None
