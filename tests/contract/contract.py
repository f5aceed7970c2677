"""What every connector must do, whatever it connects: subclass `ConnectorContract` and give it a fixture `account`.

    class TestSQLite(ConnectorContract):
        @pytest.fixture
        def account(self, tmp_path):
            ...
            yield MyAccount(...)

A system that lacks an ability is given `lacks`; the tests that need it are left out, never weakened.
"""

from tests.contract.harness import FIELDS, SECRET, AccountHarness, all_records, mark, nobody, person
from tests.contract.reading import Reading
from tests.contract.values import Values
from tests.contract.writing import Writing

__all__ = ["FIELDS", "SECRET", "AccountHarness", "ConnectorContract", "all_records", "mark", "nobody", "person"]


class ConnectorContract(Reading, Writing, Values):
    """All properties. Subclasses give the fixture `account`."""
