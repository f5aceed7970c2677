"""What an account's settings say: where to sign in as whom, and which properties are fields besides the usual ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from desktop_sync.connectors.http import HttpOptions, checked_url
from desktop_sync.errors import UsageError
from desktop_sync.model.schema import FieldType

_TYPES = {
    "text": FieldType.TEXT,
    "integer": FieldType.INTEGER,
    "decimal": FieldType.DECIMAL,
    "boolean": FieldType.BOOLEAN,
    "date": FieldType.DATE,
}
_OWNED = frozenset({"BEGIN", "END", "VERSION", "UID", "REV", "FN", "N", "ADR", "ORG", "PHOTO", "LOGO", "SOUND", "KEY"})
"""Properties that a plain value would damage."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A property that the user made a field."""

    name: str
    prop: str
    type: FieldType
    scale: int | None = None


@dataclass(frozen=True, slots=True)
class Login:
    """Where, and who. `origin`: the server without a path. `path`: what the address has behind it, "" or "/…"."""

    origin: str
    path: str
    username: str
    password: str = field(repr=False)
    trust: HttpOptions = field(default_factory=HttpOptions, repr=False)
    extras: tuple[Extra, ...] = ()

    @classmethod
    def of(cls, settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Login":
        """From the account's settings. Raises UsageError naming what is missing or wrong."""
        url = settings.get("base_url", "").strip() or settings.get("url", "").strip()
        given = {"url": url, "username": settings.get("username", "").strip(), "password": secrets.get("password", "")}
        for key, value in given.items():
            if not value:
                raise UsageError(
                    f"The setting “{key}” is missing.", advice="A CardDAV account needs url, username, password."
                )
        if ":" in given["username"]:  # RFC 7617 § 2
            raise UsageError("“username” can't hold a colon.", advice="Give the password in its own setting.")
        parts = urlsplit(checked_url(url))
        return cls(
            urlunsplit((parts.scheme, parts.netloc, "", "", "")),
            parts.path,
            given["username"],
            given["password"],
            HttpOptions.of(settings),
            tuple(extras(settings.get("properties", ""))),
        )


def extras(text: str) -> Sequence[Extra]:
    """The fields that `properties` names. Raises UsageError for what can't be one."""
    found: dict[str, Extra] = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        match = re.fullmatch(r"(\w+)\s*=\s*([A-Za-z0-9-]+)\s*(?::\s*([a-z]+)\s*(?::\s*(\d{1,2}))?)?", part)
        if match is None or (match[3] or "text") not in _TYPES or (match[4] and match[3] != "decimal"):
            raise UsageError(
                f"“properties” can't be read at “{part}”.",
                advice="Write field=PROPERTY or field=PROPERTY:type; types are text, integer, decimal:2, boolean, date.",
            )
        if match[2].upper() in _OWNED or match[1] in found:
            raise UsageError(
                f"“properties” can't make “{part}” a field.",
                advice="Each field once, and no property with parts of its own.",
            )
        found[match[1]] = Extra(
            match[1], match[2].upper(), _TYPES[match[3] or "text"], int(match[4]) if match[4] else None
        )
    return list(found.values())
