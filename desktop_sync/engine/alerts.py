"""Alerts: what was chosen, and what is new. `outbox` sends it."""

import datetime as dt
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_sync.errors import DesktopSyncError, UsageError
from desktop_sync.sync import alerts
from desktop_sync.sync.alerts import About, Alert, Told

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services

OWNER = 0
"""The secrets' owner that is no account."""
_PASSWORD = "alerts_password"  # noqa: S105 - a key's name
_SILENT_HOURS = int(alerts.SILENT.total_seconds() // 3600)
MOST_HOURS = 24 * 365
SendMail = Callable[[Mapping[str, str], str, str, str], Sequence[str]]
Post = Callable[[str, Mapping[str, object]], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Senders:
    """How messages leave; see `connectors.outgoing`."""

    mail: SendMail
    post: Post


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told now, and what is known as told when it went out."""

    alerts: Sequence[Alert]
    then: Told


class AlertService:
    """What people chose, and what there is to tell. Any thread; `send` and the tests talk to other computers."""

    def __init__(self, services: "Services") -> None:
        self._services = services

    @property
    def mail(self) -> Mapping[str, str]:
        """Where e-mail goes to, {} for nowhere."""
        found: Mapping[str, str] = json.loads(self._services.settings.get("alerts.mail", "{}"))
        return found

    @property
    def has_password(self) -> bool:
        """Whether there is a password for the mail server."""
        return bool(self._services.ports.secrets.get(OWNER, _PASSWORD))

    @property
    def webhook(self) -> str:
        """Where a webhook goes to, "" for nowhere."""
        return self._services.settings.get("alerts.webhook", "")

    @property
    def about(self) -> frozenset[About]:
        """What is told."""
        chosen = self._services.settings.get("alerts.about", "")
        return frozenset(About(one) for one in chosen.split(",")) if chosen else frozenset(About)

    @property
    def silent_hours(self) -> int:
        """So many hours late a sync is told of, 0: never."""
        return int(self._services.settings.get("alerts.silent_hours", str(_SILENT_HOURS)))

    @property
    def problem(self) -> str:
        """Why the last message could not be sent, "" when it was."""
        return self._services.settings.get("alerts.problem", "")

    # -- choosing

    def send_mail_to(self, mail: Mapping[str, str], password: str | None) -> None:
        """Choose e-mail. `password` None: as it is. Raises UsageError, StoreError."""
        _check_mail(mail)
        if password or (password is None and mail["user"]):
            if password:
                self._services.ports.secrets.put(OWNER, _PASSWORD, password)
        else:
            self._services.ports.secrets.drop(OWNER, _PASSWORD)
        self._put("alerts.mail", json.dumps(dict(mail)), "mail")

    def no_mail(self) -> None:
        """Send no e-mail any more, and forget the password."""
        self._services.ports.secrets.drop(OWNER, _PASSWORD)
        self._put("alerts.mail", "{}", "mail")

    def post_to(self, url: str) -> None:
        """Choose a webhook, "" for none. Raises UsageError."""
        if url and not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
            raise UsageError("the address must begin with https://")
        self._put("alerts.webhook", url, "webhook")

    def tell(self, about: Sequence[str]) -> None:
        """Choose what is told; none: all. Raises UsageError."""
        known = [one.value for one in About]
        for one in about:
            if one not in known:
                raise UsageError(f"there are no alerts about “{one}”", advice=f"There are: {', '.join(known)}.")
        self._put("alerts.about", ",".join(about), "about")

    def tell_when_silent_for(self, hours: int) -> None:
        """A sync that is so many hours late is told of, 0: never. Raises UsageError."""
        if not 0 <= hours <= MOST_HOURS:
            raise UsageError(f"“{hours}” is no number of hours", advice="Give 1 or more, or 0 for never.")
        self._put("alerts.silent_hours", str(hours), "silent")

    def off(self) -> None:
        """Send nothing any more."""
        self._services.ports.secrets.drop(OWNER, _PASSWORD)
        self._services.settings.put("alerts.mail", "{}")
        self._put("alerts.webhook", "", "off")

    def _put(self, key: str, value: str, what: str) -> None:
        self._services.settings.put(key, value)
        self._services.settings.put("alerts.problem", "")
        self._services.audit.record("user", "alerts.set", what)

    # -- telling

    def now(self) -> Sequence[Alert]:
        """All there is to tell, told or not."""
        services, accounts = self._services, self._services.ports.accounts
        ends = {one.name: accounts.sign_in(one.id).refresh_ends_at for one in accounts.all()}
        sure = {name: at for name, at in ends.items() if at is not None}
        silent = dt.timedelta(hours=self.silent_hours) if self.silent_hours else None
        every = alerts.found(services.syncs.statuses(), sure, services.clock.now(), silent)
        return list({one.key: one for one in (*every, *services.backups.alerts())}.values())

    def news(self) -> News | None:
        """What is to be told now, None where that is nothing. Raises StoreError."""
        settings = self._services.settings
        if not (self.mail or self.webhook):
            return None
        kept = json.loads(settings.get("alerts.told", '{"keys": [], "at": null}'))
        told = Told(frozenset(kept["keys"]), dt.datetime.fromisoformat(kept["at"]) if kept["at"] else None)
        new, then = alerts.due(self.now(), told, self.about, self._services.clock.now())
        if new:
            return News(new, then)
        if then != told:
            self._keep(then)
        return None

    def tell_news(self, news: News, senders: Senders) -> None:
        """Send what is new. What can't be sent is new the next time, too; why is in `problem`. Raises StoreError."""
        try:
            self.send(news.alerts, senders)
        except DesktopSyncError as error:
            self._services.settings.put("alerts.problem", str(error))
            return
        if self.problem:
            self._services.settings.put("alerts.problem", "")
        self._keep(news.then)

    def _keep(self, told: Told) -> None:
        data = {"keys": sorted(told.keys), "at": told.at.isoformat() if told.at else None}
        self._services.settings.put("alerts.told", json.dumps(data))

    def send(self, some: Sequence[Alert], senders: Senders) -> Sequence[str]:
        """Send these, in one message each way; the e-mail addresses that were not taken. Raises AccountError, Retriable when no way works; one
        that fails beside a good one is logged.
        """
        subject, text = alerts.message(some)
        rows = [
            {"about": one.about.value, "subject": one.subject, "words": one.words, "advice": one.advice} for one in some
        ]
        ways: list[Callable[[], Sequence[str] | None]] = []
        if mail := self.mail:
            ways.append(lambda: senders.mail(mail, self._password(mail), subject, text))
        if url := self.webhook:
            ways.append(lambda: senders.post(url, {"text": f"{subject}\n\n{text}", "alerts": rows}))
        errors: list[DesktopSyncError] = []
        refused: list[str] = []
        for way in ways:
            try:
                refused += way() or ()
            except DesktopSyncError as error:
                _log.warning("An alert could not be sent: %s", error)
                errors.append(error)
        if errors and len(errors) == len(ways):
            raise errors[0]
        return refused

    def _password(self, mail: Mapping[str, str]) -> str:
        return (self._services.ports.secrets.get(OWNER, _PASSWORD) or "") if mail["user"] else ""

    # -- trying

    def try_out(self, senders: Senders) -> Sequence[str]:
        """Send a test message the chosen ways; the e-mail addresses that were not taken. Raises UsageError, AccountError, Retriable."""
        if not (self.mail or self.webhook):
            raise UsageError("messages go nowhere yet", advice="desktop-sync alerts mail, or alerts webhook.")
        return self.send([_TEST], senders)

    def try_mail(self, mail: Mapping[str, str], password: str | None, senders: Senders) -> Sequence[str]:
        """Send a test message so, before it is chosen; the addresses that were not taken. Raises UsageError, AccountError, Retriable."""
        _check_mail(mail)
        subject, text = alerts.message([_TEST])
        return senders.mail(mail, self._password(mail) if password is None else password, subject, text)


_TEST = Alert(About.NEEDS_YOU, "test", "This is a test.", "Nothing to do.")


def _check_mail(mail: Mapping[str, str]) -> None:
    """Raises UsageError."""
    addresses = [one.strip() for one in mail["to"].split(",")]
    for one in (*addresses, mail["sender"]):
        name, at, host = one.rpartition("@")
        if not (name and at and host) or any(letter.isspace() for letter in one):
            raise UsageError(f"“{one}” is no e-mail address")
    if not mail["server"].strip():
        raise UsageError("the mail server is missing", advice="Your provider names it, such as smtp.example.org.")
    if not mail["port"].isdecimal() or not 0 < int(mail["port"]) < 65536:
        raise UsageError(f"“{mail['port']}” is no port", advice="587 and 465 are usual.")
