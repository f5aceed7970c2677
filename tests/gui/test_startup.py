"""What the window's start loads: until the overview stands, nothing that only a run, an editor or another kind of system needs."""

import os
import subprocess
import sys

from desktop_sync.bootstrap.demo.make import PASSPHRASE, make

CODE = """
import sys
from pathlib import Path
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.gui import app
from desktop_sync.gui.board import take_picture
services = open_services(Path(sys.argv[1]), sys.argv[2])
picture = take_picture(services)
assert len(picture.statuses) == 1 and picture.conflicts, picture
print(sorted(picture.letters))
print([name for name in sys.argv[3:] if name in sys.modules])
services.close()
"""
LATER = (
    "desktop_sync.connectors.rest", "desktop_sync.connectors.carddav", "desktop_sync.engine.runner",
    "desktop_sync.engine.undo", "desktop_sync.engine.worker", "desktop_sync.engine.opening", "desktop_sync.sync.lenses",
    "desktop_sync.sync.syncfile", "desktop_sync.gui.wizards", "desktop_sync.gui.mapper", "desktop_sync.gui.dialogs.conflict",
    "desktop_sync.gui.pages.activity", "requests", "sqlalchemy", "openpyxl", "PySide6.QtNetwork",
)  # fmt: skip


def test_the_overview_comes_without_the_machinery_of_runs(tmp_path):
    made = make(tmp_path / "demo")
    command = [sys.executable, "-c", CODE, str(made.folder), PASSPHRASE, *LATER]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    kinds, loaded = done.stdout.strip().splitlines()
    assert kinds == "['files', 'sql']"
    assert loaded == "[]"
