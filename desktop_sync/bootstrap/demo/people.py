"""Two hundred invented people. Nobody is meant: names are drawn from lists, numbers from ranges kept free for fiction.

Phone numbers: the Bundesnetzagentur's "Rufnummern für Drama" (numbers for film and television that nobody has).
"""

import dataclasses
import datetime as dt
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

COUNT = 200
_NAMES = (
    (
        ("Lena", "Jürgen", "Käthe", "Björn", "Sören", "Annegret", "Götz", "Ulrike", "Matthäus", "Friederike"),
        ("Müller", "Groß", "Schäfer", "von der Heide", "Böhm", "Weiß", "Krüger", "Jäger", "Strauß", "Köhler"),
    ),
    (
        ("Ayşe", "Gül", "İbrahim", "Çağla", "Özlem", "Uğur", "Şebnem", "Barış", "Gökhan", "Işıl"),
        ("Yıldız", "Öztürk", "Şahin", "Güneş", "Kılıç", "Çelik", "Doğan", "Aydın", "Koç", "Yılmaz"),
    ),
    (
        ("Åsa", "Øyvind", "Sølvi", "Håkan", "Märta", "Jørgen", "Þóra", "Bjørg", "Väinö", "Päivi"),
        (
            "Ångström",
            "Sørensen",
            "Lindqvist",
            "Hämäläinen",
            "Bjørnstad",
            "Ødegård",
            "Nyström",
            "Kjær",
            "Mäkelä",
            "Þórsson",
        ),
    ),
    (
        ("Łukasz", "Zofia", "Grażyna", "Wojciech", "Małgorzata", "Paweł", "Agnieszka", "Jędrzej", "Róża", "Stanisław"),
        ("Wiśniewski", "Zając", "Dąbrowski", "Kwiatek", "Gołąb", "Król", "Sęk", "Wróbel", "Żak", "Ćwik"),
    ),
    (
        ("François", "Zoé", "Hélène", "Íñigo", "José María", "Anaïs", "Núria", "Benoît", "Chloé", "João"),
        ("Lefèvre", "Muñoz", "Gonçalves", "Béranger", "Núñez", "Garçon", "Peña", "Crémieux", "Ibáñez", "Désiré"),
    ),
)
_PLACES = (
    ("Berlin", "+493023125"),
    ("Frankfurt", "+496990009"),
    ("Hamburg", "+494066969"),
    ("Köln", "+492214710"),
    ("München", "+498999998"),
)
_STATES = ("A", "A", "A", "P", "A", "A", "C")
STATE_WORDS = {"A": "Active", "P": "On hold", "C": "Closed"}
_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Þ": "th", "ð": "d", " ": "-"}
)


@dataclass(frozen=True)
class Person:
    """A customer. `phone` in E.164; `state`: A active, P on hold, C closed. None: blank."""

    first: str
    last: str
    email: str
    phone: str | None
    city: str | None
    born: dt.date
    limit: Decimal
    state: str
    newsletter: bool

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


def address(first: str, last: str) -> str:
    """An e-mail address in plain letters."""
    text = unicodedata.normalize("NFKD", f"{first}.{last}".translate(_LETTERS))
    return "".join(one for one in text if one.isascii()).lower() + "@example.org"


def person(number: int) -> Person:
    """The person of that number, always the same."""
    firsts, lasts = _NAMES[number % len(_NAMES)]
    round_ = number // len(_NAMES)
    first, last = firsts[round_ % 10], lasts[(3 * round_ + round_ // 10) % 10]
    city, prefix = _PLACES[number * 7 % len(_PLACES)]
    return Person(
        first=first,
        last=last,
        email=address(first, last),
        phone=f"{prefix}{number:03d}",
        city=city,
        born=dt.date(1950, 1, 1) + dt.timedelta(days=number * 97 % 18_000),
        limit=Decimal(500 + number * 37 % 90 * 50) + (Decimal("0.50") if number % 4 == 0 else 0),
        state=_STATES[number % len(_STATES)],
        newsletter=number % 3 == 0,
    )


def everybody() -> list[Person]:
    """All people of the demo."""
    return [person(number) for number in range(COUNT)]


def without(one: Person, field: str) -> Person:
    """The person with a blank in that field."""
    return dataclasses.replace(one, **{field: None})  # type: ignore[arg-type]  # the caller names a field that may be blank
