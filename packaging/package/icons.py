"""The program's icon in the sizes that desktops ask for: `icons.py OUT`. Needs PySide6, and no display."""

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from desktop_sync.gui.icons import pixmap

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def main(out: Path) -> None:
    """Write OUT/desktop-sync-SIZE.png and OUT/desktop-sync.ico."""
    application = QGuiApplication(sys.argv[:1])
    out.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        if not pixmap("app", "", size).save(str(out / f"desktop-sync-{size}.png")):
            raise SystemExit("The icon could not be written.")
    if not pixmap("app", "", 256).save(str(out / "desktop-sync.ico")):
        raise SystemExit("The icon for Windows could not be written.")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
