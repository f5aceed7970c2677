"""A page for each kind of system that can be connected, and the list of them, from the registry and the manifests."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .words import Words, sentence, table

if TYPE_CHECKING:
    from desktop_sync.connectors.rest.format import Manifest
    from desktop_sync.connectors.rest.format_table import Table
    from desktop_sync.model.schema import ConnectorInfo, Setting

FOR_ALL = ("base_url", "ca_file", "pin")


def infos() -> Sequence["ConnectorInfo"]:
    """The program's own kinds: what other installed packages bring along is not in the guide."""
    from desktop_sync.connectors.registry import _OWN, Registry  # the list of own kinds has no public name
    from desktop_sync.connectors.rest.bundled import bundled_manifests

    registry = Registry()
    return [registry.info(kind) for kind in dict.fromkeys([*_OWN, *bundled_manifests()])]


def pages(words: Words) -> Mapping[str, str]:
    """`connectors.md`, and `connectors/KIND.md` for each."""
    found = list(infos())
    rows = [
        (
            f"[{words.said(one.label)}](connectors/{one.kind}.md)",
            f"`{one.kind}`",
            sentence(words.said(one.summary)),
            _proof(words, one, short=True),
        )
        for one in found
    ]
    parts = [
        f"# {words('kinds.title')}",
        words("kinds.intro"),
        table(words("kinds.head").split("|"), rows),
        words("kinds.end"),
    ]
    made = {"connectors.md": "\n\n".join(part.strip() for part in parts if part)}
    return made | {f"connectors/{one.kind}.md": _page(words, one) for one in found}


def _page(words: Words, info: "ConnectorInfo") -> str:
    manifest = _manifest(info.kind)
    own = [words(f"kinds.notes.{info.kind}")] if words.has(f"kinds.notes.{info.kind}") else []
    parts = [
        f"# {words.said(info.label)}",
        f"{sentence(words.said(info.summary))}",
        f"*{_proof(words, info, short=True)}*",
        f"## {words('kinds.sign_in')}",
        _steps(words, info),
        *_command(words, info),
        f"## {words('kinds.settings')}",
        table(words("kinds.setting_head").split("|"), [_setting(words, one) for one in info.settings]),
        *_tables(words, manifest),
        *_can(words, info),
        *_limits(words, info, manifest),
        *([f"## {words('kinds.good_to_know')}", *own] if own else []),
        *_proved(words, info, manifest),
    ]
    return "\n\n".join(part.strip() for part in parts if part)


def _manifest(kind: str) -> "Manifest | None":
    from desktop_sync.connectors.rest.bundled import bundled_manifests
    from desktop_sync.connectors.rest.load import read_manifest

    file = bundled_manifests().get(kind)
    return read_manifest(file) if file is not None else None


def _proof(words: Words, info: "ConnectorInfo", *, short: bool = False) -> str:
    if info.proof.startswith("run against "):
        return words("kinds.run_against", system=info.proof.removeprefix("run against "))
    return (
        words("kinds.published_short" if short else "kinds.published")
        if info.proof
        else words(f"kinds.own_proof.{info.kind}")
    )


# ---- signing in
def _steps(words: Words, info: "ConnectorInfo") -> str:
    steps = [words("kinds.steps.open", name=words.said(info.label))]
    if info.sign_ins:
        steps += _browser(words, info)
    needed = [one for one in info.settings if one.required and one.key not in info.sign_in_brings]
    steps += [
        words("kinds.steps.fill", name=words.said(one.label), help=sentence(words.said(one.help))) for one in needed
    ]
    optional = [one for one in info.settings if one.secret and not one.required and not info.sign_ins]
    if optional:
        listed = "; ".join(f"**{words.said(one.label)}** ({words.said(one.help)})" for one in optional)
        steps.append(words("kinds.steps.secrets", listed=listed))
    steps.append(words("kinds.steps.test"))
    return "\n".join(f"{at}. {one.strip()}" for at, one in enumerate(steps, start=1))


def _browser(words: Words, info: "ConnectorInfo") -> list[str]:
    by_key = {one.key: one for one in info.settings}
    client = by_key.get("client_id")
    about = _named(words, client) if client else ""
    port = by_key.get("redirect_port")
    address = f" {_named(words, port)}" if port else ""
    typed = [by_key[key] for key in info.typed if key in by_key]
    listed = "; ".join(f"**{words.said(one.label)}** ({words.said(one.help)})" for one in typed)
    browser = words("kinds.steps.browser", about=about + address)
    key = words("kinds.steps.paste", listed=listed)
    return [
        f"{words('kinds.steps.ways')}\n   - {key}\n   - {browser}"
        if info.typed_first
        else f"{words('kinds.steps.ways')}\n   - {browser}\n   - {key}"
    ]


def _named(words: Words, one: "Setting") -> str:
    return sentence(f"**{words.said(one.label)}**: {words.said(one.help)}")


def _command(words: Words, info: "ConnectorInfo") -> list[str]:
    lines, options = [], [f"desktop-sync account add my-{info.kind.replace('_', '-')} --connector {info.kind}"]
    wanted = [one for one in info.settings if one.required and one.key not in info.sign_in_brings]
    manifest = _manifest(info.kind)
    where = manifest.base.url.names if manifest is not None else frozenset()
    wanted += [
        one for one in info.settings if one.key in {*where, *info.typed[:2]} - {"data_centre"} and one not in wanted
    ]
    for one in wanted:
        if one.secret:
            lines.append(f"export {one.key.upper()}=…")
            options.append(f"--secret {one.key}={one.key.upper()}")
        else:
            options.append(f"--set {one.key}={_quoted(one.example or one.default or '…')}")
    text = "\n".join([*lines, " ".join(options)])
    return [words("kinds.by_command"), f"```sh {words('kinds.not_run')}\n{text}\n```"]


def _quoted(value: str) -> str:
    return f'"{value}"' if set(value) & set(" ;,&|") else value


def _setting(words: Words, one: "Setting") -> tuple[str, str, str, str]:
    kind = words("kinds.secret") if one.secret else words("kinds.setting")
    need = words("kinds.needed") if one.required else words("kinds.optional")
    means = sentence(words.said(one.help or one.label))
    example = f" {words('kinds.example')} `{one.example}`." if one.example else ""
    usual = f"`{one.default}`" if one.default else ""
    return f"`{one.key}`", f"{kind}, {need}", f"**{words.said(one.label)}.** {means}{example}", usual


# ---- what it can
def _tables(words: Words, manifest: "Manifest | None") -> list[str]:
    if manifest is None:
        return []
    rows = [_table(words, name, one) for name, one in manifest.tables.items()]
    return [f"## {words('kinds.tables')}", table(words("kinds.table_head").split("|"), rows), words("kinds.table_note")]


def _table(words: Words, name: str, one: "Table") -> Sequence[str]:
    yes, no = words("kinds.yes"), words("kinds.no")
    listed = name if one.each is None else words("kinds.each")
    changes = words(f"kinds.changes.{one.changes.kind if one.changes is not None else 'none'}")
    guard = words(f"kinds.guards.{one.guard.kind.value if one.update or one.delete else 'never'}")
    marks = [yes if there else no for there in (one.create, one.update, one.delete)]
    return [f"`{listed}`" if one.each is None else listed, *marks, changes, guard]


def _can(words: Words, info: "ConnectorInfo") -> list[str]:
    parts = []
    for head, told in (("kinds.can", info.features), ("kinds.cannot", info.cannot)):
        if told:
            parts += [f"## {words(head)}", "\n".join(f"- {sentence(words.said(one))}" for one in told)]
    return parts


def _limits(words: Words, info: "ConnectorInfo", manifest: "Manifest | None") -> list[str]:
    lines = [words("kinds.window", calls=one.calls, seconds=f"{one.per_s:g}") for one in info.windows]
    if manifest is not None and manifest.limits.day.limit + manifest.limits.day.usage:
        lines.append(words("kinds.day"))
    lines.append(words("kinds.webhooks" if info.orders_hooks else "kinds.no_webhooks"))
    return [f"## {words('kinds.limits')}", "\n".join(f"- {one}" for one in lines)]


def _proved(words: Words, info: "ConnectorInfo", manifest: "Manifest | None") -> list[str]:
    parts = [f"## {words('kinds.how_proved')}", _proof(words, info)]
    if manifest is not None:
        meta = manifest.meta
        day = meta.checked.isoformat() if meta.checked else "—"
        parts.append(words("kinds.written_from", api=meta.api, day=day))
        parts.append("\n".join(f"- <{one}>" for one in meta.docs))
    return parts
