"""`workspace.json`: how the workspace is keyed. Nothing in it is secret, and nothing of it is customer data.

It lets a wrong key be told from a damaged store, which SQLCipher cannot do: `check` is a keyed hash of the workspace's
id, so the key is proved before the store is touched. `sum` is a plain hash of the rest, so a damaged header is not
taken for a wrong key.
"""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path

import orjson

from desktop_sync.errors import DamagedStore, NewerStore
from desktop_sync.store import codec
from desktop_sync.store.failures import file_errors
from desktop_sync.store.files import write_whole

FILE = "workspace.json"
FORMAT = 1
KEYRING = "keyring"
PASSPHRASE = "passphrase"  # noqa: S105 - the name of a way, not a secret


@dataclass(frozen=True, slots=True)
class Wrap:
    """The workspace's key, encrypted (AES-GCM) with one that Argon2id makes from a passphrase or a recovery key. Bytes as hex."""

    salt: str
    memory_kib: int
    iterations: int
    lanes: int
    nonce: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Header:
    """The file's content. `keyed_by`: `keyring` or `passphrase`; a keyring's workspace has a wrap only in a backup.

    `recovery`: opened by the recovery key; None where none was made.
    """

    id: str
    keyed_by: str
    check: str
    wrap: Wrap | None = None
    created_at: str = ""
    format: int = FORMAT
    recovery: Wrap | None = None

    def proves(self, key: bytes) -> bool:
        """Whether this is the workspace's key."""
        return hmac.compare_digest(self.check, check_of(self.id, key))


def check_of(id_: str, key: bytes) -> str:
    """The keyed hash that proves a key; it tells nothing about the key."""
    return hmac.new(key, b"desktop-sync key check " + id_.encode(), hashlib.sha256).hexdigest()


def dump(header: Header) -> bytes:
    """The file's bytes."""
    text = codec.dump(header)
    data = {**orjson.loads(text), "sum": _sum(text)}
    return orjson.dumps(data, option=orjson.OPT_INDENT_2) + b"\n"


def load(data: bytes) -> Header:
    """The inverse of `dump`. Raises NewerStore, DamagedStore."""
    try:
        found = orjson.loads(data)
        written, total = int(found["format"]), found.pop("sum")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged() from error
    if written > FORMAT:
        raise NewerStore(
            f"The workspace has the header format {written}; this version of Desktop Sync knows {FORMAT}.", place=FILE
        )
    text = orjson.dumps(found).decode()
    if _sum(text) != total:
        raise _damaged()
    try:
        return codec.load(Header, text)
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged() from error


def read(folder: Path) -> Header | None:
    """The header of the workspace in the folder, None where there is none."""
    file = folder / FILE
    if not file.exists():
        return None
    with file_errors(f"{FILE} could not be read"):
        data = file.read_bytes()
    return load(data)


def write(folder: Path, header: Header) -> None:
    """Write it, whole or not at all."""
    write_whole(folder / FILE, dump(header))


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _damaged() -> DamagedStore:
    return DamagedStore("The file that says how the workspace is keyed is damaged.", place=FILE)
