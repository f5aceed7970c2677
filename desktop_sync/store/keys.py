"""The workspace's raw 32-byte key: in the system's keyring, or wrapped by a passphrase; and by a recovery key, where there is one.

Argon2id with OWASP's recommended setting (Password Storage Cheat Sheet: 19 MiB, 2 iterations, 1 lane): 40 ms here. The
key is random and the passphrase only wraps it, so a backup can be wrapped anew without encrypting the store again.
"""

import os
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_sync.errors import DamagedStore, NoKey, StoreError, WrongKey
from desktop_sync.store.header import FILE, KEYRING, PASSPHRASE, Header, Wrap, check_of
from desktop_sync.sync.recoverykey import heard

if TYPE_CHECKING:
    from types import ModuleType

SERVICE = "desktop-sync"
MEMORY_KIB, ITERATIONS, LANES = 19456, 2, 1
KEY_BYTES = 32
_RECOVERY = b"recovery "
_LIMITS = ((MEMORY_KIB, 1 << 20), (ITERATIONS, 10), (LANES, 8))
"""At least and at most: never less than was ever written, never more than a small computer has."""


def _keyring() -> "ModuleType":
    # 60 to 120 ms to import, and a workspace with a passphrase never needs it.
    import keyring

    return keyring


def _failures() -> tuple[type[Exception], ...]:
    """What a keyring raises when it can't be used. Backends let through what their libraries raise (seen: OSError)."""
    from keyring.errors import KeyringError

    kinds: list[type[Exception]] = [KeyringError, OSError, RuntimeError, ImportError, AttributeError]
    with suppress(ImportError):
        from jeepney import DBusErrorResponse  # type: ignore[import-untyped]
        from secretstorage.exceptions import SecretStorageException

        kinds += [DBusErrorResponse, SecretStorageException]
    return tuple(kinds)


def keyring_get(user: str) -> str | None:
    """An entry of the keyring, None where there is none. Raises NoKey when it can't be used. May show a prompt."""
    keyring = _keyring()
    try:
        found: str | None = keyring.get_password(SERVICE, user)
    except _failures() as error:
        raise NoKey(f"The system's keyring can't be read ({type(error).__name__}).") from error
    return found


def keyring_put(user: str, value: str) -> None:
    """Store an entry, proved by reading it back: some backends lose it silently. Raises NoKey."""
    keyring = _keyring()
    try:
        keyring.set_password(SERVICE, user, value)
        found = keyring.get_password(SERVICE, user)
    except _failures() as error:
        raise NoKey(f"The system's keyring can't be used ({type(error).__name__}).") from error
    if found != value:
        raise NoKey("The system's keyring does not keep what is put into it.")


def keyring_remove(user: str) -> None:
    """Remove an entry; fine when there is none. Raises NoKey."""
    keyring = _keyring()
    try:
        if keyring.get_password(SERVICE, user) is not None:
            keyring.delete_password(SERVICE, user)
    except _failures() as error:
        raise NoKey(f"The system's keyring can't be used ({type(error).__name__}).") from error


def new_key(passphrase: str | None) -> tuple[Header, bytes]:
    """A key for a new workspace, and the header that leads to it. With a passphrase the keyring is left alone.

    Raises NoKey when there is neither a passphrase nor a keyring that works.
    """
    id_, key = secrets.token_hex(16), os.urandom(KEY_BYTES)
    header = Header(id_, KEYRING, check_of(id_, key))
    if passphrase:
        return replace(header, keyed_by=PASSPHRASE, wrap=wrap(header, key, passphrase)), key
    keyring_put(id_, key.hex())
    return header, key


def forget_key(header: Header) -> None:
    """Take back what `new_key` put into the keyring, as far as that goes."""
    if header.keyed_by == KEYRING:
        with suppress(NoKey):
            keyring_remove(header.id)


def key_of(header: Header, passphrase: str | None) -> bytes:
    """The key of an existing workspace. Raises WrongKey or NoKey."""
    if header.wrap is not None and passphrase:
        return unwrap(header, passphrase)
    if header.keyed_by == PASSPHRASE:
        raise WrongKey(
            "This workspace was made with a passphrase, and none was given.",
            advice="Set DESKTOP_SYNC_PASSPHRASE to the passphrase of this workspace.",
        )
    return _key_from_keyring(header)


def _key_from_keyring(header: Header) -> bytes:
    text = keyring_get(header.id)
    if text is None:
        raise WrongKey(
            "The system's keyring has no key for this workspace.",
            advice="Sign in as the user who made the workspace, or restore a backup with its passphrase or the recovery key.",
        )
    try:
        key = bytes.fromhex(text)
    except ValueError as error:
        raise WrongKey("The keyring's entry for this workspace is not a key.") from error
    if not header.proves(key):
        raise WrongKey("The key in the system's keyring is not this workspace's key.")
    return key


def keyring_has(header: Header) -> bool:
    """Whether this machine's keyring holds the workspace's key."""
    try:
        _key_from_keyring(header)
    except StoreError:
        return False
    return True


def wrap(header: Header, key: bytes, passphrase: str) -> Wrap:
    """The key, encrypted with the passphrase."""
    return _wrap(passphrase, key, header.id.encode())


def unwrap(header: Header, passphrase: str) -> bytes:
    """The key. Raises WrongKey when the passphrase is not the one it was wrapped with."""
    assert header.wrap is not None
    key = _unwrap(header.wrap, passphrase, header.id.encode())
    if key is None or not header.proves(key):
        raise WrongKey("The passphrase does not open this workspace.")
    return key


def wrap_recovery(header: Header, key: bytes, recovery_key: str) -> Wrap:
    """The key, encrypted with a recovery key as `sync.recoverykey` spells it. What it is bound to keeps it from being taken for a passphrase's."""
    return _wrap(recovery_key, key, _RECOVERY + header.id.encode())


def unwrap_recovery(header: Header, typed: str) -> bytes:
    """The key. Raises UsageError for what is no recovery key, WrongKey for another one, or where none was made."""
    if header.recovery is None:
        raise WrongKey(
            "There is no recovery key for this workspace or backup.",
            advice="Open it with its passphrase, or on the computer whose keyring has its key.",
        )
    key = _unwrap(header.recovery, heard(typed), _RECOVERY + header.id.encode())
    if key is None or not header.proves(key):
        raise WrongKey(
            "This recovery key does not open this workspace or backup.",
            advice="Each new recovery key replaces the one before; an older backup still wants the one of its time.",
        )
    return key


def _wrap(secret: str, key: bytes, bound: bytes) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    outer = _derive(secret, salt, MEMORY_KIB, ITERATIONS, LANES)
    sealed = AESGCM(outer).encrypt(nonce, key, bound)
    return Wrap(salt.hex(), MEMORY_KIB, ITERATIONS, LANES, nonce.hex(), sealed.hex())


def _unwrap(how: Wrap, secret: str, bound: bytes) -> bytes | None:
    """The key, None for another secret. Raises DamagedStore."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, sealed = _checked(how)
    outer = _derive(secret, salt, how.memory_kib, how.iterations, how.lanes)
    try:
        return AESGCM(outer).decrypt(nonce, sealed, bound)
    except InvalidTag:
        return None


def _checked(how: Wrap) -> tuple[bytes, bytes, bytes]:
    """Salt, nonce and sealed key. Raises DamagedStore for what no version of the program writes: a header that somebody made could ask for
    all the memory there is, or for so little work that a passphrase is tried out in no time.
    """
    try:
        asked = (int(how.memory_kib), int(how.iterations), int(how.lanes))
        parts = (bytes.fromhex(how.salt), bytes.fromhex(how.nonce), bytes.fromhex(how.sealed))
    except (TypeError, ValueError):
        asked, parts = (0, 0, 0), (b"", b"", b"")
    fits = all(least <= one <= most for one, (least, most) in zip(asked, _LIMITS, strict=True))
    if not fits or [len(one) for one in parts] != [16, 12, KEY_BYTES + 16]:
        raise DamagedStore("The file that says how the workspace is keyed is damaged.", place=FILE)
    return parts


def _derive(passphrase: str, salt: bytes, memory_kib: int, iterations: int, lanes: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    # The same letters typed on another system may be composed differently.
    text = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(salt=salt, length=KEY_BYTES, iterations=iterations, lanes=lanes, memory_cost=memory_kib).derive(
        text
    )
