"""The log tells what happened and keeps every value and secret out."""

import logging
import stat
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_sync.bootstrap import logs
from desktop_sync.errors import AccountError

SECRETS = (
    "postgresql://me:{}@db.example.org/shop",
    "password={}",
    'password="{}"',
    "{{'api_key': '{}'}}",
    '{{"access_token": "{}"}}',
    "Authorization: Bearer {}",
    "GET /x?api_token={}&page=2",
    "client_secret = {}",
    "DESKTOP_SYNC_PASSPHRASE={}",
)


@given(st.sampled_from(SECRETS), st.text("abcdefghXYZ0123456789", min_size=8, max_size=40))
def test_what_looks_like_a_secret_is_blanked(form, secret):
    assert secret not in logs.redacted(form.format(secret))


@pytest.mark.parametrize("text", ["12 records seen in customers", "run 7 failed: Busy", "sync Customers: 3 tokens"])
def test_plain_words_stay(text):
    assert logs.redacted(text) == text


@pytest.fixture
def log(tmp_path):
    file = logs.start_log(tmp_path)
    yield file
    logs.stop_log()


def test_exceptions_without_their_words(log):
    try:
        customer = {"name": "Lena Meyer"}
        try:
            int(customer["name"])
        except ValueError as error:
            raise KeyError(customer["name"]) from error
    except KeyError:
        logging.getLogger("x").exception("It broke")
    text = log.read_text()
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text
    assert "Lena" not in text


def test_our_own_errors_with_their_words(log):
    logging.getLogger("x").error("It broke", exc_info=AccountError("The sign-in has expired.", place="shop"))
    assert "shop: The sign-in has expired." in log.read_text()


def test_the_log_is_private_and_started_once(log, tmp_path):
    assert logs.start_log(tmp_path) == log
    logging.getLogger("x").info("once")
    assert log.read_text().count("once") == 1
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_it_turns_over(log):
    [handler] = [one for one in logging.getLogger().handlers if isinstance(one, logs.PrivateFile)]
    handler.maxBytes = 2000
    for number in range(400):
        logging.getLogger("x").info("line %s", number)
    files = sorted(log.parent.iterdir())
    assert len(files) == logs.KEPT + 1
    assert all(one.stat().st_size <= 2000 for one in files)


def test_crashes_in_threads_are_logged(log, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    told = []
    logs.hook_crashes(told.append)

    customer = "Lena " + "Meyer"

    def crash():
        raise ValueError(customer)

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join()
    assert isinstance(told[0], ValueError)
    assert "Nobody caught this" in log.read_text()
    assert customer not in log.read_text()
