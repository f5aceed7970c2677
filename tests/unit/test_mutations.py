"""The list of breakages: each of them can still be made. What notices them is found out by `python -m tests.mutations`."""

from pathlib import Path

from tests.mutations import MUTATIONS

ROOT = Path(__file__).resolve().parent.parent.parent


def test_each_breakage_finds_what_it_breaks() -> None:
    gone = [one.name for one in MUTATIONS if one.old not in (ROOT / one.file).read_text("utf-8")]
    assert not gone
    assert len({one.name for one in MUTATIONS}) == len(MUTATIONS)
    missing = [test for one in MUTATIONS for test in one.tests if test != "histories" and not (ROOT / test).exists()]
    assert not missing
