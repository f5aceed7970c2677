"""Ready syncs: which there are, which accounts they are for, and what they become with two of the user's tables."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property

from desktop_sync.engine.ports import Ports, named_account, open_account
from desktop_sync.errors import UsageError
from desktop_sync.model.record import SIDES, Record, Selection, Side, other
from desktop_sync.model.schema import Field, FieldType
from desktop_sync.model.sync import Account, SideSpec
from desktop_sync.model.template import Fitted, Template
from desktop_sync.model.values import Value
from desktop_sync.sync.ports import Connector
from desktop_sync.sync.template import parse_template
from desktop_sync.sync.templatefit import Place, fit_template, table_for
from desktop_sync.sync.words import listed, nearest

_SAMPLE = 50


@dataclass(frozen=True)
class Choice:
    """What a template is to be used with. Tables "": the template's own, and a name "": its label."""

    template: str
    a: str
    b: str
    a_table: str = ""
    b_table: str = ""
    name: str = ""


class TemplateService:
    """The templates. Any thread; `fit` talks to both systems."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    @cached_property
    def _templates(self) -> Mapping[str, Template]:
        return read_templates(self._ports.templates())

    def all(self) -> Sequence[Template]:
        """All of them, by name."""
        return sorted(self._templates.values(), key=lambda one: one.label)

    def get(self, name: str) -> Template:
        """One of them. Raises UsageError with the nearest name."""
        return named_template(self._templates, name)

    def fitting(self, template: Template, side: Side) -> Sequence[Account]:
        """The accounts that one side of a template is for."""
        return [one for one in self._ports.accounts.all() if one.kind in template.side(side).tables]

    def fit(self, choice: Choice) -> Fitted:
        """The template with these accounts' tables. Raises UsageError, AccountError, DefinitionError."""
        template = self.get(choice.template)
        accounts, turned = self._accounts(template, choice)
        wanted: dict[Side, str] = {"a": choice.a_table, "b": choice.b_table}
        with ExitStack() as stack:
            places = {
                side: self._place(stack, template, side, accounts[side], wanted[other(side) if turned else side])
                for side in SIDES
            }
        name = choice.name.strip() or self._free_name(template)
        return fit_template(template, places, name, [one.definition for one in self._ports.syncs.all()])

    def _accounts(self, template: Template, choice: Choice) -> tuple[Mapping[Side, Account], bool]:
        """The accounts by the template's sides, and whether they were given the other way round."""
        given = (named_account(self._ports, choice.a), named_account(self._ports, choice.b))
        for turned, (a, b) in ((False, given), (True, given[::-1])):
            if a.kind in template.a.tables and b.kind in template.b.tables:
                return {"a": a, "b": b}, turned
        wanted = [f"{listed(template.side(side).kinds)} ({template.side(side).what})" for side in SIDES]
        raise UsageError(
            f"“{template.label}” is for {wanted[0]} and {wanted[1]}, not for {given[0].kind} and {given[1].kind}.",
            advice="desktop-sync template list shows the templates with what they are for.",
        )

    def _place(self, stack: ExitStack, template: Template, side: Side, account: Account, wanted: str) -> Place:
        connector = open_account(self._ports, account)
        stack.callback(connector.close)
        table = wanted or self._table(connector, template, side, account)
        schema = connector.schema(table)
        label = self._ports.connectors.info(account.kind).label
        return Place(
            account.kind, label, SideSpec(account.name, table), schema, _sample(connector, table, schema.fields)
        )

    def _table(self, connector: Connector, template: Template, side: Side, account: Account) -> str:
        """The template's table in an account. Raises UsageError where a person must choose."""
        names = template.side(side).tables[account.kind]
        if len(names) == 1:
            return names[0]
        there = [one.name for one in connector.tables() if not one.problem]
        found = table_for(names, there) or (there[0] if len(there) == 1 else None)
        if found is None:
            raise UsageError(
                f"“{account.name}” has no table that is surely the one with {template.side(side).what}.",
                advice=f"Name it with --{side}-table. There are: {', '.join(there[:12]) or 'none'}.",
                place=account.name,
            )
        return found

    def _free_name(self, template: Template) -> str:
        taken = {one.definition.name.casefold() for one in self._ports.syncs.all()}
        name, number = template.label, 2
        while name.casefold() in taken:
            name, number = f"{template.label} {number}", number + 1
        return name


def read_templates(texts: Mapping[str, str]) -> Mapping[str, Template]:
    """Template files (id → text) read. Raises DefinitionError for one that is wrong."""
    return {name: parse_template(text, name, f"{name}.toml") for name, text in texts.items()}


def named_template(templates: Mapping[str, Template], name: str) -> Template:
    """One of them. Raises UsageError with the nearest name."""
    if name not in templates:
        raise UsageError(
            f"There is no template “{name}”.{nearest(name, templates)}",
            advice="desktop-sync template list shows the templates.",
        )
    return templates[name]


def _sample(connector: Connector, table: str, fields: Iterable[Field]) -> Sequence[Mapping[str, Value]]:
    names = tuple(one.name for one in fields if one.type is not FieldType.BINARY)
    records: list[Record] = []
    for page in connector.listing(Selection(table, names)):
        records += [page.decode(index) for index in range(min(len(page.refs), _SAMPLE - len(records)))]
        if len(records) >= _SAMPLE:
            break
    return [one.values for one in records]
