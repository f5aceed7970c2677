"""Systems that a manifest describes, both ways: one that the user names (`rest`), and those that come with the program."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_sync.connectors.trust import CA_FILE, PIN
from desktop_sync.model.schema import CallWindow, ConnectorInfo, Setting
from desktop_sync.model.signin import SignInWay

if TYPE_CHECKING:
    from desktop_sync.connectors.rest.format import Manifest
    from desktop_sync.sync.ports import Connector, SigningIn

_BASE_URL = Setting(
    "base_url", "Other address", "A sandbox or a proxy, instead of the address", required=False, kind="url"
)
_MANIFEST = Setting(
    "manifest", "Manifest", "The file that describes the system (docs/MANIFEST.md)", example="crm.toml", kind="path"
)

INFO = ConnectorInfo(
    kind="rest",
    label="Any REST system",
    summary="Any system with a JSON interface, described by a manifest file; it also asks for what the manifest asks for",
    settings=(_MANIFEST, _BASE_URL, CA_FILE, PIN),
    initials="RE",
    features=("does what its manifest says",),
)


def info_for(settings: Mapping[str, str]) -> ConnectorInfo:
    """What an account with this manifest is asked for. Raises UsageError for a manifest that can't be used."""
    if not settings.get("manifest", "").strip():
        return INFO
    told = described(_read(settings["manifest"]))
    return replace(told, kind="rest", settings=(_MANIFEST, *told.settings))


def connect(settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Connector":
    """A connector for the account; signs in with the first call. Raises UsageError for wrong settings."""
    return opened(_read(settings["manifest"]), settings, secrets)


def sign_in(settings: Mapping[str, str], secrets: Mapping[str, str], way: SignInWay) -> "SigningIn":
    """Begin to sign a person in. Raises UsageError where the manifest has no such way, or settings are missing."""
    from desktop_sync.connectors.rest import person

    return person.sign_in(_read(settings["manifest"]), settings, secrets, way)


def _read(file: str) -> "Manifest":
    from pathlib import Path

    from desktop_sync.connectors.rest.load import read_manifest

    return read_manifest(Path(file).expanduser())


def described(manifest: "Manifest") -> ConnectorInfo:
    """A manifest as a kind of system."""
    from desktop_sync.connectors.rest import person
    from desktop_sync.connectors.rest.format import Proof

    meta = manifest.meta
    asked = tuple(
        Setting(
            key,
            one.label,
            one.help,
            one.secret,
            one.required,
            one.default,
            one.example,
            "password" if one.secret else one.kind.value,
        )
        for key, one in manifest.settings.items()
    )
    proof = (
        f"run against {meta.ran_against or 'a real server'}"
        if meta.proof is Proof.REAL
        else "built to the published API, not yet run against the live service"
    )
    return ConnectorInfo(
        meta.id,
        meta.label,
        meta.summary,
        (*asked, _BASE_URL, CA_FILE, PIN),
        meta.initials or meta.label[:2].upper(),
        meta.features,
        meta.cannot,
        proof,
        tuple(way.value for way in person.offers(manifest)),
        person.needs(manifest),
        person.brings(manifest),
        person.typed(manifest),
        person.typed_first(manifest),
        tuple(CallWindow(one.calls, one.per, manifest.limits.share) for one in manifest.limits.windows if not one.only),
        manifest.webhooks is not None,
        meta.sends_hooks,
        any(one.changes is not None for one in manifest.tables.values()),
    )


def opened(manifest: "Manifest", settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Connector":
    """A connector by a manifest."""
    from desktop_sync.connectors.rest.connector import RestConnector
    from desktop_sync.connectors.rest.session import Session

    return RestConnector(Session(manifest, settings, secrets))
