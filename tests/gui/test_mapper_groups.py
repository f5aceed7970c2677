"""Groups of related fields in the mapper: what belongs together, and folding by mouse, keys, search and drags."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop_sync.gui.mapper.folds import Folds
from desktop_sync.gui.mapper.groups import groups_of, pulled_together
from desktop_sync.gui.mapper.model import Selected
from desktop_sync.gui.mapper.panel import MapperPanel
from desktop_sync.gui.models.fields import FieldRow, GroupRow
from desktop_sync.model.mapping import FieldLink
from desktop_sync.model.schema import Field, FieldType, TableSchema
from tests.gui.mapper_tables import CUSTOMERS

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def table(names, **types):
    """A table of text fields, one of another type where `types` says so."""
    fields = (Field(name, name.replace("_", " "), types.get(name, FieldType.TEXT)) for name in names.split())
    return TableSchema("t", "T", tuple(fields), ())


SHOP = table(
    "name email phone billing.street billing.city billing.zip shipping.street shipping.city shipping.zip owner notes"
)
BOOKS = table("code party_name mail phone street city postcode country language comment")
CITY = FieldLink("city", ("billing.city",), ("city",))
STREET = FieldLink("street", ("billing.street",), ("street",))
MAIL = FieldLink("mail", ("email",), ("mail",))


# ---------------------------------------------------------------------------------------------- what belongs together


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        pytest.param(
            "id first_name last_name email phone street zip city country is_a is_b is_c", {"Address": 4}, id="address"
        ),
        pytest.param(
            "id name a b c d e billing.city billing.zip shipping.first_name shipping.city",
            {"Billing": 2, "Shipping": 2},
            id="dots",
        ),
        pytest.param(
            " ".join(
                f"properties.{one}" for one in ("email", "phone", "name", "city", "zip", "street", "a", "b", "c", "d")
            ),
            {"Address": 3},
            id="a prefix of all is none",
        ),
        pytest.param(
            "Id Name BillingStreet BillingCity BillingPostalCode Phone Foo__c Bar__c Baz__c Owner",
            {"Billing": 3, "Custom fields": 3},
            id="camel case",
        ),
        pytest.param(
            "kunde_rechnung_straße kunde_rechnung_ort kunde_rechnung_plz "
            + " ".join(f"kunde_{one}" for one in "abcdefg"),
            {"Rechnung": 3},
            id="within what all begin with",
        ),
        pytest.param("id name cf_a cf_b cf_c x y z u v w", {"Custom fields": 3}, id="custom fields"),
        pytest.param(
            "id name custom_fields.1 custom_fields.2 x y z u v w", {"Custom fields": 2}, id="custom fields by dots"
        ),
        pytest.param("street zip city country email phone", {}, id="a small table"),
        pytest.param("a b c d e f g state city h", {}, id="two parts make no address"),
        pytest.param("cf_a cf_b cf_c cf_d cf_e cf_f cf_g cf_h cf_i cf_j", {}, id="all of them"),
    ],
)
def test_what_belongs_together(names, groups):
    assert {group.label: len(group.names) for group in groups_of(table(names))} == groups


def test_references_belong_together():
    schema = table(
        "a b c d e f g owner country pricelist", **dict.fromkeys(("owner", "country", "pricelist"), FieldType.REFERENCE)
    )
    assert [(group.label, group.names) for group in groups_of(schema)] == [
        ("References to other tables", ("owner", "country", "pricelist"))
    ]


def test_no_field_is_in_two_groups_and_none_gets_lost():
    groups = groups_of(SHOP)
    names = [name for group in groups for name in group.names]
    assert len(names) == len(set(names))
    order = [field.name for field in SHOP.fields]
    order.reverse()
    placed = pulled_together(order, groups)
    assert sorted(name for _, name in placed) == sorted(order)
    heads = [group.key for at, (group, _) in enumerate(placed) if group and (not at or placed[at - 1][0] != group)]
    assert len(heads) == len(set(heads)), "each group stands in one piece"


# ------------------------------------------------------------------------------------------------------------ folding


@pytest.fixture
def folds():
    return Folds()


@pytest.fixture
def panel(qtbot, folds):
    made = MapperPanel(ask=lambda call, done, failed: None, folds=folds)
    qtbot.addWidget(made)
    made.set_tables(SHOP, BOOKS, "Shop · customers", "Books · parties", (), ())
    made.set_links((CITY, STREET, MAIL))
    made.resize(1040, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(panel, side="a"):
    """What the list shows, heads in brackets."""
    one = panel.sides[side].filter
    rows = [one.index(at, 0).data(Qt.ItemDataRole.UserRole + 1) for at in range(one.rowCount())]
    return [f"[{row.label}]" if isinstance(row, GroupRow) else row.field.name for row in rows]


def head(panel, key, side="a"):
    """The head of a group as it is shown."""
    rows = panel.sides[side].model.rows()
    return next(row for row in rows if isinstance(row, GroupRow) and row.key == key)


def click_head(qtbot, panel, key, side="a"):
    view = panel.sides[side].view
    place = view.visualRect(panel.sides[side].filter.head_of(key)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)


def wire_of(panel, at):
    return next(one for one in panel.canvas.laid().wires if one.key == Selected("link", at))


def test_a_click_on_the_head_folds_and_the_links_end_there(panel, qtbot):
    every = shown(panel)
    assert "[Billing]" in every
    click_head(qtbot, panel, ".billing")
    assert {*every} - {*shown(panel)} == {"billing.city", "billing.street", "billing.zip"}
    assert panel.sides["a"].filter.head_of(".billing").data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Group Billing, 3 fields, 2 linked, folded"
    )
    view, places = panel.sides["a"].view, panel.sides["a"].places()
    port = view.port_of(panel.sides["a"].filter.head_of(".billing").row())
    assert places["billing.city"] == places["billing.street"]
    for at in (0, 1):
        assert wire_of(panel, at).paths[0].pointAtPercent(0).y() == pytest.approx(port.y(), abs=0.6)
    click_head(qtbot, panel, ".billing")
    assert shown(panel) == every
    ends = {wire_of(panel, at).paths[0].pointAtPercent(0).y() for at in (0, 1)}
    assert len(ends) == 2
    assert panel.grab().width() == panel.width()


def test_left_and_right_fold_and_open_on_both_sides(panel, qtbot):
    for side, key, inside in (("a", ".billing", "billing.zip"), ("b", "address", "postcode")):
        view = panel.sides[side].view
        view.setFocus()
        view.go_to(inside)
        qtbot.keyClick(view, KEY.Key_Left if side == "a" else KEY.Key_Right)
        assert view.head_at(view.currentIndex()).key == key, "the arrow away from the links leads to the head"
        qtbot.keyClick(view, KEY.Key_Left)
        assert inside not in shown(panel, side)
        assert view.head_at(view.currentIndex()).key == key, "the mark stays"
        qtbot.keyClick(view, KEY.Key_Right)
        assert inside in shown(panel, side)
        qtbot.keyClick(view, KEY.Key_Return)
        assert inside not in shown(panel, side)
        qtbot.keyClick(view, KEY.Key_Space)
        assert inside in shown(panel, side)
    assert panel.model.pending is None, "no link is begun at a head"


def test_the_mark_of_a_folded_field_goes_to_its_head(panel, qtbot):
    view = panel.sides["a"].view
    view.go_to("billing.zip")
    panel.fold("a", frozenset({".billing"}), True)
    assert view.head_at(view.currentIndex()).key == ".billing"


def test_a_search_opens_what_it_finds_and_leaves_the_folds_alone(panel, qtbot):
    panel.fold("a", frozenset({".billing", ".shipping"}), True)
    side = panel.sides["a"]
    qtbot.keyClicks(side.search, "billing.zip")
    assert shown(panel) == ["[Billing]", "billing.zip"]
    assert not head(panel, ".billing").shut
    assert side.count.text() == f"1 of {len(SHOP.fields)} fields"
    click_head(qtbot, panel, ".billing")
    assert shown(panel) == ["[Billing]", "billing.zip"], "what was searched stays in sight"
    side.search.clear()
    assert head(panel, ".billing").shut
    assert "billing.zip" not in shown(panel)


def test_going_to_a_folded_field_opens_its_group(panel):
    panel.fold("b", frozenset({"address"}), True)
    panel.show_problem("b", "postcode", -1)
    assert panel.sides["b"].view.current_name() == "postcode"


def test_what_is_folded_is_kept_for_the_next_time(panel, qtbot, folds):
    panel.fold("a", frozenset({".billing"}), True)
    again = MapperPanel(ask=lambda call, done, failed: None, folds=folds)
    qtbot.addWidget(again)
    again.set_tables(SHOP, BOOKS, "Shop · customers", "Books · parties", (), ())
    assert head(again, ".billing").shut
    assert not head(again, ".shipping").shut
    assert "billing.zip" not in shown(again)


@pytest.mark.qt_log_ignore("^This plugin does not support grabbing", extend=True)
def test_the_heads_menu_folds_all(panel, qtbot):
    view = panel.sides["a"].view
    view.head_menu_asked.emit(head(panel, ".billing"), view.mapToGlobal(QPoint(20, 20)))
    menu = next(one for one in panel.findChildren(QMenu) if one.isVisible())
    next(action for action in menu.actions() if action.text() == "Fold all groups").trigger()
    menu.close()
    assert [name for name in shown(panel) if "." in name] == []
    assert [name for name in shown(panel) if name.startswith("[")] == ["[Billing]", "[Shipping]"]


def test_a_drag_that_stays_over_a_folded_head_opens_it(panel):
    panel.fold("b", frozenset({"address"}), True)
    view = panel.sides["b"].view
    view._wait_over(head(panel, "address", "b"))
    assert view._opening.isActive()
    view._wait_over(None)
    assert not view._opening.isActive(), "passing over it is no reason"
    view._wait_over(head(panel, "address", "b"))
    view._opening.timeout.emit()
    assert "postcode" in shown(panel, "b")


def test_a_head_takes_no_drop_and_is_not_dragged(panel):
    model = panel.sides["b"].model
    at = model.index(next(at for at, row in enumerate(model.rows()) if isinstance(row, GroupRow)))
    source = panel.sides["a"].model
    field = source.index(source.row_of("owner"))
    assert not model.dropMimeData(source.mimeData([field]), Qt.DropAction.LinkAction, -1, -1, at)
    assert not at.flags() & Qt.ItemFlag.ItemIsDragEnabled


def test_needed_and_broken_fields_show_on_the_folded_head(qtbot, folds):
    needed = TableSchema(
        "t", "T", tuple(Field(f.name, f.label, f.type, required=f.name == "city") for f in BOOKS.fields), ()
    )
    panel = MapperPanel(ask=lambda call, done, failed: None, folds=folds)
    qtbot.addWidget(panel)
    panel.set_tables(SHOP, needed, "Shop · customers", "Books · parties", (), ())
    panel.set_links((FieldLink("s", ("gone",), ("street",)),))
    panel.fold("b", frozenset({"address"}), True)
    shut = head(panel, "address", "b")
    assert (shut.needed, shut.wrong) == (1, True)
    assert "1 needed" in panel.sides["b"].filter.head_of("address").data(Qt.ItemDataRole.AccessibleTextRole)
    assert panel.grab().width() == panel.width()


def test_small_tables_have_no_heads(qtbot):
    panel = MapperPanel(ask=lambda call, done, failed: None)
    qtbot.addWidget(panel)
    panel.set_tables(CUSTOMERS, BOOKS, "Shop · customers", "Books · parties", (), ())
    assert all(isinstance(row, FieldRow) for row in panel.sides["a"].model.rows())
