"""Lenses that pass values on: list, pass, constant."""

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import orjson

from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.lenses.base import (
    ANY,
    Fields,
    Half,
    Lens,
    LensInfo,
    LensKind,
    OneField,
    Param,
    Params,
    Values,
    tidy,
)
from desktop_sync.sync.lenses.choices import choice_word, word_of

LIST_TYPES = (FieldType.CHOICES, FieldType.TEXT)


class ListHalf(OneField):
    """Several words: a multiple choice, or a text with a separator. Tolerance: their order."""

    def __init__(self, field: Field, separator: str) -> None:
        super().__init__(field)
        self.separator = separator

    def read(self, value: Value) -> Value:
        """The words."""
        if isinstance(value, tuple):
            return value
        if not isinstance(value, str):
            raise self.error("isn't a list of words")
        return (
            tuple(
                one for one in (piece.strip() for piece in value.split(self.separator.strip() or self.separator)) if one
            )
            or None
        )

    def write(self, shared: Value) -> Value:
        """The words as a multiple choice, or joined."""
        words = (shared,) if isinstance(shared, str) else shared
        if not isinstance(words, tuple):
            raise self.error("takes a list of words only")
        return words if self.field.type is FieldType.CHOICES else self.separator.join(words)

    def norm(self, shared: Value) -> Value:
        """The words in alphabetical order, each once."""
        if isinstance(shared, str):
            shared = (shared,)
        if not isinstance(shared, tuple):
            return shared
        return tuple(sorted({tidy(word) for word in shared} - {""})) or None


class PassHalf(OneField):
    """A value as it is."""

    def read(self, value: Value) -> Value:
        """The value. Raises LensError for “not a number”, which equals nothing, not even itself."""
        if isinstance(value, float | Decimal) and math.isnan(value):
            raise self.error("isn't a number")
        return value

    def write(self, shared: Value) -> Value:
        """The value."""
        return shared

    def norm(self, shared: Value) -> Value:
        """The value; lists in order, JSON texts without their layout."""
        if is_blank(shared):
            return None
        if self.field.type is FieldType.JSON and isinstance(shared, str):
            try:
                return orjson.dumps(orjson.loads(shared), option=orjson.OPT_SORT_KEYS).decode()
            except (orjson.JSONDecodeError, orjson.JSONEncodeError):
                return shared
        return shared


class ConstantHalf:
    """The side without a field: it always says the value."""

    def __init__(self, value: Value) -> None:
        self.value = value

    def get(self, values: Values) -> Value:  # noqa: ARG002 - the Protocol's signature, here and below
        """The value."""
        return self.value

    def put(self, shared: Value, old: Values | None) -> Values:  # noqa: ARG002
        """Nothing to write."""
        return ()

    def norm(self, shared: Value) -> Value:  # noqa: ARG002
        """All is the same here."""
        return self.value


def _typed_constant(params: Params, field: Field) -> Value:
    """The value in the field's type."""
    given = params.given["value"]
    numbers: dict[FieldType, Any] = {
        FieldType.INTEGER: int,
        FieldType.FLOAT: float,
        FieldType.DECIMAL: lambda text: Decimal(str(text)),
    }
    dates: dict[FieldType, Any] = {
        FieldType.DATE: dt.date.fromisoformat,
        FieldType.TIME: dt.time.fromisoformat,
        FieldType.DATETIME: lambda text: dt.datetime.fromisoformat(text).astimezone(dt.UTC),
    }
    kind = field.type
    try:
        if kind in numbers and not isinstance(given, bool):
            made: Value = numbers[kind](given)
            return made
        if kind in dates:
            return dates[kind](given)  # type: ignore[no-any-return]
    except (ValueError, TypeError, ArithmeticError):
        params.fail(f"the value doesn't fit “{field.name}”, which takes {kind.value}.")
    if kind is FieldType.BOOLEAN and isinstance(given, bool):
        return given
    if kind in numbers or kind is FieldType.BOOLEAN or kind in {FieldType.CHOICES, FieldType.BINARY}:
        params.fail(f"the value doesn't fit “{field.name}”, which takes {kind.value}.")
    return word_of(given)


def _constant(params: Params, a: Fields, b: Fields) -> Lens:
    field = (a or b)[0]
    value = _typed_constant(params, field)
    if field.choices and value not in {choice.value for choice in field.choices}:
        word = choice_word(params, field, str(value))
        value = word
    halves: tuple[Half, Half] = (PassHalf(field), ConstantHalf(value)) if a else (ConstantHalf(value), PassHalf(field))
    return Lens("constant", f"always “{params.given['value']}”", *halves)


def _list(params: Params, a: Fields, b: Fields) -> Lens:
    separator = params.text("separator", ", ")
    if not separator.strip() and separator != " ":
        params.fail("the parameter “separator” of the lens “list” must not be empty.")
    return Lens("list", "list of words", ListHalf(a[0], separator), ListHalf(b[0], separator))


def _pass(params: Params, a: Fields, b: Fields) -> Lens:
    return Lens(params.info.name, params.info.label, PassHalf(a[0]), PassHalf(b[0]))


KINDS = (
    LensKind(
        LensInfo(
            "list",
            "list of words",
            "Several words: a multiple choice, or a text with a separator. Their order makes no difference.",
            (Param("separator", "text", "what stands between the words of a text", "a comma and a space"),),
            LIST_TYPES,
            LIST_TYPES,
            example='lens = { list = { separator = "; " } }',
        ),
        _list,
    ),
    LensKind(
        LensInfo(
            "pass",
            "as it is",
            "The value as it is, for two fields of the same type.",
            (),
            ANY,
            ANY,
            example='lens = "pass"',
        ),
        _pass,
    ),
    LensKind(
        LensInfo(
            "constant",
            "always the same",
            "Writes one fixed value; the field stands on one side only, and is never read.",
            (Param("value", "value", "what to write", required=True),),
            ANY,
            ANY,
            arity="1:0 or 0:1",
            example='name = "origin"\nb = "source"\nlens = { constant = { value = "shop" } }',
        ),
        _constant,
    ),
)
