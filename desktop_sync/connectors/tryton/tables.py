"""What Tryton's models offer as tables and fields, and the parts of a party that live in models of their own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_sync.connectors.tryton.rpc import Refused, Rpc
from desktop_sync.errors import AccountError, TableError
from desktop_sync.model.schema import Choice, Field, FieldType, TableInfo, TableSchema

COMMON = ("party.party", "product.product", "product.template", "sale.sale", "account.invoice")
"""Shown first."""

_TYPES = {
    "char": FieldType.TEXT,
    "text": FieldType.TEXT,
    "fulltext": FieldType.TEXT,
    "integer": FieldType.INTEGER,
    "biginteger": FieldType.INTEGER,
    "float": FieldType.FLOAT,
    "numeric": FieldType.DECIMAL,
    "boolean": FieldType.BOOLEAN,
    "date": FieldType.DATE,
    "datetime": FieldType.DATETIME,
    "timestamp": FieldType.DATETIME,
    "time": FieldType.TIME,
    "timedelta": FieldType.FLOAT,
    "selection": FieldType.CHOICE,
    "multiselection": FieldType.CHOICES,
    "many2one": FieldType.REFERENCE,
    "one2one": FieldType.REFERENCE,
    "many2many": FieldType.CHOICES,
    "reference": FieldType.TEXT,
    "binary": FieldType.BINARY,
}
_READ_ONLY_TYPES = {"timestamp", "timedelta", "many2many", "reference", "binary", "one2one"}
_EMAIL, _PHONE, _TEXT = FieldType.EMAIL, FieldType.PHONE, FieldType.TEXT


@dataclass(frozen=True, slots=True)
class Part:
    """A field of a party that Tryton keeps elsewhere.

    `mechanism`: the type of contact, "" for a field of the first address, `column` its name there (a path for codes).
    """

    name: str
    label: str
    type: FieldType
    mechanism: str = ""
    column: str = ""


PARTY_PARTS = (
    Part("email", "E-mail", _EMAIL, mechanism="email"),
    Part("phone", "Phone", _PHONE, mechanism="phone"),
    Part("mobile", "Mobile", _PHONE, mechanism="mobile"),
    Part("fax", "Fax", _PHONE, mechanism="fax"),
    Part("website", "Website", _TEXT, mechanism="website"),
    Part("street", "Street", _TEXT, column="street"),
    Part("postal_code", "Postal code", _TEXT, column="postal_code"),
    Part("city", "City", _TEXT, column="city"),
    Part("country", "Country", _TEXT, column="country.code"),
    Part("subdivision", "Subdivision", _TEXT, column="subdivision.code"),
)


def parts(model: str) -> Mapping[str, Part]:
    """The parts of a model by name; only parties have some."""
    return {part.name: part for part in PARTY_PARTS} if model == "party.party" else {}


@dataclass(frozen=True)
class Table:
    """A model with its fields as Tryton describes them."""

    schema: TableSchema
    kinds: Mapping[str, str]
    """Field → Tryton's type."""

    @property
    def name(self) -> str:
        """The model."""
        return self.schema.name


def table(rpc: Rpc, model: str) -> Table:
    """The model's fields. Raises AccountError when there is no such model."""
    try:
        found = rpc.call(model, "fields_get", [])
        label = _labels(rpc, [model]).get(model)
        wanted = [name for name, one in found.items() if one.get("required") and not one.get("readonly")]
        defaults = rpc.call(model, "default_get", wanted, False) if wanted else {}
    except Refused as error:
        raise TableError(
            f"There is no model “{model}” with records.",
            place=rpc.place,
            advice="Check its name, and that its module is installed.",
        ) from error
    if not {"id", "write_date"} <= found.keys():  # a form of the client's, without records
        raise TableError(f"“{model}” has no records.", place=rpc.place, advice="Choose another model.")
    own = parts(model)
    fields = [
        _field(rpc, model, name, one, defaults)
        for name, one in found.items()
        if one["type"] in _TYPES and name not in own
    ]
    fields += [Field(part.name, part.label, part.type) for part in own.values()]
    kinds = {name: one["type"] for name, one in found.items() if name not in own}
    return Table(TableSchema(model, label or model, tuple(fields), ("id",)), kinds)


def _field(rpc: Rpc, model: str, name: str, one: Mapping[str, Any], defaults: Mapping[str, Any]) -> Field:
    kind = one["type"]
    digits = _digits(one.get("digits"))
    return Field(
        name,
        one.get("string") or name,
        _TYPES[kind],
        required=bool(one.get("required")) and not one.get("readonly"),
        read_only=name == "id" or bool(one.get("readonly")) or kind in _READ_ONLY_TYPES,
        # A number is drawn from a sequence when a record is made; no default says so.
        has_default=defaults.get(name) is not None or name in {"code", "number"},
        unique=name == "id",
        precision=digits[0],
        scale=digits[1],
        # Date-times that people enter are kept to the second, those of the system exactly.
        resolution_us={"datetime": 1_000_000, "timestamp": 1}.get(kind),
        choices=_choices(rpc, model, one) if kind in {"selection", "multiselection"} else (),
        reference=one.get("relation") if kind in {"many2one", "many2many", "one2one"} else None,
    )


def _digits(data: Any) -> tuple[int | None, int | None]:
    if isinstance(data, str) and data.startswith("["):
        data = json.loads(data)
    if isinstance(data, list) and len(data) == 2:
        precision, scale = (one if isinstance(one, int) else None for one in data)
        return precision, scale
    return None, None  # by a currency or a unit, record by record


def _choices(rpc: Rpc, model: str, one: Mapping[str, Any]) -> tuple[Choice, ...]:
    selection = one.get("selection") or []
    if isinstance(selection, str):
        if one.get("selection_change_with"):  # depends on the record
            return ()
        try:
            selection = rpc.call(model, selection)
        except (Refused, AccountError):  # not offered to clients: then any value is tried, and Tryton says no
            return ()
    return tuple(Choice(str(value), str(label)) for value, label in selection if value not in {None, ""})


def _newer(rpc: Rpc) -> bool:
    """Whether models are described as in 8.x, by `name` and `string`; in 7.0 it was `model` and `name`."""
    return "string" in rpc.call("ir.model", "fields_get", ["string"])


def _labels(rpc: Rpc, models: Sequence[str]) -> Mapping[str, str]:
    """The models' names for people, of those that there are."""
    name, label = ("name", "string") if _newer(rpc) else ("model", "name")
    rows = rpc.call("ir.model", "search_read", [[name, "in", list(models)]], 0, None, None, [name, label])
    return {row[name]: row[label] for row in rows}


def _stored(rpc: Rpc) -> set[str]:
    """The models that have records of their own."""
    wanted, dated = "model" if _newer(rpc) else "model.model", [["name", "=", "write_date"]]
    rows = rpc.call("ir.model.field", "search_read", dated, 0, None, None, [wanted])
    return {row["model."]["model"] if wanted == "model.model" else row["model"] for row in rows}


def listing(rpc: Rpc) -> Sequence[TableInfo]:
    """The models with records that this user may read, the common ones first. Tryton's own (ir, res) are left out."""
    names = [name for name in sorted(_stored(rpc)) if name and "-" not in name and not name.startswith(("ir.", "res."))]
    labels = _labels(rpc, names)
    access = rpc.call("ir.model.access", "get_access", names)
    first = [name for name in COMMON if name in labels]
    ordered = first + sorted(
        (name for name in labels if name not in COMMON), key=lambda name: (name.split(".")[0], name)
    )
    return [
        TableInfo(name, labels[name] or name, writable=bool(access[name]["write"]))
        for name in ordered
        if access.get(name, {}).get("read")
    ]
