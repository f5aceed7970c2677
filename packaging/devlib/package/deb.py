"""The Debian package: the self-contained folder, with what a desktop wants to know of a program. It has no scripts: the desktop's own
packages hear of the files by dpkg's triggers, and nothing in anybody's home is touched, neither by installing nor by removing.
"""

import datetime as dt
import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

from devlib.paths import ROOT, say

from .build import BUILD, DIST, RECIPE, dated, icons, size_bytes, version

MOST_BYTES = 75_000_000
HOME = "https://desktop-sync.example.org"
COPYRIGHT = """\
Desktop Sync, with the libraries below inside. Qt and PySide6 are separate shared libraries below
/usr/lib/desktop-sync/_internal, and may be replaced by others. The texts of common licences are in
/usr/share/common-licenses.

"""
CONTROL = """\
Package: desktop-sync
Version: {version}
Architecture: {architecture}
Maintainer: Desktop Sync <hello@example.org>
Installed-Size: {kib}
Depends: {depends}
Recommends: gnome-keyring | kwalletmanager | keepassxc, xdg-desktop-portal, xdg-utils
Section: utils
Priority: optional
Homepage: {home}
Description: two-way sync of business records between systems
 Keeps the same customers, orders and contacts the same in two systems: a
 database and a workbook, a shop and an ERP, a CRM and an address book. Every
 value on both sides is old or new as meant, conflicts are shown, and what was
 done can be explained and taken back.
"""


def deb(folder: Path, python: Path) -> Path:
    """dist/desktop-sync_VERSION_ARCH.deb. Needs Debian's tools (dpkg-deb, readelf)."""
    root = BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    inside = root / "usr" / "lib" / "desktop-sync"
    shutil.copytree(folder, inside, symlinks=True)
    _programs(root)
    _desktop(root, python)
    _documents(root, python)
    for place in root.rglob("*"):
        if not place.is_symlink():
            place.chmod(0o755 if place.is_dir() or (os.access(place, os.X_OK) and place.parent == inside) else 0o644)
    architecture = _told(["dpkg", "--print-architecture"])
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        CONTROL.format(
            version=version(),
            architecture=architecture,
            kib=size_bytes(root) // 1024,
            depends=", ".join(depends(inside)),
            home=HOME,
        ),
        "utf-8",
    )
    root.chmod(0o755)
    control.parent.chmod(0o755)
    target = DIST / f"desktop-sync_{version()}_{architecture}.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(root), str(target)]
    subprocess.run(command, env=dated(), stdout=subprocess.DEVNULL, check=True)
    if target.stat().st_size > MOST_BYTES:
        sys.exit(f"{target.name} has {target.stat().st_size / 1e6:.1f} MB; at most {MOST_BYTES / 1e6:.0f} are wanted.")
    return target


def _told(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _programs(root: Path) -> None:
    binaries = root / "usr" / "bin"
    binaries.mkdir(parents=True)
    for name in ("desktop-sync", "desktop-sync-gui"):
        (binaries / name).symlink_to("../lib/desktop-sync/desktop-sync")
    unit = root / "usr" / "lib" / "systemd" / "user" / "desktop-sync.service"
    unit.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "packaging" / "service" / "desktop-sync.service", unit)


def _desktop(root: Path, python: Path) -> None:
    share = root / "usr" / "share"
    for source, place in (("desktop-sync.desktop", "applications"), ("desktop-sync.xml", "mime/packages")):
        (share / place).mkdir(parents=True)
        shutil.copyfile(RECIPE / source, share / place / source)
    made = BUILD / "icons"
    icons(python, made)
    for picture in made.glob("desktop-sync-*.png"):
        size = picture.stem.rpartition("-")[2]
        target = share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "desktop-sync.png"
        target.parent.mkdir(parents=True)
        shutil.copyfile(picture, target)
    scalable = share / "icons" / "hicolor" / "scalable" / "apps" / "desktop-sync.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "resources" / "icons" / "app.svg", scalable)


def _documents(root: Path, python: Path) -> None:
    documents = root / "usr" / "share" / "doc" / "desktop-sync"
    documents.mkdir(parents=True)
    _packed(documents / "NEWS.md.gz", (ROOT / "docs" / "CHANGELOG.md").read_text("utf-8"))
    stamp = dated().get("SOURCE_DATE_EPOCH")
    day = dt.datetime.fromtimestamp(float(stamp), dt.UTC) if stamp else dt.datetime.now(dt.UTC)
    head = f"desktop-sync ({version()}) stable; urgency=medium"
    signed = f" -- Desktop Sync <hello@example.org>  {day:%a, %d %b %Y %H:%M:%S +0000}"
    log = f"{head}\n\n  * See NEWS.md.gz.\n\n{signed}\n"
    _packed(documents / "changelog.gz", log)
    (documents / "copyright").write_text(COPYRIGHT + (ROOT / "docs" / "LICENCES.md").read_text("utf-8"), "utf-8")
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'packaging'}"}
    command = [str(python), "-m", "devlib.package.manpage", version(), f"{day:%Y-%m-%d}"]
    page = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout
    manual = root / "usr" / "share" / "man" / "man1"
    manual.mkdir(parents=True)
    for name in ("desktop-sync", "desktop-sync-gui"):
        _packed(manual / f"{name}.1.gz", page if name == "desktop-sync" else ".so man1/desktop-sync.1\n")


def _packed(file: Path, text: str) -> None:
    file.write_bytes(gzip.compress(text.encode(), mtime=0))


def depends(folder: Path) -> list[str]:
    """The Debian packages of the libraries that the folder's own ones ask for, and that it has not itself."""
    files = [one for one in folder.rglob("*") if one.is_file() and (one.name == "desktop-sync" or ".so" in one.name)]
    have = {one.name for one in folder.rglob("*.so*")}
    asked: set[str] = set()
    for at in range(0, len(files), 100):
        told = subprocess.run(
            ["readelf", "--dynamic", "--wide", *map(str, files[at : at + 100])],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        asked |= {line.partition("[")[2].rstrip("]") for line in told.splitlines() if "(NEEDED)" in line}
    places = {}
    for line in _told(["/sbin/ldconfig", "-p"]).splitlines():
        name, arrow, path = line.partition(" => ")
        if arrow:
            places.setdefault(name.split()[0], path)
    found = set()
    for name in sorted(asked - have):
        if name.startswith("ld-linux"):
            continue
        if name not in places:
            say(f"{name} is asked for by a part of the program, and not on this system: it is left to the desktop.")
            continue
        found.add(_package_of(Path(places[name])))
    libc = _told(["dpkg-query", "--show", "--showformat=${Version}", "libc6"]).partition("-")[0]
    return sorted(f"libc6 (>= {libc})" if one == "libc6" else one for one in found)


def _package_of(library: Path) -> str:
    """Debian's package of a library; dpkg knows some by their place before /lib became a link, and only the file behind the link."""
    for place in (library, library.resolve()):
        for name in (str(place), str(place).removeprefix("/usr"), f"/usr{place}"):
            told = subprocess.run(["dpkg", "--search", name], capture_output=True, text=True, check=False)
            if told.returncode == 0:
                return told.stdout.partition(":")[0]
    sys.exit(f"{library} belongs to no Debian package.")
