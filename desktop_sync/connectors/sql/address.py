"""The address of a database: what a URL says, and what it must not say (a password)."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from desktop_sync.errors import AccountError, UsageError

System = Literal["sqlite", "postgresql", "mariadb"]
_SCHEMES: Mapping[str, System] = {
    "sqlite": "sqlite",
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mariadb": "mariadb",
    "mysql": "mariadb",
}
_OPTIONS: Mapping[System, tuple[str, ...]] = {
    "sqlite": (),
    "postgresql": ("sslmode", "socket"),
    "mariadb": ("sslmode", "socket"),
}
TLS = ("verify-full", "verify-ca", "require", "prefer", "allow", "disable")
"""What “sslmode” can be, in PostgreSQL's own words (libpq, § 34.19)."""
_MARIADB_TLS = ("verify-full", "require", "prefer", "disable")
_WAVERING = frozenset({"prefer", "allow"})
"""With these whoever stands in between decides whether anything is encrypted."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ADVICE = (
    "Write the path of an SQLite file, sqlite:///FILE, postgresql://USER@HOST:PORT/DATABASE, mariadb://… or mysql://…"
)


@dataclass(frozen=True)
class Address:
    """Where a database is and who signs in. `file` only for SQLite; `port` None: the system's usual one."""

    system: System
    file: Path | None = None
    host: str = ""
    port: int | None = None
    user: str = ""
    database: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def local(self) -> bool:
        """Whether the server is on this computer: nobody stands in between."""
        return "socket" in self.options or self.host.lower() in _LOOPBACK or self.host.startswith("/")

    @property
    def tls(self) -> str:
        """How the connection is secured; "": as the driver does it, on this computer. Elsewhere the server must prove who it is, unless the
        address says otherwise.
        """
        if self.ca_file:
            return "verify-full"
        return self.options.get("sslmode", "" if self.local else "verify-full")

    @property
    def authorities(self) -> str:
        """The file of the authorities that may vouch for the server: its own, or the usual ones."""
        import certifi

        return self.ca_file or certifi.where()

    @property
    def place(self) -> str:
        """The address as errors name it; never with the password."""
        if self.file is not None:
            return str(self.file)
        port = f":{self.port}" if self.port else ""
        return f"{self.host or self.options.get('socket') or 'localhost'}{port}/{self.database}"


def no_tls(address: Address) -> AccountError:
    """That no connection could be made that the address's `tls` would take."""
    return AccountError(
        "The encrypted connection could not be made.",
        advice="Check that the host’s name is the one in the server’s certificate, and name its authority’s file, or the certificate’s own, in "
        "“ca_file”. Behind the address, ?sslmode=require takes any certificate, and ?sslmode=disable sends everything in clear.",
        place=address.place,
    )


def parse(url: str, password: str = "", ca_file: str = "") -> Address:
    """The address that `url` names: a URL, or the path of an SQLite file that is there.

    Raises UsageError with an example; the text never repeats a password.
    """
    scheme, separator, rest = url.strip().partition("://")
    if not separator and (found := _plain_file(scheme)) is not None:
        return Address("sqlite", file=found)
    scheme = scheme.split("+")[0].casefold()
    system = _SCHEMES.get(scheme)
    if not separator or system is None:
        near = difflib.get_close_matches(scheme, _SCHEMES, 1)
        hint = f" Did you mean “{near[0]}://”?" if separator and near else ""
        raise UsageError(
            "The setting “url” is not the address of a database that can be connected.", advice=_ADVICE + hint
        )
    if system == "sqlite":
        return Address(system, file=_file(rest))
    return _server(system, url.strip(), password, ca_file)


def _plain_file(path: str) -> Path | None:
    """The file of a bare path; None where there is none, so that a slip in a URL does not make a new database."""
    try:
        found = Path(path).expanduser()
        return found.absolute() if path and found.is_file() else None
    except (OSError, RuntimeError, ValueError):  # too long a name, the home of nobody
        return None


def _file(rest: str) -> Path:
    if not rest.startswith("/") or len(rest) == 1:
        raise UsageError(
            "The address of an SQLite file has three slashes, then the file’s path.",
            advice="For example sqlite:///shop.db, or sqlite:////home/me/shop.db with the whole path.",
        )
    name = rest[1:]
    if re.match(r"/[A-Za-z]:[/\\]", name):  # sqlite:////C:/shop.db, as some write it
        name = name[1:]
    path = Path(name).expanduser()
    if not path.exists() and "%" in name and Path(unquote(name)).expanduser().exists():
        path = Path(unquote(name)).expanduser()
    return path.absolute()


def _server(system: System, url: str, password: str, ca_file: str) -> Address:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError("The setting “url” has a port or host that can’t be read.", advice=_ADVICE) from error
    if parts.password is not None:
        raise UsageError(
            "The address holds a password; it was not used.",
            advice="Take it out of the address and give it as a secret: --secret password=NAME_OF_A_VARIABLE.",
        )
    if ca_file and not Path(ca_file).expanduser().is_file():
        raise UsageError("The setting “ca_file” names a file that is not there.", advice="Give the path of a PEM file.")
    database = unquote(parts.path.lstrip("/"))
    options = dict(parse_qsl(parts.query))
    for name in options:
        if name not in _OPTIONS[system]:
            near = difflib.get_close_matches(name, _OPTIONS[system], 1)
            advice = f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(_OPTIONS[system])}."
            raise UsageError(f"The address has an unknown option “{name}”.", advice=advice)
    if not database:
        raise UsageError("The address names no database.", advice=_ADVICE)
    if not parts.hostname and "socket" not in options:
        raise UsageError("The address names no host.", advice=_ADVICE)
    made = Address(
        system,
        host=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        database=database,
        password=password,
        ca_file=str(Path(ca_file).expanduser()) if ca_file else "",
        options=options,
    )
    _check_tls(made)
    return made


def _check_tls(address: Address) -> None:
    mode, known = address.options.get("sslmode"), TLS if address.system == "postgresql" else _MARIADB_TLS
    if mode is None:
        return
    if mode not in known:
        raise UsageError(f"The address has an unknown “sslmode”, “{mode}”.", advice=f"Known are: {', '.join(known)}.")
    if mode in _WAVERING and not address.local:
        raise UsageError(
            f"“sslmode={mode}” would let anybody on the way switch the encryption off.",
            advice="Use sslmode=verify-full or sslmode=require; sslmode=disable where the network is your own.",
        )
