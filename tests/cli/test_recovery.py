"""The recovery key on the command line: shown once, typed, and what it opens where everything else is lost."""

import io

import pytest

from desktop_sync.bootstrap.paths import PASSPHRASE_VARIABLE, RECOVERY_VARIABLE, WORKSPACE_VARIABLE
from desktop_sync.cli import main as command_line


def test_a_lost_passphrase_is_not_the_end(tmp_path, monkeypatch, capsys):
    """In one process: the workspace, its key, a backup, and another computer."""

    def call(*words, code=0):
        assert command_line.main([str(word) for word in words], lambda *_, **__: 0) == code
        return capsys.readouterr()

    monkeypatch.setenv(PASSPHRASE_VARIABLE, "the one that is lost")
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path / "here"))
    assert "no recovery key" in call("doctor").out
    said = call("recovery", "new").out.splitlines()
    key = said[0]
    assert len(key) == 34
    assert "it has a recovery key" in call("doctor").out
    assert key not in call("audit", "export", tmp_path / "audit.jsonl").out + (tmp_path / "audit.jsonl").read_text()
    call("backup", tmp_path / "one.dsbackup")

    monkeypatch.setattr("sys.stdin", io.StringIO(key.lower().replace("-", " ") + "\n"))
    assert "opens the workspace" in call("recovery", "check").out
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert "No recovery key was given" in call("recovery", "check", code=2).err

    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path / "there"))
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "a new one")
    call("restore", tmp_path / "one.dsbackup", code=1)
    monkeypatch.setenv(RECOVERY_VARIABLE, key[:-1] + ("0" if key[-1] != "0" else "2"))
    assert "mistyped" in call("restore", tmp_path / "one.dsbackup", "--recovery", code=2).err
    monkeypatch.setenv(RECOVERY_VARIABLE, key)
    call("restore", tmp_path / "one.dsbackup", "--recovery")
    call("recovery", "check")
    call("sync", "list")
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "the one that is lost")
    call("sync", "list", code=1)


@pytest.fixture(autouse=True)
def _log_ends():
    yield
    from desktop_sync.bootstrap.logs import stop_log

    stop_log()
