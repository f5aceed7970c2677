"""pause, resume: everything at once."""

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands


def register(commands: Commands) -> None:
    """The commands of this module."""
    commands.add(
        "pause",
        _pause,
        "lets no sync run, by itself or by hand, until `resume`",
        "What waits is kept and goes on afterwards. One sync: sync pause; all syncs of an account: account pause.",
    )
    commands.add("resume", _resume, "ends the pause of everything; what is paused by itself stays so")


def _pause(context: Context) -> Exit:
    context.services.pauses.pause_all()
    context.output.result({"paused": True}, ["Everything is paused."])
    return Exit.OK


def _resume(context: Context) -> Exit:
    services = context.services
    services.pauses.resume_all()
    rest = [one.name for one in services.syncs.statuses() if one.state == "paused"]
    lines = ["The syncs run again."]
    if rest:
        lines.append(f"Still paused, by themselves or with their account: {', '.join(rest)}")
    context.output.result({"paused": False, "still_paused": rest}, lines)
    return Exit.OK
