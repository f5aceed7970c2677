"""The registry: nearest right words, secrets in their place, and nothing heavy imported."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_sync.connectors.registry import GROUP, Registry
from desktop_sync.connectors.rest import described
from desktop_sync.connectors.rest.bundled import INDEX, BundledKind, bundled_folder, bundled_manifests, index
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.errors import UsageError
from desktop_sync.sync.ports import Connectors

URL = {"url": "sqlite:///x.db"}


def test_it_is_what_the_engine_wants() -> None:
    connectors: Connectors = Registry()
    assert connectors.info("sql").kind == "sql"
    assert "sql" in [info.kind for info in connectors.kinds()]


def test_every_kind_describes_itself() -> None:
    for info in Registry().kinds():
        assert info.label
        assert info.summary
        assert len({setting.key for setting in info.settings}) == len(info.settings)
        assert all(setting.label for setting in info.settings)


def test_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="sqll") as caught:
        Registry().info("sqll")
    assert "“sql”" in caught.value.advice


@pytest.mark.parametrize(
    ("settings", "secrets", "what", "advice"),
    [
        ({}, {}, "“url” is missing", "--set url="),
        ({"url": " "}, {}, "“url” is missing", "--set url="),
        (URL | {"ulr": "x"}, {}, "no setting “ulr”", "“url”"),
        (URL | {"password": "x"}, {}, "is a secret", "--secret password="),
        (URL, {"pasword": "x"}, "no secret “pasword”", "“password”"),
        (URL, {"keys": "x"}, "not a secret", "--set keys="),
    ],
)
def test_wrong_settings(settings: dict[str, str], secrets: dict[str, str], what: str, advice: str) -> None:
    with pytest.raises(UsageError) as caught:
        Registry().open("sql", settings, secrets)
    assert what in caught.value.what
    assert advice in caught.value.advice


def test_opening_talks_to_nobody(unused_port: int) -> None:
    Registry().open("sql", {"url": f"postgresql://shop@127.0.0.1:{unused_port}/shop"}, {}).close()


def test_kinds_of_other_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    described = tmp_path / "wherever" / "another-1.0.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: another\nVersion: 1.0\n", "utf-8")
    points = "another = desktop_sync.connectors.sql\nsql = no.such.module\n"
    (described / "entry_points.txt").write_text(f"[{GROUP}]\n{points}", "utf-8")
    monkeypatch.syspath_prepend(described.parent)
    assert Registry().info("another").kind == "sql"
    assert Registry().info("sql").kind == "sql", "an installed package must not take an own kind's place"
    assert {one.label for one in Registry().kinds()} >= {"Any REST system", "Zendesk"}


def test_the_index_of_the_manifests_says_what_they_say(tmp_path: Path) -> None:
    """`dev.py fmt` writes it."""
    assert (bundled_folder() / INDEX).read_text("utf-8") == index()
    for kind, file in bundled_manifests().items():
        assert described(read_manifest(file)) == BundledKind(file).INFO, kind
    moved = tmp_path / "mailchimp.toml"
    text = bundled_manifests()["mailchimp"].read_text("utf-8")
    moved.write_text(text.replace('label = "Mailchimp"', 'label = "Another"'), "utf-8")
    shutil.copy(bundled_folder() / INDEX, tmp_path / INDEX)
    assert BundledKind(moved).INFO.label == "Another", "a manifest that was changed since is read itself"


def test_a_bundled_manifest_is_read_once() -> None:
    registry = Registry()
    assert registry.info("mailchimp") is registry.info("mailchimp")


def test_descriptions_load_no_driver() -> None:
    """Each command of the command line pays for what is imported."""
    code = (
        "import sys; from desktop_sync.connectors.registry import Registry; Registry().kinds();"
        "print([name for name in ('sqlalchemy', 'psycopg', 'pymysql', 'requests', 'openpyxl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
