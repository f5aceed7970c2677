"""Finding a user's address books (RFC 6352 § 6 and § 9, RFC 6764, RFC 5397), and what may be done with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from desktop_sync.connectors.carddav.dav import C, D, Dav, Found, GoneError, NotAllowedError
from desktop_sync.errors import AccountError

WELL_KNOWN = "/.well-known/carddav"
_ASKED = (
    "D:resourcetype",
    "D:displayname",
    "D:current-user-principal",
    "D:supported-report-set",
    "D:current-user-privilege-set",
    "C:addressbook-home-set",
    "C:supported-address-data",
)


@dataclass(frozen=True, slots=True)
class Book:
    """One address book. `path` ends with a slash. `version`: of new cards. `synced`: whether it tells what has changed."""

    name: str
    path: str
    label: str
    version: str = "3.0"
    synced: bool = True
    create: bool = True
    update: bool = True
    delete: bool = True


def find(dav: Dav) -> Sequence[Book]:
    """All address books of the user, or the one whose address the account has. Raises AccountError where there are none."""
    start = _start(dav)
    if start.has(f"{D}resourcetype", f"{C}addressbook"):
        return _named([start])
    homes = start.hrefs(f"{C}addressbook-home-set")
    if not homes:
        homes = _homes(dav, start)
    found: list[Found] = []
    for home in homes:
        path = _slashed(dav.move(home))
        found += [one for one in dav.propfind(path, *_ASKED, depth=1) if one.has(f"{D}resourcetype", f"{C}addressbook")]
    return _named(found)


def _start(dav: Dav) -> Found:
    """The resource that leads on: the given address, or where the server says that its address books begin."""
    refused: AccountError | None = None
    given = _slashed(dav.login.path)
    for way, path in ((_asked, given), (_asked, WELL_KNOWN), (_led, WELL_KNOWN), (_asked, "/")):
        try:
            found = way(dav, path)
        except NotAllowedError as error:
            refused = error
            continue
        if found is not None:
            return found
    raise refused or GoneError(
        "There is no address book at that address.",
        place=dav.place,
        advice="Check “url”: it is the server's, or that of one address book as its settings show it.",
    )


def _asked(dav: Dav, path: str) -> Found | None:
    try:
        found = dav.propfind(path, *_ASKED)
    except GoneError:
        return None
    except AccountError as error:
        if "moved" in error.what:  # as the HTTP client says it of methods that it does not follow
            return None
        raise
    one = found[0] if found else None
    leads = one is not None and (
        one.has(f"{D}resourcetype", f"{C}addressbook")
        or one.hrefs(f"{D}current-user-principal")
        or one.hrefs(f"{C}addressbook-home-set")
    )
    return one if leads else None


def _led(dav: Dav, path: str) -> Found | None:
    """Where the well-known address leads to: only a GET is led on by the HTTP client."""
    answer = dav.http.request("GET", path, check=False, led=True)
    led_to = urljoin(answer.url, answer.headers.get("Location", "") if answer.is_redirect else "")
    if led_to == dav.http.base_url + path:
        return None
    target = _slashed(dav.move(led_to))
    return None if target == _slashed(path) else _asked(dav, target)


def _homes(dav: Dav, start: Found) -> Sequence[str]:
    for principal in start.hrefs(f"{D}current-user-principal"):
        for one in dav.propfind(dav.move(principal), *_ASKED)[:1]:
            homes = one.hrefs(f"{C}addressbook-home-set")
            if homes:
                return homes
    raise AccountError(
        "The server names no address books for this user.",
        place=dav.place,
        advice="Check the user name, or give the address of one address book as “url”.",
    )


def _slashed(path: str) -> str:
    return path if path.endswith("/") else path + "/"


def _named(found: Sequence[Found]) -> Sequence[Book]:
    """Books by the last part of their address; where two have the same, by the whole."""
    paths = list(dict.fromkeys(_slashed(one.href) for one in found))
    by_path = {_slashed(one.href): one for one in found}
    last = [unquote(path.rstrip("/").rpartition("/")[2]) for path in paths]
    return [
        _book(by_path[path], path, name if last.count(name) == 1 else path)
        for path, name in zip(paths, last, strict=True)
    ]


def _book(one: Found, path: str, name: str) -> Book:
    rights = _rights(one)
    data = one.props.get(f"{C}supported-address-data")
    versions = [kind.get("version", "3.0") for kind in data.iter(f"{C}address-data-type")] if data is not None else []
    return Book(
        name,
        path,
        one.text(f"{D}displayname") or name,
        version="4.0" if versions and "3.0" not in versions and "4.0" in versions else "3.0",
        synced=one.has(f"{D}supported-report-set", f"{D}sync-collection"),
        **rights,
    )


def _rights(one: Found) -> Mapping[str, bool]:
    held = one.props.get(f"{D}current-user-privilege-set")
    if held is None or not len(held):  # the server doesn't tell
        return {}
    names = {right.tag for privilege in held for right in privilege}
    every = bool(names & {f"{D}all", f"{D}write"})
    # RFC 3744 § 3: what is bound to a collection, taken from it, and changed in it.
    return {
        "create": every or f"{D}bind" in names,
        "update": every or f"{D}write-content" in names,
        "delete": every or f"{D}unbind" in names,
    }
