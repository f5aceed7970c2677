"""Lenses over numbers: number, scale, boolean.

Rounding is half up (ROUND_HALF_UP), as PostgreSQL and MySQL round a numeric they store. A system that rounds otherwise causes no change all the
same, because each side is compared with its own base.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from typing import Final

from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value
from desktop_sync.sync.lenses.base import Fields, Lens, LensInfo, LensKind, OneField, Param, Params, Values

NUMBER_TYPES = (FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT, FieldType.TEXT, FieldType.CHOICE)
BOOLEAN_TYPES = (FieldType.BOOLEAN, FieldType.INTEGER, FieldType.TEXT, FieldType.CHOICE)

_WIDE: Final = Context(prec=400, rounding=ROUND_HALF_UP)
"""Wide enough for every number that `_finite` lets pass, so that quantizing never fails."""
_FACTOR: Final = Context(prec=34, rounding=ROUND_HALF_UP)
_FLOAT_DIGITS = 15
"""What every double keeps: IEEE 754, DBL_DIG."""
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?\Z")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text field writes numbers: the decimal mark and what stands between thousands ("" for nothing)."""

    decimal: str = "."
    thousands: str = ""

    def parse(self, text: str) -> Decimal | None:
        """The number, None where the text is none in this style."""
        text = text.strip().replace("\u2212", "-")
        if self.thousands == " ":
            text = text.replace("\u00a0", " ").replace("\u202f", " ")
        whole, mark, rest = text.partition(self.decimal)
        if self.thousands and self.thousands in whole:
            first, *groups = whole.split(self.thousands)
            if not 1 <= len(first.lstrip("+-")) <= 3 or any(len(group) != 3 for group in groups):
                return None
            whole = first + "".join(groups)
        plain = f"{whole}.{rest}" if mark else whole
        return Decimal(plain) if plain.isascii() and _PLAIN.match(plain) else None

    def format(self, number: Decimal, places: int) -> str:
        """The number as text, with at least `places` decimals."""
        text = f"{number:f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        whole, _, rest = text.partition(".")
        rest = rest.ljust(places, "0")
        if self.thousands:
            sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
            whole = sign + f"{int(digits):,}".replace(",", self.thousands)
        return f"{whole}{self.decimal}{rest}" if rest else whole


STYLES = {
    "1234.56": Style(".", ""),
    "1234,56": Style(",", ""),
    "1,234.56": Style(".", ","),
    "1.234,56": Style(",", "."),
    "1 234,56": Style(",", " "),
    "1'234.56": Style(".", "'"),
}


def to_decimal(value: Value) -> Decimal | None:
    """A number of any type, or a text that is plainly one, as an exact decimal; None for what is no finite number."""
    if type(value) is int:
        return Decimal(value) if abs(value) < 10**300 else None
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, float):
        value = Decimal(repr(value))
    elif isinstance(value, str):
        text = value.strip()
        if not (text.isascii() and _PLAIN.match(text)):
            return None
        value = Decimal(text)
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= 300:
        return value
    return None


class NumberHalf(OneField):
    """A number. Tolerance: the field's decimals, 15 digits of a float."""

    def __init__(self, field: Field, *, whole: bool, style: Style, factor: Decimal | None = None) -> None:
        super().__init__(field)
        self.whole, self.style, self.factor = whole, style, factor
        self.type = field.type
        self.step = self._step(field)
        self.places = field.scale or None  # none at all: numbers are rounded then
        self.digits = min(field.precision or _FLOAT_DIGITS, _FLOAT_DIGITS) if self.type is FieldType.FLOAT else None

    @staticmethod
    def _step(field: Field) -> Decimal | None:
        if field.type is FieldType.INTEGER:
            return Decimal(1)
        if field.type is FieldType.DECIMAL and field.scale is not None:
            return Decimal(1).scaleb(-field.scale)
        return None

    def get(self, values: Values) -> Value:
        """The number; whole numbers between two whole fields as int, else a decimal."""
        value = values[0]
        if self.whole and type(value) is int:
            return value
        if value is None or value == "":
            return None
        return self.read(value)

    def read(self, value: Value) -> Value:
        """The number that the field holds."""
        number = self._number(value)
        if self.factor is not None:
            number = _FACTOR.divide(number, self.factor)
        if self.whole:
            return int(number)
        return number

    def _number(self, value: Value) -> Decimal:
        if isinstance(value, str):
            found = self.style.parse(value) if self.type not in _STORED else None
            if found is not None:
                found = to_decimal(found)
        else:
            found = to_decimal(value)
        if found is None:
            raise self.error("isn't a number")
        if self.type is FieldType.INTEGER and found != found.to_integral_value():
            raise self.error("isn't a whole number")
        return found

    def passes(self, shared: Value) -> bool:
        """A whole number for a field of such; a decimal with no more places than the field has."""
        if self.factor is not None:
            return False
        if self.type is FieldType.INTEGER:
            return self.whole and type(shared) is int and abs(shared) < _PLAINLY
        if self.type is not FieldType.DECIMAL or self.whole or self.places is None or type(shared) is not Decimal:
            return False
        exponent = shared.as_tuple().exponent
        return isinstance(exponent, int) and -self.places <= exponent <= 0 and abs(shared) < _PLAINLY

    def rewrite(self, shared: Value, old: Value) -> Value:
        """The number in the field's own type, rounded to its decimals."""
        number = self._scaled(shared)
        if number is None:
            raise self.error("takes a number only")
        if self.type is FieldType.INTEGER:
            return int(number)
        if self.type is FieldType.FLOAT:
            return float(number)
        if self.type is FieldType.DECIMAL:
            return number
        return self.style.format(number, self._places(old))

    def _places(self, old: Value) -> int:
        """As many decimals as are written now: a price list with 12.50 goes on with 13.00."""
        if not isinstance(old, str) or self.style.parse(old) is None:
            return 0
        return len(old.strip().partition(self.style.decimal)[2])

    def _scaled(self, shared: Value) -> Decimal | None:
        """A shared value as this side can hold it, in this side's unit."""
        number = to_decimal(shared)
        if number is None:
            return None
        if self.factor is not None:
            number = _FACTOR.multiply(number, self.factor)
        if self.digits is not None:
            number = Context(prec=self.digits, rounding=ROUND_HALF_UP).plus(number)
        elif self.step is not None and (self.step == 1 or -number.as_tuple().exponent > -self.step.as_tuple().exponent):  # type: ignore[operator]
            number = number.quantize(self.step, context=_WIDE)
        return number

    def norm(self, shared: Value) -> Value:
        """The number as this side can hold it, in the shared unit."""
        if self.whole and type(shared) is int:
            return shared
        try:
            number = self._scaled(shared)
        except DecimalException:
            number = None
        if number is None:
            return shared if shared != "" else None
        if self.factor is not None:
            number = _FACTOR.divide(number, self.factor)
            number = Context(prec=_FLOAT_DIGITS * 2, rounding=ROUND_HALF_UP).plus(number)
        return number.normalize(_WIDE)


_PLAINLY = 10**15
"""Smaller numbers are as exact in every type."""
_STORED = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.FLOAT})

_TRUE_FALSE = (("true", "false"), ("yes", "no"), ("1", "0"), ("on", "off"), ("y", "n"), ("t", "f"), ("ja", "nein"))


class BooleanHalf(OneField):
    """Yes or no: a boolean, 1 or 0, or a pair of words. With a blank as one of the words, blank means that."""

    def __init__(self, field: Field, words: tuple[str, str] | None) -> None:
        super().__init__(field)
        self.text = field.type in {FieldType.TEXT, FieldType.CHOICE}
        self.number = field.type is FieldType.INTEGER
        self.pairs = (words,) if words else _TRUE_FALSE
        self.meaning = {word.strip().casefold(): word == pair[0] for pair in self.pairs for word in pair}
        self.blank_means: bool | None = self.meaning.get("") if words else None

    def get(self, values: Values) -> Value:
        """True, False, or None for blank."""
        value = values[0]
        if type(value) is bool:
            return value
        if value is None or (isinstance(value, str) and not value.strip()):
            return self.blank_means
        return self.read(value)

    def passes(self, shared: Value) -> bool:
        """Yes or no for a field of just that."""
        return type(shared) is bool and not self.number and not self.text

    def read(self, value: Value) -> Value:
        """What the word or number means."""
        meaning = None
        if isinstance(value, str):
            meaning = self.meaning.get(value.strip().casefold())
        elif isinstance(value, int | float) or hasattr(value, "as_tuple"):
            number = to_decimal(value)
            whole = None if number is None or number not in {Decimal(0), Decimal(1)} else str(int(number))
            meaning = self.meaning.get(whole) if self.text and whole else (None if whole is None else whole == "1")
        if meaning is None:
            raise self.error(
                "is neither yes nor no"
                if len(self.pairs) > 1
                else f"is neither “{self.pairs[0][0]}” nor “{self.pairs[0][1]}”"
            )
        return meaning

    def rewrite(self, shared: Value, old: Value) -> Value:
        """A boolean, 1 or 0, or the word: of the pair that the field uses already."""
        yes = self.norm(shared)
        if not isinstance(yes, bool):
            raise self.error("takes yes or no only")
        if self.number:
            return int(yes)
        if not self.text:
            return yes
        pair = self.pairs[0]
        if isinstance(old, str):
            pair = next((one for one in self.pairs if old.strip().casefold() in {w.casefold() for w in one}), pair)
        return (pair[0] if yes else pair[1]) or self.blank[0]

    def norm(self, shared: Value) -> Value:
        """True or False; words as people type them are understood."""
        if isinstance(shared, bool):
            return shared
        if shared is None or shared == "":
            return self.blank_means
        if isinstance(shared, str):
            meaning = {word: word == pair[0] for pair in _TRUE_FALSE for word in pair}.get(shared.strip().casefold())
            return shared if meaning is None else meaning
        return bool(shared) if isinstance(shared, int) and shared in {0, 1} else shared


def _number_loss(a: Field, b: Field, factor: Decimal | None) -> str:
    parts = []
    for side, one, two in (("A", a, b), ("B", b, a)):
        if one.type is FieldType.INTEGER and two.type is not FieldType.INTEGER and factor is None:
            parts.append(f"{side} holds whole numbers only")
        elif one.type is FieldType.DECIMAL and one.scale is not None and (two.scale is None or two.scale > one.scale):
            if two.type is not FieldType.INTEGER:
                parts.append(f"{side} rounds to {one.scale} decimals")
        elif one.type is FieldType.FLOAT and two.type is not FieldType.FLOAT:
            parts.append(f"{side} keeps {_FLOAT_DIGITS} digits")
    return ", ".join(parts)


def _style(params: Params, side: str) -> Style:
    return STYLES[params.text(side, "1234.56")]


def _number(params: Params, a: Fields, b: Fields) -> Lens:
    whole = a[0].type is b[0].type is FieldType.INTEGER
    half_a = NumberHalf(a[0], whole=whole, style=_style(params, "a"))
    half_b = NumberHalf(b[0], whole=whole, style=_style(params, "b"))
    styles = " ↔ ".join(params.text(side, "1234.56") for side in ("a", "b") if params.text(side))
    return Lens("number", f"number · {styles}" if styles else "number", half_a, half_b, _number_loss(a[0], b[0], None))


def _scale(params: Params, a: Fields, b: Fields) -> Lens:
    factor = Decimal(str(params.given["factor"]))
    if not factor.is_finite() or factor == 0 or abs(factor.adjusted()) > 30:
        params.fail("the parameter “factor” of the lens “scale” must be a number other than 0.")
    half_a = NumberHalf(a[0], whole=False, style=_style(params, "a"))
    half_b = NumberHalf(b[0], whole=False, style=_style(params, "b"), factor=factor)
    return Lens("scale", f"number · B = A × {factor.normalize():f}", half_a, half_b, _number_loss(a[0], b[0], factor))


def _boolean(params: Params, a: Fields, b: Fields) -> Lens:
    pairs = [params.pair("a"), params.pair("b")]
    words = " ↔ ".join("/".join(word or "blank" for word in pair) for pair in pairs if pair)
    label = f"yes or no · {words}" if words else "yes or no"
    return Lens("boolean", label, BooleanHalf(a[0], pairs[0]), BooleanHalf(b[0], pairs[1]))


def _style_param(side: str) -> Param:
    return Param(side, "word", f"how {side.upper()} writes numbers, where it is a text", "1234.56", tuple(STYLES))


KINDS = (
    LensKind(
        LensInfo(
            "number",
            "number",
            "The same number on both sides, whatever its type. Rounded to the decimals that a side can hold.",
            (_style_param("a"), _style_param("b")),
            NUMBER_TYPES,
            NUMBER_TYPES,
            example='lens = { number = { a = "1.234,56" } }',
        ),
        _number,
    ),
    LensKind(
        LensInfo(
            "scale",
            "number in another unit",
            "The same number in two units, such as euros and cents: B is A times the factor.",
            (Param("factor", "number", "B = A × factor", required=True), _style_param("a"), _style_param("b")),
            NUMBER_TYPES,
            NUMBER_TYPES,
            example="lens = { scale = { factor = 100 } }",
        ),
        _scale,
    ),
    LensKind(
        LensInfo(
            "boolean",
            "yes or no",
            "Yes or no: a tick box, 1 and 0, or a pair of words per side.",
            (
                Param("a", "pair", 'A\'s words for yes and no; "" for blank', "true/false, yes/no, 1/0 …"),
                Param("b", "pair", 'B\'s words for yes and no; "" for blank', "true/false, yes/no, 1/0 …"),
            ),
            BOOLEAN_TYPES,
            BOOLEAN_TYPES,
            example='lens = { boolean = { b = ["yes", "no"] } }',
        ),
        _boolean,
    ),
)
