"""What a field's name says: the same thing under other words, in English and German (and a few French and Spanish ones)."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from desktop_sync.model.schema import Field

_CONCEPTS = """
first_name: first name, firstname, given name, givenname, forename, fname, vorname, prenom, nombre
last_name: last name, lastname, surname, family name, familyname, lname, nachname, familienname, zuname,
    nom de famille, apellido
full_name: name, full name, fullname, display name, displayname, contact name, customer name, kundenname,
    voller name, vollname, party name, person
company: company, company name, organization, organisation, organization name, firm, firma, firmenname, unternehmen,
    account name, business name, employer, arbeitgeber, entreprise
email: email, e mail, mail, email address, e mail address, mail address, emailadresse, e mail adresse, mailadresse,
    courriel, correo
phone: phone, telephone, tel, phone number, telephone number, telefon, telefonnummer, fon, rufnummer, landline,
    festnetz, telefono, work phone, business phone
mobile: mobile, mobile phone, mobile number, cell, cell phone, cellphone, handy, handynummer, mobil, mobiltelefon,
    mobilnummer, movil
fax: fax, fax number, telefax, faxnummer
street: street, street address, address, address line 1, address line1, address 1, address1, addr1, strasse,
    adresse, anschrift, street 1, line 1, strasse und hausnummer, rue, calle
street_2: address line 2, address line2, address 2, address2, addr2, adresszusatz, street 2, line 2, addition
house_number: house number, housenumber, street number, hausnummer, hausnr
postcode: postcode, post code, postal code, postalcode, zip, zip code, zipcode, plz, postleitzahl, code postal,
    codigo postal
city: city, town, locality, ort, stadt, wohnort, ville, ciudad
region: region, state, province, county, bundesland, kanton, state province, subdivision
country: country, country code, land, laendercode, staat, pays, pais, country name
born: birthday, birth date, birthdate, date of birth, dob, born, born on, geburtstag, geburtsdatum, geboren,
    geb datum
sex: sex, gender, geschlecht
salutation: salutation, anrede, title, titel, honorific, prefix
language: language, lang, locale, sprache, language code
website: website, web site, web, url, homepage, webseite, internet, site
vat: vat, vat number, vat id, vatin, tax id, tax number, ust id, ustid, umsatzsteuer id, ust idnr, ust id nr,
    steuernummer, tax identifier
iban: iban, bank account, account number, kontonummer
customer_number: customer number, customer no, customer id, cust no, kundennummer, kunden nr, kundennr, kd nr, code,
    client number, debitor, debitorennummer, account no
status: status, state, stage, zustand, stand, phase, lifecycle stage
active: active, is active, enabled, aktiv, archived, inactive
price: price, unit price, list price, preis, einzelpreis, verkaufspreis, vk, sale price, net price, amount per unit
cost: cost, cost price, purchase price, einkaufspreis, ek, kosten
amount: amount, total, sum, total amount, grand total, betrag, summe, gesamtbetrag, gesamt, value, wert, deal value
quantity: quantity, qty, count, menge, anzahl, stock, on hand, bestand, lagerbestand, stock quantity
currency: currency, currency code, waehrung
sku: sku, item number, article number, product code, artikelnummer, art nr, artnr, item code, part number,
    default code
ean: ean, gtin, barcode, ean code, upc
title: subject, betreff, titel, title, topic, headline, thema
description: description, body, details, beschreibung, text, content, bezeichnung, inhalt, long description
note: note, notes, comment, comments, remark, remarks, notiz, notizen, bemerkung, bemerkungen, kommentar, memo,
    anmerkung
due: due, due date, due on, deadline, faellig, faelligkeit, faellig am, closing date, close date, frist
created: created, created at, created on, creation date, create date, erstellt, erstellt am, angelegt, angelegt am,
    added, date added, inserted at, since, kunde seit, customer since
modified: modified, modified at, updated, updated at, last modified, write date, geaendert, geaendert am,
    last updated, changed at
owner: owner, assignee, assigned to, responsible, sales rep, bearbeiter, zustaendig, verantwortlich, user
weight: weight, gewicht
discount: discount, rabatt, nachlass
newsletter: newsletter, opt in, optin, marketing, accepts marketing, subscribed, subscription
credit_limit: credit limit, kreditlimit, limit
"""
_NOISE = frozenset(
    {
        "properties",
        "fields",
        "custom",
        "customer",
        "kunde",
        "kunden",
        "party",
        "contact",
        "kontakt",
        "client",
        "person",
        "the",
        "x",
        "f",
    }
)
_STARTERS = (
    "is has can allow use show date total sum last first next new old number num no not default min max field the my a an of on at "
    "count id created updated modified hat datum anzahl letzte letzter erste neu nummer nr feld"
)
STARTERS = frozenset(_STARTERS.split())
"""Words that begin names without saying what the field is part of."""


@lru_cache(4096)
def plain_name(text: str) -> str:
    """Words in small ASCII letters with single spaces: “E-Mail-Adresse”, “emailAdresse” and “EMAIL_ADRESSE” come close."""
    text = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    text = text.casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z]+|\d+", text))


def plain_words(text: str) -> str:
    """A name in small ASCII letters and digits without anything between, to compare names: “E-Mail Address” is “emailaddress”."""
    return plain_name(text).replace(" ", "")


def _last(name: str) -> str:
    """The last part of a dotted name: “properties.email” is “email”."""
    return name.strip(".").rsplit(".", 1)[-1]


def _read_concepts() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _CONCEPTS.strip().replace("\n    ", " ").splitlines():
        concept, _, words = row.partition(": ")
        for word in words.split(", "):
            for spelling in {word, word.replace(" ", "")}:
                found[spelling] = (*found.get(spelling, ()), concept)
    return MappingProxyType(found)


_CONCEPT_OF = _read_concepts()


@lru_cache(4096)
def concepts(field: Field) -> tuple[str, ...]:
    """The things that the field may be, by name and label; the likeliest first, () when the name says nothing known."""
    found: list[str] = []
    for text in (_last(field.name), field.label):
        plain = plain_name(text)
        short = " ".join(word for word in plain.split() if word not in _NOISE)
        for spelling in (plain, plain.replace(" ", ""), short, short.replace(" ", "")):
            found += _CONCEPT_OF.get(spelling, ())
    return tuple(dict.fromkeys(found))


def name_likeness(a: Field, b: Field) -> tuple[float, str]:
    """How much the names say that two fields are the same thing, 0..1, and in words why."""
    names = [{plain_name(text) for text in (_last(field.name), field.label) if text} - {""} for field in (a, b)]
    if plain_name(a.name) == plain_name(b.name):
        return 1.0, "same name"
    if names[0] & names[1]:
        return 0.95, "same name"
    of_a, of_b = concepts(a), concepts(b)
    common = [one for one in of_a if one in of_b]
    if common:
        first = common[0] == of_a[0] and common[0] == of_b[0]
        return (0.9 if first else 0.7), f"both mean {common[0].replace('_', ' ').removesuffix(' 2')}"
    if of_a and of_b:
        return 0.0, ""
    return _spelling(names[0], names[1])


def shared_words(a: Field, b: Field) -> float:
    """Which share of the words of both whole names, with what stands before their dots, and labels they have in common, 0..1."""
    words_a, words_b = ({*plain_name(one.name).split(), *plain_name(one.label).split()} for one in (a, b))
    return len(words_a & words_b) / max(1, len(words_a | words_b))


def _spelling(a: set[str], b: set[str]) -> tuple[float, str]:
    from rapidfuzz import fuzz

    best = max((fuzz.token_sort_ratio(one, two) / 100 for one in a for two in b), default=0.0)
    words = max(
        (fuzz.token_set_ratio(one, two) / 100 for one in a for two in b if min(len(one), len(two)) > 3), default=0.0
    )
    score = max(best, words * 0.8)
    return (score * 0.85, "similar names") if score >= 0.75 else (0.0, "")
