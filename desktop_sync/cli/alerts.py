"""alerts: messages of `serve` to people who are not at the window."""

import os

from desktop_sync.cli.context import Context
from desktop_sync.cli.output import Exit
from desktop_sync.cli.parser import Commands
from desktop_sync.errors import UsageError


def register(commands: Commands) -> None:
    """The commands of this module."""
    group = commands.group(
        "alerts",
        "messages by e-mail or webhook when something needs a person: show, mail, webhook, about, late, test, off",
    )
    group.add("show", _show, "what there is to tell now, and where messages go to")
    mail = group.add(
        "mail",
        _mail,
        "sends alerts by e-mail, always encrypted",
        "serve sends them; one message at most every 15 minutes.",
    )
    mail.add_argument("address", metavar="ADDRESS", help="who gets them; several with commas")
    mail.add_argument("--server", metavar="HOST", required=True, help="the mail server")
    mail.add_argument("--port", metavar="PORT", type=int, default=587, help="587 (STARTTLS, the usual) or 465 (TLS)")
    mail.add_argument(
        "--tls",
        metavar="HOW",
        default="",
        choices=("tls", "starttls"),
        help="tls or starttls (else as is usual for the port)",
    )
    mail.add_argument("--user", metavar="NAME", default="", help="who signs in there, if somebody must")
    mail.add_argument(
        "--password", metavar="ENVVAR", default="", help="the environment variable that holds the password"
    )
    mail.add_argument("--sender", metavar="ADDRESS", default="", help="whom they come from (else the same address)")
    group.add("webhook", _webhook, "sends alerts as JSON to an address").add_argument(
        "url", metavar="URL", help="https://…"
    )
    group.add("about", _about, "what is told").add_argument(
        "about", metavar="WORDS", help="needs-you, failed, sign-in, guard, silent, drift, with commas; or all"
    )
    group.add(
        "late",
        _late,
        "from when on a sync that should have run and has not is told of",
        "Also: nothing ran for too long.",
    ).add_argument("hours", metavar="HOURS", type=int, help="so many hours late (26); 0: never")
    group.add("test", _test, "sends a message now")
    group.add("off", _off, "sends no more")


def _show(context: Context) -> Exit:
    service = context.services.alerts
    found = service.now()
    data = {
        "mail": dict(service.mail) or None,
        "webhook": service.webhook or None,
        "about": sorted(one.value for one in service.about),
        "late_hours": service.silent_hours,
        "problem": service.problem or None,
        "alerts": [
            {"about": one.about.value, "subject": one.subject, "words": one.words, "advice": one.advice}
            for one in found
        ],
    }
    to = " and ".join(one for one in (service.mail.get("to", ""), service.webhook) if one)
    lines = [f"Messages go to {to}." if to else "Messages go nowhere: desktop-sync alerts mail, or alerts webhook."]
    if service.problem:
        lines.append(f"The last one could not be sent: {service.problem}")
    for one in found:
        lines += [one.words, f"    → {one.advice}"]
    context.output.result(data, lines)
    return Exit.OK


def _mail(context: Context) -> Exit:
    options, password = context.options, ""
    if options.password:
        password = os.environ.get(options.password, "")
        if not password:
            raise UsageError(f"the environment variable {options.password} is empty")
    sender = options.sender or options.address.split(",")[0].strip()
    mail = {
        "to": options.address,
        "sender": sender,
        "server": options.server,
        "port": str(options.port),
        "user": options.user,
        "tls": options.tls,
    }
    context.services.alerts.send_mail_to(mail, password)
    context.output.result({"mail": mail}, ["Set. desktop-sync alerts test sends a message."])
    return Exit.OK


def _webhook(context: Context) -> Exit:
    context.services.alerts.post_to(context.options.url)
    context.output.result({"webhook": context.options.url}, ["Set. desktop-sync alerts test sends a message."])
    return Exit.OK


def _about(context: Context) -> Exit:
    text = context.options.about
    service = context.services.alerts
    service.tell([] if text == "all" else text.split(","))
    about = sorted(one.value for one in service.about)
    context.output.result({"about": about}, [f"Told: {', '.join(about)}"])
    return Exit.OK


def _late(context: Context) -> Exit:
    hours = context.options.hours
    context.services.alerts.tell_when_silent_for(hours)
    words = f"Told when a sync is {hours} hours late." if hours else "Never told when a sync is late."
    context.output.result({"late_hours": hours}, [words])
    return Exit.OK


def _test(context: Context) -> Exit:
    from desktop_sync.bootstrap.wire import senders

    refused = context.services.alerts.try_out(senders())
    lines = ["Sent.", *(f"The mail server takes nothing for {one}." for one in refused)]
    context.output.result({"sent": True, "refused": list(refused)}, lines)
    return Exit.OK


def _off(context: Context) -> Exit:
    context.services.alerts.off()
    context.output.result({"mail": None, "webhook": None}, ["No more messages."])
    return Exit.OK
