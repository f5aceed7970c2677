"""The wheel, as pip installs it into an environment that has what run.txt pins and nothing else: the demo by its command, the window by the other."""

import json
import os
import re
import subprocess
import sys
import time
import venv
from importlib import metadata
from pathlib import Path

import pytest

import desktop_sync
from desktop_sync.bootstrap.demo.make import PASSPHRASE

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="links files of the tests' environment"),
]


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """The folder of an environment's programs, with the wheel installed. The libraries are linked: unpacking them anew takes half a minute."""
    home = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(home)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = home.glob("*.whl")
    assert wheel.name == f"desktop_sync-{desktop_sync.__version__}-py3-none-any.whl"
    venv.create(home / "bare", symlinks=True)
    (packages,) = (home / "bare" / "lib").glob("python*/site-packages")
    link_pinned(packages)
    # It finds what the wheel asks for among the linked ones, and nowhere else.
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bare/bin/python"), "install", "-qq", "--no-index"]
    told = subprocess.run([*pip, str(wheel)], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return home / "bare" / "bin"


def link_pinned(target):
    """Put the pinned libraries of the running environment there, and their metadata."""
    pinned = set(
        re.findall(r"^([\w.-]+)==", (ROOT / "packaging/requirements/run.txt").read_text("utf-8"), re.MULTILINE)
    )
    for one in metadata.distributions():
        if re.sub(r"[-_.]+", "-", one.name).lower() in pinned:
            parts = {file.parts[0] for file in one.files or () if file.parts[0] not in {"..", "__pycache__"}}
            for name in parts:
                if not (target / name).exists():
                    (target / name).symlink_to(one.locate_file(name))


def environment(home):
    kept = {key: value for key, value in os.environ.items() if key in {"LANG", "PATH", "TMPDIR"}}
    home.mkdir(exist_ok=True)
    return kept | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "DESKTOP_SYNC_PASSPHRASE": PASSPHRASE,
    }


def test_the_demo_is_in_step_and_the_window_comes_up(bare, tmp_path):
    around = environment(tmp_path / "home")
    told = subprocess.run(
        [str(bare / "desktop-sync"), "demo", "--headless", "--json"],
        env=around, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr
    demo = json.loads(told.stdout)
    assert demo["as_planted"]
    window = [str(bare / "desktop-sync-gui"), "--workspace", demo["workspace"]]
    log = Path(demo["workspace"]) / "logs" / "desktop-sync.log"
    starts = log.read_text("utf-8").count(" on Python ")
    with (tmp_path / "errors").open("w") as errors:
        first = subprocess.Popen(window, env=around, cwd=tmp_path, stderr=errors)
        try:
            ends = time.monotonic() + 120
            while log.read_text("utf-8").count(" on Python ") == starts and first.poll() is None:
                assert time.monotonic() < ends, "the workspace is not opened"
                time.sleep(0.2)
            # With a window there, a second start ends at once.
            second = subprocess.run(window, env=around, cwd=tmp_path, capture_output=True, timeout=120, check=False)
            assert (second.returncode, second.stderr) == (0, b"")
            assert first.poll() is None, (tmp_path / "errors").read_text("utf-8")
        finally:
            first.terminate()
            first.wait(60)


def test_resources_guide_and_connectors_are_inside(bare, tmp_path):
    code = (
        "import sys; from desktop_sync.bootstrap import paths\n"
        "print(paths.source_tree(), paths.resources_folder(), paths.guide_folder(), 'PySide6' in sys.modules, sep='\\n')\n"
        "print(sorted(one.name for one in (paths.resources_folder() / 'i18n').glob('*.qm')))"
    )
    told = subprocess.run([str(bare / "python"), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    tree, resources, guide, qt, spoken = told.stdout.splitlines()
    assert (tree, qt) == ("None", "False")
    assert Path(resources).is_relative_to(bare.parent)
    assert (Path(guide) / "de" / "index.md").is_file()
    assert spoken == "['desktop_sync_de.qm', 'desktop_sync_en.qm']"
