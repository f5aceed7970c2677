"""Alerts: what was chosen, and sending what is new. `serve` does so; the window has its own notices."""

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
_LOOK = dt.timedelta(minutes=1)
SendMail = Callable[[Mapping[str, str], str, str, str], None]
Post = Callable[[str, Mapping[str, object]], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Senders:
    """How messages leave; see `connectors.outgoing`."""

    mail: SendMail
    post: Post


class AlertService:
    """What people chose, and the sending. `step` is for one thread, the rest for any."""

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._looked: dt.datetime | None = None

    @property
    def mail(self) -> Mapping[str, str]:
        """Where e-mail goes to, {} for nowhere."""
        found: Mapping[str, str] = json.loads(self._services.settings.get("alerts.mail", "{}"))
        return found

    @property
    def webhook(self) -> str:
        """Where a webhook goes to, "" for nowhere."""
        return self._services.settings.get("alerts.webhook", "")

    @property
    def about(self) -> frozenset[About]:
        """What is told."""
        chosen = self._services.settings.get("alerts.about", "")
        return frozenset(About(one) for one in chosen.split(",")) if chosen else frozenset(About)

    def send_mail_to(self, mail: Mapping[str, str], password: str) -> None:
        """Choose e-mail. Raises UsageError, StoreError."""
        if "@" not in mail["to"] or any(letter in mail["to"] + mail["sender"] for letter in "\r\n"):
            raise UsageError(f"“{mail['to']}” is no e-mail address")
        self._services.ports.secrets.put(OWNER, _PASSWORD, password or "-")
        self._put("alerts.mail", json.dumps(dict(mail)), "mail")

    def post_to(self, url: str) -> None:
        """Choose a webhook."""
        self._put("alerts.webhook", url, "webhook")

    def tell(self, about: Sequence[str]) -> None:
        """Choose what is told. Raises UsageError."""
        known = [one.value for one in About]
        for one in about:
            if one not in known:
                raise UsageError(f"there are no alerts about “{one}”", advice=f"There are: {', '.join(known)}.")
        self._put("alerts.about", ",".join(about), "about")

    def off(self) -> None:
        """Send nothing any more."""
        self._services.settings.put("alerts.mail", "{}")
        self._put("alerts.webhook", "", "off")

    def _put(self, key: str, value: str, what: str) -> None:
        self._services.settings.put(key, value)
        self._services.audit.record("user", "alerts.set", what)

    def now(self) -> Sequence[Alert]:
        """All there is to tell, told or not."""
        services, accounts = self._services, self._services.ports.accounts
        ends = {one.name: accounts.sign_in(one.id).refresh_ends_at for one in accounts.all()}
        sure = {name: at for name, at in ends.items() if at is not None}
        by_key = {one.key: one for one in alerts.found(services.syncs.statuses(), sure, services.clock.now())}
        return list(by_key.values())

    def send(self, some: Sequence[Alert], senders: Senders) -> None:
        """Send these, in one message each way. Raises AccountError, Retriable when no way works; one that fails beside a good one is logged."""
        subject, text = alerts.message(some)
        rows = [
            {"about": one.about.value, "subject": one.subject, "words": one.words, "advice": one.advice} for one in some
        ]
        ways: list[Callable[[], None]] = []
        if mail := self.mail:
            password = self._services.ports.secrets.get(OWNER, _PASSWORD) or ""
            ways.append(lambda: senders.mail(mail, password, subject, text))
        if url := self.webhook:
            ways.append(lambda: senders.post(url, {"text": f"{subject}\n\n{text}", "alerts": rows}))
        errors = []
        for way in ways:
            try:
                way()
            except DesktopSyncError as error:
                _log.warning("An alert could not be sent: %s", error)
                errors.append(error)
        if errors and len(errors) == len(ways):
            raise errors[0]

    def step(self, senders: Senders) -> None:
        """Send what is new; at most once a minute. What can't be sent is tried again. Raises StoreError."""
        now, settings = self._services.clock.now(), self._services.settings
        if not (self.mail or self.webhook) or (self._looked is not None and now - self._looked < _LOOK):
            return
        self._looked = now
        kept = json.loads(settings.get("alerts.told", '{"keys": [], "at": null}'))
        told = Told(frozenset(kept["keys"]), dt.datetime.fromisoformat(kept["at"]) if kept["at"] else None)
        new, then = alerts.due(self.now(), told, self.about, now)
        if new:
            try:
                self.send(new, senders)
            except DesktopSyncError:  # logged; tried again in a minute
                return
        if then != told:
            data = {"keys": sorted(then.keys), "at": then.at.isoformat() if then.at else None}
            settings.put("alerts.told", json.dumps(data))
