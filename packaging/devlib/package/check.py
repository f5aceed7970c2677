"""Proves what was built on bare systems: the wheel in a new environment, the Debian package in a Debian that has nothing else.

There the demo is run, the window is started on a real X server, and after removal the user's data are still there.
"""

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from devlib.display import private_display, stop
from devlib.paths import REQUIREMENTS, ROOT, say, venv_python

from .bare import Bare
from .build import BUILD

LIMIT_S = 240.0
TITLE = "Add a sync from a file"
PASSPHRASE = "DESKTOP_SYNC_PASSPHRASE"  # noqa: S105 - the name of a variable
SYNC_FILE = """\
name = "Second"

[a]
account = "shop"
table = "customers"

[b]
account = "absent"
table = "Customers"

[[field]]
a = "name"
b = "Name"
"""


class NotProved(Exception):
    """Something that the package lacks."""


def prove(made: Mapping[str, Path]) -> int:
    """Each in turn; 0 if all hold. Pictures of the windows are in build/."""
    proofs: dict[str, Callable[[Path], None]] = {"wheel": wheel, "folder": folder, "deb": deb}
    failed = []
    for kind, place in made.items():
        started = time.monotonic()
        try:
            proofs[kind](place)
        except (NotProved, subprocess.CalledProcessError) as problem:
            failed.append(kind)
            say(f"FAILED {kind}: {problem}")
        else:
            say(f"ok     {kind} ({time.monotonic() - started:.0f} s)")
    return 1 if failed else 0


def wheel(file: Path) -> None:
    """In an environment that has nothing else than what run.txt pins."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        subprocess.run([shutil.which("python3") or "python3", "-m", "venv", str(home / "bare")], check=True)
        pip = [str(venv_python(home / "bare")), "-m", "pip", "--disable-pip-version-check", "-qq", "install"]
        subprocess.run([*pip, "--require-hashes", "--requirement", str(REQUIREMENTS / "run.txt")], check=True)
        # Nothing is looked for elsewhere: what the wheel asks for and run.txt lacks is a failure.
        subprocess.run([*pip, "--no-index", str(file)], check=True)
        programs = venv_python(home / "bare").parent
        _own(home, [str(programs / "desktop-sync")], [str(programs / "desktop-sync-gui")], "wheel")


def folder(place: Path) -> None:
    """On this system, from another place than where it was built."""
    with tempfile.TemporaryDirectory() as name:
        moved = Path(name) / "elsewhere"
        shutil.copytree(place, moved, symlinks=True)
        program = [str(moved / "desktop-sync")]
        _own(Path(name), program, program, "folder")


def _own(home: Path, program: Sequence[str], window: Sequence[str], name: str) -> None:
    """The demo and the window, by a program of this system."""
    kept = {key: value for key, value in os.environ.items() if key in {"LANG", "PATH"}}
    environment = kept | {"HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    told = subprocess.run(
        [*program, "demo", "--headless", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
    )
    workspace = _demo(told)
    (home / "second.dsync").write_text(SYNC_FILE, "utf-8")
    with private_display() as display:
        if display is None:
            raise NotProved("there is no Xvfb here: the window was not started")
        command = [*window, "--workspace", workspace, "--open", str(home / "second.dsync")]
        shown = environment | {"DISPLAY": display, PASSPHRASE: "demo"}
        with _running(lambda: subprocess.Popen(command, env=shown, cwd=home)) as process:
            _see(display, process, name)


def _demo(told: subprocess.CompletedProcess[str]) -> str:
    """The demo's workspace, when all came out as planted."""
    try:
        result = json.loads(told.stdout)
    except ValueError:
        raise NotProved(f"the demo said: {(told.stdout + told.stderr)[-2000:]}") from None
    if told.returncode or not result.get("as_planted"):
        raise NotProved(f"the demo did not come out as planted: {result.get('differences', result)}")
    return str(result["workspace"])


@contextlib.contextmanager
def _running(start: Callable[[], subprocess.Popen]) -> Iterator[subprocess.Popen]:
    process = start()
    try:
        yield process
    finally:
        stop(process)


def _see(display: str, process: subprocess.Popen, name: str) -> None:
    """Wait for the dialog of the sync file, over the window; take a picture."""
    environment = os.environ | {"DISPLAY": display}
    ends = time.monotonic() + LIMIT_S
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise NotProved(f"the window ended with {process.returncode}")
        found = subprocess.run(
            ["xdotool", "search", "--name", TITLE], env=environment, capture_output=True, check=False
        )
        if found.stdout.strip():
            time.sleep(3)  # for the picture only
            _picture(display, name)
            return
        time.sleep(0.5)
    raise NotProved(f"the window did not come up within {LIMIT_S:.0f} s")


def _picture(display: str, name: str) -> None:
    script = (
        "import sys; from PySide6.QtGui import QGuiApplication; a = QGuiApplication([]);"
        "sys.exit(not a.primaryScreen().grabWindow(0).save(sys.argv[1]))"
    )
    from devlib import venv

    target = BUILD / f"window-{name}.png"
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    subprocess.run([str(venv.ensure("package")), "-c", script, str(target)], env=environment, check=True, cwd=ROOT)
    say(f"A picture of the window: {target.relative_to(ROOT)}")


def deb(file: Path) -> None:
    """In a bare Debian: installed, started, the demo run, removed; the data are still there, and open after a second installation."""
    with Bare.made() as bare, private_display() as display:
        if display is None:
            raise NotProved("there is no Xvfb here: the window was not started")
        bare.install(file, "shared-mime-info", "desktop-file-utils")
        _complete(bare)
        workspace = _demo(bare.told(["desktop-sync", "demo", "--headless", "--json"]))
        (bare.root / "home/person/second.dsync").write_text(SYNC_FILE, "utf-8")
        command = ["desktop-sync-gui", "--workspace", workspace, "--open", "/home/person/second.dsync"]
        with _running(lambda: bare.start(command, {"DISPLAY": display, PASSPHRASE: "demo"})) as process:
            _see(display, process, "deb")
        conflicts = ["desktop-sync", "conflicts", "--json", "--workspace", workspace]
        before = bare.told(conflicts, {PASSPHRASE: "demo"})
        bare.as_root(["apt-get", "purge", "-y", "-qq", "desktop-sync"])
        left = [name for name in ("usr/bin/desktop-sync", "usr/lib/desktop-sync") if (bare.root / name).exists()]
        if left:
            raise NotProved(f"left behind: {', '.join(left)}")
        if not (bare.root / workspace.lstrip("/") / "workspace.db").is_file():
            raise NotProved("the user's data are gone")
        bare.install(file)
        after = bare.told(conflicts, {PASSPHRASE: "demo"})
        if after.stdout != before.stdout or len(json.loads(after.stdout)["conflicts"]) != 3:
            raise NotProved(f"after a second installation the conflicts are others: {after.stdout}{after.stderr}")


def _complete(bare: Bare) -> None:
    """No library is missing, the desktop knows the file type, the entry is valid, and the version is the one."""
    # The program's loader looks there first, too.
    inside = "/usr/lib/desktop-sync/_internal"
    script = f"LD_LIBRARY_PATH={inside} find {inside} -name '*.so*' -exec ldd {{}} + 2>/dev/null | grep 'not found' | sort -u; true"
    missing = bare.told(["sh", "-c", script]).stdout.strip()
    if missing:
        raise NotProved(f"libraries are missing:\n{missing}")
    if "application/x-desktop-sync:*.dsync" not in (bare.root / "usr/share/mime/globs2").read_text("utf-8"):
        raise NotProved("the desktop does not know *.dsync")
    told = bare.told(["desktop-file-validate", "/usr/share/applications/desktop-sync.desktop"])
    if told.stdout.strip() or told.returncode:
        raise NotProved(f"the desktop entry: {told.stdout}{told.stderr}")
    from .build import version

    if bare.told(["desktop-sync", "--version"]).stdout.strip() != f"desktop-sync {version()}":
        raise NotProved("it tells another version")
