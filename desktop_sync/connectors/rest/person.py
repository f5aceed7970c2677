"""A person signs in: in the browser of this computer, or in any other with a code. By a manifest's [auth.person]."""

import secrets as randomness
import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

from desktop_sync.connectors.http import HttpOptions, checked_url
from desktop_sync.connectors.loopback import Loopback
from desktop_sync.connectors.oauth import Pending, TokenDesk, Tokens, challenge, refusal, verifier
from desktop_sync.connectors.rest.format import Manifest, RefreshAuth, SettingKind
from desktop_sync.connectors.rest.format_auth import Choose, PersonSignIn
from desktop_sync.connectors.rest.paths import as_text
from desktop_sync.connectors.rest.session import Session, plain_settings, sign_in_places, usual_address
from desktop_sync.connectors.rest.signin import client_of, needed
from desktop_sync.errors import AccountError, Cancelled, DesktopSyncError, Retriable, UsageError
from desktop_sync.model.schema import Choice
from desktop_sync.model.signin import SignedIn, SignInWay

_PATIENCE_S = 600.0
_INTERVAL_S = 5.0
_SLOWER_S = 5.0
_LONGEST_INTERVAL_S = 60.0


def offers(manifest: Manifest) -> tuple[SignInWay, ...]:
    """How people can sign in to the system."""
    auth = _person_auth(manifest)
    if auth is None or auth.person is None:
        return ()
    given = (auth.person.authorize_url.text, SignInWay.BROWSER), (auth.person.device_url.text, SignInWay.DEVICE)
    return tuple(way for text, way in given if text)


def needs(manifest: Manifest) -> tuple[str, ...]:
    """Settings that a person's sign-in takes."""
    auth = _person_auth(manifest)
    return tuple(sorted(auth.client_id.names)) if auth is not None else ()


def brings(manifest: Manifest) -> tuple[str, ...]:
    """Settings and secrets that it brings."""
    auth = _person_auth(manifest)
    if auth is None or auth.person is None:
        return ()
    chosen = {auth.person.choose.setting} if auth.person.choose else set()
    return tuple(sorted({*auth.access_token.names, *auth.refresh_token.names, *auth.person.keep, *chosen}))


def typed(manifest: Manifest) -> tuple[str, ...]:
    """Settings and secrets that are typed where nobody signs in: those that people find on the system's pages, else all of them."""
    auth = _person_auth(manifest)
    if auth is None:
        return ()
    others = [one for one in manifest.auth if one is not auth]
    found = [one for one in others if getattr(one, "pasted", False)]
    names = frozenset(name for one in found or others for name in needed(one))
    asked = names if found else names | {*brings(manifest)}
    return tuple(key for key in manifest.settings if key in asked and key not in needs(manifest))


def typed_first(manifest: Manifest) -> bool:
    """Whether that is easier than the sign-in, which takes a client of one's own."""
    return _person_auth(manifest) is not None and any(getattr(one, "pasted", False) for one in manifest.auth)


def _person_auth(manifest: Manifest) -> RefreshAuth | None:
    return next((one for one in manifest.auth if isinstance(one, RefreshAuth) and one.person is not None), None)


def sign_in(
    manifest: Manifest,
    settings: Mapping[str, str],
    secrets: Mapping[str, str],
    way: SignInWay,
    options: HttpOptions | None = None,
) -> "BrowserSignIn | DeviceSignIn":
    """Begin. Raises UsageError where the system has no such way, or something is missing; AccountError, Retriable."""
    if way not in offers(manifest):
        raise UsageError(f"{manifest.meta.label} has no sign-in by {way.value}.", advice=_instead(manifest))
    kind = BrowserSignIn if way is SignInWay.BROWSER else DeviceSignIn
    return kind(Asked(manifest, settings, secrets, options or HttpOptions.of(settings)))


def _instead(manifest: Manifest) -> str:
    ways = " or ".join(f"--sign-in {way.value}" for way in offers(manifest))
    return f"Use {ways}." if ways else "Give its secrets."


class Asked:
    """What is asked for, with everything filled in."""

    def __init__(
        self, manifest: Manifest, settings: Mapping[str, str], secrets: Mapping[str, str], options: HttpOptions
    ) -> None:
        auth = _person_auth(manifest)
        assert auth is not None
        assert auth.person is not None
        self.manifest, self.auth, self.person, self.options = manifest, auth, auth.person, options
        self.settings, self.secrets = dict(settings), dict(secrets)
        plain = plain_settings(manifest, settings)
        missing = next((name for name in needs(manifest) if not {**plain, **secrets}.get(name)), None)
        if missing is not None:
            raise UsageError(
                f"The setting “{missing}” is missing.",
                advice=f"It is the identifier of your own client in the system: --set {missing}=…",
            )
        other = settings.get("base_url", "").strip()
        usual = usual_address(manifest, plain, needed=False) or manifest.base.sign_in
        if not (other or usual):
            usual_address(manifest, plain, needed=True)
        base = checked_url(other or usual, "base_url" if other else "url").removesuffix(manifest.base.prefix)
        secret = {name: "" for name, one in manifest.settings.items() if one.secret}
        self.given = {**plain, **secret, **secrets, **sign_in_places(manifest, base, other=bool(other))}

        self.issuer = "" if other else self.person.issuer.fill(self.given)
        """Who must have answered, "" where that is not known: at another address than the system's own."""

    @property
    def scope(self) -> str:
        """The rights that are asked for."""
        return self.person.scope.fill(self.given)

    @property
    def desk(self) -> TokenDesk:
        """Where the tokens are had."""
        return TokenDesk(client_of(self.auth, self.given), self.options)

    def signed_in(self, tokens: Tokens) -> SignedIn:
        """What the tokens bring, with what the system says they are good for."""
        found = dict.fromkeys(self.auth.access_token.names, tokens.access)
        if tokens.refresh:
            found |= dict.fromkeys(self.auth.refresh_token.names, tokens.refresh)
        kept = {key: _kept(self.manifest, key, path.found(tokens.answer)) for key, path in self.person.keep.items()}
        made = SignedIn(
            {key: value for key, value in kept.items() if value},
            found,
            tokens.access_ends_at,
            tokens.refresh_ends_at,
        )
        return made if self.person.choose is None else self._chosen(made, self.person.choose)

    def _chosen(self, made: SignedIn, choose: Choose) -> SignedIn:
        settings = {**self.settings, **made.settings}
        session = Session(self.manifest, settings, {**self.secrets, **made.secrets}, self.options)
        try:
            rows = choose.at.found(session.call(choose, {}).data) or []
        finally:
            session.http.close()
        pairs = [(as_text(choose.value.found(row)), choose.label.found(row) if choose.label else None) for row in rows]
        choices = tuple(Choice(value, as_text(label) or value) for value, label in pairs if value)
        if not choices:
            raise AccountError(
                "The sign-in is good for nothing there: nothing was chosen in the browser.",
                place=self.manifest.meta.label,
                advice="Sign in again, and choose what to connect.",
            )
        wanted = self.settings.get(choose.setting, "")
        if wanted in {one.value for one in choices}:
            return replace(made, settings={**made.settings, choose.setting: wanted})
        if wanted:
            raise AccountError(
                f"The sign-in is not good for the “{choose.setting}” that was given.",
                place=self.manifest.meta.label,
                advice="Sign in again and choose that one in the browser, or leave the setting out.",
            )
        if len(choices) == 1:
            return replace(made, settings={**made.settings, choose.setting: choices[0].value})
        return replace(made, choose=choose.setting, choices=choices)


def _kept(manifest: Manifest, key: str, value: Any) -> str:
    text = as_text(value).strip()
    return checked_url(text, key) if text and manifest.settings[key].kind is SettingKind.URL else text


class BrowserSignIn:
    """Authorization code with a proof key (PKCE, S256), by the browser of this computer. `sync.ports.SigningIn`."""

    way = SignInWay.BROWSER
    code = ""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._key, self._state = verifier(), randomness.token_urlsafe(24)
        person = asked.person
        authorize = checked_url(person.authorize_url.fill(asked.given), "authorize_url")
        self._loopback = Loopback(person.redirect.value, _port(person, asked.given))
        self._loopback.expect(self._state)
        self.redirect = self._loopback.url
        """Where the browser comes back to; some systems want to know it beforehand."""
        query = {key: text.fill(asked.given) for key, text in person.parameters.items()}
        query |= {
            "response_type": "code",
            "client_id": asked.auth.client_id.fill(asked.given),
            "redirect_uri": self.redirect,
            "state": self._state,
            "code_challenge": challenge(self._key),
            "code_challenge_method": "S256",
        }
        if asked.scope:
            query["scope"] = asked.scope
        self.url = f"{authorize}?{urlencode(query)}"

    def wait(self, cancel: threading.Event) -> SignedIn:
        """Until the browser comes back, and the code is traded in. Raises Cancelled, AccountError, Retriable."""
        try:
            made = self._trade(self._loopback.wait(_PATIENCE_S, cancel))
        except DesktopSyncError as error:
            self._loopback.tell("The sign-in did not work", f"{error.what} {error.advice}".strip(), good=False)
            raise
        else:
            self._loopback.tell(
                f"Signed in to {self._asked.manifest.meta.label}",
                "You can close this page and go back to Desktop Sync.",
                good=True,
            )
            return made
        finally:
            self.close()

    def _trade(self, answer: Mapping[str, str]) -> SignedIn:
        asked, person = self._asked, self._asked.person
        issuer = asked.issuer
        if issuer and answer.get("iss", issuer) != issuer:
            raise AccountError(
                "Somebody else answered than who was asked.",
                place=asked.manifest.meta.label,
                advice="Nothing was sent there. Sign in again; if this stays, tell the system's people.",
            )
        if "error" in answer:
            raise refusal(answer["error"], answer.get("error_description", ""), asked.manifest.meta.label)
        if not answer.get("code"):
            raise refusal("invalid_request", "", asked.manifest.meta.label)
        grant = {key: text.fill(asked.given) for key, text in person.token_parameters.items()}
        grant |= {
            "grant_type": "authorization_code",
            "code": answer["code"],
            "redirect_uri": self.redirect,
            "code_verifier": self._key,
        }
        return asked.signed_in(asked.desk.tokens(grant, repeat=False, lasts=asked.auth.lasts))

    def close(self) -> None:
        """Listen no more. Idempotent."""
        self._loopback.close()


def _port(person: PersonSignIn, given: Mapping[str, str]) -> int:
    text = person.port.fill(given).strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65_536):
        raise UsageError(
            f"“{text}” is no port.", advice="Give a number from 1024 to 65535, as it is in the redirect address."
        )
    return int(text)


class DeviceSignIn:
    """A code that is typed in any browser (RFC 8628). `sync.ports.SigningIn`."""

    way = SignInWay.DEVICE

    def __init__(self, asked: Asked) -> None:
        self._asked, self._desk = asked, asked.desk
        self._closed = threading.Event()
        url = checked_url(asked.person.device_url.fill(asked.given), "device_url")
        status, answer = self._desk.post(url, {"scope": asked.scope} if asked.scope else {}, repeat=True)
        place = urlsplit(url).netloc
        if not answer.get("device_code"):
            if status >= 500:
                raise Retriable("The system's sign-in has a problem of its own.", after_s=30, place=place)
            raise refusal(str(answer.get("error") or ""), str(answer.get("error_description") or ""), place)
        self._device = str(answer["device_code"])
        self.code = str(answer["user_code"])
        # Microsoft says verification_uri, Google verification_url.
        shown = answer.get("verification_uri") or answer.get("verification_url")
        self.url = _safe(str(answer.get("verification_uri_complete") or shown or ""), place)
        self._interval = _number(answer.get("interval"), _INTERVAL_S)
        self._until = time.monotonic() + _number(answer.get("expires_in"), _PATIENCE_S)

    def wait(self, cancel: threading.Event) -> SignedIn:
        """Until the code was used. Raises Cancelled, AccountError, Retriable."""
        grant = {"grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": self._device}
        while True:
            self._pause(cancel)
            if time.monotonic() > self._until:
                raise refusal("expired_token", "", self._asked.manifest.meta.label)
            try:
                tokens = self._desk.tokens(grant, repeat=False, lasts=self._asked.auth.lasts)
            except Pending as pending:
                self._interval += _SLOWER_S if pending.slower else 0
            except Retriable:  # RFC 8628 § 3.5: a connection that fails makes one ask less often
                self._interval = min(self._interval * 2, _LONGEST_INTERVAL_S)
            else:
                return self._asked.signed_in(tokens)

    def _pause(self, cancel: threading.Event) -> None:
        until = time.monotonic() + self._interval
        while (left := until - time.monotonic()) > 0:
            if cancel.wait(min(left, 0.1)) or self._closed.is_set():
                raise Cancelled("The sign-in was stopped.", advice="Nothing was changed.")

    def close(self) -> None:
        """Ask no more. Idempotent."""
        self._closed.set()


def _safe(url: str, place: str) -> str:
    """An address to open: it comes from the system, and must be one of the web."""
    if not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise AccountError("The system names no address to sign in at.", place=place, advice="Sign in in another way.")
    return url


def _number(value: object, usual: float) -> float:
    try:
        return max(0.0, float(str(value)))
    except ValueError:
        return usual
