"""The manifests that come with the program: each is a kind of its own.

What lists say of them stands in `index.json` beside them: reading a manifest, and what that needs, takes longer than most commands.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_sync.connectors.rest import described, opened
from desktop_sync.model.schema import CallWindow, ConnectorInfo, Setting
from desktop_sync.model.signin import SignInWay

if TYPE_CHECKING:
    from desktop_sync.connectors.rest.format import Manifest
    from desktop_sync.sync.ports import Connector, SigningIn

INDEX = "index.json"


def bundled_folder() -> Path:
    """Where they are: in a source tree beside the package, else inside it."""
    package = Path(__file__).resolve().parent.parent.parent
    inside = package / "_resources"
    return (inside if inside.is_dir() else package.parent / "resources") / "connectors"


def bundled_manifests() -> Mapping[str, Path]:
    """Kind → file."""
    return {file.stem: file for file in sorted(bundled_folder().glob("*.toml"))}


class BundledKind:
    """One of them, as the registry wants a kind: `INFO` and `connect`. The manifest is read when it is needed."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def INFO(self) -> ConnectorInfo:  # noqa: N802 - what the registry calls it
        """As the index says, if it was made of this very file."""
        told = _index(self._file.parent / INDEX).get(self._file.stem)
        if told is None or told["digest"] != _digest(self._file):
            return described(self._manifest)
        return _info(told["info"])

    @cached_property
    def _manifest(self) -> "Manifest":
        from desktop_sync.connectors.rest.load import read_manifest  # late: see above

        return read_manifest(self._file)

    def connect(self, settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Connector":
        """A connector for the account; signs in with the first call. Raises UsageError for wrong settings."""
        return opened(self._manifest, settings, secrets)

    def sign_in(self, settings: Mapping[str, str], secrets: Mapping[str, str], way: SignInWay) -> "SigningIn":
        """Begin to sign a person in. Raises UsageError where the system has no such way, or settings are missing."""
        from desktop_sync.connectors.rest import person

        return person.sign_in(self._manifest, settings, secrets, way)


def index() -> str:
    """The index as it is to be for the manifests as they are."""
    from desktop_sync.connectors.rest.load import read_manifest  # late: see above

    told = {
        kind: {"digest": _digest(file), "info": asdict(described(read_manifest(file)))}
        for kind, file in bundled_manifests().items()
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _digest(file: Path) -> str:
    return hashlib.blake2b(file.read_bytes().replace(b"\r\n", b"\n"), digest_size=16).hexdigest()


@cache
def _index(file: Path) -> Mapping[str, Any]:
    """Nothing where there is none: then the manifests are read."""
    if not file.exists():
        return {}
    found: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def _info(told: Mapping[str, Any]) -> ConnectorInfo:
    full: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    full["settings"] = tuple(Setting(**one) for one in told["settings"])
    full["windows"] = tuple(CallWindow(**one) for one in told["windows"])
    return ConnectorInfo(**full)
