"""demo: the program on invented customers, to look at and to try."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from desktop_sync.bootstrap.paths import demo_folder
from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit, shown
from desktop_sync.cli.parser import Commands

if TYPE_CHECKING:
    from desktop_sync.bootstrap.demo.make import Demo


def register(commands: Commands) -> None:
    """The command of this module."""
    demo = commands.add(
        "demo",
        _demo,
        "makes a sample workspace (a customer database and a workbook that disagree), syncs it, opens the window on it",
        "An old demo in the folder is replaced; a folder with anything else in it is left alone. The workspace's key\n"
        "is DESKTOP_SYNC_PASSPHRASE, else in the keyring, else “demo”: everybody in there is invented.",
    )
    demo.add_argument("--headless", action="store_true", help="print the result instead of opening the window")


def _demo(context: Context) -> Exit:
    from desktop_sync.bootstrap.demo.make import make
    from desktop_sync.bootstrap.window import has_display

    demo = make(demo_folder(context.options.workspace))
    context.output.result(_shape(demo), _lines(demo))
    if demo.differences:
        return Exit.FAILED
    if context.options.headless:
        return Exit.OK
    if not has_display():
        context.output.note(
            "There is no display here: this is the result in text. The window shows it where there is one."
        )
        return Exit.OK
    context.output.note("Opening the window on it …")
    return Exit(context.open_window(demo.folder, demo.passphrase))


def _shape(demo: "Demo") -> dict[str, Any]:
    from desktop_sync.bootstrap.demo.make import suggestions
    from desktop_sync.cli.shapes import conflict_shape, hold_shape, run_shape

    resolving = suggestions(demo)
    return {
        "runs": [run_shape(one) for one in demo.runs],
        "conflicts": [conflict_shape(one, demo.runs[-1].sync) for one in demo.conflicts],
        "holds": [hold_shape(one, demo.runs[-1].sync) for one in demo.holds],
        "workspace": str(demo.folder),
        "files": [str(demo.shop_file), str(demo.office_file)],
        "as_planted": not demo.differences,
        "differences": list(demo.differences),
        "next": resolving[0][1] if resolving else demo.command("run"),
    }


def _lines(demo: "Demo") -> Iterable[str]:
    from desktop_sync.bootstrap.demo.make import suggestions
    from desktop_sync.cli.runs import account_words

    first, second = demo.runs
    yield "A shop's customer database and the office's workbook are kept in step."
    yield ""
    yield f"  A  {demo.shop_file}"
    yield f"  B  {demo.office_file}"
    for title, report in (
        ("First run: pairs the records, fills blanks, creates what only one side has", first),
        ("Then people edited both files. Second run", second),
    ):
        yield ""
        yield f"{title} ({report.status.value}, {report.seconds:.1f} s)"
        yield f"  A: {account_words(report.a)}"
        yield f"  B: {account_words(report.b)}"
    yield ""
    yield f"{len(demo.conflicts)} fields were changed on both sides. Nothing was overwritten: you decide."
    for conflict, command in suggestions(demo):
        values = f"was {shown(conflict.base)}, A says {shown(conflict.a)}, B says {shown(conflict.b)}"
        yield f"  {conflict.id}  {shown(conflict.label)} · {conflict.field}: {values}"
        yield f"     {command}"
    for hold in demo.holds:
        yield ""
        yield f"1 record is held: {shown(hold.message)}"
        if hold.remedy:
            yield f"  → {hold.remedy}"
    yield ""
    yield "Then carry the decisions out, and look around:"
    for words in (("run",), ("conflicts",), ("holds",), ("runs",)):
        yield f"  {demo.command(*words)}"
    yield ""
    if demo.differences:
        yield f"Not as planted ({len(demo.differences)}):"
        yield from (f"  {one}" for one in demo.differences)
    else:
        yield "Everything came out as planted: every edit is on both sides or waits for you."
