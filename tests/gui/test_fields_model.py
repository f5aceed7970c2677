"""The list of fields: words for types and values, drag and drop in the model, search."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, Qt

from desktop_sync.gui.models.field_filter import FieldFilter
from desktop_sync.gui.models.fields import (
    FIELD_MIME,
    FieldDrop,
    FieldRole,
    FieldRow,
    FieldsModel,
    FieldState,
    decode_fields,
    encode_fields,
    type_words,
    value_words,
)
from desktop_sync.model.schema import Choice, Field, FieldType
from desktop_sync.model.values import MISSING
from tests.gui.mapper_tables import CUSTOMERS, PARTIES

ROOT = QModelIndex()


def rows(schema, **more):
    return [FieldRow(field, **more) for field in schema.fields]


@pytest.fixture
def models(qapp):
    a, b = FieldsModel("a"), FieldsModel("b")
    a.set_rows(rows(PARTIES))
    b.set_rows(rows(CUSTOMERS))
    return a, b


def test_model_keeps_qts_rules(models, qtmodeltester):
    qtmodeltester.check(models[0], force_py=True)
    shown = FieldFilter(models[1])
    qtmodeltester.check(shown, force_py=True)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (Field("x", "X", FieldType.TEXT), "text"),
        (Field("x", "X", FieldType.TEXT, max_length=40), "text, up to 40"),
        (Field("x", "X", FieldType.DECIMAL, scale=1), "decimal, 1 place"),
        (Field("x", "X", FieldType.DECIMAL, scale=0), "decimal, 0 places"),
        (Field("x", "X", FieldType.CHOICE, choices=(Choice("a", "A"), Choice("b", "B"))), "choice of 2"),
        (Field("x", "X", FieldType.REFERENCE, reference="country"), "reference to country"),
        (Field("x", "X", FieldType.INTEGER, read_only=True), "integer, read-only"),
    ],
)
def test_types_in_words(field, words):
    assert type_words(field) == words


STATE = Field("state", "State", FieldType.CHOICE, choices=(Choice("o", "Open"),))


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        (None, None, "—"),
        ("", None, "—"),
        (MISSING, None, "—"),
        (0, None, "0"),
        (False, None, "no"),
        (True, None, "yes"),
        (Decimal("12500"), Field("x", "X", FieldType.DECIMAL, scale=2), "12,500.00"),
        (Decimal("1.5"), None, "1.5"),
        ("o", STATE, "Open"),
        ("other", STATE, "other"),
        ("two\nlines", None, "two lines"),
        (b"12345", None, "5 bytes"),
        (("a", "b"), None, "a, b"),
        (dt.date(2011, 9, 1), None, "2011-09-01"),
        (dt.datetime(2011, 9, 1, 7, 30, tzinfo=dt.UTC), None, "2011-09-01 07:30:00+00:00"),
    ],
)
def test_values_in_words(value, field, words):
    assert value_words(value, field) == words


def test_drop_from_the_other_side_is_told_with_both_fields(models, qtbot):
    a, b = models
    data = a.mimeData([a.index(1)])
    assert b.canDropMimeData(data, Qt.DropAction.LinkAction, -1, -1, b.index(3))
    with qtbot.waitSignal(b.dropped) as told:
        assert b.dropMimeData(data, Qt.DropAction.LinkAction, -1, -1, b.index(3))
    assert told.args == [FieldDrop("a", ("email",), "mail")]
    with qtbot.waitSignal(a.dropped) as told:
        a.dropMimeData(b.mimeData([b.index(4)]), Qt.DropAction.LinkAction, -1, -1, a.index(2))
    assert told.args == [FieldDrop("b", ("tel",), "phone")]


def test_drop_through_the_search_reaches_the_right_field(models, qtbot):
    a, b = models
    shown = FieldFilter(b)
    shown.set_search("telephone")
    assert shown.rowCount() == 1
    with qtbot.waitSignal(b.dropped) as told:
        shown.dropMimeData(a.mimeData([a.index(2)]), Qt.DropAction.LinkAction, -1, -1, shown.index(0, 0))
    assert told.args == [FieldDrop("a", ("phone",), "tel")]


def test_row_selection_carries_a_field_once(models):
    a, _ = models
    index = a.index(1)
    assert decode_fields(a.mimeData([index, index])) == ("a", ("email",))


def test_what_is_no_field_of_the_other_side_is_refused(models):
    a, b = models
    own = a.mimeData([a.index(0)])
    assert not a.canDropMimeData(own, Qt.DropAction.LinkAction, -1, -1, a.index(1))
    text = QMimeData()
    text.setText("email")
    assert not b.dropMimeData(text, Qt.DropAction.LinkAction, -1, -1, b.index(1))
    assert not b.canDropMimeData(own, Qt.DropAction.LinkAction, -1, -1, ROOT)
    foreign = QMimeData()
    foreign.setData(FIELD_MIME, QByteArray(b"[not json"))
    assert decode_fields(foreign) is None
    foreign.setData(FIELD_MIME, QByteArray(b'{"side": "c", "fields": ["x"]}'))
    assert decode_fields(foreign) is None


def test_a_field_that_is_gone_takes_part_in_no_drag(models):
    a, b = models
    b.set_rows([FieldRow(CUSTOMERS.fields[1], gone=True)])
    assert not b.flags(b.index(0)) & Qt.ItemFlag.ItemIsDropEnabled
    assert not b.dropMimeData(encode_fields("a", ["name"]), Qt.DropAction.LinkAction, -1, -1, b.index(0))
    assert a.rowCount() == len(PARTIES.fields)


def test_same_fields_change_in_place_others_reset(models, qtbot):
    a, _ = models
    with qtbot.assertNotEmitted(a.modelReset), qtbot.waitSignal(a.dataChanged) as changed:
        a.set_rows(rows(PARTIES, sample="x"))
    assert (changed.args[0].row(), changed.args[1].row()) == (0, len(PARTIES.fields) - 1)
    with qtbot.waitSignal(a.modelReset):
        a.set_rows(rows(PARTIES)[:3])


def test_search_looks_at_label_name_type_and_value(models):
    a, _ = models
    a.set_rows([FieldRow(field, sample="Berlin" if field.name == "city" else "") for field in PARTIES.fields])
    shown = FieldFilter(a)

    def found(text):
        shown.set_search(text)
        return [shown.index(row, 0).data(FieldRole.NAME) for row in range(shown.rowCount())]

    assert found("credit LIMIT") == ["credit"]
    assert found("berl") == ["city"]
    assert found("boolean") == ["active"]
    assert found("no such") == []
    assert len(found("")) == len(PARTIES.fields)


def test_screen_readers_hear_type_state_and_example(models):
    a, _ = models
    a.set_rows([FieldRow(PARTIES.fields[0], sample="Çelik", state=FieldState.LOSSY)])
    words = a.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Party name", "required", "some values don't survive", "Çelik"):
        assert part in words
