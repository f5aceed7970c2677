"""Odoo's two ways of calling a model's method: JSON-2 (19 and later), and JSON-RPC, which Odoo 22 drops.

https://www.odoo.com/documentation/19.0/developer/reference/external_api.html and external_rpc_api.html. Each call is a transaction of its own.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_sync.connectors.facts import Facts
from desktop_sync.connectors.http import AnswerLostError, HttpClient, HttpOptions, checked_url, json_of
from desktop_sync.connectors.login import given
from desktop_sync.errors import AccountError, Retriable, TableError, UsageError

_JSON_2_SINCE = 19
# `load` names its records, so that a repeated call makes none twice.
_REPEATABLE = frozenset(
    {
        "search_read",
        "search_count",
        "fields_get",
        "default_get",
        "has_access",
        "check_access_rights",
        "load",
        "context_get",
        "get_available_models",
    }
)
_WEB_CLIENT = re.compile(r"(?<=[^/:])/(?:odoo|web)(?:[/?#].*)?$")
"""What a browser's address bar shows behind the address proper."""
_PASSING = re.compile(
    r"SerializationFailure|LockNotAvailable|DeadlockDetected|TransactionRollback|LockError|OperationalError"
)


class Refused(Exception):
    """Odoo refuses a call as it is; `words` are its own. `missing`: the record is gone. `denied`: by access rights."""

    def __init__(self, words: str, *, missing: bool = False, denied: bool = False) -> None:
        super().__init__("refused")
        self.words, self.missing, self.denied = words, missing, denied


@dataclass(frozen=True, slots=True)
class Login:
    """What signs in."""

    url: str
    database: str
    username: str
    api_key: str = field(repr=False)
    trust: HttpOptions = field(default_factory=HttpOptions, repr=False)
    language: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Login":
        """From the account's settings. Raises UsageError naming what is missing or wrong."""
        found = given(settings, {"api_key": secrets.get("api_key", "").strip()}, "api_key", "An Odoo")
        if not found["api_key"].isascii() or not found["database"].isascii():
            raise UsageError("“database” and “api_key” hold plain letters only.", advice="Copy them from Odoo again.")
        return cls(
            checked_url(_WEB_CLIENT.sub("", found["url"])),
            found["database"],
            found["username"],
            found["api_key"],
            HttpOptions.of(settings),
            settings.get("language", "").strip(),
        )


class Rpc:
    """One user of one database. Asks the server's version with the first call, and speaks accordingly."""

    def __init__(self, login: Login, options: HttpOptions | None = None) -> None:
        self.login = login
        self.http = HttpClient(login.url, options or login.trust)
        self.facts = Facts(f"odoo/{login.url}/{login.database}/{login.username}", self.http.options.now)

    @property
    def place(self) -> str:
        """The database, for errors."""
        return f"{self.http.place}/{self.login.database}"

    @property
    def json_2(self) -> bool:
        """Whether the server speaks JSON-2."""
        return self.major >= _JSON_2_SINCE

    @property
    def major(self) -> int:
        """The server's main version. Raises AccountError where no Odoo answers."""
        known: int | None = self.facts.get("major")
        if known is None:
            known = self._version()
            self.facts.put("major", known)
        return known

    def call(
        self,
        model: str,
        method: str,
        ids: Sequence[int] | None = None,
        context: Mapping[str, Any] | None = None,
        **named: Any,
    ) -> Any:
        """Call a method with named arguments; what it returns, as JSON has it.

        Raises Refused with Odoo's words, AccountError, Retriable; AnswerLostError when a write may have happened.
        """
        merged = {"lang": self.login.language} if self.login.language else {}
        merged |= dict(context or {})
        if self.json_2:
            return self._json_2(
                model, method, {**named, "context": merged} | ({} if ids is None else {"ids": list(ids)})
            )
        arguments = [] if ids is None else [list(ids)]
        return self._execute(model, method, arguments, {**named, "context": merged})

    def count(self, model: str, domain: Sequence[Any], context: Mapping[str, Any]) -> int:
        """How many records the domain is true for. Raises as `call`."""
        if self.json_2:
            return int(self.call(model, "search_count", context=context, domain=list(domain)))
        # The argument's name is another one in older versions.
        return int(self._execute(model, "search_count", [list(domain)], {"context": dict(context)}))

    def owner(self) -> str:
        """The user name of the key: JSON-2 goes by the key alone, while JSON-RPC refuses another's. As set, where Odoo does not tell."""
        if not self.json_2:
            return self.login.username
        try:
            user = self.call("res.users", "context_get")["uid"]
            rows = self.call("res.users", "search_read", domain=[["id", "=", user]], fields=["login"], order="id")
            return str(rows[0]["login"])
        except (Refused, AccountError, LookupError, TypeError):
            return self.login.username

    def server_time(self) -> dt.datetime | None:
        """The server's clock now, to the second, from the date of its last answer; None when it sends none."""
        if self.http.skew_s is None:
            self.facts.put("major", self._version())
        if self.http.skew_s is None:
            return None
        return self.http.options.now() + dt.timedelta(seconds=self.http.skew_s)

    def _version(self) -> int:
        """GET /web/version is new in 19; before, the common service tells."""
        answer = self.http.request("GET", "/web/version", check=False)
        told = _json(answer) if answer.status_code == 200 else None
        info = told.get("version_info") if isinstance(told, dict) else None
        if info is None:
            told = self._post_rpc("common", "version", [])
            info = told.get("server_version_info") if isinstance(told, dict) else None
        digits = re.search(r"\d+", str(info[0])) if isinstance(info, list) and info else None  # also "saas~18"
        if digits is None:
            raise AccountError("What answers there is not Odoo.", place=self.http.place, advice="Check “url”.")
        return int(digits.group())

    def _json_2(self, model: str, method: str, body: Mapping[str, Any]) -> Any:
        headers = {"Authorization": f"bearer {self.login.api_key}", "X-Odoo-Database": self.login.database}
        repeat = method in _REPEATABLE
        path = f"/json/2/{model}/{method}"
        answer = self.http.request("POST", path, repeat=repeat, check=False, json=body, headers=headers)
        if answer.status_code == 200:
            try:
                return json_of(answer)
            except ValueError as problem:
                text = "Odoo's answer can't be read."
                raise AnswerLostError(text, after_s=30, place=self.place) from problem
        error = _json(answer)
        if answer.status_code == 401:
            raise self._refused_sign_in()
        if not isinstance(error, dict) or "name" not in error:
            if answer.status_code == 404:  # a database that is not there has no routes
                raise self._no_database()
            raise self._no_words(answer.status_code, repeat=repeat)
        raise self._error(str(error["name"]), str(error.get("message") or ""), model)

    def _execute(self, model: str, method: str, arguments: Sequence[Any], named: Mapping[str, Any]) -> Any:
        user = self.facts.get("user")
        if user is None:
            login = [self.login.database, self.login.username, self.login.api_key, {}]
            user = self._post_rpc("common", "authenticate", login, repeat=True)
            if not isinstance(user, int) or isinstance(user, bool):
                raise self._refused_sign_in()
            self.facts.put("user", user)
        whole = [self.login.database, user, self.login.api_key, model, method, arguments, named]
        return self._post_rpc("object", "execute_kw", whole, repeat=method in _REPEATABLE, model=model)

    def _post_rpc(
        self, service: str, method: str, arguments: Sequence[Any], *, repeat: bool = True, model: str = ""
    ) -> Any:
        params = {"service": service, "method": method, "args": list(arguments)}
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        answer = self.http.request("POST", "/jsonrpc", repeat=repeat, check=False, json=body)
        content = _json(answer) if answer.status_code == 200 else None
        if not isinstance(content, dict):
            raise self._no_words(answer.status_code, repeat=repeat)
        error = content.get("error")
        if error:
            data = error.get("data") or {}
            raise self._error(
                str(data.get("name") or ""), str(data.get("message") or error.get("message") or ""), model
            )
        return content.get("result")

    def _error(self, name: str, words: str, model: str) -> Exception:
        """What an exception of Odoo's means, by its name: the status is 200 with JSON-RPC, and 500 for much with JSON-2."""
        kind = name.rpartition(".")[2]
        if kind == "OperationalError" and "does not exist" in words:
            return self._no_database()
        if kind == "UserError" and self.login.language and self.login.language in words:
            return AccountError(words, place=self.place, advice="Check “language”, or install it in Odoo.")
        if _PASSING.search(name):
            return Retriable("Odoo is busy with these records.", after_s=5, place=self.place)
        if kind == "AccessDenied":
            return self._refused_sign_in()
        if kind == "MissingError":
            return Refused(words, missing=True)
        if kind == "NotFound" or (kind == "KeyError" and model in words):  # else a field that is not there
            return TableError(
                f"There is no model “{model}”, or Odoo does not offer what is needed of it.",
                place=self.place,
                advice="Check its name, and that its app is installed.",
            )
        return Refused(words or kind, denied=kind == "AccessError")

    def _no_database(self) -> AccountError:
        return AccountError(
            f"There is no database “{self.login.database}” there, or it does not offer its API.",
            place=self.place,
            advice="Check “database”. Odoo's hosted plans offer the API with “Custom” only.",
        )

    def _no_words(self, status: int, *, repeat: bool) -> Exception:
        if status >= 500:
            kind = Retriable if repeat else AnswerLostError
            return kind(f"The server has a problem of its own (HTTP {status}).", after_s=30, place=self.place)
        return AccountError(
            "What answers there is not Odoo, or it does not offer its API.",
            place=self.http.place,
            advice="Check “url” and “database”. Odoo's hosted plans offer the API with “Custom” only.",
        )

    def _refused_sign_in(self) -> AccountError:
        return AccountError(
            "The sign-in was refused.",
            place=self.place,
            advice="Check user name and API key. Keys end after three months at most: make a new one in Odoo.",
        )


def _json(answer: Any) -> Any:
    try:
        return json_of(answer)
    except ValueError:
        return None
