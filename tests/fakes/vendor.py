"""What the strict fakes of vendors share: records, a clock, routes by pattern, and refusals in the vendor's own words."""

import datetime as dt
import itertools
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.rest_server import TOKEN, Answer, Behind, Call, Json

Route = Callable[..., Answer]


class Reply(Exception):
    """An answer that ends a call at once."""

    def __init__(self, status: int, body: Json = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(str(status))
        self.answer: Answer = (status, dict(headers or {}), body)


class Vendor(Behind):
    """A system with routes: subclasses give `routes`, {"GET /things/{id}": method}, and `sign_in`."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, dict[str, Json]] = {}
        self.ids = itertools.count(101)
        self.token = TOKEN
        """What signs in, where it is a token."""
        self.offset = dt.timedelta()
        self._routes = [(*key.split(" ", 1), handler) for key, handler in self.routes().items()]

    def routes(self) -> Mapping[str, Route]:
        """What it knows."""
        raise NotImplementedError

    def sign_in(self, call: Call) -> None:
        """Raise Reply for somebody who is not known."""
        raise NotImplementedError

    def now(self) -> dt.datetime:
        """The system's time."""
        return self.clock() + self.offset

    def answer(self, call: Call) -> Answer:
        with self.lock:
            self.calls.append(call)
            answer = self._answered(call)
            self.exchanges.append((call, answer))
            return answer

    def _answered(self, call: Call) -> Answer:
        try:
            self.sign_in(call)
            for method, pattern, handler in self._routes:
                found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern), call.path)
                if found and method == call.method:
                    status, headers, body = handler(call, **found.groupdict())
                    return status, headers, json.loads(json.dumps(body))
            self.wrong(f"{call.method} {call.path}: no such route")
            return self.unknown(call)
        except Reply as reply:
            return reply.answer

    def unknown(self, call: Call) -> Answer:
        """The answer to a call that the system does not have."""
        return 404, {}, {"message": f"{call.path} not found"}

    def wrong(self, what: str) -> None:
        """A client must not do that, whatever the answer is."""
        self.violations.append(what)

    def only(self, call: Call, *known: str) -> None:
        """No other parameters."""
        if strange := call.query.keys() - set(known):
            self.wrong(f"{call.method} {call.path}: parameters {sorted(strange)}")

    def only_keys(self, call: Call, data: Mapping[str, Any], *known: str) -> None:
        """No other keys."""
        if strange := data.keys() - set(known):
            self.wrong(f"{call.method} {call.path}: keys {sorted(strange)}")


def iso_ms(moment: dt.datetime) -> str:
    """2026-11-24T10:11:12.345Z."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_s(moment: dt.datetime) -> str:
    """2026-11-24T10:11:12Z."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def as_ms(moment: dt.datetime) -> int:
    """Milliseconds since 1970."""
    return int(moment.timestamp() * 1000)
