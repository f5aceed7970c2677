"""What the packages are made of agrees with the program: one version, one file type, a manual page of all commands, an environment left alone."""

import configparser
import os
import re
import runpy
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import desktop_sync
from desktop_sync.bootstrap.paths import APP

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

RECIPE = ROOT / "packaging" / "package"


@pytest.fixture
def devlib(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))


def test_there_is_one_version():
    assert PROJECT["project"]["version"] == desktop_sync.__version__


def test_the_desktop_starts_what_is_installed_and_knows_one_file_type():
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(RECIPE / "desktop-sync.desktop", "utf-8")
    shown = entry["Desktop Entry"]
    program, option, file = shown["Exec"].split()
    assert (option, file) == ("--open", "%f")
    assert program in PROJECT["project"]["gui-scripts"]
    assert shown["StartupWMClass"] == shown["Icon"] == APP
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ET.parse(RECIPE / "desktop-sync.xml").find("m:mime-type", space)  # noqa: S314 - a file of ours
    assert shown["MimeType"] == f"{kind.get('type')};"
    (ending,) = (one.get("pattern") for one in kind.findall("m:glob", space))
    assert ending == "*.dsync"
    assert r"Software\Classes\.dsync" in (RECIPE / "windows" / "desktop-sync.iss").read_text("utf-8")
    assert '"public.filename-extension": ["dsync"]' in (RECIPE / "desktop-sync.spec").read_text("utf-8")


def test_the_folder_has_what_the_wheel_has_beside_the_modules():
    spec = (RECIPE / "desktop-sync.spec").read_text("utf-8")
    for source, target in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"].items():
        name = Path(source).stem
        assert re.search(rf'"{re.escape(name)}"', spec), source
        assert target.startswith(("desktop_sync/_resources", "desktop_sync/_docs"))


def test_the_manual_page_tells_every_command_and_no_control_line_by_accident(devlib):
    from devlib.guide.commands import leaves
    from devlib.package.manpage import escaped, page

    from desktop_sync.cli.main import build_parser

    made = page("1.2.3", "2026-01-02")
    for name, _ in leaves(build_parser()):
        assert f"\n.SS {escaped(name)}\n" in made, name
    assert {line.split()[0] for line in made.splitlines() if line.startswith(".")} == {
        ".TH",
        ".SH",
        ".SS",
        ".B",
        ".BR",
        ".TP",
    }
    assert "'" not in {line[:1] for line in made.splitlines()}
    assert made.count(".SH ") == 8
    assert escaped(".x\n'y\\-") == "\\&.x\n\\&'y\\e\\-"


@pytest.mark.parametrize(("before", "after"), [("/opt/lib", "/opt/lib"), (None, None)])
def test_programs_that_it_starts_do_not_load_its_libraries(before, after, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/usr/lib/desktop-sync/_internal")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    runpy.run_path(str(RECIPE / "start.py"))["leave_environment_as_it_was"]()
    assert os.environ.get("LD_LIBRARY_PATH") == after
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
