"""What Odoo's models offer as tables and fields, and how values are written in its JSON."""

import base64
import datetime as dt
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desktop_sync.connectors.odoo.rpc import Refused, Rpc
from desktop_sync.errors import AccountError, TableError
from desktop_sync.model.schema import Choice, Field, FieldType, TableInfo, TableSchema
from desktop_sync.model.values import Value, is_blank

COMMON = ("res.partner", "product.template", "product.product", "sale.order", "account.move", "crm.lead")
"""Shown first."""
_HIDDEN = ("ir.", "base.", "base_", "bus.", "mail.", "web", "report.", "res.config", "res.users.", "wizard.", "digest.")
_TYPES = {
    "char": FieldType.TEXT,
    "text": FieldType.TEXT,
    "html": FieldType.TEXT,
    "integer": FieldType.INTEGER,
    "float": FieldType.FLOAT,
    "monetary": FieldType.DECIMAL,
    "boolean": FieldType.BOOLEAN,
    "date": FieldType.DATE,
    "datetime": FieldType.DATETIME,
    "selection": FieldType.CHOICE,
    "many2one": FieldType.REFERENCE,
    "many2many": FieldType.CHOICES,
    "reference": FieldType.TEXT,
    "binary": FieldType.BINARY,
}
_ASKED = ["type", "string", "required", "readonly", "selection", "relation", "digits", "size", "searchable"]
_ASKED += ["depends", "company_dependent"]
_KNOWN = {"email": FieldType.EMAIL, "phone": FieldType.PHONE, "mobile": FieldType.PHONE}
_MOMENT = "%Y-%m-%d %H:%M:%S"
_HTML = re.compile(
    r"</?(?:p|br|div|span|b|i|u|s|strong|em|a|ul|ol|li|h[1-6]|table|thead|tbody|tr|td|th|blockquote|pre|code|img|hr|font)\b[^<>]*>",
    re.IGNORECASE,
)
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


class RejectedValue(Exception):
    """A value that can't be sent; the words say why."""


@dataclass(frozen=True)
class Table:
    """A model with its fields as Odoo describes them."""

    schema: TableSchema
    kinds: Mapping[str, str]
    """Field → Odoo's type."""
    searchable: frozenset[str]
    empty: frozenset[str] = frozenset()
    """Fields that a new record holds nothing in, unless something is given: Odoo has no default for them and computes none."""

    @property
    def name(self) -> str:
        """The model."""
        return self.schema.name

    def scale(self, name: str) -> int | None:
        """The decimals of a field, None where they are not fixed."""
        found = self.schema.field(name)
        return found.scale if found else None


def table(rpc: Rpc, model: str) -> Table:
    """The model's fields. Raises AccountError when there is no such model."""
    try:
        found = rpc.call(model, "fields_get", attributes=_ASKED)
    except Refused as error:
        what = f"This user may not see “{model}”." if error.denied else f"Odoo can't tell the fields of “{model}”."
        raise TableError(what, place=rpc.place, advice=f"Odoo says: {error.words}") from error
    rpc.facts.put_large(f"fields/{model}", found)
    return _table(rpc, model, found)


def recalled(rpc: Rpc, model: str) -> Table | None:
    """The model's fields as they were told last, None where that is long ago."""
    found = rpc.facts.get_large(f"fields/{model}")
    return None if found is None else _table(rpc, model, found)


def _table(rpc: Rpc, model: str, found: Mapping[str, Any]) -> Table:
    given = {name: one for name, one in found.items() if one["type"] in _TYPES and not one.get("readonly")}
    defaults = _defaults(rpc, model, list(given))
    empty: frozenset[str] = frozenset()
    if defaults is not None:
        empty = frozenset(name for name, one in given.items() if _is_simple(one) and name not in defaults)
    else:
        defaults = _defaults(rpc, model, [name for name, one in given.items() if one.get("required")]) or {}
    fields = tuple(_field(name, one, defaults) for name, one in found.items() if one["type"] in _TYPES)
    kinds = {name: one["type"] for name, one in found.items()}
    searchable = frozenset(name for name, one in found.items() if one.get("searchable", True))
    return Table(TableSchema(model, model, fields, ("id",)), kinds, searchable, empty)


def _is_simple(one: Mapping[str, Any]) -> bool:
    """Whether Odoo makes nothing else of a field that is given as blank than of one that isn't given, but for its default."""
    special = one.get("depends") or one.get("company_dependent")
    return not special and one["type"] not in {"many2one", "many2many"}


def _defaults(rpc: Rpc, model: str, names: Sequence[str]) -> Mapping[str, Any] | None:
    """Odoo's defaults for these fields, as far as there are any; None where it does not tell. Odoo itself says then what is missing."""
    known = rpc.facts.get(f"defaults/{model}")
    if known is not None and set(known["asked"]) == set(names):
        return dict.fromkeys(known["found"]) if known["found"] is not None else None
    found = _asked_defaults(rpc, model, names)
    rpc.facts.put(f"defaults/{model}", {"asked": list(names), "found": None if found is None else list(found)})
    return found


def _asked_defaults(rpc: Rpc, model: str, names: Sequence[str]) -> Mapping[str, Any] | None:
    for argument in ("fields", "fields_list"):  # the first in newer versions, the second in older ones
        asked: dict[str, Any] = {argument: list(names)}
        try:
            return dict(rpc.call(model, "default_get", **asked))
        except Refused:
            continue
    return None


def _field(name: str, one: Mapping[str, Any], defaults: Mapping[str, Any]) -> Field:
    kind = one["type"]
    digits = one.get("digits") or (None, None)
    fixed = kind == "float" and digits[1] is not None
    return Field(
        name,
        one.get("string") or name,
        FieldType.DECIMAL if fixed else _KNOWN.get(name, _TYPES[kind]) if kind == "char" else _TYPES[kind],
        required=bool(one.get("required")) and not one.get("readonly"),
        read_only=name == "id" or bool(one.get("readonly")) or kind in {"reference", "binary"},
        has_default=name in defaults,
        unique=name == "id",
        max_length=one.get("size") or None,
        precision=digits[0] if fixed else None,
        scale=digits[1] if fixed else None,
        resolution_us=1_000_000 if kind == "datetime" else None,
        choices=tuple(Choice(str(value), str(label)) for value, label in one.get("selection") or ()),
        reference=one.get("relation") if kind in {"many2one", "many2many"} else None,
    )


def listing(rpc: Rpc) -> Sequence[TableInfo]:
    """The models that the user may read, the common ones first; Odoo's own machinery is left out."""
    labels = {name: label for name, label in sorted(_models(rpc)) if not name.startswith(_HIDDEN)}
    first = [name for name in COMMON if name in labels]
    return [TableInfo(name, labels[name]) for name in (*first, *(one for one in labels if one not in COMMON))]


def _models(rpc: Rpc) -> Sequence[tuple[str, str]]:
    try:  # since 16, for every user; without models that hold no records
        return [(row["model"], row["display_name"]) for row in rpc.call("ir.model", "get_available_models")]
    except (Refused, AccountError):
        pass
    asked: dict[str, Any] = {"domain": [["transient", "=", False]], "fields": ["model", "name"], "order": "model"}
    try:
        return [(row["model"], row["name"]) for row in rpc.call("ir.model", "search_read", **asked)]
    except Refused:  # only administrators may see these records
        return [(name, name) for name in COMMON if _offered(rpc, name)]


def _offered(rpc: Rpc, model: str) -> bool:
    try:
        rpc.call(model, "search_read", domain=[], fields=["id"], limit=1, order="id")
    except (Refused, AccountError):
        return False
    return True


def allowed(rpc: Rpc, model: str, operation: str) -> bool:
    """Whether the user's groups let him read, write, create or unlink records of the model."""
    known: bool | None = rpc.facts.get(f"{operation}/{model}")
    if known is None:
        known = _asked_allowed(rpc, model, operation)
        rpc.facts.put(f"{operation}/{model}", known)
    return known


def _asked_allowed(rpc: Rpc, model: str, operation: str) -> bool:
    try:
        if rpc.json_2:
            return bool(rpc.call(model, "has_access", ids=[], operation=operation))
        return bool(rpc.call(model, "check_access_rights", operation=operation, raise_exception=False))
    except Refused:
        return False


def decode(kind: str, data: Any, scale: int | None) -> Value:
    """A field's value from Odoo's JSON, where `false` is a blank in all but booleans."""
    if kind == "boolean":
        return bool(data)
    if data is False or data is None or data == "":
        return None
    if kind == "many2one":
        return str(data[0] if isinstance(data, list) else data)
    if kind == "many2many":
        return tuple(str(one) for one in sorted(data)) or None
    if kind == "monetary" or (kind == "float" and scale is not None):
        number = Decimal(repr(data)) if isinstance(data, float) else Decimal(data)
        return number if scale is None else number.quantize(Decimal(1).scaleb(-scale))
    if kind == "date":
        return dt.date.fromisoformat(data)
    if kind == "datetime":
        return dt.datetime.strptime(data[:19], _MOMENT).replace(tzinfo=dt.UTC)
    if kind == "binary":
        return base64.b64decode(data)
    value: Value = data
    return value


def encode(name: str, kind: str, value: Value) -> Any:
    """A value as `write` takes it. Raises RejectedValue."""
    if kind == "many2many":
        return [[6, 0, [_id(name, one) for one in _words(value)]]]
    if kind == "boolean":
        return bool(value)
    if is_blank(value):
        return False
    if kind == "many2one":
        return _id(name, value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime(_MOMENT)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and _UNREADABLE.search(value):
        raise RejectedValue(f"“{name}” can't hold a NUL character.")
    return formatted(value) if kind == "html" and isinstance(value, str) else value


def formatted(text: str) -> str:
    """HTML as it is; plain text as HTML that reads the same: Odoo would throw away what stands between < and >, and the line ends."""
    if _HTML.search(text):
        return text
    return f"<p>{html.escape(text, quote=False).replace(chr(10), '<br>')}</p>"


def cell(name: str, kind: str, value: Value) -> str:
    """A value as `load` takes it: a text, in which an empty one is a blank. Raises RejectedValue."""
    if kind == "many2many":
        return ",".join(str(_id(name, one)) for one in _words(value))
    if kind == "boolean":
        return "1" if value else "0"
    plain = encode(name, kind, value)
    if plain is False:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(plain)


def column(name: str, kind: str) -> str:
    """The field's column for `load`; relations go by database ids."""
    return f"{name}/.id" if kind in {"many2one", "many2many"} else name


def _words(value: Value) -> Sequence[str]:
    return value if isinstance(value, tuple) else () if is_blank(value) else (str(value),)


def _id(name: str, value: Value) -> int:
    if not str(value).isdigit():
        raise RejectedValue(f"“{name}” takes the id of another record.")
    return int(str(value))
