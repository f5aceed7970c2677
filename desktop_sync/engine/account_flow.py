"""The steps of connecting a system, without a window: answers, what is missing, next and back.

No step talks to a system: whoever walks the flow makes the call of `trial` where it may block, and tells `tested` or
`refused` what came of it. Answers are told to the log by whitelist only (`log_words`), so that no secret gets there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePath

from desktop_sync.errors import UsageError
from desktop_sync.model.record import AccountCheck
from desktop_sync.model.schema import ConnectorInfo, Setting, TableInfo
from desktop_sync.model.signin import SignedIn


class AccountStep(StrEnum):
    """Where the flow is."""

    KIND = "kind"
    SETTINGS = "settings"
    TEST = "test"
    NAME = "name"


class Way(StrEnum):
    """How is signed in, where a person can choose."""

    TYPED = "typed"
    BROWSER = "browser"


ACCOUNT_STEPS = tuple(AccountStep)


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a step from being left: which answer ("" for the step as a whole), and what to do, in words."""

    key: str
    words: str


@dataclass(frozen=True)
class AccountAnswers:
    """What was answered so far. `check` None: not tested with these settings. `trouble`: why it could not be tested."""

    kind: ConnectorInfo | None = None
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    check: AccountCheck | None = None
    trouble: str = ""
    tables: tuple[TableInfo, ...] = ()
    name: str = ""
    signed_in: SignedIn | None = field(default=None, repr=False)
    """What a sign-in in the browser brought, and the test may have renewed."""
    way: Way = Way.TYPED


@dataclass(frozen=True)
class Trial:
    """What a test needs; hand it to `AccountService.try_out`."""

    kind: str
    settings: Mapping[str, str] = field(repr=False)
    secrets: Mapping[str, str] = field(repr=False)
    signed_in: SignedIn | None = field(default=None, repr=False)


DESCRIBES = "manifest"
"""The setting that says what else is asked for."""


def _usual(kind: ConnectorInfo) -> dict[str, str]:
    """What its settings are until somebody says otherwise."""
    return {one.key: one.default for one in kind.settings if one.default and not one.secret}


def _easier(kind: ConnectorInfo) -> Way:
    """The way of signing in that takes less."""
    return Way.BROWSER if kind.sign_ins and not kind.typed_first else Way.TYPED


class AccountFlow:
    """Walks the steps. `taken`: names of accounts that there are."""

    def __init__(self, kinds: Sequence[ConnectorInfo], taken: Collection[str] = ()) -> None:
        self.kinds = tuple(kinds)
        self.step = AccountStep.KIND
        self.answers = AccountAnswers()
        self._taken = frozenset(name.casefold() for name in taken)
        self._proposed = ""
        self._wrong: dict[str, str] = {}
        """What is wrong with settings that say what else is asked for, by key."""

    # answers

    def choose(self, kind: str) -> None:
        """Choose the kind of system; another kind forgets the settings. Raises UsageError for an unknown one."""
        info = next((one for one in self.kinds if one.kind == kind), None)
        if info is None:
            raise UsageError(f"there is no kind of system “{kind}”")
        if self.answers.kind is None or self.answers.kind.kind != kind:
            name = self.free_name(info.label)
            self.answers = AccountAnswers(kind=info, settings=_usual(info), name=name, way=_easier(info))
            self._proposed = self.answers.name

    def take_way(self, way: Way) -> None:
        """Sign in this way. What was typed for the other one stays in its fields; what a sign-in in the browser brought is dropped."""
        answers, kind = self.answers, self.answers.kind
        if kind is None or way is answers.way:
            return
        gone = set(kind.sign_in_brings) if answers.signed_in is not None else set()
        usual = {key: value for key, value in _usual(kind).items() if key in gone}
        settings = usual | {key: value for key, value in answers.settings.items() if key not in gone}
        secrets = {key: value for key, value in answers.secrets.items() if key not in gone}
        untested = replace(answers, check=None, trouble="", tables=(), signed_in=None)
        self.answers = replace(untested, way=way, settings=settings, secrets=secrets)

    def put(self, key: str, value: str) -> None:
        """Answer one setting; a blank takes it back. Whatever was tested has to be tested again."""
        setting = next((one for one in self._settings() if one.key == key), None)
        if setting is None:
            raise UsageError(f"there is no setting “{key}”")
        old = self.answers.secrets if setting.secret else self.answers.settings
        new = {name: text for name, text in old.items() if name != key}
        if value.strip():
            new[key] = value if setting.secret else value.strip()
        if new == dict(old):
            return
        self._wrong.pop(key, None)
        untested = replace(self.answers, check=None, trouble="", tables=(), signed_in=None)
        self.answers = replace(untested, secrets=new) if setting.secret else replace(untested, settings=new)
        if setting.kind in ("path", "place") and self.answers.name == self._proposed:
            self._propose(value)

    def described(self, manifest: str, info: ConnectorInfo) -> bool:
        """Ask for what the manifest asks for; False when another one was chosen since, or it asks for the same. What was answered stays, as
        far as it is asked for still.
        """
        if self.answers.kind is None or self.value(DESCRIBES) != manifest.strip() or info == self.answers.kind:
            return False
        plain = {one.key for one in info.settings if not one.secret}
        secret = {one.key for one in info.settings if one.secret}
        settings = _usual(info) | {key: value for key, value in self.answers.settings.items() if key in plain}
        secrets = {key: value for key, value in self.answers.secrets.items() if key in secret}
        self.answers = replace(self.answers, kind=info, settings=settings, secrets=secrets, way=_easier(info))
        return True

    def not_described(self, manifest: str, words: str) -> None:
        """The manifest can't be used."""
        if self.value(DESCRIBES) == manifest.strip():
            self._wrong[DESCRIBES] = words

    def _propose(self, place: str) -> None:
        """A file's account is called as the file is, a database's as the database; until somebody names it."""
        label = self.answers.kind.label if self.answers.kind else ""
        stem = PurePath(place.strip().rstrip("/\\").partition("?")[0].replace("\\", "/")).stem
        words = stem.replace("_", " ").strip()
        self._proposed = self.free_name(f"{words[:1].upper()}{words[1:]}" if words else label)
        self.answers = replace(self.answers, name=self._proposed)

    def value(self, key: str) -> str:
        """The answer to a setting, "" where there is none."""
        return self.answers.settings.get(key, self.answers.secrets.get(key, ""))

    def rename(self, name: str) -> None:
        """Name the account."""
        self.answers = replace(self.answers, name=name.strip())

    def trial(self) -> Trial:
        """What to test. Raises UsageError before a kind is chosen."""
        if self.answers.kind is None:
            raise UsageError("choose a kind of system first")
        answers = self.answers
        return Trial(self.answers.kind.kind, dict(answers.settings), self._secrets(), answers.signed_in)

    def _secrets(self) -> dict[str, str]:
        """Those that the chosen way takes."""
        answers, kind = self.answers, self.answers.kind
        if kind is None or not kind.sign_ins or answers.way is Way.TYPED:
            return dict(answers.secrets)
        others = {*kind.typed} - {*kind.sign_in_brings}
        return {key: value for key, value in answers.secrets.items() if key not in others}

    def took_sign_in(self, found: SignedIn) -> None:
        """A person has signed in: what that brought takes the place of what was typed."""
        settings = {**self.answers.settings, **found.settings}
        secrets = {**self.answers.secrets, **found.secrets}
        self.answers = replace(
            self.answers, settings=settings, secrets=secrets, signed_in=found, check=None, trouble="", tables=()
        )

    def tested(
        self, trial: Trial, check: AccountCheck, tables: Sequence[TableInfo], signed_in: SignedIn | None = None
    ) -> bool:
        """Take a test's result; False when it is about settings that were changed since. `signed_in`: the secrets as they are after it."""
        if trial != self.trial():
            return False
        self.answers = replace(self.answers, check=check, trouble="", tables=tuple(tables))
        if signed_in is not None:
            self.answers = replace(self.answers, secrets=dict(signed_in.secrets), signed_in=signed_in)
        return True

    def refused(self, trial: Trial, trouble: str) -> bool:
        """The test could not be made at all; False when it is about settings that were changed since."""
        if trial != self.trial():
            return False
        self.answers = replace(self.answers, check=None, trouble=trouble, tables=())
        return True

    def missing_sign_in(self) -> tuple[Missing, ...]:
        """What has to be typed before a person can sign in."""
        kind = self.answers.kind
        if kind is None or not kind.sign_ins:
            return (Missing("", "This system has no sign-in in the browser."),)
        client = self._missing_client()
        known = {*kind.sign_in_brings, *(one.key for one in client)}
        return (*client, *(one for one in self._missing_settings() if one.key and one.key not in known))

    def _missing_client(self) -> list[Missing]:
        kind = self.answers.kind
        needs = kind.sign_in_needs if kind else ()
        asked = [one for one in self._settings() if one.key in needs and not self.value(one.key).strip()]
        return [Missing(one.key, f"{one.label} is needed.") for one in asked]

    # steps

    def missing(self, step: AccountStep | None = None) -> tuple[Missing, ...]:
        """What keeps a step (left out: the present one) from being left."""
        asked = step or self.step
        if asked is AccountStep.KIND:
            return () if self.answers.kind else (Missing("", "Choose the system to connect."),)
        if asked is AccountStep.SETTINGS:
            return self._missing_settings()
        if asked is AccountStep.TEST:
            return self._missing_test()
        return self._missing_name()

    @property
    def valid(self) -> bool:
        """Whether the present step can be left."""
        return not self.missing()

    @property
    def last(self) -> bool:
        """Whether this is the last step."""
        return self.step is ACCOUNT_STEPS[-1]

    def next(self) -> bool:
        """To the next step, if this one is done."""
        at = ACCOUNT_STEPS.index(self.step)
        if not self.valid or at + 1 == len(ACCOUNT_STEPS):
            return False
        self.step = ACCOUNT_STEPS[at + 1]
        return True

    def back(self) -> bool:
        """To the step before; answers stay."""
        at = ACCOUNT_STEPS.index(self.step)
        if at == 0:
            return False
        self.step = ACCOUNT_STEPS[at - 1]
        return True

    def log_words(self) -> str:
        """What may be logged: the step and the kind, no setting's value."""
        return f"{self.step.value}, kind {self.answers.kind.kind if self.answers.kind else 'none'}"

    def free_name(self, wanted: str) -> str:
        """A name that no account has yet."""
        name, number = wanted, 2
        while name.casefold() in self._taken:
            name, number = f"{wanted} {number}", number + 1
        return name

    # what is missing

    def _settings(self) -> tuple[Setting, ...]:
        return self.answers.kind.settings if self.answers.kind else ()

    def _missing_settings(self) -> tuple[Missing, ...]:
        found = self._missing_way()
        known = {one.key for one in found}
        for setting in self._settings():
            value = self.value(setting.key)
            if setting.key in self._wrong:
                found.append(Missing(setting.key, self._wrong[setting.key]))
            elif not value.strip():
                if setting.required and setting.key not in known:
                    found.append(Missing(setting.key, f"{setting.label} is needed."))
            elif setting.kind in ("url", "place") and "://" not in value and not _is_path(setting, value):
                example = f", such as {setting.example}" if setting.example else ""
                found.append(Missing(setting.key, f"{setting.label} must be a whole address{example}."))
        return tuple(found)

    def _missing_way(self) -> list[Missing]:
        """What the chosen way of signing in lacks."""
        kind = self.answers.kind
        if kind is None or not kind.sign_ins:
            return []
        given = self._secrets().keys() - {"client_secret"}
        if self.answers.way is Way.BROWSER:
            return [] if given else self._missing_client() or [Missing("", "Sign in with your browser.")]
        if not kind.typed_first:
            return [] if given else [Missing("", "A token or a secret is needed.")]
        if given and not given & {*kind.typed}:
            return []  # another secret, which is good enough
        typed = [one for one in kind.settings if one.key in kind.typed]
        return [Missing(one.key, f"{one.label} is needed.") for one in typed if not self.value(one.key).strip()]

    def _missing_test(self) -> tuple[Missing, ...]:
        check = self.answers.check
        if check is None:
            return (Missing("", self.answers.trouble or "Test the connection first."),)
        return () if check.ok else (Missing("", check.summary),)

    def _missing_name(self) -> tuple[Missing, ...]:
        name = self.answers.name
        if not name:
            return (Missing("name", "Give the account a name."),)
        if name.casefold() in self._taken:
            return (Missing("name", f"There is an account “{name}” already. Choose another name."),)
        return ()


def _is_path(setting: Setting, value: str) -> bool:
    """Whether it is meant as a file's path, where one is taken."""
    return setting.kind == "place" and (value.strip().startswith("~") or PurePath(value.strip()).is_absolute())
