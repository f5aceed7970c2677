"""The workspace's key and the accounts' secrets in a real Secret Service, and keyrings that fail or lose things."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.secret_service import SecretService

PRELUDE = """
import sys
from pathlib import Path
from desktop_sync.errors import *
from desktop_sync.store.workspace import create_or_open, restore
folder = Path(sys.argv[1])
"""


def run(code: str, folder: Path, env: dict[str, str]) -> str:
    """What the code prints, in a process of its own with that keyring."""
    command = [sys.executable, "-c", PRELUDE + code, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **env}, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def env(secret_service: SecretService) -> dict[str, str]:
    return secret_service.env


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def test_a_workspace_keyed_by_the_keyring_opens_without_a_passphrase(folder: Path, env: dict[str, str]) -> None:
    run("w = create_or_open(folder, None); w.settings.put('a', 'b'); w.close()", folder, env)
    assert run("print(create_or_open(folder, None).settings.get('a'))", folder, env) == "b"
    # A passphrase that happens to be set does not get in the way.
    assert run("print(create_or_open(folder, 'other').settings.get('a'))", folder, env) == "b"


def test_secrets_are_entries_of_the_keyring(folder: Path, env: dict[str, str]) -> None:
    run(
        "w = create_or_open(folder, None); w.secrets.put(1, 'password', 'pä'); w.secrets.put(1, 'token', 't')",
        folder,
        env,
    )
    code = "w = create_or_open(folder, None); print([w.secrets.get(1, k) for k in ('password', 'token', 'x')])"
    assert run(code, folder, env) == "['pä', 't', None]"
    code = "w = create_or_open(folder, None); [w.secrets.drop(1, 'password') for _ in 'ab']; print(w.secrets.all())"
    assert run(code, folder, env) == "{'1': {'token': 't'}}"
    assert (
        run("w = create_or_open(folder, None); w.secrets.remove(1); print(w.secrets.get(1, 'token'))", folder, env)
        == "None"
    )
    assert not (folder / "vault.bin").exists()


def test_a_lost_entry_is_a_wrong_key(folder: Path, env: dict[str, str]) -> None:
    code = """
w = create_or_open(folder, None); w.close()
import keyring
keyring.set_password("desktop-sync", w.header.id, "00" * 32)
for change in (lambda: None, lambda: keyring.set_password("desktop-sync", w.header.id, "x"),
               lambda: keyring.delete_password("desktop-sync", w.header.id)):
    change()
    try: create_or_open(folder, None)
    except WrongKey as error: print(error.what)
"""
    assert len(run(code, folder, env).splitlines()) == 3


def test_a_backup_needs_a_passphrase_and_brings_the_secrets_along(folder: Path, env: dict[str, str]) -> None:
    code = """
w = create_or_open(folder, None); w.secrets.put(1, "password", "s3cret"); w.settings.put("a", "b")
file = folder.parent / "backup.dsb"
try: w.backup(file)
except UsageError as error: print(error.what, file.exists())
w.backup(file, "for the backup")
w.settings.put("a", "later"); w.close()
"""
    assert run(code, folder, env).endswith("False")
    file = folder.parent / "backup.dsb"
    assert b"s3cret" not in file.read_bytes()
    # On the same machine the keyring goes on being used …
    again = "w.close(); w = create_or_open(folder, None); print(w.settings.get('a'), w.secrets.get(1, 'password'))"
    same = "restore(folder, folder.parent / 'backup.dsb', 'for the backup'); w = create_or_open(folder, None); " + again
    assert run(same, folder, env) == "b s3cret"
    # … on another one, without a keyring, the passphrase.
    other = "f = folder.parent / 'other'; restore(f, folder.parent / 'backup.dsb', 'for the backup');"
    other += "w = create_or_open(f, 'for the backup'); print(w.settings.get('a'), w.secrets.get(1, 'password'))"
    assert run(other, folder, {}) == "b s3cret"
    wrong = "f = folder.parent / 'third'\n"
    wrong += "try: restore(f, folder.parent / 'backup.dsb', 'wrong')\nexcept WrongKey: print('wrong')"
    assert run(wrong, folder, {}) == "wrong"


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_a_keyring_that_keeps_nothing_is_refused_and_nothing_is_made(folder: Path, backend: str) -> None:
    code = "try: create_or_open(folder, None)\nexcept NoKey as error: print(bool(error.advice), folder.exists())"
    assert run(code, folder, {"PYTHON_KEYRING_BACKEND": backend}) == "True False"


def test_a_bus_without_a_keyring_is_refused(folder: Path, tmp_path: Path) -> None:
    env = {
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path / 'nothing'}",
    }
    code = "try: create_or_open(folder, None)\nexcept NoKey as error: print(bool(error.advice), folder.exists())"
    assert run(code, folder, env) == "True False"


def test_an_existing_workspace_without_its_keyring_is_refused(folder: Path, env: dict[str, str]) -> None:
    run("create_or_open(folder, None).close()", folder, env)
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    assert run("try: create_or_open(folder, None)\nexcept NoKey: print('no key')", folder, {}) == "no key"
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before


def test_a_passphrase_workspace_never_asks_the_keyring(folder: Path) -> None:
    code = "create_or_open(folder, 'p').close(); create_or_open(folder, 'p').close(); print('keyring' in sys.modules)"
    assert run(code, folder, {}) == "False"


def test_the_recovery_key_brings_a_backup_into_another_machines_keyring(folder: Path, env: dict[str, str]) -> None:
    code = """
w = create_or_open(folder, None); w.secrets.put(1, "password", "s3cret"); key = w.new_recovery_key()
w.backup(folder.parent / "backup.dsb")  # no passphrase is needed any more
import keyring
for name in (w.header.id, f"{w.header.id}/1/password"): keyring.delete_password("desktop-sync", name)
f = folder.parent / "other"
restore(f, folder.parent / "backup.dsb", None, key); w = create_or_open(f, None)
print(w.secrets.get(1, "password"), w.key_place, (f / "vault.bin").exists())
"""
    assert run(code, folder, env) == "s3cret the system's keyring False"
