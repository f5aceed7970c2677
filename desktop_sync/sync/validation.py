"""What the target's schema says against values, before they are sent (SYNC.md, step “Validate”). Texts carry lengths, never values."""

import datetime as dt
import re
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.values import Value, is_blank

_INTEGER_DIGITS: Final = 19
"""Digits of a 64-bit integer; a smaller `precision` of the field counts."""
_LARGEST: Final = Decimal(sys.float_info.max)
_INT64: Final = range(-(2**63), 2**63)


def problems(values: Mapping[str, Value], schema: TableSchema, *, create: bool) -> dict[str, str]:
    """Field name → what is wrong with its value, in words; only fields with a problem. On `create` required fields must be there, too."""
    found: dict[str, str] = {}
    for field in schema.fields:
        if field.name in values:
            problem = _problem(field, values[field.name], create=create)
        elif create and field.required and not field.has_default and not field.read_only:
            problem = "is required and has no value"
        else:
            continue
        if problem:
            found[field.name] = problem
    for name in values.keys() - {field.name for field in schema.fields}:
        found[name] = "is no field of the table any more"
    return found


def _problem(field: Field, value: Value, *, create: bool) -> str:
    if is_blank(value):
        if field.required and not field.blank_as_empty and not (create and field.has_default):
            return "is required and would be blank"
        return ""
    check = _CHECKS.get(field.type)
    return check(field, value) if check else ""


def _text(field: Field, value: Value) -> str:
    if isinstance(value, bytes | tuple):
        return "takes a text only"
    length = len(str(value))
    if field.max_length is not None and length > field.max_length:
        return f"is {length} characters, the field takes {field.max_length}"
    return ""


def _integer(field: Field, value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return "takes whole numbers only"
    digits = field.precision or _INTEGER_DIGITS
    if value not in _INT64 or len(str(abs(value))) > digits:
        return f"is too large a number, the field takes {digits} digits"
    return ""


def _decimal(field: Field, value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "takes numbers only"
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        return "takes finite numbers only"
    number = number.normalize()
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    decimals = max(-exponent, 0)
    if field.scale is not None and decimals > field.scale:
        return f"has {decimals} decimals, the field takes {field.scale}"
    if field.precision is not None and number:
        before = max(number.adjusted() + 1, 0)
        allowed = field.precision - (field.scale or 0)
        if before > allowed:
            return f"has {before} digits before the decimal mark, the field takes {allowed}"
    return ""


def _float(_: Field, value: Value) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "takes numbers only"
    if isinstance(value, Decimal) and not value.is_finite():
        return "is no finite number"
    return "" if -_LARGEST <= value <= _LARGEST else "is too large a number"


def _kind_of(field: Field, value: Value) -> str:
    """Whether the value is of the field's Python type; a date-time is no date, though it is one for Python."""
    kind, words = _KINDS[field.type]
    fits = isinstance(value, kind) and (kind is not dt.date or not isinstance(value, dt.datetime))
    return "" if fits else words


def _choice(field: Field, value: Value) -> str:
    if isinstance(value, tuple):
        return "takes one choice only"
    if field.choices and str(value) not in {choice.value for choice in field.choices}:
        return f"isn't one of the field's {len(field.choices)} choices; map it with the lens “choices”"
    return _text(field, value)


def _choices(field: Field, value: Value) -> str:
    if not isinstance(value, tuple):
        return "takes a list of choices"
    known = {choice.value for choice in field.choices}
    wrong = sum(one not in known for one in value) if known else 0
    return f"has {wrong} choices that the field doesn't have" if wrong else ""


def _email(field: Field, value: Value) -> str:
    if not isinstance(value, str):
        return "takes an e-mail address only"
    return _text(field, value) or ("" if is_email(value) else "isn't an e-mail address")


def is_email(text: str) -> bool:
    """Whether the text is an e-mail address by its form; nobody is asked."""
    name, at, domain = text.partition("@")
    if at and name.isascii() and name.replace(".", "").isalnum() and _PLAIN_DOMAIN.match(domain):
        return ".." not in name and not name.startswith(".") and not name.endswith(".")
    from email_validator import EmailNotValidError, validate_email  # slow to import, and seldom needed

    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _binary(field: Field, value: Value) -> str:
    if not isinstance(value, bytes):
        return "takes a file's content only"
    if field.max_length is not None and len(value) > field.max_length:
        return f"is {len(value)} bytes, the field takes {field.max_length}"
    return ""


_PLAIN_DOMAIN = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z", re.IGNORECASE)

_KINDS: Mapping[FieldType, tuple[type, str]] = {
    FieldType.BOOLEAN: (bool, "takes yes or no only"),
    FieldType.DATE: (dt.date, "takes a date only"),
    FieldType.DATETIME: (dt.datetime, "takes a date and time only"),
    FieldType.TIME: (dt.time, "takes a time of day only"),
}
_CHECKS: Mapping[FieldType, Callable[[Field, Value], str]] = {
    FieldType.TEXT: _text,
    FieldType.PHONE: _text,
    FieldType.EMAIL: _email,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.FLOAT: _float,
    FieldType.BOOLEAN: _kind_of,
    FieldType.DATE: _kind_of,
    FieldType.DATETIME: _kind_of,
    FieldType.TIME: _kind_of,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.BINARY: _binary,
}
