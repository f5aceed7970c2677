"""What of the operating system is there: libraries, servers, a display; and its installation by apt-get."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .paths import say

# Library to load -> Debian's package of it. Qt's import fails without the first group, its window without the second.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
XCB_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
# Command -> Debian's package of it: what the tests start. `postgresql` is whatever release the distribution has.
SERVERS = {
    "postgres": "postgresql",
    "mariadbd": "mariadb-server",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-run-session": "dbus",
    "at-spi-bus-launcher": "at-spi2-core",
    "pyatspi": "python3-pyatspi",
    "Atspi-2.0.typelib": "gir1.2-atspi-2.0",
}
# What of these is no command -> where it is. The screen reader's side of AT-SPI comes as a package of the system's own Python.
_FILES = {
    "pyatspi": "usr/lib/python3/dist-packages/pyatspi",
    "Atspi-2.0.typelib": "usr/lib/*/girepository-1.0/Atspi-2.0.typelib",
}


def has_display() -> bool:
    """Can a window open here? Windows and macOS always have a screen; on Linux a display server says so."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_libraries(*, window: bool) -> list[str]:
    """The libraries that Qt needs and the system doesn't have; with `window` those for a window on X11, too."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = QT_LIBRARIES | XCB_LIBRARIES if window else QT_LIBRARIES
    return [name for name in wanted if not _can_load(name)]


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_qt(*, window: bool) -> bool:
    """Installs what Qt lacks where that is possible, else prints how; False if something is missing still."""
    missing = missing_libraries(window=window)
    if missing:
        install([(QT_LIBRARIES | XCB_LIBRARIES)[name] for name in missing], "Qt")
        missing = missing_libraries(window=window)
    if missing and not shutil.which("apt-get"):
        say("Qt needs these libraries, install them with your system's package manager: " + " ".join(missing))
    return not missing


def missing_servers() -> list[str]:
    """The commands of `SERVERS` that are not installed."""
    return [name for name in SERVERS if find_command(name) is None]


def find_command(name: str) -> str | None:
    """The path of a server's command, also where Debian keeps it off the user's PATH; or of the file in its place."""
    if name in _FILES:
        return next((str(file) for file in Path("/").glob(_FILES[name])), None)
    places = (os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin", "/usr/libexec")
    found = shutil.which(name, path=os.pathsep.join(places))
    if found or name != "postgres":
        return found
    versions = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return str(max(versions, key=lambda path: int(path.parts[-3]), default="")) or None


def install(packages: list[str], what_for: str) -> bool:
    """Installs Debian packages when root (or with sudo that asks nothing); else prints the line that would."""
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    prefix = _root_prefix()
    if not shutil.which("apt-get"):
        return False
    if prefix is None:
        say(f"Packages are missing for {what_for}. Install them with:\n  sudo {' '.join(line)}")
        return False
    say(f"Installing for {what_for}: {' '.join(packages)}")
    setting = ["env", "DEBIAN_FRONTEND=noninteractive"]
    # Their output is for people: stdout must stay clean for `demo --headless --json`.
    update = subprocess.run([*prefix, *setting, "apt-get", "update", "-qq"], stdout=sys.stderr, check=False)
    result = subprocess.run([*prefix, *setting, *line, "-qq"], stdout=sys.stderr, check=False)
    if update.returncode or result.returncode:
        say(f"apt-get could not install them all. The line was:\n  {' '.join(line)}")
    return result.returncode == 0


def _root_prefix() -> list[str] | None:
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None
