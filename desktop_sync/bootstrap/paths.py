"""Where things are: the workspace, its log, the resources that come with the program. Nothing here creates anything."""

import os
from collections.abc import Mapping
from pathlib import Path

WORKSPACE_VARIABLE = "DESKTOP_SYNC_WORKSPACE"
PASSPHRASE_VARIABLE = "DESKTOP_SYNC_PASSPHRASE"  # noqa: S105 - the name of a variable
RECOVERY_VARIABLE = "DESKTOP_SYNC_RECOVERY_KEY"
APP = "desktop-sync"


def data_folder() -> Path:
    """The platform's folder for a program's data."""
    import platformdirs  # late: `--help` needs no folders

    return platformdirs.user_data_path(APP, appauthor=False)


def workspace_folder(given: str | None, environ: Mapping[str, str] = os.environ) -> Path:
    """The workspace: as given, else DESKTOP_SYNC_WORKSPACE, else the platform's data folder. Absolute."""
    named = given or environ.get(WORKSPACE_VARIABLE) or ""
    return Path(named).expanduser().absolute() if named else data_folder()


def demo_folder(given: str | None, environ: Mapping[str, str] = os.environ) -> Path:
    """Where the demo goes: as given, else DESKTOP_SYNC_WORKSPACE, else beside the platform's data folder."""
    if given or environ.get(WORKSPACE_VARIABLE):
        return workspace_folder(given, environ)
    return data_folder().with_name(f"{APP}-demo")


def log_file(workspace: Path) -> Path:
    """The workspace's log."""
    return workspace / "logs" / "desktop-sync.log"


def package_folder() -> Path:
    """The folder of the package `desktop_sync`."""
    return Path(__file__).resolve().parent.parent


def resources_folder() -> Path:
    """The resources: in the wheel and the frozen program inside the package, in a source tree beside it."""
    inside = package_folder() / "_resources"
    return inside if inside.is_dir() else package_folder().parent / "resources"


def guide_folder() -> Path:
    """The pages of the guide: in the wheel and the frozen program inside the package, in a source tree among the documents."""
    inside = package_folder() / "_docs" / "guide"
    return inside if inside.is_dir() else package_folder().parent / "docs" / "guide"


def source_tree() -> Path | None:
    """The source tree that the program runs from, None when it is installed."""
    root = package_folder().parent
    return root if (root / "packaging" / "dev.py").is_file() else None
