"""Backups that the program makes by itself: each day, before large runs; proved, kept by the ladder, and told of where they fail."""

import datetime as dt
from pathlib import Path

import pytest

from desktop_sync.bootstrap.logs import stop_log
from desktop_sync.bootstrap.wire import open_services
from desktop_sync.engine.services import Services
from desktop_sync.errors import StoreError
from desktop_sync.store.workspace import create_or_open, restore
from tests.machines.world import SteppingClock

PASSPHRASE = "a passphrase"
DAY = dt.timedelta(days=1)


@pytest.fixture
def clock():
    return SteppingClock()


@pytest.fixture
def services(tmp_path, clock):
    services = open_services(tmp_path / "workspace", PASSPHRASE, clock=clock)
    yield services
    services.close()
    stop_log()


def test_one_is_made_each_day_and_opens_elsewhere(services: Services, clock: SteppingClock, tmp_path: Path) -> None:
    services.settings.put("a", "in the backup")
    assert not services.backups.step()  # a new workspace has nothing to lose
    clock.wait(DAY.total_seconds())
    assert services.backups.step()
    assert not services.backups.step()
    clock.wait(DAY.total_seconds())
    assert services.backups.step()
    newest, oldest = services.backups.standing().backups
    assert DAY <= newest.at - oldest.at < DAY + dt.timedelta(minutes=1)
    restore(tmp_path / "other", newest.file, PASSPHRASE)
    other = create_or_open(tmp_path / "other", PASSPHRASE)
    assert other.settings.get("a") == "in the backup"
    other.close()


def test_the_ladder_is_kept_to_and_other_files_are_left(
    services: Services, clock: SteppingClock, tmp_path: Path
) -> None:
    services.backups.put_into(tmp_path)
    (tmp_path / "monday.dsbackup").write_bytes(b"somebody's own")
    for _ in range(12):
        clock.wait(DAY.total_seconds())
        services.backups.make()
    assert 7 <= len(services.backups.standing().backups) < 12
    assert (tmp_path / "monday.dsbackup").exists()


def test_a_failed_one_is_told_and_tried_again_in_an_hour(
    services: Services, clock: SteppingClock, tmp_path: Path
) -> None:
    gone = tmp_path / "stick"
    gone.mkdir()
    services.backups.put_into(gone)
    services.backups.step()
    gone.rmdir()
    clock.wait(DAY.total_seconds())
    assert not services.backups.step()
    found = services.backups.standing()
    assert found.problem
    assert found.advice
    [alert] = services.backups.alerts()
    assert alert.advice == found.advice
    [bad] = [one for one in services.doctor.check() if not one.ok]
    assert "no backup could be made" in bad.message
    gone.mkdir()
    clock.wait(60)
    assert not services.backups.step()
    clock.wait(3600)
    assert services.backups.step()
    assert not services.backups.standing().problem
    assert services.backups.alerts() == ()


def test_one_that_does_not_open_is_no_backup(
    services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As on a disk that loses what is written: the file is removed, and it is said."""
    replaced = Path.replace

    def loses(self: Path, target: Path) -> Path:
        if target.suffix == ".dsbackup":
            with self.open("r+b") as stream:
                stream.seek(self.stat().st_size // 2)
                stream.write(bytes(64))
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", loses)
    with pytest.raises(StoreError):
        services.backups.make()
    standing = services.backups.standing()
    assert standing.backups == ()
    assert standing.problem
    assert list(standing.folder.iterdir()) == []


def test_off_is_off(services: Services, clock: SteppingClock) -> None:
    services.backups.choose("off")
    clock.wait(10 * DAY.total_seconds())
    assert not services.backups.step()
    assert not services.backups.standing().stale


def test_an_old_newest_one_is_told_of(services: Services, clock: SteppingClock) -> None:
    services.backups.step()
    clock.wait(4 * DAY.total_seconds())
    [bad] = [one for one in services.doctor.check() if not one.ok]
    assert "last three days" in bad.message
    services.backups.make()
    assert all(one.ok for one in services.doctor.check())


def test_before_what_a_guard_held_is_let_through_there_is_a_backup(office) -> None:
    cli = office.cli
    cli("run").expect(3)  # the first pairing waits
    cli("run", "--approve").expect(0, 3)
    [made] = cli("backups", "list").expect(0).json["backups"]
    assert made["bytes"] > 0
    cli("run", "--approve").expect(0, 3)
    assert len(cli("backups", "list").expect(0).json["backups"]) == 1
    now = cli("backups", "now").expect(0).json
    assert Path(now["backup"]).stat().st_size == now["bytes"]
    assert cli("backups", "off").expect(0).json["daily"] is False
    assert cli("backups", "daily").expect(0).json["daily"] is True
    cli("backups", "folder", cli.workspace / "nowhere").expect(2)
    assert cli("backups", "folder", cli.workspace.parent).expect(0).json["backups"] == []
    assert len(cli("backups", "folder", "own").expect(0).json["backups"]) == 2
