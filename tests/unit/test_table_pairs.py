"""Which two tables a new sync begins with."""

from desktop_sync.engine.table_pairs import likely_tables
from desktop_sync.model.schema import TableInfo


def tables(*names):
    return [TableInfo(name, name) for name in names]


def test_tables_called_alike_go_together():
    assert likely_tables(tables("orders", "public.customers"), tables("Notes", "Customers")) == (
        "public.customers",
        "Customers",
    )
    assert likely_tables(tables("customer", "items"), tables("Customers", "Prices")) == ("customer", "Customers")


def test_labels_count():
    assert likely_tables([TableInfo("party.party", "Parties")], [TableInfo("p1", "parties"), TableInfo("p2", "x")]) == (
        "party.party",
        "p1",
    )


def test_the_only_one_is_the_one():
    assert likely_tables(tables("shop"), tables("a", "b")) == ("shop", "")
    assert likely_tables(tables("shop"), tables("people")) == ("shop", "people")


def test_nothing_is_guessed():
    assert likely_tables(tables("a", "b"), tables("x", "y")) == ("", "")
    assert likely_tables([], []) == ("", "")


def test_a_table_with_a_problem_is_not_proposed():
    broken = TableInfo("customers", "customers", problem="no key")
    assert likely_tables([broken, TableInfo("orders", "orders")], tables("customers", "x")) == ("orders", "")
