"""Keeps a workspace of a released version for the tests: `python -m tests.store.keep`, once for each release, from its sources.

It is the demo's (everybody in it is invented), as a backup: encrypted, keyed by the demo's passphrase. Never made anew: it is
what that version left on people's disks.
"""

import os
import sys
import tempfile
from pathlib import Path

import desktop_sync
from desktop_sync.bootstrap.demo.make import PASSPHRASE, make
from desktop_sync.bootstrap.paths import PASSPHRASE_VARIABLE
from desktop_sync.store.workspace import create_or_open

KEPT = Path(__file__).resolve().parent.parent / "data" / "workspaces"


def keep(target: Path) -> None:
    """Write the backup. The file must not exist."""
    if target.exists():
        sys.exit(f"{target.name} is there already: what a release left is not made anew.")
    target.parent.mkdir(parents=True, exist_ok=True)
    os.environ[PASSPHRASE_VARIABLE] = PASSPHRASE
    with tempfile.TemporaryDirectory() as name:
        demo = make(Path(name) / "demo")
        workspace = create_or_open(demo.folder, PASSPHRASE)
        try:
            workspace.backup(target, PASSPHRASE)
        finally:
            workspace.close()


if __name__ == "__main__":
    keep(KEPT / f"{desktop_sync.__version__}.dsbackup")
