from pathlib import Path

import pytest

from desktop_sync.errors import DamagedStore
from desktop_sync.store.secrets import VaultSecrets, seal, unseal

KEY, ID = b"k" * 32, "0123"


@pytest.fixture
def vault(tmp_path: Path) -> VaultSecrets:
    return VaultSecrets(tmp_path, ID, KEY)


def test_secrets_are_kept_per_account_and_key(vault: VaultSecrets) -> None:
    assert vault.get(1, "password") is None
    vault.put(1, "password", "pässword\n")
    vault.put(1, "token", "t1")
    vault.put(2, "password", "other")
    vault.put(1, "token", "t2")
    assert [vault.get(1, "password"), vault.get(1, "token"), vault.get(2, "password")] == ["pässword\n", "t2", "other"]
    vault.put(2, "token", "t3")
    for account_id, key in ((2, "token"), (2, "token"), (7, "token")):
        vault.drop(account_id, key)
    assert [vault.get(2, "password"), vault.get(2, "token")] == ["other", None]
    vault.remove(1)
    vault.remove(7)
    assert [vault.get(1, "password"), vault.get(1, "token"), vault.get(2, "password")] == [None, None, "other"]


def test_the_file_is_private_and_shows_nothing(vault: VaultSecrets, tmp_path: Path) -> None:
    vault.put(1, "password", "s3cret")
    file = tmp_path / "vault.bin"
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"s3cret" not in file.read_bytes()
    assert b"password" not in file.read_bytes()
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["vault.bin"]


def test_the_same_secrets_are_sealed_differently_each_time() -> None:
    first, second = seal({"1": {"k": "v"}}, ID, KEY), seal({"1": {"k": "v"}}, ID, KEY)
    assert first != second
    assert unseal(first, ID, KEY) == unseal(second, ID, KEY) == {"1": {"k": "v"}}


@pytest.mark.parametrize(("workspace_id", "key"), [("other", KEY), (ID, b"x" * 32)])
def test_a_vault_belongs_to_its_workspace(workspace_id: str, key: bytes) -> None:
    with pytest.raises(DamagedStore):
        unseal(seal({}, ID, KEY), workspace_id, key)
