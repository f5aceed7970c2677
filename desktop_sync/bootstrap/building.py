"""Making and trying manifests, for the window and the command line: the only place that joins the builder with what asks for it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from desktop_sync.connectors.http import HttpOptions
from desktop_sync.connectors.registry import Registry
from desktop_sync.connectors.rest.building.build import Builder, Step, Wish, near
from desktop_sync.connectors.rest.building.openapi import Document, read_openapi
from desktop_sync.connectors.rest.building.probe import Exchange, Probe
from desktop_sync.connectors.rest.building.signs import KINDS, SignPlan
from desktop_sync.connectors.rest.load import parse
from desktop_sync.engine.trust import Finding, Trial, Trust, verdict
from desktop_sync.errors import UsageError
from desktop_sync.model.record import Ref, Selection
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector

__all__ = [
    "KINDS",
    "Document",
    "Exchange",
    "Finding",
    "SignPlan",
    "Step",
    "Trial",
    "Wanted",
    "Wish",
    "build",
    "document",
    "keep_manifest",
    "live",
    "try_live",
    "value_near",
    "verdict",
]


@dataclass(frozen=True)
class Wanted:
    """A system to describe. `names`: its id and label; `given`: settings and secrets to sign in with; `headers`: with each call."""

    url: str
    names: tuple[str, str]
    plan: SignPlan
    given: Mapping[str, str] = field(repr=False)
    wishes: Sequence[Wish] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    ca_file: str = ""


def document(file: Path) -> Document:
    """An OpenAPI file. Raises UsageError."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("The OpenAPI file can't be read.", place=str(file)) from error
    return read_openapi(text, str(file))


def build(wanted: Wanted, told: Callable[[Step], None] = lambda _: None) -> tuple[str, Sequence[Step]]:
    """The manifest's text and the steps on the way. Talks to the system. Raises AccountError, UsageError."""
    options = HttpOptions(ca_file=wanted.ca_file, attempts=2, read_s=60)
    with closing(Probe(wanted.url, wanted.plan.sign(wanted.given, wanted.headers), options)) as probe:
        builder = Builder(probe, wanted.plan, wanted.names, told, wanted.headers)
        for wish in wanted.wishes:
            builder.table(wish)
        return builder.text(), builder.steps


def live(manifest: Path, settings: Mapping[str, str], secrets: Mapping[str, str]) -> Connector:
    """A connector by a manifest file. Raises UsageError for what is missing."""
    return Registry().open("rest", {"manifest": str(manifest), **settings}, secrets)


def try_live(connector: Connector, trial: Trial, told: Callable[[Finding], None] = lambda _: None) -> Sequence[Finding]:
    """What one table can be trusted with. Talks to the system; raises what keeps it from being opened at all."""
    found = []
    for one in Trust(connector, trial).findings():
        told(one)
        found.append(one)
    return found


def value_near(connector: Connector, table: str, record: str, name: str) -> Value:
    """A value near the one that a record's field holds, to try a write with; None where there is no such record."""
    if not record or not name:
        return None
    found = connector.read(Selection(table, (name,)), [Ref(record)])
    value: Value = near(next((one.values.get(name) for one in found.values()), None))
    return value


def keep_manifest(file: Path, text: str) -> None:
    """Write a manifest that is right. Raises UsageError with every mistake in it, or when it can't be written."""
    parse(text, file.name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"The manifest can't be written: {error.strerror}.", place=str(file)) from error
