"""What the vendors publish for machines, and whether our calls and the fakes' answers fit it: what a fake would let pass by the same
mistake that its manifest has, shows here.

The documents lie beside the checkout (`../shared/specs`); where they don't, nothing is checked, and test_published.py says so.
Stricter than the documents: a parameter or a key that one of them does not know is wrong. `known`: where the document is known to be
wrong or behind, with the page that says so.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.fakes.rest_server import Answer, Call

SPECS = Path(__file__).resolve().parents[2].parent / "shared" / "specs"
"""Beside the checkout."""
_METHODS = {"get", "put", "post", "patch", "delete", "options"}


@dataclass(frozen=True)
class Published:
    """A vendor's document. `prefix`: what stands before its paths in our calls; `known`: words of problems that are none."""

    file: str
    prefix: str = ""
    rewrite: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    nulls: bool = False
    """Whether the vendor answers null where its document has no word of it, as its own examples do."""

    @property
    def there(self) -> bool:
        """Whether the document lies beside the checkout."""
        return (SPECS / self.file).is_file()

    def problems(self, exchanges: "list[tuple[Call, Answer]]") -> list[str]:
        """What does not fit it, each kind of call once."""
        if not self.there:
            return []
        seen: set[str] = set()
        found: list[str] = []
        for call, (status, _, body) in exchanges:
            kind = f"{call.method} {call.path.partition('?')[0]} {sorted(call.query)} {_shape(call.body)} {status} {_shape(body)}"
            if kind not in seen and status < 400:
                seen.add(kind)
                found += [f"{call.method} {call.path}: {one}" for one in self._of(call, status, body)]
        return [one for one in dict.fromkeys(found) if not any(word in one for word in self.known)]

    def _of(self, call: "Call", status: int, body: Any) -> Iterator[str]:
        if self.file.endswith(".gz"):
            yield from _graphql(self.file, call, body)
            return
        document = _document(self.file)
        path = call.path
        for ours, theirs in self.rewrite.items():
            path = re.sub(ours, theirs, path)
        if not path.startswith(self.prefix):
            return  # a token, from another place
        found = document.operation(call.method.lower(), path.removeprefix(self.prefix))
        if found is None:
            yield "no such path in the document"
            return
        yield from document.request(found, call)
        yield from document.response(found, status, _without_nulls(body) if self.nulls else body)


def _shape(data: Any) -> str:
    """Keys and types, so that calls of one kind are looked at once."""
    if isinstance(data, dict):
        return "{" + ",".join(f"{key}:{_shape(value)}" for key, value in sorted(data.items())) + "}"
    if isinstance(data, list):
        return "[" + ",".join(sorted({_shape(one) for one in data})) + "]"
    return type(data).__name__


def _without_nulls(data: Any) -> Any:
    if isinstance(data, list):
        return [_without_nulls(one) for one in data]
    if not isinstance(data, dict):
        return data
    return {key: _without_nulls(value) for key, value in data.items() if value is not None}


class Document:
    """An OpenAPI document, or one of Google's brought into its form."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT4

        self.data = data
        self._registry = Registry().with_resource("urn:spec", Resource(data, DRAFT4))
        self._paths = [(_pattern(path), path) for path in sorted(data["paths"], key=lambda path: path.count("{"))]

    def operation(self, method: str, path: str) -> tuple[str, str] | None:
        """The template of the path, and the method."""
        for pattern, template in self._paths:
            if pattern.fullmatch(path) and method in self.data["paths"][template]:
                return template, method
        return None

    def request(self, at: tuple[str, str], call: "Call") -> Iterator[str]:
        """What is wrong with what we ask."""
        item = self.data["paths"][at[0]]
        told = [self._resolved(one) for one in (*item.get("parameters", ()), *item[at[1]].get("parameters", ()))]
        known = {one["name"]: one for one in told if one["in"] == "query"}
        for name, value in call.query.items():
            base = name.partition("[")[0]
            if name not in known and base not in known and f"{name}[]" not in known:
                yield f"parameter “{name}” is not in the document"
            elif name in known:
                yield from self._parameter(known[name], value)
        yield from (
            f"parameter “{one['name']}” is missing"
            for one in known.values()
            if one.get("required") and one["name"] not in call.query
        )
        content = self._resolved(item[at[1]].get("requestBody") or {}).get("content") or {}
        for media in content:
            if "json" in media and call.method != "GET":
                where = ("paths", at[0], at[1], "requestBody", "content", media, "schema")
                yield from (f"request: {one}" for one in self._errors(where, call.body, strict=True))
            elif media == call.headers.get("content-type"):
                yield from (f"request: {one}" for one in self._form(content[media]["schema"], call.body))

    def _form(self, schema: Mapping[str, Any], form: Mapping[str, str]) -> Iterator[str]:
        """Names of a form, `outer[inner]`, that the document does not know."""
        nested: dict[str, Any] = {}
        for name, value in form.items():
            outer, _, inner = name.removesuffix("]").partition("[")
            if inner and not inner.isdigit():
                nested.setdefault(outer, {})[inner] = value
            else:
                nested[outer] = value
        yield from self._unknown(schema, nested, "")

    def response(self, at: tuple[str, str], status: int, body: Any) -> Iterator[str]:
        """What is wrong with what the fake answers."""
        answers = self.data["paths"][at[0]][at[1]].get("responses", {})
        code = next(
            (one for one in (str(status), f"{status // 100}XX", "default" if status >= 400 else "") if one in answers),
            None,
        )
        if code is None:
            yield f"the document knows no answer of {status}"
            return
        content = self._resolved(answers[code]).get("content") or {}
        if "$ref" in answers[code]:
            where: tuple[str, ...] = tuple(answers[code]["$ref"].removeprefix("#/").split("/"))
        else:
            where = ("paths", at[0], at[1], "responses", code)
        for media in content:
            if "json" in media and body is not None:
                yield from (
                    f"answer: {one}" for one in self._errors((*where, "content", media, "schema"), body, strict=False)
                )

    def _parameter(self, one: Mapping[str, Any], value: str) -> Iterator[str]:
        schema = self._resolved(one.get("schema") or {})
        if schema.get("type") == "integer" and not value.lstrip("-").isdigit():
            yield f"parameter “{one['name']}” is a number, not {value!r}"
        if schema.get("enum") and value not in [str(each) for each in schema["enum"]]:
            yield f"parameter “{one['name']}” can't be {value!r}"
        if schema.get("type") == "boolean" and value not in {"true", "false"}:
            yield f"parameter “{one['name']}” is true or false, not {value!r}"

    def _resolved(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in data:
            found: Any = self.data
            for part in data["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            data = found
        return data

    def _errors(self, where: tuple[str, ...], body: Any, *, strict: bool) -> Iterator[str]:
        from openapi_schema_validator import OAS30ReadValidator, OAS30WriteValidator

        pointer = "/".join(part.replace("~", "~0").replace("/", "~1") for part in where)
        kind = OAS30WriteValidator if strict else OAS30ReadValidator
        validator = kind({"$ref": f"urn:spec#/{pointer}"}, registry=self._registry)
        for error in validator.iter_errors(body):
            yield f"{'.'.join(str(part) for part in error.absolute_path)}: {error.message[:160]}"
        if strict:
            schema: Any = self.data
            for part in where:
                schema = self._resolved(schema)[part]
            yield from self._unknown(schema, body, "")

    def _unknown(self, schema: Mapping[str, Any], body: Any, place: str) -> Iterator[str]:
        """Keys of a request that the document does not know: most documents allow any."""
        schema = self._resolved(schema)
        parts = [self._resolved(one) for name in ("allOf", "anyOf", "oneOf") for one in schema.get(name, ())]
        known = dict(schema.get("properties") or {})
        for one in parts:
            known |= one.get("properties") or {}
        if isinstance(body, list):
            for one in body[:20]:
                yield from self._unknown(schema.get("items") or {}, one, place)
        elif isinstance(body, dict) and known and not schema.get("additionalProperties"):
            for key, value in body.items():
                if key not in known:
                    yield f"“{place}{key}” is not in the document"
                else:
                    yield from self._unknown(known[key], value, f"{place}{key}.")


def _pattern(path: str) -> re.Pattern[str]:
    """Of a template: what stands in braces is anything but a slash or a colon."""
    return re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/:]+", re.escape(path)))


@cache
def _document(file: str) -> Document:
    text = (SPECS / file).read_text("utf-8")
    if file.endswith(".json"):
        data = json.loads(text)
        return Document(_from_google(data) if "resources" in data else data)
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Dates stay texts, and so does “=”."""

    odd = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value"}
    Loader.yaml_implicit_resolvers = {
        letter: [(tag, fits) for tag, fits in pairs if tag not in odd]
        for letter, pairs in Loader.yaml_implicit_resolvers.items()
    }
    return Document(yaml.load(text, Loader=Loader))  # noqa: S506 - a safe one


def _from_google(data: Mapping[str, Any]) -> dict[str, Any]:
    """Google's discovery format as OpenAPI."""

    def fit(schema: Any) -> Any:
        if isinstance(schema, list):
            return [fit(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        if isinstance(schema.get("$ref"), str):
            return {"$ref": f"#/components/schemas/{schema['$ref']}"}
        told = {key: fit(value) for key, value in schema.items() if key not in {"enumDescriptions", "default"}}
        return {key: value for key, value in told.items() if key != "id" or isinstance(value, dict)}

    paths: dict[str, dict[str, Any]] = {}

    def walk(resources: Mapping[str, Any]) -> None:
        for one in resources.values():
            for method in one.get("methods", {}).values():
                told = {**data.get("parameters", {}), **method.get("parameters", {})}
                parameters = [
                    {
                        "name": name,
                        "in": each["location"],
                        "required": each.get("required", False),
                        "schema": {"type": each["type"]},
                    }
                    for name, each in told.items()
                ]
                entry: dict[str, Any] = {"parameters": parameters, "responses": {"200": {}}}
                if "request" in method:
                    schema = fit(method["request"])
                    entry["requestBody"] = {"content": {"application/json": {"schema": schema}}}
                entry["responses"]["200"]["content"] = {"application/json": {"schema": fit(method["response"])}}
                paths.setdefault(f"/{method['flatPath']}", {})[method["httpMethod"].lower()] = entry
            walk(one.get("resources", {}))

    walk(data["resources"])
    schemas = {name: fit(one) for name, one in data["schemas"].items()}
    return {"paths": paths, "components": {"schemas": schemas}}


@cache
def _schema(file: str) -> Any:
    from graphql import build_client_schema

    data = json.loads(gzip.decompress((SPECS / file).read_bytes()))
    return build_client_schema(data.get("data", data), assume_valid=True)


def _graphql(file: str, call: "Call", body: Any) -> Iterator[str]:
    """The query by the schema; the answer by letting it be the data that the query is asked of."""
    from graphql import execute, parse, validate

    if not isinstance(call.body, dict) or "query" not in call.body or not isinstance(body, dict):
        return
    schema, query = _schema(file), parse(call.body["query"])
    problems = validate(schema, query)
    yield from (f"query: {one.message}" for one in problems)
    if not problems and body.get("data"):
        result = execute(
            schema,
            query,
            root_value=body["data"],
            variable_values=call.body.get("variables"),
            type_resolver=lambda value, *_: value["id"].split("/")[3],
        )
        yield from (f"answer: {one.message}" for one in result.errors or ())
