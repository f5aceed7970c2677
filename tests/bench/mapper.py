"""What a frame of the mapper costs with 500 fields a side, and how long its suggestions take.

    python tests/bench/mapper.py [--fields 500] [--links 250]      (offscreen unless QT_QPA_PLATFORM says otherwise)

A frame is one scroll step, or one move of a dragged link, and the painting that follows it. CPU milliseconds, median and worst of
many: the clock tells more about a machine's other work.
"""

import argparse
import datetime as dt
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint  # noqa: E402 - the platform is chosen first
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop_sync.gui.mapper.model import Selected  # noqa: E402
from desktop_sync.gui.mapper.panel import MapperPanel  # noqa: E402
from desktop_sync.gui.theme import Scheme, Theme  # noqa: E402
from desktop_sync.model.mapping import FieldLink  # noqa: E402
from desktop_sync.model.record import Record, Ref  # noqa: E402
from desktop_sync.model.schema import Field, FieldType, TableSchema  # noqa: E402
from desktop_sync.model.values import Value  # noqa: E402
from desktop_sync.sync.suggest import suggest  # noqa: E402

FRAMES = 60
PAINTED_MS = 12
"""Windows without a screen paint some milliseconds after they were asked to."""
KINDS = (FieldType.TEXT, FieldType.INTEGER, FieldType.DATE, FieldType.DECIMAL, FieldType.BOOLEAN, FieldType.EMAIL)
PARTS = ("street", "city", "postcode", "country", "phone", "name", "number", "note", "status", "amount")


def table(side: str, count: int, *, alike: bool) -> TableSchema:
    """A table of many fields: alike ones (“Custom field 17”), or in groups as systems have them (“billing_3.street”)."""
    if alike:
        fields = (Field(f"{side}_field_{at}", f"Custom field {at}", FieldType.TEXT) for at in range(count))
    else:
        fields = (
            Field(
                f"{side}_group_{at // 10}.{PARTS[at % 10]}",
                f"Group {at // 10} {PARTS[at % 10]}",
                KINDS[at % len(KINDS)],
            )
            for at in range(count)
        )
    return TableSchema(side, side, tuple(fields), ())


def records(schema: TableSchema, count: int, seed: int) -> list[Record]:
    """Sample records with something in every field."""
    dice = random.Random(seed)
    return [
        Record(Ref(str(at)), {one.name: value(one.type, dice.randrange(10_000)) for one in schema.fields}, ())
        for at in range(count)
    ]


def value(kind: FieldType, number: int) -> Value:
    """A value of that type."""
    return {
        FieldType.INTEGER: number,
        FieldType.DATE: dt.date(1990, 1, 1) + dt.timedelta(days=number),
        FieldType.DECIMAL: Decimal(number) / 100,
        FieldType.BOOLEAN: bool(number % 2),
        FieldType.EMAIL: f"person{number}@example.org",
    }.get(kind, f"Value {number}")


def show(application: QApplication, count: int, links: int, *, shuffled: bool) -> MapperPanel:
    """A mapper of that size, painted once; prints what that cost."""
    a, b = table("a", count, alike=False), table("b", count, alike=False)
    samples = records(a, 50, 1), records(b, 50, 2)
    before = time.process_time()
    panel = MapperPanel(ask=lambda _job, _done, _failed: None)
    panel.set_tables(a, b, "Shop · customers", "Books · parties", *samples)
    order = list(range(count))
    if shuffled:
        random.Random(3).shuffle(order)
    panel.set_links(
        [
            FieldLink(f"f{at}", (a.fields[at].name,), (b.fields[order[at]].name,))
            for at in range(0, count, max(1, count // links))
        ]
    )
    panel.resize(1200, 800)
    panel.show()
    QTest.qWait(PAINTED_MS)
    print(f"{'first paint':58} {(time.process_time() - before) * 1000:13.1f} ms", flush=True)
    return panel


def frames(application: QApplication, what: str, step: Callable[[int], object], count: int = FRAMES) -> None:
    """Print what a step and its painting cost."""
    costs = []
    for at in range(count):
        before = time.process_time()
        step(at)
        QTest.qWait(PAINTED_MS)
        costs.append((time.process_time() - before) * 1000)
    costs.sort()
    print(f"{what:58} median {statistics.median(costs):6.1f} ms   worst {costs[-1]:6.1f} ms", flush=True)


def measure_frames(application: QApplication, count: int, links: int, *, shuffled: bool) -> None:
    """Scroll, move the mouse, draw a link, select, edit."""
    panel = show(application, count, links, shuffled=shuffled)
    how = "links criss-cross" if shuffled else "links side by side"
    bars = [one.view.verticalScrollBar() for one in panel.sides.values()]
    middle = bars[0].maximum() // 2
    for bar in bars:
        bar.setValue(middle)
    frames(application, f"{how}: one list scrolled", lambda at: bars[0].setValue(middle + at * 24))
    frames(application, f"{how}: both lists scrolled", lambda at: [bar.setValue(middle + at * 24) for bar in bars])
    canvas, name = panel.canvas, panel.sides["a"].view.name_at(panel.sides["a"].filter.index(count // 2, 0))
    place = canvas.mapToGlobal(QPoint(40, 60))
    panel._drag_began("a", name)
    frames(application, f"{how}: a link drawn", lambda at: panel._dragging(place + QPoint(at * 2, at * 5), ""))
    canvas.show_thread(None, None)
    frames(application, f"{how}: the mouse moved", lambda at: QTest.mouseMove(canvas, QPoint(20 + at * 4, 30 + at * 8)))
    frames(application, f"{how}: a link selected", lambda at: panel.model.select(Selected("link", at % 20)), 20)
    frames(application, f"{how}: a link removed", lambda _at: panel.model.remove(0), 10)
    frames(
        application,
        f"{how}: a letter searched",
        lambda at: panel.sides["a"].search.setText("group 12 ci"[: at + 1]),
        11,
    )
    panel.close()
    panel.deleteLater()
    application.processEvents()


def measure_suggestions(count: int) -> None:
    """How long the suggestions for so many fields take."""
    for alike in (True, False):
        a, b = table("a", count, alike=alike), table("b", count, alike=alike)
        rows_a, rows_b = ([one.values for one in records(schema, 50, seed)] for seed, schema in ((1, a), (2, b)))
        before = time.process_time()
        found = suggest(a, b, rows_a, rows_b)
        took = time.process_time() - before
        right = sum(one.link.a[0][1:] == one.link.b[0][1:] for one in found)
        what = f"{count} {'alike fields' if alike else 'fields in groups'}: {len(found)} suggestions, {right} right"
        print(f"{what:58} {took:13.2f} s", flush=True)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=int, default=500)
    parser.add_argument("--links", type=int, default=250)
    parser.add_argument("--only", choices=("frames", "suggestions"))
    given = parser.parse_args()
    application = QApplication(sys.argv[:1])
    theme = Theme(application)
    theme.choose(Scheme.LIGHT)
    if given.only != "suggestions":
        for shuffled in (False, True):
            measure_frames(application, given.fields, given.links, shuffled=shuffled)
    if given.only != "frames":
        measure_suggestions(given.fields)


if __name__ == "__main__":
    main()
