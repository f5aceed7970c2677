"""Which webhooks are believed: each vendor's signature, forged, late and repeated ones."""

import base64
import dataclasses
import datetime as dt
import hashlib
import hmac
import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_sync.connectors.relay import parse
from desktop_sync.sync.hooks import REMEMBERED, SCHEMES, UNSIGNED, WINDOW_S, Gate, Incoming, Verdict

NOW = 1_780_000_000.0
SECRET = b"a secret of the vendor's"
URL = "https://hooks.example.org/hook/7"


def b64(message: bytes, key: bytes = SECRET) -> str:
    return base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode()


def hexed(message: bytes, key: bytes = SECRET) -> str:
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def signed(name: str, body: bytes, at: float = NOW) -> Incoming:
    """As the vendor's documents say; written apart from the program."""
    if (
        name == "microsoft_contacts"
    ):  # change-notifications-delivery-webhooks: no signature, but what we gave it to show
        notice = {"clientState": SECRET.decode(), "resourceData": {"id": body.decode()}}
        return Incoming("POST", URL, {}, json.dumps({"value": [notice]}).encode())
    stamp = dt.datetime.fromtimestamp(at, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    millis = str(int(at * 1000))
    headers = {
        "hubspot": {
            "x-hubspot-signature-v3": b64(b"POST" + URL.encode() + body + millis.encode()),
            "x-hubspot-request-timestamp": millis,
        },
        "zendesk": {
            "x-zendesk-webhook-signature": b64(stamp.encode() + body),
            "x-zendesk-webhook-signature-timestamp": stamp,
        },
        "quickbooks": {"intuit-signature": b64(body)},
        "xero": {"x-xero-signature": b64(body)},
        "shopify": {"x-shopify-hmac-sha256": b64(body)},
        "woocommerce": {"x-wc-webhook-signature": b64(body)},
        "airtable": {
            "x-airtable-content-mac": "hmac-sha256=" + hexed(body, base64.b64decode(base64.b64encode(SECRET)))
        },
        "notion": {"x-notion-signature": "sha256=" + hexed(body)},
        "stripe": {"stripe-signature": f"t={int(at)},v1=0000,v1={hexed(str(int(at)).encode() + b'.' + body)}"},
        "frappe": {"x-frappe-webhook-signature": b64(body)},
        "espocrm": {"signature": base64.b64encode(b"5f1:" + hexed(body).encode()).decode()},
        "sha256": {"x-hub-signature-256": "sha256=" + hexed(body)},
        "basic": {"authorization": "Basic " + base64.b64encode(SECRET).decode()},
        "token": {"x-desktop-sync-token": SECRET.decode()},
    }[name]
    return Incoming("POST", URL, headers, body)


def gate(name: str) -> Gate:
    return Gate(SCHEMES[name], base64.b64encode(SECRET) if name == "airtable" else SECRET)


def test_every_scheme_is_tried_here():
    for name in SCHEMES:
        assert signed(name, b"")


@pytest.mark.parametrize("name", SCHEMES)
def test_a_true_one_is_taken_and_its_repetition_is_not(name):
    one, judge = signed(name, b'{"id": 7}'), gate(name).judge
    assert judge(one, NOW) is Verdict.TAKEN
    assert judge(one, NOW + 1) is (Verdict.TAKEN if name in UNSIGNED else Verdict.REPLAYED)
    assert judge(signed(name, b'{"id": 8}'), NOW) is Verdict.TAKEN


@pytest.mark.parametrize("name", SCHEMES)
def test_forged_ones_are_not(name):
    one, judge = signed(name, b'{"id": 7}'), gate(name).judge
    forged = [dataclasses.replace(one, headers={})] if one.headers else []
    if not one.headers:
        bodies = (b"", b"{}", b'{"value": []}', b'{"value": [7]}', b"\xff", one.body.replace(b"clientState", b"client"))
        forged += [dataclasses.replace(one, body=body) for body in bodies]
        two = json.loads(one.body)["value"] * 2
        two[1] = {**two[1], "clientState": "another"}
        forged.append(dataclasses.replace(one, body=json.dumps({"value": two}).encode()))
    forged += [
        dataclasses.replace(one, headers=one.headers | {header: value[:-2] + "ÿ\x00"})
        for header, value in one.headers.items()
    ]
    if name not in UNSIGNED:
        forged.append(dataclasses.replace(one, body=one.body + b" "))
    for other in forged:
        assert judge(other, NOW) is Verdict.FORGED
    assert Gate(SCHEMES[name], b"").judge(one, NOW) is Verdict.FORGED, "without a secret nothing is believed"
    assert Gate(SCHEMES[name], b"another").judge(one, NOW) is Verdict.FORGED
    assert judge(one, NOW) is Verdict.TAKEN, "forged ones use nothing up"


@pytest.mark.parametrize("name", ["hubspot", "zendesk", "stripe"])
def test_a_signed_time_that_is_off_is_refused(name):
    for off in (-WINDOW_S - 2, WINDOW_S + 2):
        assert gate(name).judge(signed(name, b"x", NOW + off), NOW) is Verdict.LATE
    assert gate(name).judge(signed(name, b"x", NOW - WINDOW_S + 2), NOW) is Verdict.TAKEN


def test_a_time_that_is_none_is_forged():
    one = signed("stripe", b"x")
    for moment in ("nan", "", "soon"):
        mac = hexed(moment.encode() + b".x")
        other = dataclasses.replace(one, headers={"stripe-signature": f"t={moment},v1={mac}"})
        assert gate("stripe").judge(other, NOW) in {Verdict.FORGED, Verdict.LATE}


def test_the_token_may_be_in_the_address():
    one = Incoming("POST", f"/hook/7?token={SECRET.decode().replace(' ', '+')}", {}, b"")
    assert gate("token").judge(one, NOW) is Verdict.TAKEN


def test_what_is_remembered_has_an_end():
    one = gate("sha256")
    for number in range(REMEMBERED + 50):
        one.judge(signed("sha256", str(number).encode()), NOW)
    assert len(one._seen) == REMEMBERED
    one.judge(signed("sha256", b"later"), NOW + 3 * WINDOW_S)
    assert len(one._seen) == 1


# the relay

STREAM = (
    b"event: ready\ndata: {}\n\n: a sign of life\n\n"
    b'id: 1\ndata: {"host": "smee.example.org", "x-hub-signature-256": "sha256=1", '
    b'"body": {"name": "J\xc3\xbcrgen", "n": [1, 2]}, "timestamp": 1}\n\n'
    b'event: ping\ndata: {}\n\ndata: no json\n\ndata: {"body":\ndata:  "raw"}\r\n\r\n'
)


@settings(max_examples=40)
@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_a_relay_s_events_however_the_stream_is_cut(cuts):
    places = sorted({0, len(STREAM), *cuts})
    chunks = [STREAM[a:b] for a, b in pairwise(places)]
    found = [one for one in parse(iter(chunks)) if one is not None]
    assert [one.body for one in found] == ['{"name":"Jürgen","n":[1,2]}'.encode(), b"raw"]
    assert found[0].header("x-hub-signature-256") == "sha256=1"


def test_an_endless_event_is_left_out():
    line = b"data: " + b"x" * 900_000 + b"\n"
    assert list(parse(iter([line] * 5 + [b"\n", b"data: 1\n\n"]))) == [None, None]
