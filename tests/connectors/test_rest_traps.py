"""Every trap that real systems were seen to set, each on the strict system: nothing is lost, nothing doubled, nothing asked for ever."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from desktop_sync.connectors.rest.paths import is_count
from desktop_sync.errors import AccountError, DesktopSyncError, ListingIncomplete, PositionLost, Retriable
from desktop_sync.model.record import Create, Delete, Outcome, OutcomeStatus, Record, Ref, Update
from desktop_sync.sync.ports import Connector
from tests.contract.contract import all_records, nobody, person
from tests.contract.test_rest import CrmAccount, account_of
from tests.fakes.rest_server import TOKEN, Fault

S = OutcomeStatus
PLAIN, BATCHES, JOBS = "plain", "batches", "jobs"
Stage = Callable[[str], CrmAccount]


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Gives accounts by the name of their manifest; in the end none of them was asked what it must not be asked."""
    made: list[CrmAccount] = []
    with ExitStack() as stack:

        def account(manifest: str) -> CrmAccount:
            made.append(account_of(stack, manifest))
            return made[-1]

        yield account
        assert not [violation for one in made for violation in one.crm.violations]


def variant(account: CrmAccount, *changes: tuple[str, str]) -> str:
    """The account's manifest with some of its text replaced."""
    text = account.manifest.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def changed(connector: Connector, account: CrmAccount, cursor: str) -> tuple[set[Ref], set[Ref], str]:
    pages = list(connector.changes(account.selection(), cursor))
    last = pages[-1].cursor
    assert last is not None
    return {ref for page in pages for ref in page.refs}, {ref for page in pages for ref in page.deleted}, last


def listed(connector: Connector, account: CrmAccount) -> str:
    cursor = list(connector.listing(account.selection()))[-1].cursor
    assert cursor is not None
    return cursor


def write(connector: Connector, account: CrmAccount, *writes: Any) -> list[Outcome]:
    return list(connector.write(account.selection(), list(writes), nobody))


def seen(connector: Connector, account: CrmAccount, ref: Ref) -> Record:
    return connector.read(account.selection(), [ref])[ref]


# reading -------------------------------------------------------------------------------------------------------------


def test_equal_timestamps_across_a_page_edge(stage: Stage) -> None:
    account = stage(BATCHES)
    connector = account.quick()
    cursor = listed(connector, account)
    at = account.crm.now()
    refs = {Ref(account.crm.insert({"name": f"{n}"}, at=at)) for n in range(20)}
    assert changed(connector, account, cursor)[0] == refs
    assert account.crm.count("GET", "/changes") == 3


def test_a_system_that_shows_so_many_results_only(stage: Stage) -> None:
    account = stage(BATCHES)
    connector = account.quick(variant(account, ("ascending = true", "ascending = true\ncap = 10")))
    cursor = listed(connector, account)
    began = account.crm.now() - dt.timedelta(seconds=1)
    refs = {Ref(account.crm.insert({"name": f"{n}"}, at=began + dt.timedelta(milliseconds=5 * n))) for n in range(35)}
    account.crm.cap = 10
    assert changed(connector, account, cursor)[0] == refs


def test_more_at_one_time_than_it_shows_has_everything_read(stage: Stage) -> None:
    account = stage(BATCHES)
    connector = account.quick(variant(account, ("ascending = true", "ascending = true\ncap = 10")))
    cursor = listed(connector, account)
    at = account.crm.now()
    for number in range(35):
        account.crm.insert({"name": f"{number}"}, at=at)
    account.crm.cap = 10
    with pytest.raises(PositionLost):
        changed(connector, account, cursor)


def test_a_row_that_is_committed_late(stage: Stage) -> None:
    """Stamped before our last look, seen only now: the look reaches back."""
    account = stage(BATCHES)
    connector = account.quick()
    cursor = changed(connector, account, listed(connector, account))[2]
    late = Ref(account.crm.insert({"name": "late"}, at=account.crm.now() - dt.timedelta(seconds=1)))
    assert late in changed(connector, account, cursor)[0]


@pytest.mark.parametrize("skew_s", [-7200, 7200])
def test_the_clock_that_counts_is_the_systems(stage: Stage, skew_s: int) -> None:
    account = stage(BATCHES)
    account.crm.clock = lambda: dt.datetime.now(dt.UTC) + dt.timedelta(seconds=skew_s)
    connector = account.quick()
    cursor = listed(connector, account)
    ref = account.insert(person(1))
    assert changed(connector, account, cursor)[0] == {ref}


@pytest.mark.parametrize("manifest", [PLAIN, BATCHES])
@pytest.mark.parametrize("deed", ["delete", "insert and delete"])
def test_a_list_that_moves_while_it_is_read(stage: Stage, manifest: str, deed: str) -> None:
    account = stage(manifest)
    refs = [account.insert(person(number)) for number in range(30)]

    def meanwhile() -> None:
        account.delete(refs[0])
        if deed != "delete" and manifest == BATCHES:
            account.insert(person(99))

    account.crm.plan(Fault.THEN, "GET", "/people", meanwhile=meanwhile)
    found = all_records(account.quick().listing(account.selection()))
    assert set(refs[1:]) <= set(found)


def test_a_list_that_never_stands_still_is_no_list(stage: Stage) -> None:
    account = stage(PLAIN)
    refs = iter([account.insert(person(number)) for number in range(40)])
    account.crm.plan(Fault.THEN, "GET", "/people", times=100, meanwhile=lambda: account.delete(next(refs)))
    with pytest.raises(ListingIncomplete):
        list(account.quick().listing(account.selection()))


@pytest.mark.parametrize("inclusive", ["true", "false"])
def test_pages_by_key(stage: Stage, inclusive: str) -> None:
    account = stage(PLAIN)
    page = 'page = { kind = "key", send = "since_id", by = "id", size = 7, size_param = "limit", inclusive = false }'
    text = variant(
        account, ('page = { kind = "number", send = "page", size = 7, size_param = "per_page", total = "total" }', page)
    ).replace("inclusive = false", f"inclusive = {inclusive}")
    refs = [account.insert(person(number)) for number in range(23)]
    account.crm.plan(Fault.THEN, "GET", "/people", skip=1, meanwhile=lambda: account.delete(refs[3]))
    assert set(all_records(account.quick(text).listing(account.selection()))) == set(refs)


def test_pages_by_links(stage: Stage) -> None:
    account = stage(PLAIN)
    page = 'page = { kind = "link", header = "Link", size = 7, size_param = "limit" }'
    text = variant(
        account, ('page = { kind = "number", send = "page", size = 7, size_param = "per_page", total = "total" }', page)
    )
    refs = {account.insert(person(number)) for number in range(23)}
    assert set(all_records(account.quick(text).listing(account.selection()))) == refs


def test_a_link_to_another_system_is_not_followed(stage: Stage) -> None:
    """Our sign-in would go along."""
    account = stage(PLAIN)
    page = 'page = { kind = "link", at = "elsewhere", size = 7, size_param = "limit" }'
    text = variant(
        account, ('page = { kind = "number", send = "page", size = 7, size_param = "per_page", total = "total" }', page)
    )
    link = "http://127.0.0.1:1/api/people"
    account.crm.plan(Fault.EDIT, "GET", "/people", edit=lambda data: {**data, "elsewhere": link})
    with pytest.raises(ListingIncomplete):
        list(account.quick(text).listing(account.selection()))


@pytest.mark.parametrize("link", ["http://[", "//[x", "https://[::1/people"])
def test_a_link_that_is_no_address_ends_the_list_in_words(stage: Stage, link: str) -> None:
    account = stage(PLAIN)
    page = 'page = { kind = "link", at = "elsewhere", size = 7, size_param = "limit" }'
    text = variant(
        account, ('page = { kind = "number", send = "page", size = 7, size_param = "per_page", total = "total" }', page)
    )
    account.crm.plan(Fault.EDIT, "GET", "/people", edit=lambda data: {**data, "elsewhere": link})
    with pytest.raises(ListingIncomplete):
        list(account.quick(text).listing(account.selection()))


@pytest.mark.parametrize("text", ["²", "٣", "9" * 5000, "-1", "1e3", "", "0x10"])
def test_what_is_no_count_is_not_counted_with(text: str) -> None:
    """Python takes “²” for a digit, and then can make no number of it."""
    assert not is_count(text)
    assert is_count("007")


def test_a_list_that_leads_back_ends(stage: Stage) -> None:
    account = stage(JOBS)
    for number in range(23):
        account.insert(person(number))
    account.crm.plan(Fault.EDIT, "GET", "/people", times=9, edit=lambda data: {**data, "next": "7"})
    with pytest.raises(ListingIncomplete):
        list(account.quick().listing(account.selection()))


def test_a_list_that_gives_the_same_page_for_every_number_ends(stage: Stage) -> None:
    account = stage(PLAIN)
    for number in range(23):
        account.insert(person(number))
    page: list[Any] = []

    def first_again(data: Any) -> Any:
        page.append(data)
        return page[0]

    account.crm.plan(Fault.EDIT, "GET", "/people", times=9, edit=first_again)
    with pytest.raises(ListingIncomplete, match="same page again"):
        list(account.quick().listing(account.selection()))


def test_one_record_a_call(stage: Stage) -> None:
    account = stage(PLAIN)
    by_ids = '[tables.people.by_ids]\npost = "/api/read"\nbody = { ids = "{ids}" }\nat = "data"\nmax = 50\n'
    text = variant(account, (by_ids, '[tables.people.get]\nget = "/api/people/{id}"\n'))
    ref = account.insert(person(1))
    connector = account.quick(text)
    assert set(connector.read(account.selection(), [ref, Ref("99"), Ref("x")])) == {ref}
    account.crm.plan(Fault.REFUSE, "GET", "/people/", answer=(403, {}, {}))
    with pytest.raises(AccountError):  # a record that may not be read is not one that is gone
        connector.read(account.selection(), [ref])


def test_an_empty_list_answered_as_not_found(stage: Stage) -> None:
    account = stage(PLAIN)
    account.insert(person(1))
    account.crm.plan(Fault.REFUSE, "GET", "/people", times=2, answer=(404, {}, {"error": {"code": "none"}}))
    text = variant(
        account, ('[tables.people.list]\nget = "/api/people"', '[tables.people.list]\nget = "/api/people"\nempty = 404')
    )
    assert all_records(account.quick(text).listing(account.selection())) == {}
    with pytest.raises(DesktopSyncError):  # where the manifest doesn't say so, it is no empty list
        list(account.quick().listing(account.selection()))


def test_a_value_that_stands_for_nothing(stage: Stage) -> None:
    """1970 for “not set” is no date: nobody wants it in the other system."""
    account = stage(PLAIN)
    ref, other = (account.insert(person(1, born=day)) for day in (dt.date(1970, 1, 1), dt.date(1980, 5, 6)))
    text = variant(account, ('format = "epoch_ms" }', 'format = "epoch_ms", blanks = ["0"] }'))
    connector = account.quick(text)
    assert [seen(connector, account, one).values["born"] for one in (ref, other)] == [None, dt.date(1980, 5, 6)]


@pytest.mark.parametrize("body", [{"data": None}, {"items": []}, [], {}])
def test_an_answer_of_another_shape_is_no_empty_list(stage: Stage, body: Any) -> None:
    account = stage(PLAIN)
    account.insert(person(1))
    account.crm.plan(Fault.EDIT, "GET", "/people", edit=lambda _: body)
    with pytest.raises(ListingIncomplete):
        list(account.quick().listing(account.selection()))


@pytest.mark.parametrize("fault", [Fault.GARBLE, Fault.TRUNCATE, Fault.LOSE])
def test_reading_goes_on_after_a_spoilt_answer(stage: Stage, fault: Fault) -> None:
    account = stage(PLAIN)
    refs = {account.insert(person(number)) for number in range(20)}
    account.crm.plan(fault, "GET", "/people", skip=1)
    assert set(all_records(account.quick().listing(account.selection()))) == refs


@pytest.mark.parametrize("fault", [Fault.GARBLE, Fault.TRUNCATE, Fault.LOSE])
def test_a_spoilt_answer_is_never_an_empty_list(stage: Stage, fault: Fault) -> None:
    account = stage(PLAIN)
    account.insert(person(1))
    account.crm.plan(fault, "GET", "/people", times=99)
    with pytest.raises(DesktopSyncError):
        list(account.quick().listing(account.selection()))
    assert account.quick().check().ok is False


# waiting -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("headers", "least"), [({}, 0.4), ({"Retry-After": "7"}, 7.0)])
@pytest.mark.parametrize("call", ["read", "write"])
def test_too_many_calls(stage: Stage, headers: dict[str, str], least: float, call: str) -> None:
    """Refused calls were not carried out: they are sent again, writes too."""
    account = stage(PLAIN)
    waits: list[float] = []
    connector = account.quick(wait=waits.append)
    method = "GET" if call == "read" else "POST"
    account.crm.plan(Fault.REFUSE, method, "/people", times=2, answer=(429, headers, {}))
    if call == "read":
        assert all_records(connector.listing(account.selection())) == {}
    else:
        assert write(connector, account, Create("t", person(1)))[0].status is S.DONE
        assert account.count() == 1
    assert len(waits) == 2
    assert min(waits) >= least


def test_a_long_wait_goes_up(stage: Stage) -> None:
    account = stage(PLAIN)
    account.crm.plan(Fault.REFUSE, "GET", "/people", times=9, answer=(429, {"Retry-After": "3600"}, {}))
    with pytest.raises(Retriable) as caught:
        list(account.quick().listing(account.selection()))
    assert caught.value.after_s == 3600
    account.crm.planned.clear()
    account.crm.plan(Fault.REFUSE, "POST", "/people", times=9, answer=(429, {"Retry-After": "3600"}, {}))
    assert write(account.quick(), account, Create("t", person(1)))[0].status is S.RETRY
    assert account.count() == 0


def test_throttling_told_in_the_body(stage: Stage) -> None:
    account = stage(PLAIN)
    rule = '[error]\nmessage = "error.message"\ncode = "error.code"\nfailed = "error"\n\n[[errors]]\nis = "throttle"\ncode = "SLOW"\nwait = "9s"\n'
    text = variant(account, ('[error]\nmessage = "error.message"\ncode = "error.code"\n', rule))
    waits: list[float] = []
    account.crm.plan(Fault.REFUSE, "GET", "/people", answer=(200, {}, {"error": {"code": "SLOW"}}))
    assert all_records(account.quick(text, wait=waits.append).listing(account.selection())) == {}
    assert waits == [9.0]


def test_a_success_with_an_error_inside(stage: Stage) -> None:
    account = stage(PLAIN)
    text = variant(account, ('code = "error.code"', 'code = "error.code"\nfailed = "error"'))
    account.crm.plan(Fault.REFUSE, "POST", "/people", answer=(200, {}, {"error": {"message": "no room"}, "id": 77}))
    (outcome,) = write(account.quick(text), account, Create("t", person(1)))
    assert (outcome.status, outcome.words) == (S.REJECTED, "no room")


# signing in ----------------------------------------------------------------------------------------------------------


def test_a_token_that_ends_in_mid_run(stage: Stage) -> None:
    account = stage(PLAIN)
    for number in range(20):
        account.insert(person(number))

    def revoke() -> None:
        account.crm.token = "another"

    account.crm.plan(Fault.THEN, "GET", "/people", meanwhile=revoke)
    with pytest.raises(AccountError) as caught:
        list(account.quick().listing(account.selection()))
    assert "sign-in" in caught.value.what
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize("kind", ["client_credentials", "refresh_token"])
def test_a_token_that_is_renewed_in_mid_run(stage: Stage, kind: str) -> None:
    account = stage(PLAIN)
    refs = {account.insert(person(number)) for number in range(20)}
    account.crm.refresh = TOKEN
    more = 'refresh_token = "{access_token}"' if kind == "refresh_token" else 'client_secret = "{access_token}"'
    auth = f'kind = "{kind}"\ntoken_url = "{account.url}/api/token"\nclient_id = "sync"\n{more}\n'
    text = variant(account, ('kind = "bearer"\ntoken = "{access_token}"\n', auth))

    def revoke() -> None:
        account.crm.token += "y"

    account.crm.plan(Fault.THEN, "GET", "/people", meanwhile=revoke)
    connector = account.quick(text)
    assert set(all_records(connector.listing(account.selection()))) == refs
    assert account.crm.count("POST", "/token") == 2
    revoke()
    assert write(connector, account, Create("t", person(50)))[0].status is S.DONE


# changes -------------------------------------------------------------------------------------------------------------


def test_a_cursor_that_has_expired(stage: Stage) -> None:
    account = stage(JOBS)
    refs = {account.insert(person(number)) for number in range(10)}
    connector = account.quick()
    cursor = listed(connector, account)
    refs.add(account.insert(person(11)))
    account.crm.oldest = 99
    text = variant(
        account, ('code = "error.code"\n', 'code = "error.code"\n\n[[errors]]\nis = "cursor_expired"\nstatus = 410\n')
    )
    account.crm.plan(Fault.THEN, "GET", "/delta", meanwhile=lambda: setattr(account.crm, "oldest", 0))
    found, _, cursor = changed(account.quick(text), account, cursor)
    assert found == refs
    assert changed(connector, account, cursor)[0] == set()


@pytest.mark.parametrize("manifest", [BATCHES, JOBS])
def test_deletes_are_told(stage: Stage, manifest: str) -> None:
    account = stage(manifest)
    kept, gone = account.insert(person(1)), account.insert(person(2))
    connector = account.quick()
    assert connector.capabilities("people").tombstones
    cursor = listed(connector, account)
    account.delete(gone)
    account.change(kept, {"note": "edited"})
    found, deleted, cursor = changed(connector, account, cursor)
    assert (kept in found, deleted) == (True, {gone})
    if manifest == JOBS:
        calls = connector.calls
        assert changed(connector, account, cursor)[:2] == (set(), set())
        assert connector.calls - calls == 1


def test_a_log_of_events(stage: Stage) -> None:
    account = stage(JOBS)
    text = account.manifest.read_text("utf-8")
    start, end = text.index("[tables.people.changes]"), text.index("[tables.people.create]")
    section = """[tables.people.changes]
kind = "events"
get = "/api/events"
query = { after = "{since}" }
at = "data"
position = "no"
record = "record"
gone = { at = "gone" }
page = { kind = "key", send = "after", by = "no", start = "", size = 5, size_param = "limit" }

"""
    kept, gone = account.insert(person(1)), account.insert(person(2))
    connector = account.quick(text[:start] + section + text[end:])
    cursor = listed(connector, account)
    account.delete(gone)
    for number in range(12):
        account.change(kept, {"note": f"edit {number}"})
    new = account.insert(person(3))
    found, deleted, cursor = changed(connector, account, cursor)
    assert (found, deleted) == ({kept, new}, {gone})
    assert changed(connector, account, cursor)[:2] == (set(), set())


def test_a_table_that_only_grows(stage: Stage) -> None:
    account = stage(JOBS)
    text = account.manifest.read_text("utf-8")
    start, end = text.index("[tables.people.changes]"), text.index("[tables.people.create]")
    page = 'page = { kind = "key", send = "since_id", by = "id", size = 5, size_param = "limit" }\n'
    section = f"""[tables.people.changes]
kind = "ids"
get = "/api/people"
query = {{ since_id = "{{since}}" }}
at = "data"
{page}
"""
    connector = account.quick(text[:start] + section + text[end:])
    for number in range(9):
        account.insert(person(number))
    cursor = listed(connector, account)
    new = {account.insert(person(number)) for number in range(12)}
    found, _, cursor = changed(connector, account, cursor)
    assert found == new
    assert changed(connector, account, cursor)[0] == set()


# writing -------------------------------------------------------------------------------------------------------------


def test_a_sign_in_that_ends_between_two_creates(stage: Stage) -> None:
    """The first one is made, and must be told: as “nothing was written” it would be made a second time."""
    account = stage(PLAIN)
    connector = account.quick()
    account.crm.plan(Fault.REFUSE, "POST", "/people", skip=1, times=99, answer=(401, {}, {}))
    outcomes = write(connector, account, *(Create(f"t{number}", person(number)) for number in range(3)))
    assert account.count() == 1
    assert [one.status for one in outcomes] == [S.DONE, S.RETRY, S.RETRY]


@pytest.mark.parametrize("manifest", [PLAIN, BATCHES, JOBS])
@pytest.mark.parametrize("fault", [Fault.LOSE, Fault.GARBLE, Fault.TRUNCATE])
def test_an_answer_lost_after_the_commit(stage: Stage, manifest: str, fault: Fault) -> None:
    account = stage(manifest)
    connector = account.quick()
    path = {PLAIN: "/people", BATCHES: "/batch", JOBS: "/jobs"}[manifest]
    account.crm.plan(fault, "POST", path)
    values = person(1)
    (outcome,) = write(connector, account, Create("t", values))
    assert account.count() == 1, "it was sent once"
    assert outcome.status is S.UNKNOWN
    since = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    assert len(connector.find(account.selection(), values, since)) == 1


@pytest.mark.parametrize("manifest", [PLAIN, BATCHES])
def test_an_update_whose_answer_is_lost(stage: Stage, manifest: str) -> None:
    account = stage(manifest)
    connector = account.quick()
    ref = account.insert(person(1))
    record = seen(connector, account, ref)
    account.crm.plan(Fault.LOSE, "PUT" if manifest == PLAIN else "POST", "/people" if manifest == PLAIN else "/batch")
    assert write(connector, account, Update(record, {"note": "mine"}))[0].status is S.UNKNOWN
    assert seen(connector, account, ref).values["note"] == "mine"


def test_a_500_that_passes(stage: Stage) -> None:
    account = stage(PLAIN)
    account.crm.plan(Fault.REFUSE, "POST", "/people", answer=(500, {}, {"error": {"message": "deadlock"}}))
    (outcome,) = write(account.quick(), account, Create("t", person(1)))
    assert outcome.status is S.DONE
    assert account.count() == 1


def test_a_500_that_is_for_ever(stage: Stage) -> None:
    account = stage(PLAIN)
    ref = account.insert(person(2))
    connector = account.quick()
    answer = (500, {}, {"error": {"message": "data too long"}})
    account.crm.plan(Fault.REFUSE, "POST", "/people", times=99, answer=answer)
    account.crm.plan(Fault.REFUSE, "PUT", "/people", times=99, answer=answer)
    update = Update(seen(connector, account, ref), {"note": "x"})
    outcomes = write(connector, account, Create("t", person(1)), update)
    assert [(one.status, one.words) for one in outcomes] == [(S.REJECTED, "data too long")] * 2
    assert account.crm.count("POST", "/people") == account.crm.count("PUT", "/people") == 2


def test_a_500_after_the_commit(stage: Stage) -> None:
    account = stage(PLAIN)
    connector = account.quick()
    record = seen(connector, account, account.insert(person(2)))
    for method in ("PUT", "POST", "DELETE"):
        account.crm.plan(Fault.DENY, method, "/people", answer=(500, {}, {"error": {"message": "no mail server"}}))
    (changed_,) = write(connector, account, Update(record, {"note": "mine"}))
    assert changed_.status is S.DONE
    assert changed_.record is not None
    assert write(connector, account, Create("t", person(1)))[0].status is S.UNKNOWN
    assert write(connector, account, Delete(changed_.record))[0].status is S.DONE
    assert [row["fields"]["name"] for row in account.crm.rows.values()] == ["Person 1"]


def test_a_proxy_that_gives_up_knows_nothing(stage: Stage) -> None:
    account = stage(PLAIN)
    account.crm.plan(Fault.REFUSE, "POST", "/people", answer=(504, {}, b"<html>Gateway timeout</html>"))
    assert write(account.quick(), account, Create("t", person(1)))[0].status is S.UNKNOWN
    assert account.crm.count("POST", "/people") == 1


@pytest.mark.parametrize("manifest", [BATCHES, JOBS])
def test_a_row_that_the_answer_does_not_mention(stage: Stage, manifest: str) -> None:
    """A status of 200 is no proof: an update is looked up, a create is unknown."""
    account = stage(manifest)
    connector = account.quick()
    records = [seen(connector, account, account.insert(person(number))) for number in range(3)]

    def forget(data: Any) -> Any:
        data["results"] = [one for one in data["results"] if one["trace"] not in {records[1].ref, "lost"}]
        return data

    method, path = ("POST", "/batch") if manifest == BATCHES else ("GET", "/jobs")
    account.crm.plan(Fault.EDIT, method, path, skip=0 if manifest == BATCHES else 1, edit=forget)
    outcomes = write(connector, account, *(Update(one, {"note": "new"}) for one in records))
    assert [one.status for one in outcomes] == [S.DONE] * 3
    account.crm.plan(Fault.EDIT, method, path, skip=0 if manifest == BATCHES else 1, edit=forget)
    outcomes = write(connector, account, Create("kept", person(10)), Create("lost", person(11)))
    assert [one.status for one in outcomes] == [S.DONE, S.UNKNOWN]


def test_a_row_that_was_not_written_and_not_mentioned_is_sent_once_more(stage: Stage) -> None:
    account = stage(BATCHES)
    connector = account.quick()
    record = seen(connector, account, account.insert(person(1)))
    nothing = (200, {}, {"results": [], "errors": []})
    account.crm.plan(Fault.REFUSE, "POST", "/batch", answer=nothing)
    (outcome,) = write(connector, account, Update(record, {"note": "new"}))
    assert outcome.status is S.DONE
    assert outcome.record is not None
    account.crm.plan(Fault.REFUSE, "POST", "/batch", answer=nothing, times=4)
    for again in (Update(outcome.record, {"note": "newer"}), Delete(outcome.record)):
        calls = account.crm.count("POST", "/batch")
        assert write(connector, account, again)[0].status is S.REJECTED, "nobody asks for ever"
        assert account.crm.count("POST", "/batch") == calls + 2
    account.crm.plan(Fault.REFUSE, "POST", "/batch", answer=nothing)
    assert write(connector, account, Create("t", person(2)))[0].status is S.UNKNOWN
    assert account.count() == 1


@pytest.mark.parametrize("count", [1, 2])
def test_errors_that_name_nobody_are_of_those_that_are_not_mentioned(stage: Stage, count: int) -> None:
    account = stage(BATCHES)

    def nameless(data: Any) -> Any:
        return {**data, "errors": [{"status": 422, "error": {"code": "x", "message": "No."}} for _ in range(count)]}

    account.crm.plan(Fault.EDIT, "POST", "/batch", edit=nameless)
    good, bad = (person(n) for n in range(2)), (person(n, name="") for n in range(count))
    creates = [Create(f"t{number}", values) for number, values in enumerate([*good, *bad])]
    outcomes = write(account.quick(), account, *creates)
    assert [one.status for one in outcomes] == [S.DONE] * 2 + [S.REJECTED] * count
    assert outcomes[-1].words == "No."
    assert account.count() == 2


def test_answers_in_another_order_belong_to_their_records(stage: Stage) -> None:
    account = stage(BATCHES)
    connector = account.quick()
    outcomes = write(connector, account, *(Create(f"t{number}", person(number)) for number in range(45)))
    assert [one.record.values["name"] for one in outcomes if one.record] == [f"Person {n}" for n in range(45)]
    assert account.crm.count("POST", "/batch") == 3
    assert account.crm.count("POST", "/read") == 1


def test_a_batch_that_is_refused_whole(stage: Stage) -> None:
    account = stage(BATCHES)
    account.crm.plan(Fault.REFUSE, "POST", "/batch", times=2, answer=(400, {}, {"error": {"message": "one is bad"}}))
    outcomes = write(account.quick(), account, *(Create(f"t{number}", person(number)) for number in range(4)))
    assert [one.status for one in outcomes] == [S.DONE] * 4
    assert account.count() == 4


def test_a_job_that_does_not_end(stage: Stage) -> None:
    account = stage(JOBS)
    text = variant(account, ('every = "1ms"', 'every = "1s", patience = "5s"'))
    account.crm.plan(Fault.EDIT, "GET", "/jobs", times=99, edit=lambda data: {"state": "running"})
    assert write(account.quick(text), account, Create("t", person(1)))[0].status is S.UNKNOWN
    assert account.crm.count("POST", "/jobs") == 1
    assert account.crm.count("GET", "/jobs") <= 6


def test_a_record_that_is_replaced_whole_keeps_the_rest(stage: Stage) -> None:
    account = stage(PLAIN)
    ref = account.insert(person(1))
    connector = account.quick()
    selection = account.selection("name")
    record = connector.read(selection, [ref])[ref]
    assert connector.write(selection, [Update(record, {"name": "Renamed"})], nobody)[0].status is S.DONE
    assert dict(seen(connector, account, ref).values) == person(1, name="Renamed")


def test_a_twin_is_looked_for_before_a_create(stage: Stage) -> None:
    account = stage(BATCHES)
    text = variant(account, ('row = { do = "create"', 'unless = "email"\nrow = { do = "create"'))
    account.insert(person(1))
    outcomes = write(account.quick(text), account, Create("t", person(1)), Create("u", person(2)))
    assert [one.status for one in outcomes] == [S.REJECTED, S.DONE]
    assert account.count() == 2


def test_what_the_system_refuses_is_told_in_its_words(stage: Stage) -> None:
    account = stage(BATCHES)
    outcomes = write(account.quick(), account, Create("t", person(1, name="")), Create("u", person(2)))
    assert [one.status for one in outcomes] == [S.REJECTED, S.DONE]
    assert outcomes[0].words == "name is required"


def test_an_account_that_may_no_longer_write_stops_the_run(stage: Stage) -> None:
    account = stage(PLAIN)
    account.crm.token = "another"
    with pytest.raises(AccountError):
        write(account.quick(), account, Create("t", person(1)))
    assert account.count() == 0


def test_economy_of_calls(stage: Stage) -> None:
    """20 changed records among many: one look, one batch, one look at what came of it."""
    account = stage(BATCHES)
    connector = account.quick()
    refs = [account.insert(person(number)) for number in range(20)]
    records = connector.read(account.selection(), refs)
    calls = connector.calls
    outcomes = write(connector, account, *(Update(records[ref], {"note": "new"}) for ref in refs))
    assert [one.status for one in outcomes] == [S.DONE] * 20
    assert connector.calls - calls == 2
