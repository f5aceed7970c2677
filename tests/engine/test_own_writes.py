"""Notices of a run's own writes wake no run of the same sync, and every other run; nobody else's change is taken for ours."""

from contextlib import closing
from types import SimpleNamespace

import pytest

from desktop_sync.bootstrap.logs import stop_log
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.engine.notices import Watched, wanted
from desktop_sync.engine.ports import mark_of, open_account
from desktop_sync.model.report import RunStatus

SYNC = """
name = "{name}"
[a]
account = "{a}"
table = "people.csv"
[b]
account = "{b}"
table = "people.csv"
[match]
keys = [["id"]]
first_run = "prefer_a"
[[field]]
a = "id"
b = "id"
[[field]]
a = "name"
b = "name"
[trigger]
on_change = true
"""


@pytest.fixture
def three(tmp_path):
    """Three files that are to agree: A with B, and B with C."""
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "people.csv").write_text("id,name\n1,Eva\n")
    services = open_services(tmp_path / "workspace", "a passphrase")
    for name in "abc":
        services.accounts.add(name, "files", {"path": str(tmp_path / name), "key": "id"}, {})
    for name, sides in (("AB", "ab"), ("BC", "bc")):
        services.syncs.apply(services.syncs.parse(SYNC.format(name=name, a=sides[0], b=sides[1])))
        assert services.runner.run(name, approve=True).status is RunStatus.OK
    yield SimpleNamespace(services=services, files={name: tmp_path / name / "people.csv" for name in "abc"})
    services.close()
    stop_log()


def woken(three, account, deed):
    """The syncs that the next notice of the account is news for."""
    ports = three.services.ports
    with closing(open_account(ports, three.services.accounts.get(account))) as connector:
        watch = connector.watch(["people.csv"])
        deed()
        for _ in range(60):
            if watch.wait(0.5):
                return wanted(three.services)[account].concerned("people.csv", watch.writers("people.csv"))
    raise AssertionError("nothing was noticed")


def change(file, before, after):
    file.write_text(file.read_text().replace(before, after))


def test_a_run_s_writes_wake_the_other_syncs_of_the_table_only(three):
    def run():
        change(three.files["a"], "Eva", "Ada")
        assert three.services.runner.run("AB").b.updated == 1

    assert woken(three, "b", run) == {"BC"}

    def carry_on():
        assert three.services.runner.run("BC").b.updated == 1

    assert woken(three, "c", carry_on) == frozenset()


def test_what_anybody_else_writes_wakes_them_all(three):
    assert woken(three, "b", lambda: change(three.files["b"], "Eva", "Bea")) == {"AB", "BC"}

    def both():
        change(three.files["a"], "Eva", "Ada")
        three.services.runner.run("AB")
        three.files["b"].write_text(three.files["b"].read_text() + "2,Bo\n")

    assert woken(three, "b", both) == {"AB", "BC"}


def test_what_a_person_takes_back_wakes_the_sync_that_is_to_carry_it(three):
    change(three.files["a"], "Eva", "Ada")
    made = three.services.runner.run("AB").id
    assert woken(three, "b", lambda: three.services.review.undo(made)) == {"AB", "BC"}


def test_another_process_s_writes_are_somebody_else_s(three):
    ports = three.services.ports
    sync = three.services.syncs.get("AB")
    watched = Watched("b", {"t": frozenset({"AB"})}, {"AB": mark_of(ports, sync.id)})
    assert watched.concerned("t", {mark_of(ports, sync.id)}) == frozenset()
    for writers in ({f"another.{sync.id}"}, {""}, {mark_of(ports, sync.id), ""}, {mark_of(ports, sync.id + 1)}):
        assert watched.concerned("t", writers) == {"AB"}
    assert watched.concerned("unknown", {""}) == frozenset()
