"""The manifests that come with the program: each is a kind of its own."""

from collections.abc import Mapping
from pathlib import Path

from desktop_sync.connectors.rest import described, opened
from desktop_sync.connectors.rest.load import read_manifest
from desktop_sync.model.schema import ConnectorInfo
from desktop_sync.model.signin import SignInWay
from desktop_sync.sync.ports import Connector, SigningIn


def bundled_manifests() -> Mapping[str, Path]:
    """Kind → file: the files of `resources/connectors`, in a source tree beside the package, else inside it."""
    package = Path(__file__).resolve().parent.parent.parent
    inside = package / "_resources"
    folder = (inside if inside.is_dir() else package.parent / "resources") / "connectors"
    return {file.stem: file for file in sorted(folder.glob("*.toml"))}


class BundledKind:
    """One of them, as the registry wants a kind: `INFO` and `connect`."""

    def __init__(self, file: Path) -> None:
        self._manifest = read_manifest(file)
        self.INFO: ConnectorInfo = described(self._manifest)

    def connect(self, settings: Mapping[str, str], secrets: Mapping[str, str]) -> Connector:
        """A connector for the account; signs in with the first call. Raises UsageError for wrong settings."""
        return opened(self._manifest, settings, secrets)

    def sign_in(self, settings: Mapping[str, str], secrets: Mapping[str, str], way: SignInWay) -> SigningIn:
        """Begin to sign a person in. Raises UsageError where the system has no such way, or settings are missing."""
        from desktop_sync.connectors.rest import person

        return person.sign_in(self._manifest, settings, secrets, way)
