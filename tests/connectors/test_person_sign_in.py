"""A sign-in in the browser, from the address that it opens to what its answer must say (RFC 9207)."""

import http.client
import threading
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.connectors.rest.load import parse
from desktop_sync.connectors.rest.person import BrowserSignIn, sign_in
from desktop_sync.errors import AccountError
from desktop_sync.model.signin import SignInWay
from tests.fakes.authorization import CLIENT
from tests.fakes.rest_server import Answer, Behind, Call, served

GOOGLE = bundled_manifests()["google_contacts"].read_text("utf-8")
NEVER = threading.Event()


class Desk(Behind):
    """Where codes are traded in."""

    forms = frozenset({"/token"})

    def answer(self, call: Call) -> Answer:
        self.calls.append(call)
        return 200, {}, {"access_token": "A", "refresh_token": "R", "expires_in": 3600}


def come_back(signing: BrowserSignIn, more: str) -> threading.Thread:
    """The browser, with what the system sends it back with."""
    (state,) = parse_qs(urlsplit(signing.url).query)["state"]
    back = urlsplit(signing.redirect)

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", back.port or 0, timeout=10)
        connection.request("GET", f"{back.path}?code=C&state={quote(state)}{more}")
        connection.getresponse().read()
        connection.close()

    browser = threading.Thread(target=ask)
    browser.start()
    return browser


@pytest.mark.parametrize(
    ("more", "traded"),
    [("&iss=https%3A%2F%2Faccounts.google.com", True), ("", True), ("&iss=https%3A%2F%2Felsewhere.example.org", False)],
)
def test_somebody_else_who_answers_gets_no_code(more: str, traded: bool) -> None:
    """Who says another name than the system's is not traded with: the code may be for somebody else. Not to say a name is allowed."""
    desk = Desk()
    with served(desk) as url:
        manifest = parse(GOOGLE.replace("https://oauth2.googleapis.com", url))
        signing = sign_in(manifest, {"client_id": CLIENT}, {}, SignInWay.BROWSER)
        assert isinstance(signing, BrowserSignIn)
        browser = come_back(signing, more)
        if traded:
            assert signing.wait(NEVER).secrets["access_token"] == "A"
        else:
            with pytest.raises(AccountError, match="Somebody else"):
                signing.wait(NEVER)
        browser.join(10)
        assert len(desk.calls) == traded
