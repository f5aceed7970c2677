"""Leaves out the parts of the contract that a system has no ability for."""

import pytest

from tests.contract.harness import ABILITIES


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that needs what its class `lacks` is no test of that system."""
    left_out = []
    for item in items:
        marker = item.get_closest_marker("needs")
        if marker is not None:
            assert ABILITIES.issuperset(marker.args), item.nodeid
            if getattr(item.cls, "lacks", frozenset()).intersection(marker.args):  # type: ignore[attr-defined]
                left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
