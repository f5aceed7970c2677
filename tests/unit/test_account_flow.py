"""The account flow's steps: what is missing, what is forgotten, what may be logged."""

import dataclasses

import pytest

from desktop_sync.engine.account_flow import ACCOUNT_STEPS, AccountFlow, AccountStep, Way
from desktop_sync.errors import UsageError
from desktop_sync.model.record import AccountCheck
from desktop_sync.model.schema import ConnectorInfo, Setting, TableInfo
from desktop_sync.model.signin import SignedIn

SQL = ConnectorInfo(
    "sql",
    "SQL database",
    "Tables",
    (
        Setting("url", "Address", kind="url", example="postgresql://shop@db.example.org/shop"),
        Setting("password", "Password", secret=True, required=False, kind="password"),
        Setting("overlap", "Overlap", required=False, default="120"),
    ),
)
FILES = ConnectorInfo("files", "Files", "CSV", (Setting("path", "Path", kind="path"),))
TABLES = (TableInfo("customers", "Customers", records=55),)
GOOD = AccountCheck(ok=True, summary="Signed in.")


@pytest.fixture
def flow():
    return AccountFlow((SQL, FILES), ["CRM", "sql database"])


def words(flow, step=None):
    return [one.words for one in flow.missing(step)]


def test_the_whole_way(flow):
    seen = [flow.step]
    flow.choose("sql")
    flow.next()
    flow.put("url", " sqlite:///shop.db ")
    flow.put("password", " s3cret ")
    seen.append(flow.step)
    flow.next()
    seen.append(flow.step)
    assert not flow.next(), "not tested yet"
    trial = flow.trial()
    assert (trial.settings, trial.secrets) == ({"url": "sqlite:///shop.db", "overlap": "120"}, {"password": " s3cret "})
    assert flow.tested(trial, GOOD, TABLES)
    flow.next()
    seen.append(flow.step)
    assert tuple(seen) == ACCOUNT_STEPS
    assert flow.last
    assert flow.answers.name == "SQL database 2", "a name that is free"
    assert flow.valid


def test_nothing_can_be_skipped(flow):
    assert not flow.next()
    assert words(flow) == ["Choose the system to connect."]
    flow.choose("sql")
    assert flow.next()
    assert not flow.next()
    assert words(flow) == ["Address is needed."]
    flow.put("url", "shop.db")
    assert words(flow) == ["Address must be a whole address, such as postgresql://shop@db.example.org/shop."]
    assert flow.step is AccountStep.SETTINGS


def test_back_keeps_the_answers_and_another_kind_forgets_them(flow):
    flow.choose("sql")
    flow.next()
    flow.put("url", "sqlite:///shop.db")
    flow.back()
    flow.choose("sql")
    assert flow.value("url") == "sqlite:///shop.db"
    flow.choose("files")
    assert flow.answers.settings == {}
    assert not flow.back()


def test_a_changed_setting_has_to_be_tested_again(flow):
    flow.choose("sql")
    flow.put("url", "sqlite:///shop.db")
    trial = flow.trial()
    flow.tested(trial, GOOD, TABLES)
    flow.put("url", "sqlite:///shop.db")
    assert flow.answers.check is GOOD, "nothing was changed"
    flow.put("password", "other")
    assert flow.answers.check is None
    assert flow.answers.tables == ()


def test_a_late_answer_about_old_settings_is_ignored(flow):
    flow.choose("sql")
    flow.put("url", "sqlite:///old.db")
    late = flow.trial()
    flow.put("url", "sqlite:///new.db")
    assert not flow.tested(late, GOOD, TABLES)
    assert not flow.refused(late, "no route")
    assert words(flow, AccountStep.TEST) == ["Test the connection first."]


def test_failures_say_why(flow):
    flow.choose("sql")
    flow.put("url", "sqlite:///shop.db")
    flow.refused(flow.trial(), "The server does not answer.")
    assert words(flow, AccountStep.TEST) == ["The server does not answer."]
    flow.tested(flow.trial(), AccountCheck(ok=False, summary="Wrong password."), ())
    assert words(flow, AccountStep.TEST) == ["Wrong password."]


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "Give the account a name."), ("crm", "There is an account “crm” already. Choose another name."), ("X", None)],
)
def test_names_are_given_once(flow, name, said):
    flow.choose("files")
    flow.rename(f" {name} ")
    assert words(flow, AccountStep.NAME) == ([said] if said else [])


def test_unknown_words_are_errors(flow):
    with pytest.raises(UsageError):
        flow.choose("fax")
    with pytest.raises(UsageError):
        flow.trial()
    flow.choose("files")
    with pytest.raises(UsageError):
        flow.put("url", "x")


def test_no_secret_and_no_setting_reaches_the_log_or_a_repr(flow):
    flow.choose("sql")
    flow.put("url", "sqlite:///private.db")
    flow.put("password", "s3cret")
    for text in (flow.log_words(), repr(flow.answers), repr(flow.trial())):
        assert "s3cret" not in text
        assert "private" not in text
    assert flow.log_words() == "kind, kind sql"


def test_a_place_may_be_a_path_and_names_the_account():
    place = Setting("url", "Address", kind="place", example="postgresql://shop@db.example.org/shop")
    flow = AccountFlow((ConnectorInfo("sql", "SQL database", "Tables", (place,)),), ["Web shop 2"])
    flow.choose("sql")
    flow.put("url", "shop.db")
    assert words(flow, AccountStep.SETTINGS) == [
        "Address must be a whole address, such as postgresql://shop@db.example.org/shop."
    ]
    for path in (
        "/home/me/web_shop.db",
        "~/web_shop.db",
        "postgresql://me@db.example.org:5432/web_shop?sslmode=require",
    ):
        flow.put("url", path)
        assert words(flow, AccountStep.SETTINGS) == []
        assert flow.answers.name == "Web shop"
    flow.put("url", "/home/me/web_shop 2.db")
    assert flow.answers.name == "Web shop 2 2", "a name that is free"
    flow.rename("Mine")
    flow.put("url", "/home/me/other.db")
    assert flow.answers.name == "Mine", "what somebody typed stays"


CRM = ConnectorInfo(
    "crm",
    "CRM",
    "People",
    (
        Setting("client_id", "Client", required=False),
        Setting("address", "Address", required=False, default="https://crm.example.org"),
        Setting("token", "Token", secret=True, required=False),
        Setting("access_token", "Access token", secret=True, required=False),
        Setting("client_secret", "Client secret", secret=True, required=False),
    ),
    sign_ins=("browser",),
    sign_in_needs=("client_id",),
    sign_in_brings=("access_token", "address"),
    typed=("token",),
    typed_first=True,
)


def test_each_way_to_sign_in_takes_its_own():
    flow = AccountFlow(
        (CRM, dataclasses.replace(CRM, kind="other", typed=("token", "access_token"), typed_first=False))
    )
    flow.choose("other")
    assert flow.answers.way is Way.BROWSER
    flow.take_way(Way.TYPED)
    assert words(flow, AccountStep.SETTINGS) == ["A token or a secret is needed."]
    flow.choose("crm")
    assert flow.answers.way is Way.TYPED
    assert words(flow, AccountStep.SETTINGS) == ["Token is needed."]
    flow.put("token", "t")
    assert not words(flow, AccountStep.SETTINGS)
    flow.take_way(Way.BROWSER)
    assert flow.trial().secrets == {}, "the other way's"
    assert words(flow, AccountStep.SETTINGS) == ["Client is needed."]
    flow.put("client_id", "c")
    assert words(flow, AccountStep.SETTINGS) == ["Sign in with your browser."]
    flow.took_sign_in(SignedIn({"address": "https://a.crm.example.org"}, {"access_token": "x"}))
    assert not words(flow, AccountStep.SETTINGS)
    assert flow.trial().secrets == {"access_token": "x"}
    flow.take_way(Way.TYPED)
    assert flow.trial().secrets == {"token": "t"}
    assert flow.value("address") == "https://crm.example.org"


def test_what_a_manifest_asks_for_is_asked_for_while_it_is_the_one_chosen() -> None:
    manifest = Setting("manifest", "Manifest", kind="path")
    rest = ConnectorInfo("rest", "REST", "Any", (manifest, Setting("base_url", "Address", required=False)))
    flow = AccountFlow((rest,))
    flow.choose("rest")
    flow.put("manifest", "crm.toml")
    flow.put("base_url", "https://a.example.org")
    more = dataclasses.replace(
        rest, settings=(*rest.settings, Setting("region", "Region", default="eu"), Setting("key", "Key", secret=True))
    )
    assert not flow.described("other.toml", more)
    assert flow.described("crm.toml", more)
    assert not flow.described("crm.toml", more), "it asks for the same"
    assert (flow.value("region"), flow.value("base_url")) == ("eu", "https://a.example.org")
    flow.put("key", "secret")
    assert flow.described("crm.toml", rest)
    assert (flow.value("region"), flow.value("key")) == ("", "")
    flow.not_described("other.toml", "It is no manifest.")
    assert flow.missing(AccountStep.SETTINGS) == ()
    flow.not_described("crm.toml", "It is no manifest.")
    assert [one.words for one in flow.missing(AccountStep.SETTINGS)] == ["It is no manifest."]
    flow.put("manifest", "better.toml")
    assert flow.missing(AccountStep.SETTINGS) == ()
