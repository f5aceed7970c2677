"""Webhooks that vendors' systems are asked to send: ordered, signed as their documents say, kept alive, ended, and lost on the way."""

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from desktop_sync.connectors.http import AnswerLostError, HttpOptions
from desktop_sync.connectors.rest.bundled import bundled_manifests
from desktop_sync.connectors.rest.connector import RestConnector
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.connectors.rest.session import Session
from desktop_sync.engine.hooks import HookDesk
from desktop_sync.engine.hookserver import HookServer
from desktop_sync.errors import AccountError, UsageError
from desktop_sync.sync.hooks import SCHEMES, Gate, Incoming, Verdict
from desktop_sync.sync.ports import Ordering
from tests.fakes.airtable import HOOKS, FakeAirtable
from tests.fakes.graph import FakeGraph
from tests.fakes.mailchimp import API_KEY, FakeMailchimp
from tests.fakes.pipedrive import FakePipedrive
from tests.fakes.rest_server import TOKEN, Fault, served
from tests.fakes.shopify import FakeShopify
from tests.fakes.stripe import KEY as STRIPE
from tests.fakes.stripe import FakeStripe
from tests.fakes.ties import Kept
from tests.fakes.woocommerce import KEY, FakeWooCommerce


@dataclass(frozen=True)
class Case:
    """A vendor; `hooks`: how many webhooks an order makes, by calls that begin so."""

    fake: Callable[[], Any]
    hooks: int
    order: tuple[str, str]
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=lambda: {"access_token": TOKEN})


CASES = {
    "airtable": Case(lambda: FakeAirtable({}), 1, ("POST", HOOKS), {"base_id": "appBase1"}),
    "mailchimp": Case(
        lambda: FakeMailchimp({}),
        1,
        ("POST", "/3.0/lists/abc123/webhooks"),
        {"list_id": "abc123"},
        {"api_key": API_KEY},
    ),
    "microsoft_contacts": Case(FakeGraph, 1, ("POST", "/v1.0/subscriptions")),
    "pipedrive": Case(FakePipedrive, 3, ("POST", "/api/v1/webhooks"), {}, {"api_token": TOKEN}),
    "shopify": Case(
        FakeShopify, 9, ("POST", "/admin/api"), {}, {"access_token": TOKEN, "client_secret": TOKEN, "client_id": "id"}
    ),
    "stripe": Case(FakeStripe, 1, ("POST", "/v1/webhook_endpoints"), {}, {"api_key": STRIPE}),
    "woocommerce": Case(
        FakeWooCommerce, 10, ("POST", "/webhooks"), {}, {"consumer_key": KEY, "consumer_secret": TOKEN}
    ),
}
HTTPS_ONLY = {"shopify", "stripe"}


class Running:
    """A vendor's system with an account, and our listener."""

    def __init__(self, kind: str, fake: Any, url: str, listener: str) -> None:
        self.kind, self.case, self.fake, self._url = kind, CASES[kind], fake, url
        self.ties = Kept()
        self.target = "https://hooks.example.org/hook/1" if kind in HTTPS_ONLY else f"{listener}/hook/1"

    def open(self) -> RestConnector:
        manifest = read_manifest(bundled_manifests()[self.kind])
        options = HttpOptions(wait=lambda _: None, now=self.fake.now)
        session = Session(manifest, {"base_url": self._url, **self.case.settings}, self.case.secrets, options)
        connector = RestConnector(session)
        connector.tie(self.ties)
        return connector

    def order(self) -> Any:
        return self.open().order_hooks(self.target, "made-up")


@pytest.fixture(params=list(CASES))
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    fake = CASES[request.param].fake()
    server = HookServer(HookDesk(lambda _: None), "127.0.0.1", 0)
    with served(fake) as url:
        yield Running(request.param, fake, url, server.address)
    server.close()
    assert not fake.violations


def test_what_is_ordered_is_signed_as_we_expect_it(running: Running) -> None:
    connector = running.open()
    assert isinstance(connector, Ordering)
    terms = connector.order_hooks(running.target, "made-up")
    assert len(running.fake.ordered) == running.case.hooks
    assert terms.secret
    for hook in running.fake.ordered.values():
        assert hook.url.startswith(running.target)
        gate = Gate(SCHEMES[terms.scheme], terms.secret.encode())
        true: Incoming = running.fake.sent(hook, b'{"id": 7}')
        assert gate.judge(true, time.time()) is Verdict.TAKEN
        hook.key = hook.key.swapcase()
        hook.url = hook.url.swapcase()
        forged: Incoming = running.fake.sent(hook, b'{"id": 8}')
        assert gate.judge(forged, time.time()) is Verdict.FORGED


def test_ordering_twice_makes_none_twice(running: Running) -> None:
    running.order()
    running.order()
    assert len(running.fake.ordered) == running.case.hooks


def test_they_end(running: Running) -> None:
    running.order()
    connector = running.open()
    connector.end_hooks(running.target)
    connector.end_hooks(running.target)
    assert not running.fake.ordered


def test_an_account_that_leaves_ends_them(running: Running) -> None:
    running.order()
    running.open().leave()
    assert not running.fake.ordered


def test_the_last_order_s_answer_is_lost(running: Running) -> None:
    """Nothing is left of it that would count; the next order, or the end, sweeps up what it made."""
    skip = {"shopify": 1}.get(running.kind, 0) + running.case.hooks - 1
    running.fake.plan(Fault.LOSE, *running.case.order, skip=skip)
    with pytest.raises(AnswerLostError):
        running.order()
    assert json.loads(running.ties.recall("webhooks") or "{}") == {}
    running.order()
    assert len(running.fake.ordered) == running.case.hooks
    running.ties.facts.clear()
    running.open().end_hooks(running.target)
    assert not running.fake.ordered


def test_they_are_kept_alive_and_ordered_again_when_they_are_gone(running: Running) -> None:
    connector = running.open()
    secret = (running.order().secret or "").rpartition(":")[2]
    before = dict(running.fake.ordered)
    terms = connector.keep_hooks(running.target, secret)
    assert running.fake.ordered.keys() == before.keys()
    assert terms.secret is None
    hooks = running.fake.hooks if running.kind == "airtable" else running.fake.ordered
    hooks.pop(next(iter(before)))
    again = connector.keep_hooks(running.target, secret)
    assert len(running.fake.ordered) == running.case.hooks
    assert again.secret


@pytest.mark.parametrize("running", ["airtable", "microsoft_contacts"], indirect=True)
def test_renewed_before_their_end_they_go_on(running: Running) -> None:
    terms = running.order()
    assert terms.ends_at is not None
    assert dt.timedelta(days=2) < terms.ends_at - running.fake.now() <= dt.timedelta(days=7)
    for _ in range(4):
        running.fake.offset += dt.timedelta(days=2)
        assert running.open().keep_hooks(running.target, "x").secret is None
    assert len(running.fake.ordered) == 1
    running.fake.offset += dt.timedelta(days=8)
    assert running.open().keep_hooks(running.target, "x").secret, "after their end they are new ones"


@pytest.mark.parametrize("running", ["woocommerce", "airtable", "pipedrive"], indirect=True)
def test_one_that_the_system_has_switched_off_is_ordered_again(running: Running) -> None:
    running.order()
    if running.kind == "airtable":
        next(iter(running.fake.hooks.values()))["told"] = False
    else:
        next(iter(running.fake.ordered.values())).live = False
    assert running.open().keep_hooks(running.target, "x").secret
    assert all(one.live for one in running.fake.ordered.values())
    assert len(running.fake.ordered) == running.case.hooks


@pytest.mark.parametrize("running", ["shopify"], indirect=True)
def test_topics_that_the_account_may_not_know_of_are_left_out(running: Running) -> None:
    running.fake.orders_allowed = False
    running.order()
    assert len(running.fake.ordered) == 6
    assert running.open().keep_hooks(running.target, "x").secret is None


@pytest.mark.parametrize("running", ["shopify"], indirect=True)
def test_a_refusal_of_all_of_them_is_told_with_its_words(running: Running) -> None:
    running.target = "http://plain.example.org/hook/1"
    with pytest.raises(AccountError) as caught:
        running.order()
    assert "not supported" in caught.value.advice
    assert not running.fake.ordered


@pytest.mark.parametrize("running", ["microsoft_contacts", "mailchimp"], indirect=True)
def test_where_the_address_is_tried_out_it_must_answer(running: Running) -> None:
    running.target = running.target.replace("/hook/1", "/nowhere")
    with pytest.raises(AccountError):
        running.order()
    assert not running.fake.ordered


def test_a_secret_that_signs_must_be_known() -> None:
    with served(FakeShopify()) as url:
        manifest = read_manifest(bundled_manifests()["shopify"])
        connector = RestConnector(Session(manifest, {"base_url": url}, {"access_token": TOKEN}))
        with pytest.raises(UsageError, match="client_secret"):
            connector.order_hooks("https://hooks.example.org/hook/1", "x")


def test_elsewhere_they_are_set_up_by_hand() -> None:
    manifest = read_manifest(bundled_manifests()["xero"])
    connector = RestConnector(Session(manifest, {"tenant_id": "t"}, {"access_token": TOKEN}))
    with pytest.raises(UsageError) as caught:
        connector.order_hooks("https://hooks.example.org/hook/1", "x")
    assert "hooks add" in caught.value.advice
