"""The demo: a shop's customer database and a workbook with the same people, made to disagree, and synced."""

from pathlib import Path

MARKER = ".desktop-sync-demo"


def is_demo(folder: Path) -> bool:
    """Whether the workspace there is a demo of ours: the program may replace what is in it."""
    return (folder / MARKER).is_file()
