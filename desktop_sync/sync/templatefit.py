"""A template made to fit two tables as they are: fields that are not there are left out with a word, choices are matched. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_sync.errors import DefinitionError
from desktop_sync.model.mapping import Direction, FieldLink, LensSpec
from desktop_sync.model.record import SIDES, Side
from desktop_sync.model.schema import Field, FieldType, TableSchema
from desktop_sync.model.sync import SideSpec, SyncDefinition
from desktop_sync.model.template import Fitted, Named, Template, TemplateField, TemplateFields
from desktop_sync.model.values import Value
from desktop_sync.sync import references
from desktop_sync.sync.choicefit import fit_choices
from desktop_sync.sync.fieldnames import concepts, plain_words
from desktop_sync.sync.lenses import build_lens
from desktop_sync.sync.suggest import suggest
from desktop_sync.sync.words import listed

_SURE = 0.85
"""Proposals for fields that the template says nothing of must be as likely as this."""
Sample = Sequence[Mapping[str, Value]]


@dataclass(frozen=True)
class Place:
    """One side that a template is to fit. `kind`: of its account; `sample`: some records by field name, may be empty."""

    kind: str
    label: str
    spec: SideSpec
    schema: TableSchema
    sample: Sample = ()


def fit_template(
    template: Template, places: Mapping[Side, Place], name: str, others: Iterable[SyncDefinition] = ()
) -> Fitted:
    """The sync that the template makes of two tables. `others`: the syncs that there are, for references.

    Raises DefinitionError when nothing of the template fits.
    """
    return _Fitter(template, places, name, tuple(others)).fitted()


def table_for(names: Sequence[str], there: Iterable[str]) -> str | None:
    """The first of the names that is among the tables, without regard to case, “_” and the schema; None: none of them."""
    by_words: dict[str, str] = {}
    for table in there:
        for text in (table, table.rsplit(".", 1)[-1].rsplit("/", 1)[-1]):
            by_words.setdefault(plain_words(text), table)
    return next((by_words[plain_words(one)] for one in names if plain_words(one) in by_words), None)


@dataclass
class _Fitter:
    """Fits one template."""

    template: Template
    places: Mapping[Side, Place]
    name: str
    others: tuple[SyncDefinition, ...]
    words: list[str] = field(default_factory=list)
    used: dict[Side, set[str]] = field(default_factory=lambda: {"a": set(), "b": set()})
    missing: list[tuple[str, str, str]] = field(default_factory=list)
    """About what, the shared field, and why it is left out: told in the end, where nothing else covers it."""

    def fitted(self) -> Fitted:
        """The whole of it."""
        links: list[FieldLink] = []
        covered: set[str] = set()
        for one in self.template.fields:
            link = self._link(one)
            if link is not None:
                links.append(link)
                covered.add(one.about or one.link.name)
                for side in SIDES:
                    self.used[side] |= set(_names(link, side))
        links = self._references(links)
        if not links:
            raise DefinitionError(
                "Nothing of the template fits these tables.",
                place=self.template.id,
                advice="Choose other tables, or set the sync up by hand.",
            )
        words = [*self._left_out(covered), *self.words]
        definition = self._definition(links)
        if not definition.match_keys:
            words.append("No match key of the template fits: choose by which fields records are paired.")
        return Fitted(self.template.id, definition, tuple(words), self._more(definition))

    def _left_out(self, covered: set[str]) -> list[str]:
        """What is not there, a sentence for each reason."""
        told = {about: (name, why) for about, name, why in reversed(self.missing) if about not in covered}
        reasons: dict[str, list[str]] = {}
        for name, why in reversed(told.values()):
            reasons.setdefault(why, []).append(f"“{name}”")
        return [
            f"{listed(names, 'and')} {'is' if len(names) == 1 else 'are'} left out: {why}"
            for why, names in reasons.items()
        ]

    def _definition(self, links: Sequence[FieldLink]) -> SyncDefinition:
        one = self.template
        names = {link.name for link in links}
        keys = tuple(key for key in one.match_keys if set(key) <= names)
        a, b = (self.places[side].spec for side in SIDES)
        rest = (one.first_run, one.rules, one.guard, one.trigger, one.duplicates)
        return SyncDefinition(self.name, a, b, tuple(links), keys, *rest)

    def _link(self, one: TemplateField) -> FieldLink | None:
        found: dict[Side, tuple[Field, ...]] = {}
        for side in SIDES:
            fields = self._fields(one, side)
            if fields is None:
                return None
            found[side] = fields
        if any({each.name for each in found[side]} & self.used[side] for side in SIDES):
            return None  # another way to say the same has it already
        direction = self._direction(one, found)
        if direction is None:
            return None
        lens = self._lens(one, found)
        if lens is None:
            return None
        a, b = (tuple(each.name for each in found[side]) for side in SIDES)
        return replace(one.link, a=a, b=b, lens=lens, direction=direction)

    def _miss(self, one: TemplateField, why: str) -> None:
        self.missing.append((one.about or one.link.name, one.link.name, why))

    def _fields(self, one: TemplateField, side: Side) -> tuple[Field, ...] | None:
        place, wanted = self.places[side], one.side(side)
        names = wanted.named.get(place.kind, () if wanted.any else wanted.every)
        found = [place.schema.field(name) for name in names]
        if names and None not in found:
            return tuple(each for each in found if each is not None)
        free = self._named_so(wanted, side)
        if free is not None:
            return (free,)
        if names or wanted.any:
            gone = listed([f"“{name}”" for name, each in zip(names, found, strict=True) if each is None], "and")
            what = f"{place.label} has no field {gone} here" if names else f"no field of {place.label} looks like it"
            self._miss(one, f"{what}.")
        return None

    def _named_so(self, wanted: TemplateFields, side: Side) -> Field | None:
        """The field of a user's own table that has one of the names, or means the same as one."""
        fields = [each for each in self.places[side].schema.fields if each.name not in self.used[side]]
        words = [plain_words(text) for text in wanted.any]
        for text in words:
            for each in fields:
                if text in {plain_words(each.name), plain_words(each.label)}:
                    return each
        meant = [concept for text in wanted.any for concept in concepts(_named(text))[:1]]
        for concept in dict.fromkeys(meant):
            for each in fields:
                if concept in concepts(each)[:1]:
                    return each
        return None

    def _direction(self, one: TemplateField, found: Mapping[Side, tuple[Field, ...]]) -> Direction | None:
        """As the template says, as far as both sides can be written; None where neither can."""
        fixed = {side: any(each.read_only for each in found[side]) for side in SIDES}
        wanted = one.link.direction
        ways = {Direction.A_TO_B: not fixed["b"], Direction.B_TO_A: not fixed["a"]}
        if wanted is Direction.BOTH and all(ways.values()):
            return wanted
        possible = [way for way, can in ways.items() if can and wanted in {way, Direction.BOTH}]
        if possible:
            return possible[0]
        self._miss(one, "it can't be written.")
        return None

    def _lens(self, one: TemplateField, found: Mapping[Side, tuple[Field, ...]]) -> LensSpec | None:
        spec = one.link.lens
        if spec.name == "choices":
            made, words = fit_choices(spec, found["a"][0], found["b"][0])
            self.words += [f"“{one.link.name}”: {text}" for text in words]
            if made is None:
                self._miss(one, "its choices differ.")
                return None
            spec = made
        try:
            build_lens(spec, found["a"], found["b"], self.template.id)
        except DefinitionError as error:
            self._miss(one, error.what)
            return None
        return spec

    def _references(self, links: Sequence[FieldLink]) -> list[FieldLink]:
        """Links to other records stay where a sync translates them."""
        schemas = {side: self.places[side].schema for side in SIDES}
        whole, _ = references.complete(self._definition(links), schemas, self.others)
        kept = []
        for link in whole.fields:
            fields = [schemas[side].field(name) for side in SIDES for name in _names(link, side)]
            points = len(fields) == 2 and all(one is not None and one.type is FieldType.REFERENCE for one in fields)
            if points and not link.lens.name:
                words = f"“{link.name}” is left out: it points at other records, which no sync pairs yet."
                self.words.append(f"{words} Sync those first, then link the field.")
                continue
            kept.append(link)
        return kept

    def _more(self, definition: SyncDefinition) -> tuple[FieldLink, ...]:
        """Fields that the template says nothing of, such as the user's own, and that are surely the same."""
        left = {
            side: replace(
                self.places[side].schema,
                fields=tuple(one for one in self.places[side].schema.fields if one.name not in self.used[side]),
            )
            for side in SIDES
        }
        taken = {link.name for link in definition.fields}
        found = suggest(left["a"], left["b"], self.places["a"].sample, self.places["b"].sample)
        return tuple(one.link for one in found if one.confidence >= _SURE and one.link.name not in taken)


def _names(link: FieldLink, side: Side) -> Named:
    return link.a if side == "a" else link.b


def _named(text: str) -> Field:
    return Field(text, text, FieldType.TEXT)
