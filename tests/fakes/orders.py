"""Webhooks that vendors take orders for: which there are, and what one looks like when it comes, by the documents that each fake names."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_sync.sync.hooks import Incoming


@dataclass
class Ordered:
    """A webhook. `key`: what its calls are signed with, or show."""

    url: str
    topic: str
    key: str
    live: bool = True
    more: dict[str, Any] = field(default_factory=dict)


def signed(hook: Ordered, header: str, body: bytes) -> Incoming:
    """Its call, with base64(HMAC-SHA256(key, body)) in a header."""
    mac = hmac.new(hook.key.encode(), body, hashlib.sha256).digest()
    return call(hook, body, {header: base64.b64encode(mac).decode()})


def call(hook: Ordered, body: bytes, headers: Mapping[str, str]) -> Incoming:
    """Its call."""
    return Incoming("POST", hook.url, {name.lower(): value for name, value in headers.items()}, body)
