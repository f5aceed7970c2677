"""The kinds of systems that can be connected: the program's own, and those that other packages bring along.

A package adds a kind by an entry point of the group `desktop_sync.connectors` that names a module with `INFO`
(a `ConnectorInfo`) and `connect(settings, secrets) -> Connector`.
"""

import importlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_sync.errors import UsageError
from desktop_sync.model.schema import ConnectorInfo, Setting
from desktop_sync.model.signin import SignInWay

if TYPE_CHECKING:
    from desktop_sync.connectors.rest.bundled import BundledKind
    from desktop_sync.sync.ports import Connector, SigningIn

GROUP = "desktop_sync.connectors"
_OWN: Mapping[str, str] = {
    "sql": "desktop_sync.connectors.sql",
    "files": "desktop_sync.connectors.files",
    "tryton": "desktop_sync.connectors.tryton",
    "carddav": "desktop_sync.connectors.carddav",
    "odoo": "desktop_sync.connectors.odoo",
    "rest": "desktop_sync.connectors.rest",
}


class Registry:
    """All kinds by name; their modules are imported when they are asked for. Satisfies `sync.ports.Connectors`.

    `own`: kind → module, for tests; left out: the program's own and those of entry points.
    """

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self._own = _OWN if own is None else own
        self._search = own is None
        self._bundled: dict[str, BundledKind] = {}
        """Read once: a manifest takes 20 ms and more, and the window asks again and again."""

    def kinds(self) -> Sequence[ConnectorInfo]:
        return [self.info(kind) for kind in self._names()]

    def info(self, kind: str, settings: Mapping[str, str] | None = None) -> ConnectorInfo:
        return _info(self._module(kind), settings or {})

    def open(self, kind: str, settings: Mapping[str, str], secrets: Mapping[str, str]) -> "Connector":
        module = self._module(kind)
        info = _info(module, settings)
        _check_names(info, settings, secrets)
        full = {one.key: one.default for one in info.settings if one.default and not one.secret} | dict(settings)
        _check_present(info, full, secrets)
        connector: Connector = module.connect(full, dict(secrets))
        return connector

    def sign_in(
        self, kind: str, settings: Mapping[str, str], secrets: Mapping[str, str], way: SignInWay
    ) -> "SigningIn":
        """Begin to sign a person in; see `sync.ports.Connectors`."""
        module = self._module(kind)
        info = _info(module, settings)
        if way.value not in info.sign_ins:
            raise UsageError(
                f"“{info.label}” has no sign-in by {way.value}.",
                advice="Give its secrets: --secret KEY=NAME_OF_A_VARIABLE.",
            )
        _check_names(info, settings, secrets)
        full = {one.key: one.default for one in info.settings if one.default and not one.secret} | dict(settings)
        _check_present(info, full, secrets, but=frozenset(info.sign_in_brings))
        begun: SigningIn = module.sign_in(full, dict(secrets), way)
        return begun

    def _modules(self) -> Mapping[str, str]:
        if not self._search:
            return self._own
        found = _brought_along()
        return {**self._own, **{kind: found[kind] for kind in sorted(found.keys() - self._own.keys())}}

    def _names(self) -> Sequence[str]:
        found = self._modules()
        others = [kind for kind in found if kind not in self._own]
        return [*self._own, *(kind for kind in self._manifests() if kind not in self._own), *others]

    def _manifests(self) -> Mapping[str, Path]:
        if not self._search:
            return {}
        from desktop_sync.connectors.rest.bundled import bundled_manifests  # late: as all kinds

        return bundled_manifests()

    def _module(self, kind: str) -> Any:
        # Own kinds first: looking through the installed packages costs start-up time.
        if kind in self._own:
            return importlib.import_module(self._own[kind])
        manifests = self._manifests()
        if kind in manifests:
            return self._bundled_kind(kind, manifests[kind])
        name = self._modules().get(kind)
        if name is None:
            raise UsageError(f"There is no kind of account “{kind}”.", advice=_nearest(kind, self._names()))
        return importlib.import_module(name)

    def _bundled_kind(self, kind: str, file: Path) -> "BundledKind":
        from desktop_sync.connectors.rest.bundled import BundledKind

        if kind not in self._bundled:
            self._bundled[kind] = BundledKind(file)
        return self._bundled[kind]


def _brought_along() -> Mapping[str, str]:
    """Kind → module, by other packages' entry points. Files are looked through first: the machinery for it takes 20 ms to import."""
    places = [Path(one) for one in dict.fromkeys(sys.path)]
    files = [
        file for place in places for kind in ("dist", "egg") for file in place.glob(f"*.{kind}-info/entry_points.txt")
    ]
    packed = any(place.is_file() for place in places)
    if not packed and not any(GROUP in file.read_text("utf-8", "replace") for file in files):
        return {}
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=GROUP)}


def _info(module: Any, settings: Mapping[str, str]) -> ConnectorInfo:
    """What a kind asks for may depend on a setting: a manifest has settings of its own."""
    info: ConnectorInfo = module.info_for(settings) if settings and hasattr(module, "info_for") else module.INFO
    return info


def _check_names(info: ConnectorInfo, settings: Mapping[str, str], secrets: Mapping[str, str]) -> None:
    plain = {one.key for one in info.settings if not one.secret}
    hidden = {one.key for one in info.settings if one.secret}
    for key in settings:
        if key in hidden:
            raise UsageError(
                f"“{key}” is a secret and was not stored.",
                advice=f"Put it into an environment variable and name that: --secret {key}=NAME_OF_THE_VARIABLE.",
            )
        if key not in plain:
            raise UsageError(f"“{info.kind}” has no setting “{key}”.", advice=_nearest(key, plain | hidden))
    for key in secrets:
        if key in plain:
            raise UsageError(f"“{key}” is not a secret.", advice=f"Give it as a setting: --set {key}=VALUE.")
        if key not in hidden:
            raise UsageError(f"“{info.kind}” has no secret “{key}”.", advice=_nearest(key, plain | hidden))


def _check_present(
    info: ConnectorInfo, settings: Mapping[str, str], secrets: Mapping[str, str], but: frozenset[str] = frozenset()
) -> None:
    for one in info.settings:
        if one.key in but:
            continue
        given = secrets if one.secret else settings
        if one.required and not given.get(one.key, "").strip():
            raise UsageError(
                f"The {'secret' if one.secret else 'setting'} “{one.key}” is missing.", advice=_ask_for(one)
            )


def _ask_for(one: Setting) -> str:
    option = f"--secret {one.key}=NAME_OF_A_VARIABLE" if one.secret else f"--set {one.key}={one.example or 'VALUE'}"
    return f"{one.label}{': ' + one.help if one.help else ''}. Give it with {option}."


def _nearest(word: str, known: Iterable[str]) -> str:
    import difflib  # late: only for mistakes

    names = sorted(known)
    near = difflib.get_close_matches(word, names, 1, 0.5)
    listed = f"Known are: {', '.join(names)}." if names else "It has none."
    return f"Did you mean “{near[0]}”? {listed}" if near else listed
