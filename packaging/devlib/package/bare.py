"""A Debian with nothing but its base, in a folder: made by debootstrap, entered by chroot in a mount namespace of its own. Needs root."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from devlib import system
from devlib.paths import say

from .build import BUILD

RELEASE = "bookworm"
_ENTER = 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix" && exec chroot "$@"'


@dataclass(frozen=True)
class Bare:
    """One that is thrown away after use, with a user `person`."""

    root: Path

    @classmethod
    @contextlib.contextmanager
    def made(cls) -> "Iterator[Bare]":
        """A copy of the base, which is made at the first need and kept in build/."""
        base, root = BUILD / f"bare-{RELEASE}", BUILD / "bare-used"
        if not base.exists():
            _bootstrap(base)
        shutil.rmtree(root, ignore_errors=True)
        subprocess.run(["cp", "-a", str(base), str(root)], check=True)
        try:
            bare = cls(root)
            (root / "tmp/.X11-unix").mkdir(exist_ok=True)
            bare.as_root(["useradd", "--create-home", "person"])
            yield bare
        finally:
            shutil.rmtree(root, ignore_errors=True)

    def as_root(self, command: Sequence[str]) -> None:
        """Run a command as root. Raises CalledProcessError."""
        subprocess.run(self._command(command, "root", {}), stdout=subprocess.DEVNULL, check=True)

    def told(self, command: Sequence[str], more: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command as the person, with what it printed."""
        return subprocess.run(self._command(command, "person", more or {}), capture_output=True, text=True, check=False)

    def start(self, command: Sequence[str], more: Mapping[str, str]) -> subprocess.Popen:
        """Start a program as the person."""
        return subprocess.Popen(self._command(command, "person", more))

    def install(self, file: Path, *packages: str) -> None:
        """Install a .deb with what it depends on, and packages of the release. Raises CalledProcessError."""
        shutil.copyfile(file, self.root / "tmp" / file.name)
        options = ["-y", "-qq", "--no-install-recommends", "-o", "APT::Sandbox::User=root"]
        self.as_root(["apt-get", "update", "-qq"])
        self.as_root(["apt-get", "install", *options, f"/tmp/{file.name}", *packages])  # noqa: S108 - inside the root

    def _command(self, command: Sequence[str], user: str, more: Mapping[str, str]) -> list[str]:
        home = "/root" if user == "root" else f"/home/{user}"
        environment = {
            "HOME": home,
            "PATH": os.defpath + ":/usr/sbin:/sbin",
            "LANG": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
        }
        words = [f"{key}={value}" for key, value in {**environment, **more}.items()]
        enter = ["unshare", "--mount", "sh", "-c", _ENTER, str(self.root), f"--userspec={user}:{user}", str(self.root)]
        return [*enter, "/usr/bin/env", "-i", "-C", home, *words, *command]


def _bootstrap(base: Path) -> None:
    if not shutil.which("debootstrap", path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        system.install(["debootstrap"], "a bare Debian")
    say(f"Making a bare Debian ({RELEASE}) in {base.name}: once. This takes about a minute.")
    new = base.with_name(f"{base.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    made = subprocess.run(
        ["debootstrap", "--variant=minbase", RELEASE, str(new)], stdout=subprocess.DEVNULL, check=False
    )
    if made.returncode:
        sys.exit("debootstrap could not make it; it says why above.")
    # How this system reaches the packages: settings of apt that are about getting them, not what it does after installing.
    for source in Path("/etc/apt/apt.conf.d").iterdir():
        text = source.read_text("utf-8", "replace")
        if "Acquire" in text and "Invoke" not in text:
            shutil.copyfile(source, new / "etc/apt/apt.conf.d" / source.name)
    shutil.copyfile("/etc/resolv.conf", new / "etc/resolv.conf")
    new.rename(base)
