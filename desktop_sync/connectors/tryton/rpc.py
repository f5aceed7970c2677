"""Tryton's JSON-RPC (8.x; 7.0 and 6.0 where it differs): sign-in, calls, its typed values, and its errors, most of which come with HTTP 200."""

import base64
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from desktop_sync.connectors.http import AnswerLostError, HttpClient, HttpOptions, checked_url, json_of
from desktop_sync.connectors.login import given
from desktop_sync.errors import AccountError, Retriable, SignInError, TableError, UsageError

_READING = frozenset(
    {"read", "search", "search_read", "search_count", "fields_get", "default_get", "get_access", "get_preferences"}
)
# A database that refuses a value says so with 503, "try again": its words tell that it is for ever.
_FOR_EVER = re.compile(
    r"exceeds|maximum|too long|out of range|invalid (byte|input|value)|can not|cannot|NUL", re.IGNORECASE
)
_PARTS = ("year", "month", "day", "hour", "minute", "second", "microsecond")


class Refused(Exception):
    """Tryton refuses a call as it is; `words` are its own (localised, and may hold values)."""

    def __init__(self, words: str, *, concurrent: bool = False) -> None:
        super().__init__("refused")
        self.words = words
        self.concurrent = concurrent
        """Whether somebody else changed the records meanwhile."""


@dataclass(frozen=True, slots=True)
class Login:
    """What signs in."""

    url: str
    database: str
    username: str
    password: str = field(repr=False)
    trust: HttpOptions = field(default_factory=HttpOptions, repr=False)
    language: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Login":
        """From the account's settings. Raises UsageError naming what is missing or wrong."""
        found = given(settings, secrets, "password", "A Tryton")
        if not re.fullmatch(r"[\w.-]+", found["database"]):
            raise UsageError("“database” is not the name of a database.", advice="Letters, digits, - and _ only.")
        return cls(
            checked_url(found["url"]),
            found["database"],
            found["username"],
            found["password"],
            HttpOptions.of(settings),
            settings.get("language", "").strip(),
        )


def encode(value: Any) -> Any:
    """A value as Tryton's JSON has it."""
    if isinstance(value, Decimal):
        return {"__class__": "Decimal", "decimal": str(value)}
    if isinstance(value, dt.datetime):
        utc = value.astimezone(dt.UTC) if value.tzinfo else value
        return {"__class__": "datetime"} | {part: getattr(utc, part) for part in _PARTS}
    if isinstance(value, dt.date):
        return {"__class__": "date"} | {part: getattr(value, part) for part in _PARTS[:3]}
    if isinstance(value, dt.time):
        return {"__class__": "time"} | {part: getattr(value, part) for part in _PARTS[3:]}
    if isinstance(value, bytes):
        return {"__class__": "bytes", "base64": base64.b64encode(value).decode("ascii")}
    if isinstance(value, Mapping):
        return {key: encode(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [encode(one) for one in value]
    return value


def decode(data: Any) -> Any:
    """A value of Tryton's JSON; date-times become aware, they are UTC."""
    if isinstance(data, Mapping) and "__class__" in data:
        kind = data["__class__"]
        if kind == "datetime":
            return dt.datetime(*(int(data.get(part, 0)) for part in _PARTS), tzinfo=dt.UTC)  # type: ignore[misc, arg-type]
        if kind == "date":
            return dt.date(data["year"], data["month"], data["day"])
        if kind == "time":
            return dt.time(data["hour"], data["minute"], data["second"], data["microsecond"])
        if kind == "timedelta":
            return float(data["seconds"])
        if kind == "Decimal":
            return Decimal(data["decimal"])
        if kind == "bytes":
            return base64.b64decode(data["base64"])
    if isinstance(data, list):
        return tuple(str(one) for one in data)
    return data


class Rpc:
    """One signed-in user of one database. Signs in when needed, and once again when the session has ended."""

    def __init__(self, login: Login, options: HttpOptions | None = None) -> None:
        self.login = login
        self.http = HttpClient(login.url, options or login.trust)
        self._path = f"/{login.database}/rpc/"
        self.context: dict[str, Any] = {}
        """Given with every call: company and language of the user, as Tryton's own client does."""

    @property
    def place(self) -> str:
        """The database, for errors."""
        return f"{self.http.place}/{self.login.database}"

    def call(self, model: str, method: str, *parameters: Any, context: Mapping[str, Any] | None = None) -> Any:
        """Call a method of a model; the answer as JSON has it.

        Raises Refused with Tryton's words, AccountError, Retriable; AnswerLostError when a write may have happened.
        """
        if "Authorization" not in self.http.headers:
            self.sign_in()
        merged = {**self.context, **(context or {})}
        body = [encode(one) for one in parameters] + [encode(merged)]
        repeat = method in _READING
        answer = self._post(f"model.{model}.{method}", body, repeat=repeat)
        if answer.status_code == 401:  # the session has ended: nothing was done
            self.sign_in()
            answer = self._post(f"model.{model}.{method}", body, repeat=repeat)
        return self._result(answer, model, repeat=repeat)

    def sign_in(self) -> None:
        """Start a session. Raises AccountError for a wrong password or database."""
        self.http.headers.pop("Authorization", None)
        given = [self.login.username, {"password": self.login.password}, self.login.language or "en"]
        answer = self._post("common.db.login", given, repeat=True)
        if answer.status_code in {404, 405} and self._path.endswith("/rpc/"):  # in 7.0 calls had no path of their own
            self._path = f"/{self.login.database}/"
            answer = self._post("common.db.login", given, repeat=True)
        result = self._json(answer).get("result") if answer.status_code == 200 else None
        if answer.status_code in {400, 404, 405, 500, 503}:
            raise AccountError(
                f"There is no database “{self.login.database}” there, or the server is in trouble.",
                place=self.http.place,
                advice="Check “url” and “database”.",
            )
        if answer.status_code == 429:
            raise Retriable("Too many sign-ins failed; Tryton asks to wait.", after_s=60, place=self.place)
        if not result:
            raise SignInError("The sign-in was refused.", place=self.place, advice="Check user name and password.")
        identity = f"{self.login.username}:{result[0]}:{result[1]}".encode()
        self.http.headers["Authorization"] = "Session " + base64.b64encode(identity).decode("ascii")
        self.context = {}
        self.context = dict(self.call("res.user", "get_preferences", True))
        if self.login.language:
            self.context["language"] = self.login.language

    def server_time(self) -> dt.datetime | None:
        """The server's clock now, to the second, from the date of an answer; None when it sends none."""
        self.call("res.user", "get_preferences", True)
        if self.http.skew_s is None:
            return None
        return self.http.options.now() + dt.timedelta(seconds=self.http.skew_s)

    def _post(self, method: str, parameters: Sequence[Any], *, repeat: bool) -> Any:
        body = {"id": 0, "method": method, "params": list(parameters)}
        return self.http.request("POST", self._path, repeat=repeat, check=False, json=body)

    def _result(self, answer: Any, model: str, *, repeat: bool) -> Any:
        status = answer.status_code
        if status == 200:
            content = self._json(answer)
            if content.get("error"):
                raise _refused(content["error"])
            return content.get("result")
        words = re.sub(r"<[^>]*>|&#?\w+;", " ", answer.text)
        if status == 503 and _FOR_EVER.search(words):
            raise Refused(" ".join(words.split())[:500])
        if status in {502, 503, 504}:  # Tryton rolls back before it says 503; a proxy in between can't know
            lost = not repeat and status != 503
            raise (AnswerLostError if lost else Retriable)(
                "Tryton is busy or being restarted.", after_s=10, place=self.place
            )
        if status >= 500:
            raise AnswerLostError(f"Tryton has a problem of its own (HTTP {status}).", after_s=30, place=self.place)
        if status == 401:
            raise SignInError(
                "Tryton does not keep us signed in.", place=self.place, advice="Check the user's sessions there."
            )
        raise TableError(
            f"Tryton does not offer “{model}”, or this user may not use it.",
            place=self.place,
            advice="Check the name, that the module is installed, and the user's access rights.",
        )

    def _json(self, answer: Any) -> Mapping[str, Any]:
        try:
            content = json_of(answer)
        except ValueError:
            content = None
        if not isinstance(content, dict):
            raise AccountError("What answers there is not Tryton.", place=self.http.place, advice="Check “url”.")
        return content


def _refused(error: Any) -> Refused:
    name, details = (error[0], error[1]) if isinstance(error, list) and len(error) > 1 else (str(error), "")
    if name == "ConcurrencyException":
        return Refused("", concurrent=True)
    if name == "UserWarning" and isinstance(details, list):  # [key, message, description]
        return Refused(". ".join(str(part) for part in details[1:] if part))
    if isinstance(details, list):  # UserError: [message, description, domain]
        return Refused(" ".join(str(part) for part in details[:2] if part))
    # A crash: the name is the exception's text, the rest its trace.
    return Refused(str(name))
