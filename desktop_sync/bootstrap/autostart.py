"""Starting the window when the user signs in: an autostart entry on Linux, a launch agent on macOS, a value of the registry on Windows.

Only the user's own settings are touched, nothing of the machine.
"""

import os
import plistlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from desktop_sync.bootstrap.paths import APP

_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


class Autostart(Protocol):
    """What a platform offers."""

    def enabled(self) -> bool:
        """Whether the window starts at sign-in."""
        ...

    def enable(self) -> None:
        """Let it start. Raises OSError."""
        ...

    def disable(self) -> None:
        """Let it not start any more; nothing happens when it did not. Raises OSError."""
        ...


def command(workspace: str = "") -> tuple[str, ...]:
    """How the window is started: the frozen program, or this interpreter; on that workspace, "" for the usual one."""
    start = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "desktop_sync")
    return (*start, "--workspace", workspace) if workspace else start


def _quoted(words: Sequence[str]) -> str:
    """As the Desktop Entry Specification wants it: reserved characters only within quotes, with backslashes."""
    shown = []
    for word in words:
        escaped = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word).replace("%", "%%")
        shown.append(f'"{escaped}"')
    return " ".join(shown)


@dataclass(frozen=True)
class EntryFile:
    """A file that is there or not: the entry of Linux desktops, the agent of macOS."""

    file: Path
    content: bytes

    def enabled(self) -> bool:
        """Whether the file is there."""
        return self.file.is_file()

    def enable(self) -> None:
        """Write it."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_bytes(self.content)

    def disable(self) -> None:
        """Remove it."""
        self.file.unlink(missing_ok=True)


@dataclass(frozen=True)
class RegistryValue:
    """A value below the user's own Run key. `registry`: the module winreg."""

    registry: Any
    value: str

    def enabled(self) -> bool:
        """Whether the value is there."""
        with self._key() as key:
            try:
                self.registry.QueryValueEx(key, APP)
            except FileNotFoundError:
                return False
            return True

    def enable(self) -> None:
        """Set it."""
        with self._key() as key:
            self.registry.SetValueEx(key, APP, 0, self.registry.REG_SZ, self.value)

    def disable(self) -> None:
        """Remove it."""
        with self._key() as key:
            try:
                self.registry.DeleteValue(key, APP)
            except FileNotFoundError:
                return

    def _key(self) -> Any:
        access = self.registry.KEY_READ | self.registry.KEY_WRITE
        return self.registry.CreateKeyEx(self.registry.HKEY_CURRENT_USER, _RUN_KEY, 0, access)


def desktop_entry(config: Path, words: Sequence[str]) -> EntryFile:
    """The entry of Linux desktops (freedesktop.org Autostart Specification)."""
    lines = ("[Desktop Entry]", "Type=Application", "Name=Desktop Sync", f"Exec={_quoted(words)}", f"Icon={APP}")
    # Left alone by desktops once the program is gone, which removing its package can't tell every user's settings.
    there = f"TryExec={_escaped(words[0])}"
    return EntryFile(config / "autostart" / f"{APP}.desktop", "\n".join((*lines, there, "")).encode())


def _escaped(path: str) -> str:
    """A value of the type string."""
    return path.replace("\\", "\\\\")


def launch_agent(home: Path, words: Sequence[str]) -> EntryFile:
    """The agent of macOS."""
    label = f"org.{APP}.window"
    content = plistlib.dumps({"Label": label, "ProgramArguments": list(words), "RunAtLoad": True})
    return EntryFile(home / "Library" / "LaunchAgents" / f"{label}.plist", content)


def autostart(workspace: str = "", platform: str = sys.platform) -> Autostart:
    """What this platform offers."""
    words = command(workspace)
    if platform == "win32":
        import subprocess  # late: only Windows needs its quoting
        import winreg

        return RegistryValue(winreg, subprocess.list2cmdline(words))
    if platform == "darwin":
        return launch_agent(Path.home(), words)
    config = os.environ.get("XDG_CONFIG_HOME")
    return desktop_entry(Path(config) if config else Path.home() / ".config", words)
