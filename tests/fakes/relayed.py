"""A real system behind a socket of ours: each call is passed on, and faults are planned as for the systems of our own."""

import requests

from tests.fakes.rest_server import Answer, Behind, Call

_BACK = ("ETag",)
_PASSED = ("authorization", "if-match", "accept", "content-type")


class Relayed(Behind):
    """The system at an address."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._session = requests.Session()
        self._session.trust_env = False

    def answer(self, call: Call) -> Answer:
        with self.lock:
            self.calls.append(call)
            headers = {name: call.headers[name] for name in _PASSED if name in call.headers}
            body = call.body if call.method in {"POST", "PUT", "PATCH"} else None
            told = self._session.request(
                call.method, f"{self._url}{call.path}", params=dict(call.query), json=body, headers=headers, timeout=60
            )
            return (
                told.status_code,
                {name: told.headers[name] for name in _BACK if name in told.headers},
                told.json() if told.content else None,
            )
