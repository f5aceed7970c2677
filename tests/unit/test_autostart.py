"""Starting at sign-in, on each platform, in a folder of the test's own."""

import plistlib
import sys
from contextlib import contextmanager

import pytest

from desktop_sync.bootstrap import autostart
from desktop_sync.bootstrap.autostart import RegistryValue, command, desktop_entry, launch_agent

WORDS = ("/opt/Desktop Sync/run", "--workspace", 'a "b" $c 100%')


class Registry:
    """As much of the module winreg as is used."""

    HKEY_CURRENT_USER, KEY_READ, KEY_WRITE, REG_SZ = "user", 1, 2, "text"

    def __init__(self):
        self.values = {}

    @contextmanager
    def CreateKeyEx(self, root, path, _reserved, access):  # noqa: N802 - winreg's own name
        assert (root, access) == ("user", 3)
        yield self.values.setdefault(path, {})

    def QueryValueEx(self, key, name):  # noqa: N802 - winreg's own name
        if name not in key:
            raise FileNotFoundError(name)
        return key[name], self.REG_SZ

    def SetValueEx(self, key, name, _reserved, kind, value):  # noqa: N802 - winreg's own name
        assert kind == self.REG_SZ
        key[name] = value

    def DeleteValue(self, key, name):  # noqa: N802 - winreg's own name
        if name not in key:
            raise FileNotFoundError(name)
        del key[name]


@pytest.mark.parametrize(
    "made",
    [
        lambda folder: desktop_entry(folder, WORDS),
        lambda folder: launch_agent(folder, WORDS),
        lambda folder: RegistryValue(Registry(), "run it"),
    ],
    ids=["linux", "macos", "windows"],
)
def test_it_is_switched_on_and_off(made, tmp_path):
    one = made(tmp_path)
    assert not one.enabled()
    one.disable()
    one.enable()
    one.enable()
    assert one.enabled()
    one.disable()
    assert not one.enabled()


def test_the_entry_of_linux_quotes_what_it_must(tmp_path):
    one = desktop_entry(tmp_path, WORDS)
    one.enable()
    lines = (tmp_path / "autostart" / "desktop-sync.desktop").read_text().splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert 'Exec="/opt/Desktop Sync/run" "--workspace" "a \\"b\\" \\$c 100%%"' in lines


def test_the_agent_of_macos_starts_the_same_words(tmp_path):
    one = launch_agent(tmp_path, WORDS)
    one.enable()
    assert plistlib.loads(one.file.read_bytes())["ProgramArguments"] == list(WORDS)


def test_the_window_is_started_as_it_runs_now(monkeypatch):
    assert command() == (sys.executable, "-m", "desktop_sync")
    assert command("here")[-2:] == ("--workspace", "here")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == (sys.executable,)


def test_each_platform_has_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert autostart.autostart(platform="linux").file.parent == tmp_path / "autostart"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert autostart.autostart(platform="linux").file.parent == tmp_path / ".config" / "autostart"
    assert "LaunchAgents" in str(autostart.autostart(platform="darwin").file)
    monkeypatch.setitem(sys.modules, "winreg", Registry())
    assert autostart.autostart("my place", platform="win32").value.endswith('--workspace "my place"')
