"""A manifest's data as TOML, in the order that people read. Pure."""

from collections.abc import Mapping
from typing import Any

from desktop_sync.sync.syncfile_dump import toml_key, toml_value

_LONG = 2


def manifest_text(data: Mapping[str, Any], remark: str = "") -> str:
    """The file's text."""
    lines = [f"# {line}" for line in remark.split("\n")] if remark else []
    lines += [f"{key} = {toml_value(value)}" for key, value in data.items() if not _table(value)]
    for key, value in data.items():
        if _table(value):
            lines += _section((key,), value)
    return "\n".join(lines).rstrip() + "\n"


def _table(value: Any) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)
    )


def _section(path: tuple[str, ...], value: Any) -> list[str]:
    name = ".".join(toml_key(one) for one in path)
    if isinstance(value, list):
        return [line for one in value for line in ("", f"[[{name}]]", *_plain(one))]
    lines: list[str] = []
    inner = {key: one for key, one in value.items() if _nested(path, key, one)}
    plain = {key: one for key, one in value.items() if key not in inner}
    if plain or not inner:
        lines += ["", f"[{name}]", *_plain(plain)]
    for key, one in inner.items():
        lines += _section((*path, key), one)
    return lines


def _nested(path: tuple[str, ...], key: str, value: Any) -> bool:
    """Whether it is a section of its own: tables, and the sections of one."""
    if not isinstance(value, Mapping):
        return False
    return path == ("tables",) or (len(path) == _LONG and path[0] == "tables" and key != "guard")


def _plain(table: Mapping[str, Any]) -> list[str]:
    return [f"{toml_key(key)} = {toml_value(value)}" for key, value in table.items()]
