"""The fields that a card is seen through: names, types, and which property, part and kind of line each one is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop_sync.connectors.carddav.lines import Card, Line
from desktop_sync.connectors.carddav.settings import Extra
from desktop_sync.errors import UsageError
from desktop_sync.model.schema import Field, FieldType, TableSchema

HREF, UID, KIND = "href", "uid", "kind"
NAME_PARTS = ("family_name", "given_name", "middle_name", "prefix", "suffix")
"""In the order of the parts of N."""
_TEXT, _EMAIL, _PHONE = FieldType.TEXT, FieldType.EMAIL, FieldType.PHONE


@dataclass(frozen=True, slots=True)
class Spec:
    """Where a field's value stands. `part`: of a value with several. `place`: the kind of line, "" for the best that no other
    mapped field takes. `head`: how a new line begins.
    """

    field: Field
    prop: str
    part: int | None = None
    place: str = ""
    head: str = ""

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field.name


def _plain(name: str, label: str, prop: str, kind: FieldType = _TEXT, **more: object) -> Spec:
    return Spec(Field(name, label, kind, **more), prop, head=prop)  # type: ignore[arg-type]


def _addresses() -> Sequence[Spec]:
    parts = (("street", "Street", 2), ("postcode", "Postcode", 5), ("city", "City", 3), ("region", "Region", 4))
    found = []
    for place, label in (("", ""), ("work", "Work: "), ("home", "Home: ")):
        for name, title, part in (*parts, ("country", "Country", 6)):
            head = f"ADR;TYPE={place.upper()}" if place else "ADR"
            one = Field(f"{place}_{name}" if place else name, label + (title.lower() if place else title), _TEXT)
            found.append(Spec(one, "ADR", part, place, head))
    return found


SPECS: Mapping[str, Spec] = {
    spec.name: spec
    for spec in (
        # Without one, a card is named by its parts or its organisation.
        _plain("name", "Full name", "FN", required=True, has_default=True),
        *(
            Spec(Field(name, label, _TEXT), "N", NAME_PARTS.index(name), head="N")
            for name, label in (
                ("given_name", "Given name"),
                ("family_name", "Family name"),
                ("middle_name", "Middle name"),
                ("prefix", "Name prefix"),
                ("suffix", "Name suffix"),
            )
        ),
        _plain("nickname", "Nickname", "NICKNAME"),
        Spec(Field("organization", "Organisation", _TEXT), "ORG", 0, head="ORG"),
        Spec(Field("department", "Department", _TEXT), "ORG", 1, head="ORG"),
        _plain("title", "Title", "TITLE"),
        _plain("role", "Role", "ROLE"),
        Spec(Field("email", "E-mail", _EMAIL), "EMAIL", head="EMAIL"),
        Spec(Field("email_work", "E-mail: work", _EMAIL), "EMAIL", None, "work", "EMAIL;TYPE=WORK"),
        Spec(Field("email_home", "E-mail: home", _EMAIL), "EMAIL", None, "home", "EMAIL;TYPE=HOME"),
        Spec(Field("phone", "Phone", _PHONE), "TEL", head="TEL;TYPE=VOICE"),
        Spec(Field("phone_work", "Phone: work", _PHONE), "TEL", None, "work", "TEL;TYPE=WORK"),
        Spec(Field("phone_home", "Phone: home", _PHONE), "TEL", None, "home", "TEL;TYPE=HOME"),
        Spec(Field("mobile", "Mobile", _PHONE), "TEL", None, "cell", "TEL;TYPE=CELL"),
        Spec(Field("fax", "Fax", _PHONE), "TEL", None, "fax", "TEL;TYPE=FAX"),
        *_addresses(),
        _plain("url", "Website", "URL"),
        _plain("birthday", "Birthday", "BDAY", FieldType.DATE),
        _plain("note", "Note", "NOTE"),
        _plain("categories", "Categories", "CATEGORIES", FieldType.CHOICES),
        _plain(KIND, "Kind of card", "KIND", read_only=True),
        _plain(UID, "UID", "UID", read_only=True, unique=True),
        _plain("revised_at", "Last revision", "REV", FieldType.DATETIME, read_only=True, resolution_us=1_000_000),
        _plain(HREF, "Address of the card", "", read_only=True, unique=True),
    )
}


def specs(extras: Sequence[Extra]) -> Mapping[str, Spec]:
    """All fields of an account by name. Raises UsageError for one of the user's that has a usual one's name."""
    found = dict(SPECS)
    for one in extras:
        if one.name in found:
            raise UsageError(f"“properties”: there is a field “{one.name}” already.", advice="Give it another name.")
        label = one.name.replace("_", " ").capitalize()
        precision = None if one.scale is None else 18
        found[one.name] = Spec(
            Field(one.name, label, one.type, precision=precision, scale=one.scale), one.prop, head=one.prop
        )
    return found


def schema(table: str, label: str, known: Mapping[str, Spec]) -> TableSchema:
    """What an address book is as a table."""
    return TableSchema(table, label, tuple(spec.field for spec in known.values()), (HREF,))


def _kind_of_phone(types: frozenset[str]) -> str:
    if "fax" in types or types & {"homefax", "workfax", "otherfax"}:
        return "fax"
    if types & {"cell", "mobile", "iphone"}:
        return "cell"
    if "pager" in types:
        return "pager"
    return _kind_of_place(types)


def _kind_of_place(types: frozenset[str]) -> str:
    return "work" if "work" in types else "home" if "home" in types else ""


_KINDS: Mapping[str, Callable[[frozenset[str]], str]] = {
    "EMAIL": _kind_of_place,
    "ADR": _kind_of_place,
    "TEL": _kind_of_phone,
}


class Places:
    """Which line of a card is whose, for one choice of fields: no line is two fields', so that no write has side effects."""

    def __init__(self, chosen: Sequence[Spec]) -> None:
        self._wanted: dict[str, list[str]] = {}
        for spec in chosen:
            places = self._wanted.setdefault(spec.prop, [])
            if spec.place not in places:
                places.append(spec.place)

    def lines(self, card: Card, spec: Spec) -> list[int]:
        """Positions of the lines that could be the field's, the one that is it first."""
        found = card.of(spec.prop)
        kind = _KINDS.get(spec.prop)
        if kind is None:
            return found
        kinds = {at: kind(types(card, card.lines[at])) for at in found}
        if spec.place:
            return [at for at in found if kinds[at] == spec.place]
        # The best of what the other mapped fields leave: what is preferred, else the first.
        taken = set()
        for place in filter(None, self._wanted.get(spec.prop, ())):
            taken.update([at for at in found if kinds[at] == place][:1])
        left = [at for at in found if at not in taken and kinds[at] not in {"fax", "pager"}]
        return sorted(left, key=lambda at: "pref" not in types(card, card.lines[at]))


def types(card: Card, line: Line) -> frozenset[str]:
    """The line's TYPE words, and its label's."""
    label = card.label(line)
    return line.types | {label} if label else line.types
