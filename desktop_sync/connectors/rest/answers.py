"""What a system's answer means: its data, or which class of refusal it is, by the manifest's rules and then the usual ones."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop_sync.connectors.http import AnswerLostError
from desktop_sync.connectors.rest.format import ErrorClass, ErrorRule, ErrorShape
from desktop_sync.connectors.rest.paths import as_text

if TYPE_CHECKING:
    import requests

E = ErrorClass
MOST_DIGITS = 1000
_USUAL: Mapping[int, ErrorClass] = {
    401: E.AUTH_EXPIRED,
    402: E.QUOTA_EXHAUSTED,
    403: E.PERMISSION,
    404: E.NOT_FOUND_GONE,
    408: E.AMBIGUOUS,
    410: E.NOT_FOUND_GONE,
    412: E.CONFLICT,
    423: E.TRANSIENT,
    425: E.TRANSIENT,
    429: E.THROTTLE,
    501: E.VALIDATION,
}


class Refused(Exception):
    """The system refuses a call as it is. `words` are its own and may hold values: they go into outcomes only."""

    def __init__(self, kind: ErrorClass, status: int, words: str = "") -> None:
        super().__init__(f"refused: {kind} ({status})")
        self.kind, self.status, self.words = kind, status, words


class TroubleError(AnswerLostError):
    """The system answered that something went wrong with it: what was sent may have been carried out."""

    words = ""
    status = 0


def parsed(content: bytes) -> Any:
    """What a JSON text says; a number beyond all sense is the text that it is, so that it stops no other record. Raises ValueError."""
    try:
        # Decimals, as they are written: a float would not be what the system holds.
        return json.loads(content, parse_float=Decimal)
    except (ValueError, ArithmeticError):  # perhaps only for a number: slower, but it goes on
        pass
    except RecursionError as error:
        raise ValueError from error
    return json.loads(content, parse_float=_decimal, parse_int=_integer)


def _decimal(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


def _integer(text: str) -> int | str:
    return int(text) if len(text) <= MOST_DIGITS else text


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `data`: its JSON, None where it has none; `garbled`: it has a body that is no JSON."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    data: Any = field(repr=False, default=None)
    garbled: bool = False

    @classmethod
    def of(cls, response: "requests.Response") -> "Answer":
        """From the library's."""
        if not response.content.strip():
            return cls(response.status_code, response.headers)
        try:
            return cls(response.status_code, response.headers, parsed(response.content))
        except ValueError:
            return cls(response.status_code, response.headers, garbled=True)


@dataclass(frozen=True, slots=True)
class Finding:
    """What an answer was found to be; None as `kind`: all is well."""

    kind: ErrorClass | None
    words: str = field(default="", repr=False)
    wait_s: float | None = None


class Judge:
    """Tells what answers mean."""

    def __init__(self, rules: Sequence[ErrorRule], shape: ErrorShape) -> None:
        self._rules, self._shape = rules, shape

    def judge(self, status: int, data: Any, deed: str) -> Finding:
        """One answer, or one row of one, to a `deed` (read, create, update, delete)."""
        failed = self._shape.failed is not None and bool(self._shape.failed.found(data))
        if 200 <= status < 300 and not failed:
            return Finding(None)
        return self.refusal(status, data, deed)

    def refusal(self, status: int, data: Any, deed: str) -> Finding:
        """What a refusal means."""
        words = self.words(data)
        codes = {as_text(path.found(data)) for path in self._shape.code}
        for rule in self._rules:
            if (
                (not rule.status or status in rule.status)
                and (not rule.code or not codes.isdisjoint(rule.code))
                and (not rule.words or any(one.casefold() in words.casefold() for one in rule.words))
                and (not rule.on or deed in rule.on)
                and (not rule.bare or data is None)
            ):
                return Finding(rule.is_, words, rule.wait)
        if status == 409:  # a create meets a twin; an update meets somebody who was faster
            return Finding(E.DUPLICATE if deed == "create" else E.CONFLICT, words)
        usual = E.AMBIGUOUS if status >= 500 else E.VALIDATION
        return Finding(_USUAL.get(status, usual), words)

    def words(self, data: Any) -> str:
        """The system's own words."""
        if isinstance(data, str):
            return data[:500]
        told = [path.found(data) for path in self._shape.message]
        found = [as_text(one) for one in told if not isinstance(one, dict)]
        return " ".join(dict.fromkeys(one for one in found if one))[:500]
