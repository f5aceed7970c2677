"""Values of fields in a card: reading them, and writing them line by line so that all else stays as it is."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from desktop_sync.connectors.carddav.fields import KIND, Places, Spec
from desktop_sync.connectors.carddav.lines import Card, Line, edited, escape, made, split_escaped, unescape
from desktop_sync.model.schema import FieldType
from desktop_sync.model.values import Value, is_blank

_PARTS = {"N": 5, "ADR": 7, "ORG": 1}
"""So many parts a value has at least."""
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
_MOMENT = re.compile(r"(\d{4}-?\d{2}-?\d{2})T(\d{2}):?(\d{2}):?(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?(?:\d{2})?)?")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML can't carry: one such character would make a whole answer of the server unreadable."""
_OLD_ESCAPED = re.compile(r"\\([\\;])")
"""In a 2.1 card, backslashes are text, but for those that keep the parts of a value apart."""
_TRUE, _FALSE = {"true", "yes", "1", "ja"}, {"false", "no", "0", "nein"}


class RejectedValue(Exception):
    """A value that no card can hold; the words say why."""


def get(card: Card, spec: Spec, places: Places) -> Value:
    """The field's value."""
    if spec.field.type is FieldType.CHOICES:
        return _words(card, spec) or None
    if spec.name == KIND:
        lines = card.of("KIND") or card.of("X-ADDRESSBOOKSERVER-KIND")
        return unescape(card.lines[lines[0]].plain).strip().lower() if lines else "individual"
    found = places.lines(card, spec)
    if not found:
        return None
    line = card.lines[found[0]]
    text = _part(card, line, spec)
    if spec.prop == "TEL" and text.lower().startswith("tel:"):  # RFC 6350 § 6.4.1
        text = text[4:]
    return _typed(text, line, spec) if text else None


def _part(card: Card, line: Line, spec: Spec) -> str:
    if spec.part is None:
        return line.plain if card.old else unescape(line.plain)
    parts = split_escaped(line.plain, ";")
    if spec.part >= len(parts):
        return ""
    return _OLD_ESCAPED.sub(r"\1", parts[spec.part]) if card.old else unescape(parts[spec.part])


def _words(card: Card, spec: Spec) -> tuple[str, ...]:
    words = (unescape(word).strip() for at in card.of(spec.prop) for word in split_escaped(card.lines[at].plain, ","))
    return tuple(dict.fromkeys(word for word in words if word))


def _typed(text: str, line: Line, spec: Spec) -> Value:
    kind = spec.field.type
    if kind is FieldType.DATE:
        return _date(text, line)
    reader = _READERS.get(kind)
    if reader is None:
        return text
    try:
        return reader(text.strip())
    except (ValueError, InvalidOperation):  # as it is: the sync then says what is wrong with it
        return text


def _date(text: str, line: Line) -> Value:
    match = _DATE.fullmatch(text.strip())
    if match is None or any(name == "X-APPLE-OMIT-YEAR" and value == match[1] for name, value in line.params):
        return None  # a day without a year is no date; the card keeps it
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _moment(text: str) -> dt.datetime:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return dt.datetime.combine(dt.date.fromisoformat(text), dt.time(), dt.UTC)
    zone = {None: "+00:00", "Z": "+00:00"}.get(match[5], match[5])
    return dt.datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3]}:{match[4]}{zone}").astimezone(dt.UTC)


def _boolean(text: str) -> bool:
    if text.lower() in _TRUE:
        return True
    if text.lower() in _FALSE:
        return False
    raise ValueError


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,18}", text):
        raise ValueError
    return int(text)


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError
    return number


_READERS: Mapping[FieldType, Callable[[str], Value]] = {
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.BOOLEAN: _boolean,
    FieldType.DATETIME: _moment,
}


def put(card: Card, spec: Spec, places: Places, value: Value) -> bool:
    """Write the field; whether that changed the card. Raises RejectedValue."""
    if spec.field.read_only:
        raise RejectedValue(f"“{spec.name}” is set by the address book itself.")
    now = get(card, spec, places)
    if now == value or (is_blank(now) and is_blank(value)):
        return False
    if spec.field.type is FieldType.CHOICES:
        _put_words(card, spec, value)
        return True
    text = "" if value is None else _text(card, spec, value)
    found = places.lines(card, spec)
    if spec.part is not None:
        _put_part(card, spec, found, text)
    elif not text:
        _blank(card, found)
    elif found:
        drop = ("VALUE", "X-APPLE-OMIT-YEAR") if spec.prop in {"TEL", "BDAY"} else ()
        card.lines[found[0]] = edited(card.lines[found[0]], _escaped(card, text), old=card.old, drop=drop)
    else:
        card.add(made(_head(card, spec), _escaped(card, text), old=card.old))
    return True


def _text(card: Card, spec: Spec, value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.strftime("%Y%m%d").zfill(8) if card.version == "4.0" and spec.prop == "BDAY" else value.isoformat()
    text = "\n".join(value) if isinstance(value, tuple) else str(value)
    if _UNREADABLE.search(text):
        raise RejectedValue(f"“{spec.name}” holds a control character, which address books can't keep.")
    return text


def _escaped(card: Card, text: str) -> str:
    return text.replace("\r\n", "\n") if card.old else escape(text)


def _head(card: Card, spec: Spec) -> str:
    # A bare word in 2.1, TYPE=word since.
    return spec.head.replace("TYPE=", "") if card.old else spec.head


def _blank(card: Card, found: Sequence[int]) -> None:
    """Take the field's line away; where another would become the field's, leave it there empty instead."""
    if not found:
        return
    if len(found) > 1:
        card.lines[found[0]] = edited(card.lines[found[0]], "", old=card.old)
    else:
        card.remove(found[0])


def _put_part(card: Card, spec: Spec, found: Sequence[int], text: str) -> None:
    assert spec.part is not None
    parts = split_escaped(card.lines[found[0]].plain, ";") if found else []
    parts += [""] * (max(_PARTS[spec.prop], spec.part + 1) - len(parts))
    parts[spec.part] = re.sub(r"([\\;])", r"\\\1", text) if card.old else escape(text)
    while spec.prop == "ORG" and len(parts) > 1 and not parts[-1]:
        parts.pop()
    plain = ";".join(parts)
    if not any(parts) and spec.prop != "N":
        if len(found) > 1:
            card.lines[found[0]] = edited(card.lines[found[0]], plain, old=card.old)
        else:
            card.remove(found[0])
    elif found:
        # A label that an address is printed from would still show the old one.
        card.lines[found[0]] = edited(card.lines[found[0]], plain, old=card.old, drop=("LABEL",))
    else:
        card.add(made(_head(card, spec), plain, old=card.old))


def _put_words(card: Card, spec: Spec, value: Value) -> None:
    words = value if isinstance(value, tuple) else (() if is_blank(value) else (str(value),))
    for word in words:
        if _UNREADABLE.search(word):
            raise RejectedValue(f"“{spec.name}” holds a control character, which address books can't keep.")
    found = card.of(spec.prop)
    for at in reversed(found[1:]):
        card.remove(at)
    plain = ",".join(escape(word) for word in words)
    if found and plain:
        card.lines[found[0]] = edited(card.lines[found[0]], plain, old=card.old)
    elif found:
        card.remove(found[0])
    elif plain:
        card.add(made(spec.head, plain, old=card.old))
