"""demo."""

from desktop_sync.cli.parser import Commands


def register(commands: Commands) -> None:
    """Nothing yet."""
