"""Links, conflicts and holds against a model in memory: whatever is settled in whatever order, both end the same."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from desktop_sync.errors import StoreError
from desktop_sync.model.plan import OperationKind, OperationState, Resolution
from desktop_sync.model.record import Ref
from desktop_sync.model.report import RunReport
from desktop_sync.store.database import Database
from desktop_sync.store.journal import SqlJournal
from desktop_sync.store.migrations.runner import migrate
from desktop_sync.store.syncs import SqlSyncs
from tests.store.builders import NOW, Store, conflict, definition, hold

numbers = st.integers(0, 3)
marks = st.none() | st.sampled_from([b"1", b"2"])
fields = st.sampled_from(["name", "city"])


class JournalMachine(RuleBasedStateMachine):
    """`links`: id → [a, b, base, mark a, mark b, gone]; `open`: (link, field) → [id, picture, decision]."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        database = Database(self.folder / "store.db", b"k" * 32, new=True)
        database.row("PRAGMA synchronous = OFF")
        migrate(database, self.folder)
        journal, syncs = SqlJournal(database, self.folder, lambda: NOW), SqlSyncs(database)
        sync_id = syncs.save(definition(), "").id
        self.store = Store(database, journal, syncs, sync_id, journal.begin_run(sync_id, RunReport(0, "Customers")))
        self.links: dict[int, list[object]] = {}
        self.open: dict[tuple[int, str], list[object]] = {}
        self.held: set[str] = set()

    links_made = Bundle("links_made")

    @rule(target=links_made, a=numbers, b=numbers, value=numbers, mark_a=marks, mark_b=marks)
    def pair(self, a: int, b: int, value: int, mark_a: bytes | None, mark_b: bytes | None) -> int:
        pair = (f"a{a}", f"b{b}")
        known = [id_ for id_, link in self.links.items() if (link[0], link[1]) == pair]
        taken = not known and any(link[0] == pair[0] or link[1] == pair[1] for link in self.links.values())
        one = self.store.operation(OperationKind.CREATE, "b", source_ref=Ref(pair[0]))
        more = {"base_a": {"v": value}, "base_b": {"v": value}, "mark_a": mark_a, "mark_b": mark_b}
        if taken:
            with pytest.raises(StoreError):
                self.store.settle(one, a_ref=Ref(pair[0]), b_ref=Ref(pair[1]), **more)
            return 0
        self.store.settle(one, ref=Ref(pair[1]), a_ref=Ref(pair[0]), b_ref=Ref(pair[1]), **more)
        found = self.store.journal.link_by_ref(self.store.sync_id, "a", Ref(pair[0]))
        assert found is not None
        base = {**(self.links[found.id][2] if known else {}), "v": value}  # type: ignore[dict-item]
        self.links[found.id] = [*pair, base, mark_a, mark_b, ""]
        self.held -= {f"a:{pair[0]}", f"b:{pair[1]}"}
        return found.id

    @rule(link=links_made, name=fields, value=numbers, mark_a=marks, mark_b=marks, gone=st.sampled_from(["", "a", "b"]))
    def settle(self, link: int, name: str, value: int, mark_a: bytes | None, mark_b: bytes | None, gone: str) -> None:
        kind = OperationKind.IGNORE if gone else OperationKind.UPDATE
        one = self.store.operation(kind, "a", link_id=link)
        base = {} if gone else {name: value}
        self.store.settle(one, base_a=base, base_b=base, mark_a=mark_a, mark_b=mark_b, gone=gone)
        settled = mark_a is not None and mark_b is not None
        if link in self.links:
            known = self.links[link]
            self.links[link] = [known[0], known[1], {**known[2], **base}, mark_a, mark_b, gone]  # type: ignore[dict-item]
            if settled:
                self.held -= {f"a:{known[0]}", f"b:{known[1]}"}
        # While something is open a write closes what was held on its side (all of this machine's holds are on A), a memory nothing.
        if settled or kind is OperationKind.UPDATE:
            self.held.discard(f"link:{link}")

    @rule(link=links_made, state=st.sampled_from([OperationState.FAILED, OperationState.DROPPED]))
    def fail(self, link: int, state: OperationState) -> None:
        one = self.store.operation(OperationKind.UPDATE, "a", link_id=link)
        kept = hold(0, side="a", link_id=link, ref=None) if link in self.links else None
        self.store.settle(one, state, hold=kept)
        if link in self.links:
            self.links[link][3:5] = [None, None]
            self.held.add(f"link:{link}")

    @rule(link=links_made)
    def forget(self, link: int) -> None:
        known = self.links.pop(link, None)
        self.store.settle(self.store.operation(OperationKind.FORGET, "a", link_id=link))
        self.open = {key: value for key, value in self.open.items() if key[0] != link}
        self.held.discard(f"link:{link}")
        if known is not None:
            self.held -= {f"a:{known[0]}", f"b:{known[1]}"}

    @rule(number=numbers, side=st.sampled_from("ab"))
    def hold_record(self, number: int, side: str) -> None:
        self.store.journal.keep_hold(hold(self.store.sync_id, side=side, ref=Ref(f"{side}{number}")))
        self.held.add(f"{side}:{side}{number}")

    @rule(link=links_made, pictures=st.dictionaries(fields, numbers))
    def conflicts(self, link: int, pictures: dict[str, int]) -> None:
        if link not in self.links:
            return
        given = [conflict(link, name, a=str(value)) for name, value in pictures.items()]
        self.store.journal.keep_conflicts(self.store.run_id, self.store.sync_id, [link], given)
        ids = {one.field: one.id for one in self.store.journal.conflicts(link_ids=[link])}
        for name in ["name", "city"]:
            old = self.open.pop((link, name), None)
            if name in pictures:
                picture = str(pictures[name])
                assert old is None or old[0] == ids[name]
                decision = old[2] if old is not None and old[1] == picture else None
                self.open[link, name] = [ids[name], picture, decision]

    @rule(link=links_made, name=fields, take=st.none() | st.sampled_from(["a", "b"]))
    def decide(self, link: int, name: str, take: str | None) -> None:
        if (link, name) in self.open:
            resolution = None if take is None else Resolution(take)  # type: ignore[arg-type]
            self.store.journal.decide(self.open[link, name][0], resolution)  # type: ignore[arg-type]
            self.open[link, name][2] = resolution
            self.links[link][3:5] = [None, None]

    @invariant()
    def the_same_links(self) -> None:
        found = self.store.journal.links(self.store.sync_id, list(self.links))
        told = {
            id_: [link.a_ref, link.b_ref, link.a_base, link.a_mark, link.b_mark, link.gone]
            for id_, link in found.items()
        }
        assert told == self.links
        assert self.store.journal.link_count(self.store.sync_id) == len(self.links)
        decided = {link for (link, _), value in self.open.items() if value[2] is not None}
        unmarked = {id_ for id_, link in self.links.items() if None in link[3:5] and not link[5]}
        assert set(self.store.journal.unsettled(self.store.sync_id)) == decided | unmarked
        left_out = {link[0] for link in self.links.values() if None in link[3:5] or link[5]}
        assert set(self.store.journal.unsettled_refs(self.store.sync_id, "a")) == left_out
        settled = {link[0]: link[3] for link in self.links.values() if link[0] not in left_out}
        assert self.store.journal.settled_marks(self.store.sync_id, "a") == settled
        assert self.store.journal.settled_count(self.store.sync_id) == len(settled)

    @invariant()
    def the_same_conflicts_and_holds(self) -> None:
        found = {(one.link_id, one.field): [one.id, one.a, one.decision] for one in self.store.journal.conflicts()}
        assert found == self.open
        assert {row[0] for row in self.store.database.rows("SELECT subject FROM holds")} == self.held

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert self.store.database.problems() == []
            assert self.store.database.rows("PRAGMA foreign_key_check") == []
            self.store.database.close()
            shutil.rmtree(self.folder)


JournalMachine.TestCase.settings = settings(stateful_step_count=25, max_examples=30, deadline=None)
TestJournal = JournalMachine.TestCase
