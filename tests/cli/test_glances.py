"""A shop that tells nothing by itself is asked between runs, with one call each time."""

import datetime as dt
import sqlite3
from contextlib import closing
from queue import SimpleQueue

import pytest

from desktop_sync.bootstrap.wire import open_services
from desktop_sync.engine.glancing import Glance, GlanceWatch
from desktop_sync.engine.notices import Watchers, wanted
from desktop_sync.engine.ports import open_account
from desktop_sync.model.notices import NoticeWay
from desktop_sync.model.sync import SideSpec
from desktop_sync.sync import glances
from tests.fakes.rest_server import TOKEN, served
from tests.fakes.woocommerce import KEY, FakeWooCommerce

WAIT_S = 60
SYNC = """
name = "Goods"
[a]
account = "store"
table = "products"
[b]
account = "erp"
table = "goods"
[match]
keys = [["name"]]
first_run = "prefer_a"
[[field]]
a = "name"
b = "name"
[trigger]
every = "1h"
on_change = true
"""


@pytest.fixture
def world(tmp_path):
    """A shop with three products, and a database that was brought in step with it."""
    shop = FakeWooCommerce()
    keys = [str(shop.insert("products", {"name": f"p{number}"})) for number in range(3)]
    shop.offset += dt.timedelta(hours=1)
    with served(shop) as url, closing(open_services(tmp_path / "workspace", "a passphrase")) as services:
        with closing(sqlite3.connect(tmp_path / "erp.db")) as database, database:
            database.execute("CREATE TABLE goods (id INTEGER PRIMARY KEY, name TEXT)")
        secrets = {"consumer_key": KEY, "consumer_secret": TOKEN}
        services.accounts.add("store", "woocommerce", {"store_url": url}, secrets, test=False)
        services.accounts.add("erp", "sql", {"url": f"sqlite:///{tmp_path / 'erp.db'}"}, {}, test=False)
        services.syncs.apply(services.syncs.parse(SYNC), SYNC)
        report = services.runner.run("Goods", approve=True)
        assert report.b.created == 3
        yield shop, services, keys
    assert not shop.violations


def test_a_change_is_found_with_one_call_and_told_once(world):
    shop, services, keys = world
    now_s, rests = 0.0, False
    with closing(open_account(services.ports, services.ports.accounts.get("store"))) as connector:
        glance = Glance("Goods", "a", "store", 300)
        watch = GlanceWatch(services, connector, [glance], lambda: rests, lambda: now_s)

        def look(after_s=300):
            nonlocal now_s
            now_s += after_s
            calls = connector.calls
            return watch.step(), connector.calls - calls

        assert look(299) == (set(), 0), "not yet time"
        assert look(1) == (set(), 1)
        shop.change("products", keys[1], {"name": "another"})
        assert look() == ({"Goods"}, 1)
        assert look() == (set(), 1), "known, though no run has come yet"
        assert services.runner.run("Goods").b.updated == 1
        assert look() == (set(), 1), "from where the run has left off"
        rests = True
        shop.change("products", keys[1], {"name": "a third"})
        assert look() == (set(), 0), "a metered network"
        rests = False
        assert look(0) == ({"Goods"}, 1)


def test_the_thread_that_watches_an_account_asks_it(world, monkeypatch):
    shop, services, keys = world
    monkeypatch.setattr(glances, "EVERY_S", 0.05)
    monkeypatch.setattr(glances, "UNKNOWN_S", 0.05)
    hints = SimpleQueue()
    watchers = Watchers(hints.put)
    try:
        watchers.refresh(services)
        for _ in ("store", "erp"):  # each when it begins: what changed before nobody told
            assert set(hints.get(timeout=WAIT_S)) == {"Goods"}
        shop.change("products", keys[0], {"name": "changed"})
        assert set(hints.get(timeout=WAIT_S)) == {"Goods"}
        assert watchers.states["store"] == "watching"
    finally:
        watchers.close()


def test_what_is_asked_and_what_it_costs_is_told(world):
    _, services, _ = world
    assert [one.every_s for one in wanted(services)["store"].glances] == [300]
    notices = services.notices.of(SideSpec("store", "products"))
    assert notices.way is NoticeWay.POLL
    assert notices.words == "It is asked every 5 minutes whether something has changed: about 8600 calls a month."
    with_looks = services.forecasts.now().syncs["Goods"]
    assert (with_looks.asked_a, with_looks.asked_b) == (8640, 0)
    services.forecasts.set_plan("store", 10_000)
    assert not wanted(services)["store"].glances
    assert services.notices.of(SideSpec("store", "products")).way is NoticeWay.NONE
    without = services.forecasts.now().syncs["Goods"]
    assert with_looks.a - without.a == 8640
    services.forecasts.set_plan("store", 1_000_000)
    assert [one.every_s for one in wanted(services)["store"].glances] == [60]
    services.hooks.add("store")
    assert not wanted(services)["store"].glances, "its webhooks tell"
    assert "webhooks" in services.notices.of(SideSpec("store", "products")).words
    assert services.forecasts.now().syncs["Goods"].asked_a == 0
