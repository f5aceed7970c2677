"""Makes the demo's workspace and files, runs the sync twice with edits in between, and checks the result."""

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_sync.bootstrap.demo import MARKER, check, is_demo, office, shop, story, workbook
from desktop_sync.bootstrap.demo.people import person
from desktop_sync.bootstrap.logs import stop_log
from desktop_sync.bootstrap.paths import PASSPHRASE_VARIABLE, WORKSPACE_VARIABLE, source_tree
from desktop_sync.bootstrap.wire import forget_workspace_key, open_services
from desktop_sync.errors import NoKey, UsageError

if TYPE_CHECKING:
    from desktop_sync.engine.services import Services
    from desktop_sync.model.plan import Conflict, Hold
    from desktop_sync.model.report import RunReport

PASSPHRASE = "demo"  # noqa: S105 - protects invented people only, and is told in the documentation
SHOP_FILE, OFFICE_FILE, SYNC_FILE = "shop.db", "customers.xlsx", "customers.toml"
_OURS = (
    SHOP_FILE,
    OFFICE_FILE,
    SYNC_FILE,
    "workspace.json",
    "workspace.db",
    "workspace.db-wal",
    "workspace.db-shm",
    "vault.bin",
)
_OUR_FOLDERS = ("backups", "locks", "logs")


@dataclass(frozen=True)
class Demo:
    """What came of it. `differences`: what is not as planted. `passphrase` None: the key is in the keyring."""

    folder: Path
    passphrase: str | None
    runs: tuple["RunReport", ...]
    conflicts: tuple["Conflict", ...]
    holds: tuple["Hold", ...]
    differences: tuple[str, ...]

    @property
    def shop_file(self) -> Path:
        """The shop's database."""
        return self.folder / SHOP_FILE

    @property
    def office_file(self) -> Path:
        """The office's workbook."""
        return self.folder / OFFICE_FILE

    def command(self, *words: str) -> str:
        """A command line that works as it is when copied into a shell."""
        settings = [f"{WORKSPACE_VARIABLE}={shlex.quote(str(self.folder))}"]
        if self.passphrase == PASSPHRASE:
            settings.append(f"{PASSPHRASE_VARIABLE}={PASSPHRASE}")
        return " ".join([*settings, *program(), *(shlex.quote(word) for word in words)])


def program() -> list[str]:
    """How this program is called from a shell, in words that are quoted already."""
    root = source_tree()
    if root is not None:
        here = Path.cwd()
        script = root / "packaging" / "dev.py"
        return [
            "python3",
            shlex.quote(str(script.relative_to(here) if script.is_relative_to(here) else script)),
            "run",
            "--",
        ]
    if shutil.which("desktop-sync"):
        return ["desktop-sync"]
    return (
        [shlex.quote(sys.executable)]
        if getattr(sys, "frozen", False)
        else [shlex.quote(sys.executable), "-m", "desktop_sync"]
    )


def make(folder: Path) -> Demo:
    """The whole demo in the folder; an old one of ours is replaced. Raises UsageError for somebody else's folder."""
    _prepare(folder)
    shop.create(folder / SHOP_FILE, story.starting("shop"))
    workbook.create(folder / OFFICE_FILE, story.starting("office"))
    (folder / SYNC_FILE).write_text(story.SYNC_FILE, encoding="utf-8")
    before = workbook.untouched(folder / OFFICE_FILE)
    services, passphrase = _open(folder)
    try:
        _connect(services, folder)
        first = services.runner.run(story.SYNC, approve=True)
        _edit(folder)
        second = services.runner.run(story.SYNC)
        conflicts = tuple(services.review.conflicts(story.SYNC))
        holds = tuple(services.review.holds(story.SYNC))
    finally:
        services.close()
    wrong = [
        f"the {which} run failed: {one.error}"
        for which, one in (("first", first), ("second", second))
        if one.status == "failed"
    ]
    wrong += check.differences(folder, before, conflicts, holds)
    return Demo(folder, passphrase, (first, second), conflicts, holds, tuple(sorted(wrong)))


def _prepare(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            "This is a file, not a folder.", place=str(folder), advice="Give the demo a folder: --workspace DIR."
        )
    if folder.is_dir() and any(folder.iterdir()):
        if not is_demo(folder):
            raise UsageError(
                "This folder is not empty, and it is not a demo of ours; it was left alone.",
                place=str(folder),
                advice="Give the demo a new folder: desktop-sync demo --workspace DIR.",
            )
        stop_log()
        forget_workspace_key(folder)
        for name in _OURS:
            (folder / name).unlink(missing_ok=True)
        for name in _OUR_FOLDERS:
            if (folder / name).is_dir():
                shutil.rmtree(folder / name)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / MARKER).write_text(
        "A demo of Desktop Sync: the program may replace what is in this folder.\n", encoding="utf-8"
    )


def _open(folder: Path) -> tuple["Services", str | None]:
    """The workspace: keyed by DESKTOP_SYNC_PASSPHRASE, else by the keyring, else by the known passphrase of demos."""
    given = os.environ.get(PASSPHRASE_VARIABLE) or None
    if given is not None:
        return open_services(folder, given), given
    try:
        return open_services(folder, None), None
    except NoKey:
        return open_services(folder, PASSPHRASE), PASSPHRASE


def _connect(services: "Services", folder: Path) -> None:
    services.accounts.add(story.SHOP, "sql", {"url": f"sqlite:///{folder / SHOP_FILE}"}, {})
    services.accounts.add(story.OFFICE, "files", {"path": str(folder / OFFICE_FILE)}, {})
    place = str(folder / SYNC_FILE)
    services.syncs.apply(services.syncs.parse(story.SYNC_FILE, place), story.SYNC_FILE, place=place)


def _edit(folder: Path) -> None:
    """What the people in shop and office do between the two runs."""
    in_office: dict[str, dict[str, object]] = {}
    for edit in story.edits():
        email = person(edit.number).email
        if edit.where == "shop":
            shop.change(folder / SHOP_FILE, email, *shop.cell(edit.field, edit.value))
        else:
            in_office.setdefault(email, {})[edit.field] = edit.value
    in_office.setdefault(person(story.HELD).email, {})["state"] = story.WRONG_STATE
    office.change(folder / OFFICE_FILE, in_office)
    shop.add(folder / SHOP_FILE, story.newcomer("shop"))
    office.add(folder / OFFICE_FILE, story.newcomer("office"))


def suggestions(demo: Demo) -> Sequence[tuple["Conflict", str]]:
    """Each conflict with a command line that settles it."""
    return [(one, demo.command("resolve", str(one.id), "--take", "b")) for one in demo.conflicts]
