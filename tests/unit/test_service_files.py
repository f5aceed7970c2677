"""The recipes for running the service: read by what reads them where that is there; launchd and Windows were not run."""

import os
import plistlib
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desktop_sync.cli.main import build_parser

FOLDER = Path(__file__).resolve().parent.parent.parent / "packaging" / "service"
UNIT = FOLDER / "desktop-sync.service"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze")
def test_systemd_takes_the_unit(tmp_path):
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    command = ["systemd-analyze", "--user", "verify", str(UNIT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")


def commands():
    [line] = [line for line in UNIT.read_text().splitlines() if line.startswith("ExecStart=")]
    yield line.partition("desktop-sync ")[2]
    plist = plistlib.loads((FOLDER / "org.example.desktop-sync.plist").read_bytes())
    yield " ".join(plist["ProgramArguments"]).partition("desktop-sync ")[2]
    yield ET.parse(FOLDER / "desktop-sync-service.xml").findtext("arguments")  # noqa: S314 - our own file


@pytest.mark.parametrize("words", list(commands()))
def test_they_call_what_there_is(words):
    assert build_parser().parse_args(words.split()).command == "serve"
