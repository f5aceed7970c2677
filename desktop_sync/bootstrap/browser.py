"""Opens an address in the user's browser, without a word of it on our stdout."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping


def open_in_browser(url: str, environment: Mapping[str, str] | None = None) -> bool:
    """Whether a browser was started. BROWSER names one (`firefox`, `chromium --app=%s`); else it is the system's."""
    environment = os.environ if environment is None else environment
    if sys.platform == "win32":
        os.startfile(url)  # noqa: S606 - an https address that we made
        return True
    command = _command(url, environment)
    if command is None:
        return False
    try:
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C here must not close the browser
        )
    except OSError:
        return False
    return True


def _command(url: str, environment: Mapping[str, str]) -> list[str] | None:
    chosen = environment.get("BROWSER", "").split(os.pathsep)[0].strip()
    if chosen:
        parts = shlex.split(chosen)
        return [part.replace("%s", url) for part in parts] if "%s" in chosen else [*parts, url]
    if sys.platform == "darwin":
        return ["open", url]
    # A browser in a terminal, which is what there is without a display, would not get anybody through a sign-in.
    shown = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    opener = shutil.which("xdg-open")
    return [opener, url] if shown and opener else None
