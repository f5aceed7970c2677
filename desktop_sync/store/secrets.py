"""Account secrets: in the system's keyring, or in an encrypted file of the workspace where there is no keyring."""

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import orjson

from desktop_sync.errors import DamagedStore, StoreError
from desktop_sync.store.failures import file_errors
from desktop_sync.store.files import write_whole
from desktop_sync.store.keys import keyring_get, keyring_put, keyring_remove
from desktop_sync.store.locks import locked
from desktop_sync.store.settings import SqlSettings

FILE = "vault.bin"
_MAGIC = b"DSVAULT1"
_NONCE_BYTES = 12
_WAIT_S = 30.0
All = Mapping[str, Mapping[str, str]]
"""Account id (as text) → key → secret."""


_RENEWAL_S = 90.0
"""So long the renewal of a sign-in by another process is waited for."""


def _renewing(folder: Path, account_id: int) -> AbstractContextManager[None]:
    return locked(folder / "locks" / f"sign-in-{account_id}.lock", "This account's sign-in", wait_s=_RENEWAL_S)


class KeyringSecrets:
    """`sync.ports.Secrets`, one entry of the keyring per secret. The store keeps their names: keyrings can't list."""

    def __init__(self, folder: Path, workspace_id: str, settings: SqlSettings) -> None:
        self._folder = folder
        self._id = workspace_id
        self._settings = settings

    def put_all(self, account_id: int, values: Mapping[str, str]) -> None:
        for key, value in values.items():
            self.put(account_id, key, value)

    def renewing(self, account_id: int) -> AbstractContextManager[None]:
        return _renewing(self._folder, account_id)

    def get(self, account_id: int, key: str) -> str | None:
        return keyring_get(self._user(account_id, key))

    def put(self, account_id: int, key: str, value: str) -> None:
        # Named first: an entry that is named and missing does no harm, one that nobody names would stay for ever.
        self._name(account_id, [*self._names(account_id), key])
        keyring_put(self._user(account_id, key), value)

    def drop(self, account_id: int, key: str) -> None:
        # Removed first: as in `put`, a name without an entry does no harm.
        keyring_remove(self._user(account_id, key))
        self._name(account_id, [one for one in self._names(account_id) if one != key])

    def remove(self, account_id: int) -> None:
        for key in self._names(account_id):
            keyring_remove(self._user(account_id, key))
        self._name(account_id, [])

    def all(self) -> All:
        """Every secret, for a backup."""
        found: dict[str, dict[str, str]] = {}
        for setting in self._settings.keys("secrets."):
            account_id = setting.removeprefix("secrets.")
            values = {key: self.get(int(account_id), key) for key in self._names(int(account_id))}
            found[account_id] = {key: value for key, value in values.items() if value is not None}
        return found

    def _user(self, account_id: int, key: str) -> str:
        return f"{self._id}/{account_id}/{key}"

    def _names(self, account_id: int) -> list[str]:
        names: list[str] = orjson.loads(self._settings.get(f"secrets.{account_id}", "[]"))
        return names

    def _name(self, account_id: int, keys: list[str]) -> None:
        self._settings.put(f"secrets.{account_id}", orjson.dumps(sorted(set(keys))).decode())


class VaultSecrets:
    """`sync.ports.Secrets` in `vault.bin`. Its lock keeps a second process from overwriting what the first one put."""

    def __init__(self, folder: Path, workspace_id: str, key: bytes) -> None:
        self._folder = folder
        self._file = folder / FILE
        self._lock = folder / "locks" / "vault.lock"
        self._id = workspace_id
        self._key = key

    def get(self, account_id: int, key: str) -> str | None:
        return self.all().get(str(account_id), {}).get(key)

    def put(self, account_id: int, key: str, value: str) -> None:
        self.put_all(account_id, {key: value})

    def put_all(self, account_id: int, values: Mapping[str, str]) -> None:
        with self._locked():
            secrets = self.all()
            whole = {**secrets.get(str(account_id), {}), **values}
            self._write({**secrets, str(account_id): whole})
            if self.all().get(str(account_id)) != whole:
                raise StoreError("The vault of the account secrets did not keep a secret.", place=FILE)

    def renewing(self, account_id: int) -> AbstractContextManager[None]:
        return _renewing(self._folder, account_id)

    def drop(self, account_id: int, key: str) -> None:
        with self._locked():
            secrets = self.all()
            mine = secrets.get(str(account_id), {})
            if key in mine:
                self._write({**secrets, str(account_id): {name: mine[name] for name in mine if name != key}})

    def remove(self, account_id: int) -> None:
        with self._locked():
            secrets = self.all()
            if str(account_id) in secrets:
                self._write({id_: values for id_, values in secrets.items() if id_ != str(account_id)})

    def all(self) -> All:
        """Every secret. Raises DamagedStore when the file can't be read with the workspace's key."""
        if not self._file.exists():
            return {}
        with file_errors(f"{FILE} could not be read"):
            data = self._file.read_bytes()
        return unseal(data, self._id, self._key)

    def _locked(self) -> AbstractContextManager[None]:
        return locked(self._lock, "The vault of the account secrets", wait_s=_WAIT_S)

    def _write(self, secrets: All) -> None:
        write_whole(self._file, seal(secrets, self._id, self._key))


def seal(secrets: All, workspace_id: str, key: bytes) -> bytes:
    """The vault file's bytes: AES-GCM with a key of its own, bound to the workspace."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    data = orjson.dumps({id_: dict(values) for id_, values in secrets.items()})
    return _MAGIC + nonce + AESGCM(_vault_key(workspace_id, key)).encrypt(nonce, data, _MAGIC + workspace_id.encode())


def unseal(data: bytes, workspace_id: str, key: bytes) -> All:
    """The inverse of `seal`. Raises DamagedStore."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    start = len(_MAGIC) + _NONCE_BYTES
    nonce, sealed, bound = data[len(_MAGIC) : start], data[start:], data[: len(_MAGIC)] + workspace_id.encode()
    try:
        found: All = orjson.loads(AESGCM(_vault_key(workspace_id, key)).decrypt(nonce, sealed, bound))
    except (InvalidTag, ValueError) as error:  # ValueError: too short to hold a nonce
        raise DamagedStore(
            "The vault of the account secrets is damaged.",
            place=FILE,
            advice=f"Restore a backup, or remove {FILE} from the workspace and enter the accounts' secrets again.",
        ) from error
    return found


def _vault_key(workspace_id: str, key: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=workspace_id.encode(), info=b"desktop-sync vault").derive(key)
