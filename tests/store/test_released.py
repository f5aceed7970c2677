"""What released versions left on people's disks is opened, and what was in it is still there. `tests.store.keep` keeps one of each."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

import desktop_sync
from desktop_sync.bootstrap.demo.make import PASSPHRASE
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.store.database import Database
from desktop_sync.store.migrations.runner import MIGRATIONS, migrate, version
from desktop_sync.store.workspace import create_or_open, restore
from tests.store.keep import KEPT, keep

RELEASES = sorted(KEPT.glob("*.dsbackup"))


@pytest.mark.parametrize("kept", RELEASES, ids=lambda file: file.stem)
def test_a_workspace_of_each_release_opens_with_all_that_was_in_it(kept: Path, tmp_path: Path) -> None:
    file = shutil.copyfile(kept, tmp_path / kept.name)
    restore(tmp_path / "workspace", Path(file), PASSPHRASE)
    with closing(create_or_open(tmp_path / "workspace", PASSPHRASE)) as workspace:
        assert version(workspace.database) == MIGRATIONS[-1].version
        assert workspace.problems() == []
        assert workspace.database.number("SELECT count(*) FROM links") > 10
    with closing(open_services(tmp_path / "workspace", PASSPHRASE)) as services:
        (status,) = services.syncs.statuses()
        assert status.name == "Customers"
        assert {one.name for one in services.accounts.list()} == {"office", "shop"}
        conflicts = list(services.review.conflicts("Customers"))
        assert len(conflicts) == 3
        assert len(list(services.review.holds("Customers"))) == 1
        assert services.audit.verify() is None


def test_the_version_at_hand_is_among_them() -> None:
    assert desktop_sync.__version__ in {file.stem for file in RELEASES}, "python -m tests.store.keep"
    with pytest.raises(SystemExit):
        keep(RELEASES[0])


@pytest.mark.parametrize("known", range(1, MIGRATIONS[-1].version))
def test_each_older_format_is_brought_up_to_date_after_a_backup(known: int, tmp_path: Path) -> None:
    def schema(database: Database) -> list[tuple[object, ...]]:
        return sorted(
            database.rows("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        )

    with (
        closing(Database(tmp_path / "old.db", b"k" * 32, new=True)) as old,
        closing(Database(tmp_path / "new.db", b"k" * 32, new=True)) as new,
    ):
        migrate(old, tmp_path / "backups", MIGRATIONS[:known])
        old.run("INSERT INTO settings (key, value) VALUES ('kept', 'yes')")
        made = migrate(old, tmp_path / "backups")
        migrate(new, tmp_path / "none")
        assert schema(old) == schema(new)
        assert old.rows("SELECT value FROM settings WHERE key = 'kept'") == [("yes",)]
    assert len(made) == MIGRATIONS[-1].version - known
    with closing(Database(made[0], b"k" * 32)) as before:
        assert version(before) == known
