"""Where the Python servers (Tryton, Radicale, Kinto) are installed: an environment of their own, made by `dev.py servers`."""

import os
from pathlib import Path

from tests.servers.process import ServerMissingError

ROOT = Path(__file__).resolve().parent.parent.parent


def servers_python() -> Path:
    """The environment's interpreter."""
    folder = Path(os.environ.get("DESKTOP_SYNC_SERVERS_VENV") or ROOT / ".venv-servers")
    python = folder / "bin" / "python"
    # The stamp is written last: without it an installation was cut off.
    if not python.exists() or not (folder / "servers.stamp").exists():
        raise ServerMissingError(f"{folder.name} is missing; `python packaging/dev.py servers` makes it")
    return python
