"""Lenses over ways to reach somebody: email, phone, country.

phonenumbers (libphonenumber's metadata) and idna are imported when the first value needs them: most mappings have no phone numbers.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from desktop_sync.model.schema import Field
from desktop_sync.model.values import Value
from desktop_sync.sync.lenses.base import Fields, Lens, LensInfo, LensKind, Param, Params, Values, as_text, fold, tidy
from desktop_sync.sync.lenses.text import TEXT_TYPES, TextHalf

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_CACHE = 4096
"""Values remembered per field: a run compares the same few again and again, and parsing a phone number takes some 50 µs."""
PHONE_FORMS = ("as_is", "e164", "international", "national")


class EmailHalf(TextHalf):
    """An e-mail address. Tolerance: case, outer space, and both spellings of an international domain."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.normal = lru_cache(_CACHE)(normal_email)  # type: ignore[method-assign]

    def passes(self, shared: Value) -> bool:
        """An address in small letters."""
        return (
            type(shared) is str
            and 0 < len(shared) <= self.longest
            and shared.isascii()
            and shared == shared.strip().lower()
            and "xn--" not in shared
            and "\r" not in shared
        )

    def write(self, shared: Value) -> Value:
        """The address without outer space, its domain in small letters."""
        name, at, domain = as_text(shared, self.field).strip().rpartition("@")
        return f"{name}{at}{domain.lower()}"


def normal_email(text: str) -> str:
    """The address without case, its domain in Unicode: “Info@XN--MLLER-KVA.example” is “info@müller.example”."""
    address = fold(tidy(text))
    name, at, domain = address.rpartition("@")
    if not at or (domain.isascii() and "xn--" not in domain):
        return address
    import idna

    try:
        return fold(f"{name}@{idna.decode(domain, uts46=True)}")
    except idna.IDNAError:
        return address


class PhoneHalf(TextHalf):
    """A phone number. Tolerance: the way it is written. What is no phone number is kept as text."""

    def __init__(self, field: Field, region: str, form: str) -> None:
        super().__init__(field)
        self.region, self.form = region, form
        self.normal = lru_cache(_CACHE)(partial(normal_phone, region=region))  # type: ignore[method-assign]

    def write(self, shared: Value) -> Value:
        """The number in the side's form; a national form only at home."""
        text = as_text(shared, self.field).strip()
        if self.form == "as_is":
            return text
        import phonenumbers

        number = parse_phone(text, self.region)
        if number is None:
            return text
        form = self.form
        if form == "national" and phonenumbers.region_code_for_number(number) != self.region:
            form = "international"
        made = phonenumbers.format_number(number, getattr(phonenumbers.PhoneNumberFormat, form.upper()))
        if number.extension and form == "e164":  # E.164 itself has no extensions: RFC 3966 has
            made = f"{made};ext={number.extension}"
        return made if self.normal(made) == self.normal(text) else text


def parse_phone(text: str, region: str) -> "PhoneNumber | None":
    """The phone number that the text is, None where it is none or says more than a number. `region`: of numbers without +, "" for none."""
    import phonenumbers

    if not _PHONE.match(text):
        return None
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def normal_phone(text: str, region: str) -> str:
    """E.164 and “;ext=…” (RFC 3966), or the tidy text where it is no phone number."""
    text = tidy(text)
    number = parse_phone(text, region)
    if number is None:
        return " ".join(text.split())
    plain = _e164(number)
    again = parse_phone(plain, region)
    if again is None or _e164(again) != plain:  # zeros that only a dialled number has; it is no number of a line
        return " ".join(text.split())
    return plain


def _e164(number: "PhoneNumber") -> str:
    plain = f"+{number.country_code}{'0' * (number.number_of_leading_zeros or 1) if number.italian_leading_zero else ''}{number.national_number}"
    return f"{plain};ext={number.extension}" if number.extension else plain


class CountryHalf(TextHalf):
    """A country, by its ISO 3166 code or its name. Shared is the two-letter code; what is no country is kept as text."""

    def __init__(self, field: Field, form: str) -> None:
        super().__init__(field)
        self.language = form.removeprefix("name_") if form != "code" else ""
        self.names = country_names(self.language or "en")
        self.codes = _codes(("en", "de", "fr", "es", "it", "nl", *([self.language] if self.language else [])))

    def read(self, value: Value) -> Value:
        """The code."""
        return self.norm(value)

    def get(self, values: Values) -> Value:
        """The code, or the text."""
        return self.norm(as_text(values[0], self.field))

    def write(self, shared: Value) -> Value:
        """The code or the name in the side's language."""
        code = self.norm(shared)
        if self.language and isinstance(code, str):
            return self.names.get(code, as_text(shared, self.field))
        return code

    def normal(self, text: str) -> str:
        """The code; a name in one of the languages is understood."""
        text = tidy(text)
        return self.codes.get(fold(text), text)


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Code → name in a language, from libphonenumber's copy of the Java locales."""
    from phonenumbers.geodata.locale import LOCALE_DATA

    names = {}
    for code, by_language in LOCALE_DATA.items():
        name = str(by_language.get(language, by_language.get("en", "")))
        if name.startswith("*"):
            name = str(by_language[name[1:]])
        if name:
            names[str(code)] = name
    return names


@cache
def _codes(languages: tuple[str, ...]) -> Mapping[str, str]:
    """Folded name or code → code."""
    found: dict[str, str] = {}
    for language in languages:
        for code, name in country_names(language).items():
            found.setdefault(fold(tidy(name)), code)
    for code in country_names("en"):
        found[fold(code)] = code
    found.update({fold(word): code for word, code in _OTHER_NAMES.items() if fold(word) not in found})
    return found


_OTHER_NAMES = {
    "USA": "US",
    "U.S.A.": "US",
    "United States of America": "US",
    "UK": "GB",
    "Great Britain": "GB",
    "England": "GB",
    "Holland": "NL",
}
_PHONE = re.compile(r"(tel:)?\+?[\d\s()./\-\u2010-\u2015]+((;ext=|ext\.?|x|#)\s*\d{1,7})?\Z", re.IGNORECASE)


def _email(params: Params, a: Fields, b: Fields) -> Lens:
    return Lens(params.info.name, params.info.label, EmailHalf(a[0]), EmailHalf(b[0]))


def _phone(params: Params, a: Fields, b: Fields) -> Lens:
    region = params.text("region").upper()
    if region:
        import phonenumbers

        if region not in phonenumbers.SUPPORTED_REGIONS:
            params.fail(f"“{params.text('region')}” is no country code; write two letters, as DE or US.")
    forms = [params.text(side, "as_is") for side in ("a", "b")]
    if "national" in forms and not region:
        params.fail('numbers without a country code need the parameter “region”, as region = "DE".')
    label = " ↔ ".join(form.replace("_", " ") for form in forms) if forms != ["as_is", "as_is"] else ""
    title = " · ".join(part for part in ("phone number", region, label) if part)
    return Lens("phone", title, PhoneHalf(a[0], region, forms[0]), PhoneHalf(b[0], region, forms[1]))


def _country(params: Params, a: Fields, b: Fields) -> Lens:
    forms = [params.text(side, default) for side, default in (("a", "code"), ("b", "name_en"))]
    label = f"country · {' ↔ '.join(form.replace('_', ' ') for form in forms)}"
    return Lens("country", label, CountryHalf(a[0], forms[0]), CountryHalf(b[0], forms[1]))


_COUNTRY_FORMS = ("code", "name_en", "name_de", "name_fr", "name_es", "name_it", "name_nl")

KINDS = (
    LensKind(
        LensInfo(
            "email",
            "e-mail",
            "The same e-mail address. Capitals and small letters make no difference.",
            (),
            TEXT_TYPES,
            TEXT_TYPES,
            example='lens = "email"',
        ),
        _email,
    ),
    LensKind(
        LensInfo(
            "phone",
            "phone number",
            "The same phone number, however it is written; each side can have its own form. What is no number stays as it is.",
            (
                Param("region", "text", "country of numbers without +…, as DE or US", "none: those stay as they are"),
                Param("a", "word", "how A writes numbers", "as_is", PHONE_FORMS),
                Param("b", "word", "how B writes numbers", "as_is", PHONE_FORMS),
            ),
            TEXT_TYPES,
            TEXT_TYPES,
            example='lens = { phone = { region = "DE", b = "e164" } }',
        ),
        _phone,
    ),
    LensKind(
        LensInfo(
            "country",
            "country",
            "A country by its two-letter code on one side and by its name on the other.",
            (
                Param("a", "word", "what A holds", "code", _COUNTRY_FORMS),
                Param("b", "word", "what B holds", "name_en", _COUNTRY_FORMS),
            ),
            TEXT_TYPES,
            TEXT_TYPES,
            example='lens = { country = { a = "code", b = "name_de" } }',
        ),
        _country,
    ),
)
