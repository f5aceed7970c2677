"""The steps of setting up a sync, without a window: answers, what is missing, next and back, and their definition.

As `account_flow`, no step talks to a system; what needs schemas or samples is given them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from desktop_sync.engine.account_flow import Missing
from desktop_sync.errors import UsageError
from desktop_sync.model.mapping import ConflictRule, Direction, FieldLink, FirstRun, LensSpec
from desktop_sync.model.record import Side
from desktop_sync.model.sync import Duplicates, Guard, Rules, SideSpec, SyncDefinition, Trigger
from desktop_sync.sync.schedule import at_problem, hours_problem


class SyncStep(StrEnum):
    """Where the flow is."""

    TABLES = "tables"
    MAPPING = "mapping"
    MATCHING = "matching"
    RULES = "rules"
    TRIGGER = "trigger"
    PREVIEW = "preview"


SYNC_STEPS = tuple(SyncStep)
LEAST_EVERY_S = 60


@dataclass(frozen=True)
class SyncAnswers:
    """What was answered so far. `times`: the days and times as typed."""

    name: str = ""
    a: SideSpec | None = None
    b: SideSpec | None = None
    links: tuple[FieldLink, ...] = ()
    match_keys: tuple[tuple[str, ...], ...] = ()
    first_run: FirstRun = FirstRun.ASK
    rules: Rules = field(default_factory=Rules)
    guard: Guard = field(default_factory=Guard)
    trigger: Trigger = field(default_factory=Trigger)
    duplicates: Duplicates = Duplicates.HOLD

    def side(self, side: Side) -> SideSpec | None:
        """That side's table."""
        return self.a if side == "a" else self.b


class SyncFlow:
    """Walks the steps. `existing`: the sync to change, None for a new one. `taken`: names of syncs that there are."""

    def __init__(self, existing: SyncDefinition | None = None, taken: Collection[str] = ()) -> None:
        self.existing = existing
        self.step = SyncStep.TABLES
        self.answers = answers_of(existing) if existing else SyncAnswers()
        self._taken = frozenset(name.casefold() for name in taken)

    # answers

    def rename(self, name: str) -> None:
        """Name a new sync; a sync that there is keeps its name."""
        if self.existing is None:
            self.answers = replace(self.answers, name=name.strip())

    def choose_table(self, side: Side, account: str, table: str) -> None:
        """Choose a side's table; another one forgets the mapping and what hangs on it."""
        old = self.answers.side(side)
        if old is not None and (old.account, old.table) == (account, table):
            return
        spec = SideSpec(account, table) if account and table else None
        self.answers = replace(
            self.answers, links=(), match_keys=(), rules=replace(self.answers.rules, archive_a=None, archive_b=None)
        )
        self.answers = replace(self.answers, a=spec) if side == "a" else replace(self.answers, b=spec)

    def swap(self) -> None:
        """Make side A side B; the mapping turns round with it."""
        old = self.answers
        rules = old.rules
        self.answers = replace(
            old,
            a=old.b,
            b=old.a,
            links=tuple(turned(link) for link in old.links),
            first_run=_TURNED_FIRST_RUN.get(old.first_run, old.first_run),
            rules=Rules(
                _TURNED_RULE.get(rules.conflict, rules.conflict),
                rules.b_to_a,
                rules.a_to_b,
                rules.archive_b,
                rules.archive_a,
            ),
        )

    def map(self, links: Sequence[FieldLink]) -> None:
        """Take a mapping; match keys over fields that are gone from it go, too."""
        names = {link.name for link in links}
        keys = tuple(key for key in self.answers.match_keys if set(key) <= names)
        self.answers = replace(self.answers, links=tuple(links), match_keys=keys)

    def match(self, keys: Sequence[Sequence[str]]) -> None:
        """Take match keys, in order of trust; empty and repeated ones are left out."""
        kept = dict.fromkeys(tuple(key) for key in keys if key)
        self.answers = replace(self.answers, match_keys=tuple(kept))

    def rule(self, rules: Rules) -> None:
        """Take the rules for conflicts and deletes."""
        self.answers = replace(self.answers, rules=rules)

    def guard(self, guard: Guard) -> None:
        """Take the guards."""
        self.answers = replace(self.answers, guard=guard)

    def select(self, side: Side, filter_: str, where: Sequence[tuple[str, str]], cursor: str) -> None:
        """Take which records of a side's table take part, and which field says when one was changed."""
        old = self.answers.side(side)
        if old is not None:
            spec = replace(old, filter=filter_, where=tuple(where), cursor=cursor)
            self.answers = replace(self.answers, a=spec) if side == "a" else replace(self.answers, b=spec)

    def twins(self, duplicates: Duplicates) -> None:
        """Take what becomes of records of one side that look like the same thing."""
        self.answers = replace(self.answers, duplicates=duplicates)

    def begin_with(self, first_run: FirstRun) -> None:
        """Take the rule for pairs that differ at the first run."""
        self.answers = replace(self.answers, first_run=first_run)

    def time(self, trigger: Trigger) -> None:
        """Take when the sync runs by itself."""
        self.answers = replace(self.answers, trigger=trigger)

    # steps

    def missing(self, step: SyncStep | None = None) -> tuple[Missing, ...]:
        """What keeps a step (left out: the present one) from being left."""
        asked = step or self.step
        if asked is SyncStep.TABLES:
            return self._missing_tables()
        if asked is SyncStep.MAPPING:
            return () if self.answers.links else (Missing("", "Link at least one field."),)
        if asked is SyncStep.RULES:
            return self._missing_rules()
        if asked is SyncStep.TRIGGER:
            return self._missing_trigger()
        return ()

    @property
    def valid(self) -> bool:
        """Whether the present step can be left."""
        return not self.missing()

    @property
    def complete(self) -> bool:
        """Whether every step is done."""
        return not any(self.missing(step) for step in SYNC_STEPS)

    def next(self) -> bool:
        """To the next step, if this one is done."""
        at = SYNC_STEPS.index(self.step)
        if not self.valid or at + 1 == len(SYNC_STEPS):
            return False
        self.step = SYNC_STEPS[at + 1]
        return True

    def back(self) -> bool:
        """To the step before; answers stay."""
        at = SYNC_STEPS.index(self.step)
        if at == 0:
            return False
        self.step = SYNC_STEPS[at - 1]
        return True

    def go(self, step: SyncStep) -> bool:
        """To any step, if all before it are done."""
        before = SYNC_STEPS[: SYNC_STEPS.index(step)]
        if any(self.missing(one) for one in before):
            return False
        self.step = step
        return True

    def definition(self) -> SyncDefinition:
        """The sync that the answers make. Raises UsageError while a table is missing."""
        answers = self.answers
        if answers.a is None or answers.b is None:
            raise UsageError("choose both tables first")
        return SyncDefinition(
            answers.name,
            answers.a,
            answers.b,
            answers.links,
            answers.match_keys,
            answers.first_run,
            answers.rules,
            answers.guard,
            answers.trigger,
            answers.duplicates,
        )

    # what is missing

    def _missing_tables(self) -> tuple[Missing, ...]:
        found = []
        if self.answers.a is None:
            found.append(Missing("a", "Choose a table on the left."))
        if self.answers.b is None:
            found.append(Missing("b", "Choose a table on the right."))
        if self.answers.a is not None and self.answers.a == self.answers.b:
            found.append(Missing("b", "Both sides are the same table. Choose another one on the right."))
        if not self.answers.name:
            found.append(Missing("name", "Give the sync a name."))
        elif self.existing is None and self.answers.name.casefold() in self._taken:
            found.append(Missing("name", f"There is a sync “{self.answers.name}” already. Choose another name."))
        return tuple(found)

    def _missing_rules(self) -> tuple[Missing, ...]:
        rules = self.answers.rules
        found = []
        for key, policy, archive in (
            ("a_to_b", rules.a_to_b, rules.archive_b),
            ("b_to_a", rules.b_to_a, rules.archive_a),
        ):
            if policy.value == "archive" and (archive is None or not archive.field):
                found.append(Missing(key, "Say which field marks a record as archived, and with which value."))
        for side, spec in (("a", self.answers.a), ("b", self.answers.b)):
            if spec is not None and spec.filter and spec.where:
                words = f"{spec.account} has both conditions and a filter of its own. Use one of them."
                found.append(Missing(side, words))
        return tuple(found)

    def _missing_trigger(self) -> tuple[Missing, ...]:
        trigger = self.answers.trigger
        found = []
        if trigger.every_s is not None and trigger.every_s < LEAST_EVERY_S:
            found.append(Missing("every", "Once a minute is the most."))
        found.extend(
            Missing("at", f"“{text}” is no time. Write 07:30 or Mon-Fri 18:00.")
            for text in trigger.at
            if at_problem(text)
        )
        found.extend(
            Missing("hours", f"“{text}” is no span of hours. Write 08:00-18:00 or Mon-Fri 08:00-18:00.")
            for text in (*trigger.hours, *trigger.quiet)
            if hours_problem(text)
        )
        return tuple(found)


def answers_of(definition: SyncDefinition) -> SyncAnswers:
    """A definition as answers, to change it."""
    return SyncAnswers(
        definition.name,
        definition.a,
        definition.b,
        definition.fields,
        definition.match_keys,
        definition.first_run,
        definition.rules,
        definition.guard,
        definition.trigger,
        definition.duplicates,
    )


_TURNED_RULE = {ConflictRule.A: ConflictRule.B, ConflictRule.B: ConflictRule.A}
_TURNED_FIRST_RUN = {FirstRun.PREFER_A: FirstRun.PREFER_B, FirstRun.PREFER_B: FirstRun.PREFER_A}
_TURNED_WAY = {Direction.A_TO_B: Direction.B_TO_A, Direction.B_TO_A: Direction.A_TO_B}
_TURNED_PARAMS = {
    "a": "b",
    "b": "a",
    "zone_a": "zone_b",
    "zone_b": "zone_a",
    "default_a": "default_b",
    "default_b": "default_a",
}


def turned(link: FieldLink) -> FieldLink:
    """The link seen from the other side."""
    return replace(
        link,
        a=link.b,
        b=link.a,
        lens=_turned_lens(link.lens),
        direction=_TURNED_WAY.get(link.direction, link.direction),
        conflict=_TURNED_RULE.get(link.conflict, link.conflict) if link.conflict else None,
    )


def _turned_lens(lens: LensSpec) -> LensSpec:
    params = {_TURNED_PARAMS.get(name, name): value for name, value in lens.params.items()}
    if lens.name == "scale":
        factor = params["factor"]
        params["factor"] = round(1 / factor, 12) if factor else factor
        if float(params["factor"]).is_integer():
            params["factor"] = int(params["factor"])
    if lens.name == "choices":
        words = {name: value for name, value in params.items() if name not in _TURNED_PARAMS.values()}
        params = {name: value for name, value in params.items() if name in _TURNED_PARAMS.values()}
        for name, value in words.items():  # of several that become one, that one is read as the first
            params.setdefault(str(value), name)
    return LensSpec(lens.name, params)
