import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop_sync.errors import Busy
from tests.store.builders import Store

HOLDER = """
import sys
from pathlib import Path
from desktop_sync.store.locks import run_lock
with run_lock(Path(sys.argv[1]), int(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def locks(store: Store) -> Path:
    return store.journal._locks


def holder(locks: Path, sync_id: int) -> subprocess.Popen[str]:
    """Another process that holds the lock until it is ended."""
    command = [sys.executable, "-c", HOLDER, str(locks), str(sync_id)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=20)


def test_a_run_lock_is_free_again_after_use(store: Store) -> None:
    for _ in range(2):
        with store.journal.lock(1):
            pass


def test_the_same_thread_cannot_take_it_twice(store: Store) -> None:
    with store.journal.lock(1):
        with pytest.raises(Busy), store.journal.lock(1):
            pytest.fail("held twice")
        # The refused try has not let go of the first one.
        with pytest.raises(Busy), store.journal.lock(1):
            pytest.fail("held twice")
    with store.journal.lock(1):
        pass


def test_another_thread_cannot_take_it(store: Store) -> None:
    answers: list[str] = []

    def work() -> None:
        try:
            with store.journal.lock(1):
                answers.append("held")
        except Busy:
            answers.append("busy")

    with store.journal.lock(1):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert answers == ["busy"]


def test_syncs_have_locks_of_their_own(store: Store) -> None:
    with store.journal.lock(1), store.journal.lock(2):
        pass


def test_an_error_lets_go_of_it(store: Store) -> None:
    with pytest.raises(ValueError, match="inside"), store.journal.lock(1):
        raise ValueError("inside")
    with store.journal.lock(1):
        pass


def test_another_process_cannot_take_it(store: Store, locks: Path) -> None:
    process = holder(locks, 1)
    with pytest.raises(Busy) as caught, store.journal.lock(1):
        pytest.fail("held by two processes")
    assert caught.value.advice
    with store.journal.lock(2):
        pass
    end(process)
    with store.journal.lock(1):
        pass


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")
def test_a_killed_owner_leaves_it_free(store: Store, locks: Path) -> None:
    process = holder(locks, 1)
    process.send_signal(signal.SIGKILL)
    end(process)
    with store.journal.lock(1):
        assert process.returncode == -signal.SIGKILL
