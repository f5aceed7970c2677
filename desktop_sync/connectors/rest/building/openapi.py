"""What an OpenAPI document (version 2 or 3, JSON) says of a system, as far as a manifest can use it. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_sync.errors import UsageError

_TYPES = {"integer": "integer", "number": "decimal", "boolean": "boolean", "object": "json", "array": "json"}
_FORMATS = {"date": {"type": "date"}, "date-time": {"type": "datetime"}, "email": {"type": "email"}}
_DEEP = 6


@dataclass(frozen=True)
class Described:
    """A table that the document has. `parameters`: of its list; `fields`: name → what is said of it, as a
    manifest has it; `form`: it is written as a form.
    """

    path: str
    label: str
    methods: tuple[str, ...]
    parameters: tuple[str, ...]
    fields: Mapping[str, Mapping[str, Any]]
    form: bool = False
    writable: frozenset[str] = frozenset()
    """The fields that a new record takes; empty: not said."""


@dataclass(frozen=True)
class Document:
    """The whole. `signs`: ways to sign in as `--auth` has them."""

    title: str
    url: str
    signs: tuple[str, ...]
    tables: Mapping[str, Described]


def read_openapi(text: str, place: str = "") -> Document:
    """The document. Raises UsageError for one that is no OpenAPI document in JSON."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError("This is no JSON; save the OpenAPI document as JSON.", place=place) from error
    if not isinstance(data, dict) or not isinstance(data.get("paths"), dict):
        raise UsageError("This is no OpenAPI document: it has no “paths”.", place=place)
    told = data.get("info")
    info = told if isinstance(told, dict) else {}
    return Document(str(info.get("title", "")), _url(data), tuple(_signs(data)), _tables(data))


def read_options(data: Any) -> tuple[Mapping[str, Mapping[str, Any]], frozenset[str]]:
    """What a system of Django's says of a list that it is asked for by OPTIONS: its fields, and those that can be written. Pure."""
    actions = data.get("actions") if isinstance(data, dict) else None
    told = actions.get("POST") if isinstance(actions, dict) else None
    fields = {name: one for name, one in told.items() if isinstance(one, dict)} if isinstance(told, dict) else {}
    made = {}
    for name, one in fields.items():
        length, label, choices = one.get("max_length"), one.get("label"), _choices(one.get("choices"))
        made[name] = {
            **({"type": "choice", "choices": choices} if choices else {}),
            **({"max_length": length} if isinstance(length, int) else {}),
            **({"label": label} if isinstance(label, str) and label else {}),
            **({"required": True} if one.get("required") is True and not one.get("read_only") else {}),
        }
    return made, frozenset(name for name, one in fields.items() if not one.get("read_only"))


def _choices(told: Any) -> list[str]:
    """The values that a field takes, where it takes no others: texts that can be named."""
    named = isinstance(told, list) and all(isinstance(one, dict) and one.get("value") for one in told)
    return [str(one["value"]) for one in told] if named else []


def _url(data: Mapping[str, Any]) -> str:
    servers = data.get("servers") or [{}]
    if data.get("host"):
        return f"{(data.get('schemes') or ['https'])[0]}://{data['host']}{data.get('basePath', '')}".rstrip("/")
    url = str(servers[0].get("url", "")) if isinstance(servers[0], dict) else ""
    return url.rstrip("/") if "://" in url and "{" not in url else ""


def _signs(data: Mapping[str, Any]) -> Iterator[str]:
    known = (data.get("components") or {}).get("securitySchemes") or data.get("securityDefinitions") or {}
    for one in known.values():
        kind, scheme = one.get("type"), str(one.get("scheme", "")).casefold()
        if kind == "basic" or scheme == "basic":
            yield "basic"
        elif kind in {"oauth2", "openIdConnect"} or scheme == "bearer":
            yield "bearer"
        elif kind == "apiKey":
            yield f"{'query' if one.get('in') == 'query' else 'header'}:{one.get('name')}"


def _tables(data: Mapping[str, Any]) -> Mapping[str, Described]:
    """Paths that list something: those with a GET, and behind which one can be named."""
    paths = data["paths"]
    items = {path.rpartition("/{")[0]: one for path, one in paths.items() if path.endswith("}") and "/{" in path}
    made = {}
    for path, one in paths.items():
        if path.endswith("}") or "{" in path or not isinstance(one, dict) or "get" not in one:
            continue
        item = items.get(path, {})
        get = one["get"]
        told = [_resolved(data, each) for each in [*one.get("parameters", []), *get.get("parameters", [])]]
        parameters = tuple(str(each.get("name")) for each in told if each.get("in") == "query")
        methods = tuple(name for name in ("post",) if name in one) + tuple(
            name for name in ("get", "put", "patch", "post", "delete") if name in item
        )
        sent = _resolved(data, (one.get("post") or {}).get("requestBody")).get("content") or {}
        form = bool(sent) and all("form-urlencoded" in kind for kind in sent)
        taken = _object(data, next((each.get("schema", {}) for each in sent.values()), {}), 0)
        fields = _fields(data, item.get("get") or get, set(taken.get("required", ())))
        writable = frozenset(taken.get("properties", ()))
        name = path.rstrip("/").rsplit("/", 1)[-1].replace("_", " ").capitalize()
        made[path] = Described(path, name, methods, parameters, fields, form, writable)
    return made


def _fields(data: Mapping[str, Any], operation: Mapping[str, Any], needed: set[str]) -> Mapping[str, Mapping[str, Any]]:
    """The fields of the objects that a call answers with. `needed`: what a new record must have."""
    responses = operation.get("responses") or {}
    answer = _resolved(data, next((responses[code] for code in ("200", "201", "default") if code in responses), {}))
    content = answer.get("content") or {}
    schema: Any = answer.get("schema") or next((one.get("schema", {}) for one in content.values()), {})
    found = _object(data, schema, 0)
    return {
        name: _spec(_resolved(data, one), required=name in needed)
        for name, one in (found.get("properties") or {}).items()
        if isinstance(one, dict)
    }


def _object(data: Mapping[str, Any], schema: Any, deep: int) -> Mapping[str, Any]:
    """The innermost object with more than one property that an answer's schema leads to."""
    schema = _resolved(data, schema)
    if deep > _DEEP:
        return {}
    if schema.get("type") == "array":
        return _object(data, schema.get("items"), deep + 1)
    for one in schema.get("anyOf") or schema.get("oneOf") or ():
        found = _object(data, one, deep + 1)
        if found:
            return found
    merged: dict[str, Any] = {
        "properties": dict(schema.get("properties") or {}),
        "required": list(schema.get("required", ())),
    }
    for one in schema.get("allOf") or ():
        part = _object(data, one, deep + 1)
        merged["properties"] |= part.get("properties", {})
        merged["required"] += part.get("required", [])
    lists = [one for one in merged["properties"].values() if _resolved(data, one).get("type") == "array"]
    names = set(merged["properties"])
    if names and (
        names <= {"data"} or (lists and names & {"data", "items", "results", "records", "value"} and "id" not in names)
    ):
        inner = [
            one for key, one in merged["properties"].items() if key in {"data", "items", "results", "records", "value"}
        ]
        return _object(data, inner[0], deep + 1)
    return merged if names else {}


def _spec(one: Mapping[str, Any], *, required: bool) -> dict[str, Any]:
    made: dict[str, Any] = dict(_FORMATS.get(str(one.get("format")), {})) or {
        "type": _TYPES.get(str(one.get("type")), "text")
    }
    if isinstance(one.get("enum"), list) and made["type"] == "text":
        made = {"type": "choice", "choices": [str(each) for each in one["enum"] if each not in (None, "")]}
    if one.get("readOnly"):
        made["read_only"] = True
    elif required and "default" not in one:
        made["required"] = True
    length = one.get("maxLength")
    if isinstance(length, int) and made["type"] in {"text", "email"}:
        made["max_length"] = length
    if isinstance(one.get("title"), str):
        made["label"] = one["title"]
    return made


def _resolved(data: Mapping[str, Any], one: Any) -> Mapping[str, Any]:
    """What a `$ref` within the document leads to."""
    for _ in range(_DEEP):
        if not isinstance(one, dict) or "$ref" not in one:
            break
        target: Any = data
        for part in str(one["$ref"]).removeprefix("#/").split("/"):
            target = target.get(part.replace("~1", "/").replace("~0", "~"), {}) if isinstance(target, dict) else {}
        one = target
    return one if isinstance(one, dict) else {}
