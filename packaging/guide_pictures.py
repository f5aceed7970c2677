"""Makes the pictures of the guide from the real window, in both languages: `dev.py guide --pictures`. Takes some minutes, and needs no display.

    python packaging/guide_pictures.py [--from FOLDER]

FOLDER: where `dev.py screenshots FOLDER --state full` has put all pictures already.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from pictures import few_colours  # noqa: E402 - packaging/ is no package

OUT = HERE.parent / "docs" / "guide" / "images"
LANGUAGES = ("en", "de")
SCHEMES = {"light": "", "dark": "dark"}
"""The folders of the dark window's pictures lie beside the light ones."""
PICTURES = {
    "activity": "full-activity",
    "conflict": "full-conflict-taken",
    "connect": "full-connect-2-hubspot",
    "mapper": "full-editor-2",
    "matching": "full-editor-3",
    "overview": "full-overview",
    "preview": "full-preview",
    "settings": "full-settings",
}
WIDTH = 900
"""Pixels: what fits beside the list of the guide's pages."""


def take(shots: Path) -> None:
    """Every picture of the guide from those of the screens, small: fewer pixels, and no more colours than a palette holds."""
    for language in LANGUAGES:
        for scheme, folder in SCHEMES.items():
            for name, shot in PICTURES.items():
                picture = QImage(str(shots / language / scheme / f"{shot}.png"))
                if picture.isNull():
                    raise SystemExit(f"there is no picture {shot} in {language}, {scheme}")
                if picture.width() > WIDTH:
                    picture = picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
                file = OUT / language / folder / f"{name}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                few_colours(picture).save(str(file), "PNG", 0)
                print(f"{file.relative_to(OUT).as_posix()} {file.stat().st_size // 1024} kB")


def main() -> int:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="shots", type=Path)
    given = parser.parse_args()
    if given.shots is not None:
        take(given.shots)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, str(HERE / "screenshots.py"), scratch, "--state", "full"]
        subprocess.run(command, check=True)
        take(Path(scratch))
    return 0


if __name__ == "__main__":
    sys.exit(main())
