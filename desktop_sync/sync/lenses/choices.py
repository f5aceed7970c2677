"""The lens over sets of words: choices."""

from collections.abc import Mapping

from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.values import Value, is_blank
from desktop_sync.sync.lenses.base import (
    Fields,
    Lens,
    LensInfo,
    LensKind,
    OneField,
    Param,
    Params,
    Values,
    holds,
    tidy,
)
from desktop_sync.sync.words import nearest

CHOICE_TYPES = (
    FieldType.CHOICE,
    FieldType.TEXT,
    FieldType.INTEGER,
    FieldType.BOOLEAN,
    FieldType.CHOICES,
    FieldType.REFERENCE,
)
LIST_TYPES = (FieldType.CHOICES, FieldType.TEXT)


def word_of(value: Value) -> str:
    """A stored value as the word that the sync file maps: 1 is "1", true is "true"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


class ChoiceHalf(OneField):
    """One choice of a map; shared is A's word.

    `shared_of`: this side's word → the shared one (None: blank). `word_for`: the other way. `other`: the shared word for every word that
    is not mapped, None: those are refused; `pass_other`: they are shared as they are.
    """

    def __init__(self, field: Field, shared_of: Mapping[str, str], *, other: str | None, pass_other: bool) -> None:
        super().__init__(field)
        self.shared_of = dict(shared_of)
        self.word_for = {shared: word for word, shared in shared_of.items()}
        self.other, self.pass_other = other, pass_other
        self.fallback: str | None = None
        """The shared word that stands on this side for all shared words that it has no word for."""
        self.same: dict[str, str] = {}
        """Shared words that are one on this side: each of them, and the first, which the side's word is read as."""
        self.many = field.type is FieldType.CHOICES

    def get(self, values: Values) -> Value:
        """The shared word, or the words of a multiple choice."""
        value = values[0]
        if self.many and isinstance(value, tuple):
            return tuple(sorted({self._shared(tidy(one)) for one in value} - {""})) or None
        return self._shared("" if is_blank(value) else word_of(value)) or None

    def _shared(self, word: str) -> str:
        found = self.shared_of.get(word)
        if found is not None:
            return found
        if not word:
            return ""
        if self.other is not None:
            return self.other
        if self.pass_other:
            return word
        raise self.error("holds a choice that isn't mapped")

    def put(self, shared: Value, old: Values | None) -> Values:
        """The side's word; blank may be a word, too."""
        wanted = self.norm(shared)
        if wanted is not None or "" not in self.word_for:
            return super().put(shared, old)
        return old if old is not None and holds(self, old, None) else (self._typed(self.word_for[""]),)

    def write(self, shared: Value) -> Value:
        """The side's word, in the field's type."""
        shared = self.norm(shared)
        if isinstance(shared, tuple):
            return tuple(str(self._typed(self._word(one))) for one in shared)
        return self._typed(self._word(str(shared)))

    def _word(self, shared: str) -> str:
        word = self.word_for.get(shared)
        if word is None:
            if self.other is None and not self.pass_other:
                raise self.error("has no choice for this one: it isn't mapped")
            return shared
        return word

    def _typed(self, word: str) -> Value:
        if not word:
            return self.blank[0]
        if self.field.type is FieldType.INTEGER:
            if not _is_whole(word):
                raise self.error("takes whole numbers only")
            return int(word)
        if self.field.type is FieldType.BOOLEAN:
            if word not in {"true", "false"}:
                raise self.error("takes yes or no only")
            return word == "true"
        return word

    def norm(self, shared: Value) -> Value:
        """The shared word; all those that this side has no word for are one."""
        if is_blank(shared):
            return self._blank()
        if isinstance(shared, tuple):
            if not self.many:
                return shared
            return tuple(sorted({self._known(tidy(one)) for one in shared} - {""})) or self._blank()
        word = word_of(shared)
        return (self._known(word) or None) if word else self._blank()

    def _blank(self) -> Value:
        """What a blank counts as: the word that this side has for it, if it can't be blank."""
        return None if "" in self.word_for else self.shared_of.get("") or None

    def _known(self, word: str) -> str:
        word = self.same.get(word, word)
        if self.fallback is not None and word not in self.word_for:
            return self.fallback
        return word


def _is_whole(word: str) -> bool:
    return word.isascii() and word.removeprefix("-").isdecimal() and len(word) < 20


def choice_word(params: Params, field: Field, word: str) -> str:
    """The stored word for a stored word or a label, checked against the field's choices."""
    word = tidy(word)
    if field.type is FieldType.INTEGER and word and not _is_whole(word):
        params.fail(f"“{word}” doesn't fit “{field.name}”, which takes whole numbers.")
    if field.type is FieldType.BOOLEAN and word not in {"true", "false", ""}:
        params.fail(f"“{word}” doesn't fit “{field.name}”, which takes true or false.")
    if not field.choices or not word or any(choice.value == word for choice in field.choices):
        return word
    by_label = {choice.label.casefold(): choice.value for choice in field.choices}
    if word.casefold() in by_label:
        return by_label[word.casefold()]
    known = [word for choice in field.choices for word in (choice.value, choice.label)]
    params.fail(f"“{field.name}” has no choice “{word}”.{nearest(word, known)}")
    raise AssertionError


def _choices(params: Params, a: Fields, b: Fields) -> Lens:
    if (a[0].type is FieldType.CHOICES) is not (b[0].type is FieldType.CHOICES):
        params.fail(
            "one of the fields takes several choices, the other one; use the lens “list”, or link other fields."
        )
    pairs: list[tuple[str, str]] = []
    for key, value in params.table().items():
        if not isinstance(value, str | int):
            params.fail(f"the choice “{key}” must be mapped to a text, a number, true or false.")
        pairs.append((choice_word(params, a[0], key), choice_word(params, b[0], word_of(value))))
    if not pairs:
        params.fail('the lens “choices” needs a map, as { choices = { "open" = "Open" } }.')
    words = [word for word, _ in pairs]
    twice = next((word for word in words if words.count(word) > 1), None)
    if twice is not None:
        params.fail(f"the choice “{twice}” of A is mapped twice; use default_a for “all others” of B.")
    return _choice_lens(params, a[0], b[0], pairs)


def _choice_lens(params: Params, a: Field, b: Field, pairs: list[tuple[str, str]]) -> Lens:
    default_a = choice_word(params, a, word_of(params.given["default_a"])) if "default_a" in params.given else None
    default_b = choice_word(params, b, word_of(params.given["default_b"])) if "default_b" in params.given else None
    to_shared: dict[str, str] = {}
    same: dict[str, str] = {}
    for word_a, word_b in pairs:  # of several that B has one word for, that word is read as the first
        first = to_shared.setdefault(word_b, word_a)
        if first != word_a:
            same[word_a] = first
    half_a = ChoiceHalf(a, {word_a: word_a for word_a, _ in pairs}, other=None, pass_other=default_b is not None)
    half_b = ChoiceHalf(b, to_shared, other=default_a, pass_other=False)
    half_b.same = same
    if default_a is not None:
        half_a.shared_of.setdefault(default_a, default_a)
        half_a.word_for.setdefault(default_a, default_a)
    if default_b is not None:
        stands_for = to_shared.get(default_b, default_a)
        if stands_for is None:
            params.fail(f"default_b: “{default_b}” must be one of the mapped choices of B.")
        assert stands_for is not None
        half_b.fallback = stands_for
        half_b.shared_of.setdefault(default_b, stands_for)
        half_b.word_for.setdefault(stands_for, default_b)
    lossy = "choices that aren't mapped are held" if _unmapped(a, half_a) or _unmapped(b, half_b) else ""
    if default_a is not None or default_b is not None or same:
        lossy = "several choices become one"
    return Lens("choices", f"choices · {len(pairs)} mapped", half_a, half_b, lossy)


def _unmapped(field: Field, half: ChoiceHalf) -> bool:
    """Whether the field may hold a choice that has no partner."""
    return not field.choices or any(choice.value and choice.value not in half.shared_of for choice in field.choices)


KINDS = (
    LensKind(
        LensInfo(
            "choices",
            "choices",
            "A map from A's choices to B's; what is stored or what people read, both are understood. "
            "Where several become one of B, that one is read as the first of them.",
            (
                Param(
                    "default_a",
                    "value",
                    "what A shows for every choice of B that isn't mapped",
                    "such records are held",
                ),
                Param(
                    "default_b", "value", "what B gets for every choice of A that isn't mapped", "such records are held"
                ),
                Param("A's choice", "table", "B's choice; one line each", required=True),
            ),
            CHOICE_TYPES,
            CHOICE_TYPES,
            example='lens = { choices = { "open" = "Open", "won" = "Closed Won" } }',
        ),
        _choices,
    ),
)
