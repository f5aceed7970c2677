"""A sync that is set up in two sittings."""

from dataclasses import replace

import pytest

from desktop_sync.engine.sync_draft import answers_from, draft_of
from desktop_sync.engine.sync_flow import SyncAnswers
from desktop_sync.model.mapping import Check, FieldLink, FirstRun
from desktop_sync.model.sync import Duplicates, SideSpec, Trigger

TABLES = SyncAnswers("Customers", SideSpec("shop", "customers"), SideSpec("crm", "contacts"))
MAPPED = replace(
    TABLES,
    links=(
        FieldLink("email", ("email",), ("mail",), check=Check(unique=True)),
        FieldLink("city", ("city",), ("town",)),
    ),
    match_keys=(("email",),),
    first_run=FirstRun.FILL_BLANKS,
    trigger=Trigger(900, settle_s=60),
    duplicates=Duplicates.CARRY,
)


@pytest.mark.parametrize(
    "answers",
    [TABLES, MAPPED, replace(MAPPED, name=""), replace(TABLES, b=None, name="")],
    ids=["tables", "mapped", "nameless", "one side"],
)
def test_what_was_answered_comes_back(answers):
    assert answers_from(draft_of(answers)) == answers


def test_nothing_is_no_draft():
    assert draft_of(SyncAnswers("Only a name")) == ""


@pytest.mark.parametrize("text", ["", "no json {", "[1]", '{"name": "X"}', '{"a": "shop", "b": 7}'])
def test_what_can_t_be_read_is_no_draft(text):
    assert answers_from(text) is None


def test_a_mapping_that_can_t_be_read_leaves_the_tables():
    text = '{"name": "X", "a": ["shop", "customers"], "b": ["crm", "contacts"], "file": "name = "}'
    assert answers_from(text) == SyncAnswers("X", SideSpec("shop", "customers"), SideSpec("crm", "contacts"))
