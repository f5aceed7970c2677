"""A stand-in for the service layer with the real data classes: what the sketches show, and answers that can be set."""

import dataclasses
import datetime as dt
import threading
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

from desktop_sync.engine.backups import Backup, BackupStanding
from desktop_sync.engine.editing import Present
from desktop_sync.engine.forecasting import Forecasts
from desktop_sync.engine.merging import Twins
from desktop_sync.engine.pairing import Unpaired
from desktop_sync.engine.revert import RestoreReport, Target
from desktop_sync.engine.review import ConflictContext
from desktop_sync.engine.standing import Standing
from desktop_sync.engine.undo import UndoReport
from desktop_sync.errors import Cancelled, UsageError
from desktop_sync.model.check import Because, Comparison, Rehearsal, SideCheck
from desktop_sync.model.mapping import Direction, FieldLink
from desktop_sync.model.overrides import NO_OVERRIDES
from desktop_sync.model.plan import (
    Conflict,
    ConflictKind,
    FieldChange,
    Hold,
    HoldState,
    Operation,
    OperationKind,
    OperationState,
    Pairing,
    PairingKind,
    Resolution,
)
from desktop_sync.model.record import AccountCheck, Ref
from desktop_sync.model.report import (
    Counts,
    GuardFinding,
    Moment,
    Phase,
    PlanReport,
    Progress,
    RunFilter,
    RunKind,
    RunReport,
    RunStatus,
    RunTotals,
    SyncStatus,
    Why,
)
from desktop_sync.model.schema import ConnectorInfo, Setting
from desktop_sync.model.sync import Account, Guard, Pauses
from desktop_sync.sync.alerts import About
from desktop_sync.sync.duplicates import propose
from desktop_sync.sync.forecast import AccountForecast
from tests.fakes.agenda import MemoryAgenda

NOW = dt.datetime(2026, 11, 23, 9, 16, tzinfo=dt.UTC)


def _fits(run, only, words):
    known = {
        RunFilter.WRITTEN: run.written > 0,
        RunFilter.WAITING: run.status is RunStatus.WAITING,
        RunFilter.FAILED: run.status is RunStatus.FAILED,
    }
    return known.get(only, True) and words in run.sync.casefold()


def ago(minutes):
    return NOW - dt.timedelta(minutes=minutes)


def run(number, sync, minutes, a=(0, 0), b=(0, 0), *, seen=9369, status=RunStatus.OK, **more):
    """A run; a, b: (updated, created) on that side."""

    def side(written, extra):
        updated, created = written
        open_ = sum(extra)
        return Counts(seen, seen - updated - created - open_, created, updated, 0, *extra)

    extra = more.pop("extra", (0, 0, 0))
    return RunReport(
        number, sync, status=status, started_at=ago(minutes), seconds=4.2, a=side(a, extra), b=side(b, extra), **more
    )


def _history(sync, first, amounts, **last):
    return tuple(
        run(first + at, sync, 60 * (at + 1), b=(amount, 0), **(last if at < 2 and last else {}))
        for at, amount in enumerate(amounts)
    )


CUSTOMERS = run(
    101, "Customers", 2, a=(13, 0), b=(31, 0), status=RunStatus.WAITING, conflicts=3, holds=12, extra=(3, 12, 0)
)
TICKETS = run(102, "Support tickets", 40, b=(14, 0), seen=1866)
NEWS = run(103, "Newsletter", 14, a=(1, 0), seen=4121, kind=RunKind.CHANGE)
FAILED = dataclasses.replace(
    run(104, "Open invoices", 106, seen=2848, extra=(0, 31, 0)),
    status=RunStatus.FAILED,
    error="The account can't be used: Xero: sign-in expired",
    advice="Sign in again.",
)
GOOD_INVOICES = run(90, "Open invoices", 60 * 24 * 3 - 500, b=(3, 0), seen=2848)

STATUSES = (
    SyncStatus(
        1, "Customers", "Tryton", "tryton", "parties", "Shop database", "sql", "customers", "active",
        links=9369, conflicts=3, holds=12, last=CUSTOMERS,
        recent=(CUSTOMERS, *_history("Customers", 200, (5, 9, 30, 18, 2, 3, 3, 4, 15, 14, 4, 9, 6))),
        due_at=NOW + dt.timedelta(minutes=14),
    ),
    SyncStatus(
        2, "Support tickets", "Zendesk", "zendesk", "tickets", "Salesforce", "salesforce", "Case", "active",
        links=1866, last=TICKETS,
        recent=(TICKETS, *_history("Support tickets", 230, (9, 9, 20, 3, 7, 6, 4, 5, 9, 9, 15, 14, 12))),
        due_at=NOW + dt.timedelta(minutes=6),
    ),
    SyncStatus(
        3, "Newsletter", "WooCommerce", "woocommerce", "customers", "Mailchimp", "mailchimp", "members of the newsletter",
        "active", links=4121, last=NEWS,
        recent=(NEWS, *_history("Newsletter", 260, (8, 6, 7, 14, 12, 20, 9, 18, 4, 11, 19, 8, 9))),
        due_at=NOW + dt.timedelta(minutes=30),
    ),
    SyncStatus(
        4, "Open invoices", "Xero", "xero", "invoices", "Orders.xlsx", "files", "Open", "active",
        links=2848, last=FAILED,
        recent=(FAILED, *_history("Open invoices", 290, (9, 4, 3, 14, 8, 15, 6, 9, 2, 5, 14, 4, 9), status=RunStatus.FAILED), GOOD_INVOICES),
        due_at=NOW + dt.timedelta(minutes=1),
    ),
)  # fmt: skip


def conflict(number, link, field, base, a, b, **more):
    given = {
        "kind": ConflictKind.FIELD, "a_ref": Ref(f"{link}"), "b_ref": Ref(f"{link + 400}"),
        "a_time": ago(60 * 65), "b_time": ago(60 * 46), "a_who": "m.nowak", "b_who": "web shop",
        "label": "Jürgen Sørensen", "sync_id": 1, "opened_at": ago(60 * 64),
    }  # fmt: skip
    given.update(more)
    kind = given.pop("kind")
    return Conflict(kind, link, field, base, a, b, id=number, **given)


CONFLICTS = (
    conflict(1, 17, "phone", "+49 30 555 0142", "+49 30 555 0177", "+49 171 200 0199"),
    conflict(2, 17, "credit_limit", Decimal("5000.00"), Decimal("7500.00"), Decimal("6000.00"), b_who="import", b_time=ago(64)),
    conflict(3, 23, "phone", "030 23125-042", "+49 30 555 0177", None, label="Çelik Bau GmbH"),
)  # fmt: skip
DELETED = conflict(
    4, 31, "", None, None, "city: Flensburg", kind=ConflictKind.DELETE_EDIT, label="Mary-Jane O’Neil", b_who=""
)
VIEW = {
    "name": "Jürgen Sørensen",
    "email": "j.soerensen@example.org",
    "phone": "+49 30 555 0142",
    "credit_limit": Decimal("5000.00"),
    "city": "Flensburg",
    "customer_since": dt.date(2011, 9, 1),
    "state": "active",
    "orders": 18,
    "open_balance": Decimal("1240.50"),
    "language": "German",
    "newsletter": True,
}


def operation(number, kind, side, label, *changes, reason="", state=OperationState.PLANNED):
    return Operation(
        kind, side, ref=Ref(str(number)), source_ref=Ref(str(number + 400)), link_id=number,
        changes=tuple(FieldChange(name, old, new, new, rule) for name, old, new, rule in changes),
        reason=reason, label=label, id=number, run_id=101, sync_id=1, state=state, settled_at=ago(2),
    )  # fmt: skip


UPDATE, CREATE, DELETE = OperationKind.UPDATE, OperationKind.CREATE, OperationKind.DELETE
OPERATIONS = (
    operation(1, UPDATE, "b", "Çelik Bau GmbH", ("phone", "030 / 5550142", "030 / 5550177", "changed in A, Fri 16:02")),
    operation(2, UPDATE, "a", "Jürgen Sørensen", ("city", "Kiel", "Flensburg", "changed in B, Sat 10:40")),
    operation(3, UPDATE, "b", "Jürgen Sørensen", ("founded", None, dt.date(2011, 9, 1), "filled in A")),
    operation(
        4, CREATE, "b", "Mary-Jane O’Neil",
        ("name", None, "Mary-Jane O’Neil", ""), ("email", None, "mj@example.org", ""), ("city", None, "Bath", ""),
        ("phone", None, "+44 1225 000000", ""), ("language", None, "English", ""), ("newsletter", None, True, ""),
        reason="new in A, no match by e-mail",
    ),
    operation(5, UPDATE, "a", "Nowak & Söhne", ("credit_limit", Decimal("5000.00"), Decimal("7500.00"), "newest wins: B is 2 h newer")),
    operation(6, UPDATE, "b", "Iñaki Ivanov", ("email", "inaki@exmaple.org", "inaki@example.org", "changed in A today")),
    operation(7, UPDATE, "b", "Priya Brown", ("street", "Lindenstr 4", "Lindenstr. 4", "changed in A today")),
    operation(8, DELETE, "b", "Hotel Adler", reason="deleted in A"),
    operation(9, DELETE, "b", "Test 123", reason="deleted in A"),
    operation(10, UPDATE, "a", "Łukasz Lee", ("country", "GB", "United Kingdom", "choice map")),
    operation(11, UPDATE, "b", "Kōji Nakamura", ("status", "A", "W", "changed in A today")),
    operation(12, UPDATE, "a", "Zoë van-Dyk", ("phone", None, "+31 20 555 0110", "filled in B")),
)  # fmt: skip
PLAN = PlanReport(
    "Customers",
    OPERATIONS,
    CONFLICTS,
    guards=(GuardFinding("deletes", "2 of 9,369 records would be deleted in Shop database; the limit is 1."),),
)

MOMENTS = (
    Moment(ago(2), "update", 101, 2, "a", "city", "Kiel", "Flensburg", "changed in B", "text", "web shop", ago(30)),
    Moment(ago(60), "update", 90, 1, "b", "phone", "030 1", "030 2", "changed in A", "phone", "m.nowak", ago(70)),
    Moment(ago(90), "linked", 80, words="linked with 402"),
)
STANDING = Standing(
    Ref("2"), Ref("402"), {"name": "Jürgen Sørensen", "city": "Flensburg", "phone": "030 2"},
    {"name": "Jürgen Sørensen", "city": "Flensburg", "phone": "030 2"}, True, label="Jürgen Sørensen",
)  # fmt: skip

PAIRS = (
    Pairing(PairingKind.SURE, (Ref("1"),), (Ref("11"),), ("email",), 1.0, "Ada Lovelace · ada@example.org", "Ada Lovelace"),
    Pairing(PairingKind.SURE, (Ref("2"),), (Ref("12"),), ("email",), 1.0, "Bo Berg · bo@example.org", "Bo Berg"),
    Pairing(
        PairingKind.LIKELY, (Ref("3"),), (Ref("13"),), (), 0.87, "Jürgen Sørensen", "Juergen Soerensen",
        "alike in name and city", {"name": 0.82, "city": 1.0, "email": 0.31},
    ),
    Pairing(
        PairingKind.AMBIGUOUS, (Ref("4"),), (Ref("14"), Ref("15")), ("name",), 0.0, "Zoë van-Dyk",
        "Zoë van-Dyk, Zoë van Dyk", "one record in A fits 2 in B", b_labels=("Zoë van-Dyk", "Zoë van Dyk"),
    ),
    Pairing(
        PairingKind.DUPLICATE, (Ref("5"), Ref("6")), (), ("email",), 0.0, "Priya Brown, P. Brown",
        reason="Another record of Tryton has the same “email”.", a_labels=("Priya Brown", "P. Brown"),
        proposals={"a": {"keep": "5", "remove": ["6"], "taken": {"phone": "6"}, "differ": {"city": {"6": "Bath"}}}},
    ),
    Pairing(PairingKind.ONLY_A, (Ref("7"),), a_label="Nowak & Söhne"),
    Pairing(PairingKind.ONLY_B, (), (Ref("17"),), b_label="Nowak und Söhne OHG"),
    Pairing(PairingKind.ONLY_B, (), (Ref("18"),), b_label="Test 123", reason="left on its own by hand"),
)  # fmt: skip

AUDIT = tuple(
    {"id": at + 1, "at": when, "actor": actor, "action": action, "subject": subject, "details": details}
    for at, (when, actor, action, subject, details) in enumerate(
        (
            (ago(90).isoformat(), "user", "account.add", "Tryton", {"kind": "tryton"}),
            (ago(60).isoformat(), "user", "sync.apply", "Customers", {}),
            (ago(30).isoformat(), "user", "record.merge", "Customers", {"by": 12, "written": 2}),
            (ago(20).isoformat(), "user", "a.new.one", "=Customers", {}),
        )
    )
)

REHEARSAL = Rehearsal(
    "Customers", (CUSTOMERS, dataclasses.replace(CUSTOMERS, a=Counts(9369, 9369), b=Counts(9369, 9369))),
    Comparison("Customers", SideCheck(9369, 9369, 9366), SideCheck(9369, 9369, 9366), {Because.CONFLICT: 3}),
    {"b.update": 5, "a.update": 4}, OPERATIONS, copied_a=9369, copied_b=9371,
)  # fmt: skip

HOLDS = tuple(
    Hold(
        "rejected" if at % 3 else "invalid", "a", "Tryton refuses “Country: UK”" if at % 3 else "the phone number is too short",
        remedy="Map the choice “UK” in the sync’s mapping." if at % 3 else "Correct the number in the shop.",
        state=HoldState.FAILED, link_id=50 + at, ref=Ref(str(at)), field="country" if at % 3 else "phone",
        words="The value “UK” of field “Country” on “Party” is not one of the allowed options." if at % 3 else "",
        label=name, id=at + 1, sync_id=1, since=ago(30 * (at + 1)), attempts=at % 3 + 1,
    )
    for at, name in enumerate(
        ("Łukasz Lee", "Hotel Adler", "Grünwald & Partner Steuerberatungsgesellschaft mbH", "Priya Brown", "Zoë van-Dyk",
         "Iñaki Ivanov", "Kōji Nakamura", "Nowak & Söhne", "Çelik Bau GmbH", "Ayşe Yıldız", "Þóra Ångström", "Test 123")
    )
)  # fmt: skip

KINDS = (
    ConnectorInfo("sql", "SQL database", "Tables", (Setting("url", "Address"), Setting("password", "Password", secret=True)), "Pg"),
    ConnectorInfo("files", "Files", "CSV and Excel", (Setting("path", "Path", kind="path"),), "Xl"),
    ConnectorInfo("tryton", "Tryton", "ERP", (), "Tr"),
    ConnectorInfo("zendesk", "Zendesk", "Help desk", (), "Ze"),
    ConnectorInfo("salesforce", "Salesforce", "CRM", (), "Sf"),
    ConnectorInfo("woocommerce", "WooCommerce", "Shop", (), "Wo"),
    ConnectorInfo("mailchimp", "Mailchimp", "Newsletter", (), "Mc"),
    ConnectorInfo("xero", "Xero", "Accounting", (Setting("tenant_id", "Tenant"), Setting("access_token", "Access token", secret=True)), "Xe"),
)  # fmt: skip
ACCOUNTS = tuple(
    Account(at, name, kind, settings, ("password",), ago(60 * 24 * 40))
    for at, (name, kind, settings) in enumerate(
        (
            ("Mailchimp", "mailchimp", {"list_id": "a1b2"}),
            ("Orders.xlsx", "files", {"path": "Orders.xlsx"}),
            ("Salesforce", "salesforce", {}),
            ("Shop database", "sql", {"url": "postgresql://shop@127.0.0.1/shop"}),
            ("Tryton", "tryton", {"url": "https://erp.example.org"}),
            ("WooCommerce", "woocommerce", {}),
            ("Xero", "xero", {"tenant_id": "42"}),
            ("Zendesk", "zendesk", {}),
        ),
        start=1,
    )
)


class Pretend:
    """The state behind the pretended services of all threads. Change its fields before or between calls."""

    def __init__(self, statuses=STATUSES, conflicts=CONFLICTS, holds=HOLDS, accounts=ACCOUNTS):
        self.statuses, self.conflicts, self.holds, self.accounts = (
            statuses,
            list(conflicts),
            list(holds),
            list(accounts),
        )
        self.runs = [CUSTOMERS, TICKETS, NEWS, FAILED, GOOD_INVOICES]
        self.plan, self.operations = PLAN, OPERATIONS
        self.calls = []
        self.threads = set()
        self.settings = {}
        self.pauses = Pauses()
        self.due, self.refused = [], None
        self.plans = {}
        self.alerts = _Alerts(self)
        self.backups = _Backups(self)
        self.agenda = MemoryAgenda()
        self.gate = threading.Event()
        """A run of a sync goes on only when this is set, or it is cancelled."""
        self.gate.set()
        self.steps = ()
        self.error = None
        self.standing = STANDING
        self.standings = []
        self.left = ()
        self.check_at = "03:00"
        self.limits = {"history_days": 730, "history_mb": 1000, "audit_days": 0}
        self.pairs = PAIRS
        self.rehearsal = REHEARSAL
        self.left = ()
        self.moments = MOMENTS
        self.quotas = {}
        self.hangs = False
        """Whether a test of an account takes for ever."""
        self.check = AccountCheck(True, "Signed in, read one record.", server="PostgreSQL 15")

    def set_check(self, text):
        self.note("check_at", text)
        if text not in ("off", "03:00", "04:30"):
            raise UsageError(f"“{text}” is no time of day")

    def change_limit(self, key, text):
        self.note("limit", key, text)
        self.limits[key] = int(text)

    def rehearse(self, name, *, watch):
        self.note("rehearse", name)
        watch.progress(Progress(name, Phase.READING, 100))
        return self.rehearsal

    def note(self, *what):
        self.threads.add(threading.current_thread().name)
        self.calls.append(what)
        if self.error is not None:
            raise self.error

    def named(self, *wanted):
        return [call for call in self.calls if call[0] in wanted]

    def open(self):
        """The factory: services for the calling thread."""
        return SimpleNamespace(
            accounts=_Accounts(self),
            syncs=_Syncs(self),
            runner=_Runner(self),
            review=_Review(self),
            revert=_Revert(self),
            rehearser=SimpleNamespace(rehearse=self.rehearse),
            editing=_Editing(self),
            pairing=_Pairing(self),
            merging=_Merging(self),
            checks=SimpleNamespace(due=lambda now: (), at=self.check_at, set_at=self.set_check),
            settings=SimpleNamespace(
                get=lambda key, default="": self.settings.get(key, default), put=self.settings.__setitem__
            ),
            pauses=_Pauses(self),
            hooks=SimpleNamespace(list=list),
            alerts=self.alerts,
            forecasts=_Forecasts(self),
            clock=SimpleNamespace(now=lambda: NOW),
            retention=SimpleNamespace(
                step=lambda: False,
                values=lambda: dict(self.limits),
                change=self.change_limit,
                prune=lambda: SimpleNamespace(removed=12),
            ),
            backups=self.backups,
            store=self.backups,
            audit=SimpleNamespace(
                count=lambda but="": len(AUDIT),
                newest=lambda limit, before=None, but="": [
                    one for one in reversed(AUDIT) if before is None or one["id"] < before
                ][:limit],
                record=lambda *what: self.note("audit", *what),
            ),
            agenda=self.agenda,
            ports=SimpleNamespace(syncs=SimpleNamespace(all=list)),
            folder=Path("workspace"),
            close=lambda: self.calls.append(("close",)),
        )


class _Revert:
    def __init__(self, state):
        self.state = state

    def revert(self, target, field, to, *, dry=False, progress=None, cancel=None):
        self.state.note("revert", target.sync, target.side, target.ref, field, to, dry)
        return RestoreReport(OPERATIONS[1:2])

    def recreate(self, target, *, dry=False, progress=None, cancel=None):
        self.state.note("recreate", target.sync, target.side, target.ref, dry)
        return RestoreReport(OPERATIONS[3:4])


class _Editing:
    def __init__(self, state):
        self.state = state

    def source(self, name, side, ref, *, linked):
        self.state.note("source", name, side, ref, linked)
        return Target(name, "b" if linked else side, Ref("77") if linked else ref)

    def present(self, target, *, cancel=None):
        self.state.note("present", target)
        return Present(target, "Shop database · customers", {"country": "UK", "founded": dt.date(2011, 9, 1)})

    def put(self, target, field, value, *, dry=False, progress=None, cancel=None):
        self.state.note("put", target, field, value)
        return RestoreReport(OPERATIONS[1:2], self.state.left)


class _Pairing:
    def __init__(self, state):
        self.state = state

    def pair(self, name, a, b):
        self.state.note("pair", name, a, b)
        return name

    def take_in(self, name, side, ref):
        self.state.note("take_in", name, side, ref)

    def unpair(self, name, side, ref):
        self.state.note("unpair", name, side, ref)
        return Unpaired(ref if side == "a" else None, ref if side == "b" else None, "It is left on its own.")


class _Merging:
    """Two records called Priya Brown."""

    VIEWS: ClassVar = {
        Ref("5"): {"name": "Priya Brown", "email": "priya@example.org", "phone": None, "city": "York"},
        Ref("6"): {"name": "P. Brown", "email": "priya@example.org", "phone": "030 5550", "city": None},
    }

    def __init__(self, state):
        self.state = state

    def look(self, name, side, refs):
        self.state.note("look", name, side, refs)
        return Twins(name, side, "Tryton", self.VIEWS, propose(self.VIEWS, {}), labels={Ref("5"): "Priya Brown · York"})

    def merge(self, name, side, wanted):
        self.state.note("merge", name, side, wanted)
        return RestoreReport((), self.state.left)


class _Part:
    def __init__(self, state):
        self.state = state


class _Backups(_Part):
    """Those that the program makes by itself, and the recovery key."""

    def __init__(self, state):
        super().__init__(state)
        self.made, self.daily, self.folder, self.key = [], True, Path("backups"), ""

    def standing(self):
        return BackupStanding(self.daily, self.folder, tuple(self.made), "", "", False)

    def step(self):
        return False

    def before(self, name):
        self.state.note("backups.before", name)

    def choose(self, when):
        self.daily = when == "daily"

    def put_into(self, folder):
        self.folder = folder

    def make(self):
        self.made.insert(0, Backup(self.folder / "one.dsbackup", NOW, 1_200_000))
        return self.made[0]

    @property
    def has_recovery_key(self):
        return bool(self.key)

    def new_recovery_key(self):
        self.key, replaced = f"{len(self.key):04}-0000", bool(self.key)
        return self.key, replaced


class _Pauses(_Part):
    def now(self):
        return self.state.pauses

    def refusal(self, sync):
        return self.state.refused

    def pause_all(self):
        self._set(True, self.state.pauses.accounts)

    def resume_all(self):
        self._set(False, self.state.pauses.accounts)

    def pause_account(self, name):
        self._set(self.state.pauses.everything, self.state.pauses.accounts | {name})

    def resume_account(self, name):
        self._set(self.state.pauses.everything, self.state.pauses.accounts - {name})

    def _set(self, everything, accounts):
        self.state.note("pauses", everything, sorted(accounts))
        self.state.pauses = Pauses(everything, frozenset(accounts))
        self.state.statuses = tuple(self._stands(one) for one in self.state.statuses)

    def _stands(self, one):
        held = next((name for name in (one.a_account, one.b_account) if name in self.state.pauses.accounts), "")
        alone = one.state == "paused" and not one.all_paused and not one.paused_account
        paused = alone or held or self.state.pauses.everything
        return dataclasses.replace(
            one, state="paused" if paused else "active", paused_account=held, all_paused=self.state.pauses.everything
        )


class _Alerts(_Part):
    mail: ClassVar = {}
    has_password, webhook, about, silent_hours, problem = False, "", frozenset(About), 26, ""

    def news(self):
        return None

    def send_mail_to(self, mail, password):
        self.state.note("mail", mail["to"], password)
        if "@" not in mail["to"]:
            raise UsageError(f"“{mail['to']}” is no e-mail address")
        self.mail, self.has_password = mail, True

    def no_mail(self):
        self.mail, self.has_password = {}, False

    def post_to(self, url):
        if url and not url.startswith("https://"):
            raise UsageError("the address must begin with https://")
        self.webhook = url

    def tell(self, about):
        self.about = frozenset(About(one) for one in about)

    def tell_when_silent_for(self, hours):
        self.silent_hours = hours

    def try_mail(self, mail, password, senders):
        self.state.note("try_mail", mail["server"], password)
        return ("b@example.org",)


class _Forecasts(_Part):
    """Each sync makes a thousand calls a month to each account; the first ten times as many."""

    def plans(self):
        return self.state.plans

    def set_plan(self, name, calls):
        self.state.note("plan_calls", name, calls)
        self.state.plans[name] = calls

    def now(self):
        made = Counter()
        for one in self.state.statuses:
            for name in (one.a_account, one.b_account):
                made[name] += 10_000 if one.id == 1 else 1_000
        accounts = [
            AccountForecast(one.name, made[one.name], self.state.plans.get(one.name)) for one in self.state.accounts
        ]
        return Forecasts({}, accounts)


class _Accounts(_Part):
    def info(self, kind, settings=None):
        return next(one for one in KINDS if one.kind == kind)

    def kinds(self):
        return KINDS

    def initials(self):
        return {one.kind: one.initials for one in KINDS}

    def list(self):
        return self.state.accounts

    def get(self, name):
        return next(one for one in self.state.accounts if one.name == name)

    def test(self, name, stop=None):
        self.state.note("test", name)
        if self.state.hangs:
            assert stop.wait(20), "nobody stopped it"
            raise Cancelled("The test was stopped.")
        return self.state.check

    def standings(self):
        return self.state.standings

    def quotas(self):
        return self.state.quotas

    def reconnect(self, name, settings, secrets, _signed_in=None, _stop=None):
        self.state.note("reconnect", name, dict(settings), dict(secrets))
        return self.state.check

    def remove(self, name):
        self.state.note("remove_account", name)
        self.state.accounts = [one for one in self.state.accounts if one.name != name]


class _Syncs(_Part):
    def statuses(self):
        return self.state.statuses

    def of_account(self, name):
        return []

    def ordered(self, names):
        return list(names)

    def going_on(self, names):
        return []

    def standings(self, now):
        return list(self.state.due)

    def get(self, name):
        return SimpleNamespace(
            definition=SimpleNamespace(
                fields=tuple(
                    FieldLink(one, (one,), (one,), direction=Direction.A_TO_B if one == "status" else Direction.BOTH)
                    for one in ("phone", "city", "founded", "credit_limit", "email", "street", "country", "status")
                ),
                guard=Guard(),
            )
        )

    def pause(self, name):
        self._set(name, "paused")

    def resume(self, name):
        self._set(name, "active")

    def _set(self, name, state):
        self.state.note(state, name)
        self.state.statuses = tuple(
            dataclasses.replace(one, state=state) if one.name == name else one for one in self.state.statuses
        )

    def remove(self, name):
        self.state.note("remove", name)
        self.state.statuses = tuple(one for one in self.state.statuses if one.name != name)


class _Runner(_Part):
    def __init__(self, state, overrides=NO_OVERRIDES):
        super().__init__(state)
        self.overrides = overrides

    def overriding(self, overrides):
        return _Runner(self.state, overrides)

    def run(self, name, *, full=False, approve=False, kind=RunKind.MANUAL, progress=None, cancel=None):
        self.state.note("run", name, full, approve, *([self.overrides] if self.overrides else []))
        for step in self.state.steps:
            progress(dataclasses.replace(step, sync=name))
        while not self.state.gate.wait(0.01):
            if cancel.is_set():
                break
        return dataclasses.replace(CUSTOMERS, sync=name, id=500 + len(self.state.calls))

    def pairs(self, name, *, progress=None, cancel=None):
        self.state.note("pairs", name)
        return self.state.pairs

    def plan(self, name, *, full=False, progress=None, cancel=None):
        self.state.note("plan", name)
        progress(Progress(name, Phase.READING, 100))
        return dataclasses.replace(self.state.plan, sync=name)


class _Review(_Part):
    def conflicts(self, name=None):
        return list(self.state.conflicts)

    def sync_name(self, sync_id):
        return next((one.name for one in self.state.statuses if one.id == sync_id), "")

    def context(self, conflict_id):
        found = next(one for one in self.state.conflicts if one.id == conflict_id)
        siblings = tuple(one for one in self.state.conflicts if one.link_id == found.link_id and one.id != found.id)
        alike = sum(one.field == found.field and one.id != found.id for one in self.state.conflicts)
        a_view, b_view = dict(VIEW), dict(VIEW)
        for one in (found, *siblings):
            if one.field:
                a_view[one.field], b_view[one.field] = one.a, one.b
        return ConflictContext(
            found, "Tryton · parties", "Shop database · customers", "tryton", "sql", a_view, b_view, VIEW, siblings,
            alike=alike, settled_fields=9,
        )  # fmt: skip

    def resolve(self, conflict_id, resolution: Resolution):
        self.state.note("resolve", conflict_id, resolution)
        if resolution.value == "refused":
            raise UsageError("the value does not fit the field")
        at = next(at for at, one in enumerate(self.state.conflicts) if one.id == conflict_id)
        self.state.conflicts[at] = dataclasses.replace(self.state.conflicts[at], decision=resolution)
        return self.state.conflicts[at]

    def always(self, conflict_id, take):
        self.state.note("always", conflict_id, take)
        return 2

    def holds(self, name=None):
        return list(self.state.holds)

    def retry(self, hold_id):
        self.state.note("retry", hold_id)
        self.state.holds = [one for one in self.state.holds if one.id != hold_id]

    def dismiss(self, hold_id):
        self.state.note("dismiss", hold_id)
        self.state.holds = [one for one in self.state.holds if one.id != hold_id]

    def runs(self, name=None, limit=100, before=None):
        known = [one for one in self.state.runs if name in (None, one.sync)]
        at = next((at + 1 for at, one in enumerate(known) if one.id == before), 0)
        return known[at : at + limit]

    def runs_like(self, only, words="", limit=100, before=None):
        return [one for one in self.runs(limit=10**6, before=before) if _fits(one, only, words)][:limit]

    def run_totals(self, words=""):
        known = {only: [one for one in self.state.runs if _fits(one, only, words)] for only in RunFilter}
        return {only: RunTotals(len(some), sum(one.written for one in some)) for only, some in known.items()}

    def totals_since(self, moment):
        begun = list(self.runs_since(moment))
        return RunTotals(len(begun), sum(one.written for one in begun))

    def runs_since(self, moment):
        return (one for one in self.state.runs if one.started_at >= moment)

    def run_operations(self, run_id):
        return [dataclasses.replace(one, state=OperationState.DONE) for one in self.state.operations]

    def run(self, run_id):
        return next((one for one in self.state.runs if one.id == run_id), None)

    def standing(self, name, side, ref):
        return self.state.standing

    def timeline(self, name, side, ref):
        self.state.note("timeline", name, side, ref)
        return self.state.moments

    def why(self, name, side, ref, field):
        self.state.note("why", name, side, ref, field)
        return Why(field, "x", None, f"The value of {field} was changed in {side.upper()}.")

    def undo(self, run_id, *, part=None, dry=False, progress=None, cancel=None):
        self.state.note("undo", run_id, dry, *([] if part is None else [part]))
        report = None if dry else dataclasses.replace(CUSTOMERS, id=900, kind=RunKind.UNDO)
        return UndoReport(
            run_id, OPERATIONS[:4], ("Phone of Priya Brown was changed since and is left alone.",), report
        )
