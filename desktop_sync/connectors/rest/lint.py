"""What the types of the format can't say: names that texts may hold, sections that need each other."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from desktop_sync.connectors.rest.codecs import format_problem
from desktop_sync.connectors.rest.format import Manifest, RefreshAuth
from desktop_sync.connectors.rest.format_auth import PersonSignIn
from desktop_sync.connectors.rest.format_calls import METHODS, Call, KeyPager, LinkPager, PageIn
from desktop_sync.connectors.rest.format_changes import IdChanges
from desktop_sync.connectors.rest.format_table import CreateCall, FieldSpec, GuardKind, Table, Write
from desktop_sync.connectors.rest.hooks import HOOKS
from desktop_sync.connectors.rest.paths import Body, Template
from desktop_sync.connectors.rest.typed import TypedReader, keys_of
from desktop_sync.sync.hooks import SCHEMES
from desktop_sync.sync.tomllines import Path as Place
from desktop_sync.sync.words import nearest

OWN_SETTINGS = ("base_url", "ca_file", "pin")
"""Asked for with every manifest."""


def lint(manifest: Manifest, reader: TypedReader) -> None:
    """Note everything that is wrong."""
    _Lint(manifest, reader).run()


class _Lint:
    """Looks at one manifest."""

    def __init__(self, manifest: Manifest, reader: TypedReader) -> None:
        self.manifest, self.wrong = manifest, reader.wrong
        self.plain = {key for key, one in manifest.settings.items() if not one.secret}
        self.secret = manifest.settings.keys() - self.plain
        self.plain |= manifest.base.tails.keys() | manifest.texts.keys()

    def run(self) -> None:
        """The whole of it."""
        self._top()
        for place, call in _calls(self.manifest, ()):
            self._call(place, call)
        for name, table in self.manifest.tables.items():
            self._table(("tables", name), table)

    def _top(self) -> None:
        one = self.manifest
        for key in OWN_SETTINGS:
            if key in one.settings:
                self.wrong(("settings", key), f"“{key}” is a setting of every manifest; leave it out.")
        if not one.tables:
            self.wrong(("tables",), "there is no table.")
        if not 0 < one.limits.share <= 1:
            self.wrong(("limits", "share"), "limits.share must be greater than 0 and at most 1.")
        self._sign_in()
        self._rules()
        self._webhooks()

    def _sign_in(self) -> None:
        one = self.manifest
        self._names(("base", "url"), one.base.url, self.plain)
        for key, text in one.base.headers.items():
            self._names(("base", "headers", key), text, {*self.plain, "base", "origin"})
        for key, secret in one.base.tails.items():
            if secret not in self.secret:
                self.wrong(("base", "tails", key), f"there is no secret “{secret}”.{nearest(secret, self.secret)}")
        for index, auth in enumerate(one.auth):
            for field in dataclasses.fields(auth):
                value = getattr(auth, field.name)
                if isinstance(value, Template):
                    self._names(("auth", index, field.name), value, self._given)
            if isinstance(auth, RefreshAuth) and auth.person is not None:
                self._person(("auth", index, "person"), auth, auth.person)

    @property
    def _given(self) -> set[str]:
        """What texts of [[auth]] may hold."""
        return {*self.plain, *self.secret} | {"base", "sign_in", "authorize"}

    def _person(self, place: Place, auth: RefreshAuth, person: PersonSignIn) -> None:
        if not (person.authorize_url.text or person.device_url.text):
            self.wrong(place, "a person needs “authorize_url” or “device_url”.")
        if not (auth.access_token.names and auth.refresh_token.names):
            self.wrong(place, "a person's sign-in needs secrets for “access_token” and “refresh_token”.")
        for key in ("authorize_url", "device_url", "scope", "port", "issuer"):
            self._names((*place, key), getattr(person, key), self._given)
        for section in ("parameters", "token_parameters"):
            for key, text in getattr(person, section).items():
                self._names((*place, section, key), text, self._given)
        for key in person.keep:
            if key not in self.manifest.settings or key in self.secret:
                self.wrong((*place, "keep", key), f"there is no setting “{key}”.{nearest(key, self.plain)}")
        choose = person.choose
        if choose is not None:
            self._call((*place, "choose"), choose)
            if choose.setting not in self.manifest.settings or choose.setting in self.secret:
                self.wrong((*place, "choose", "setting"), f"there is no setting “{choose.setting}”.")

    def _rules(self) -> None:
        one = self.manifest
        for index, rule in enumerate(one.errors):
            if not (rule.status or rule.code or rule.words):
                self.wrong(("errors", index), "a rule needs “status”, “code” or “words”: it would fit everything.")
            for deed in set(rule.on) - {"read", "create", "update", "delete"}:
                self.wrong(("errors", index, "on"), f"“{deed}” is none of read, create, update, delete.")
            if (rule.words and not one.error.message) or (rule.code and not one.error.code):
                self.wrong(("errors", index), "[error] has to say where message and code stand.")

    def _webhooks(self) -> None:
        hooks = self.manifest.webhooks
        if hooks is None:
            return
        if hooks.scheme not in SCHEMES:
            self.wrong(
                ("webhooks", "scheme"), f"there is no way of signing “{hooks.scheme}”.{nearest(hooks.scheme, SCHEMES)}"
            )
        self._names(("webhooks", "keep"), hooks.keep, {"hook_secret"})
        if hooks.secret_of and hooks.secret_of not in self.secret:
            self.wrong(("webhooks", "secret_of"), f"there is no secret “{hooks.secret_of}”.")
        if not hooks.topics:
            self.wrong(("webhooks", "topics"), "without a topic nothing is ordered.")

    def _names(self, place: Place, text: Template | Body, known: set[str] | frozenset[str]) -> None:
        for name in sorted(text.names - known):
            if name in self.secret:
                self.wrong(place, f"the secret {{{name}}} may stand in [[auth]] only.")
            else:
                self.wrong(place, f"there is no {{{name}}} here.{nearest(name, known)}")

    def _call(self, place: Place, call: Call) -> None:
        methods = [method for method in METHODS if getattr(call, method) is not None]
        if len(methods) != 1:
            self.wrong(place, f"{'.'.join(map(str, place))} needs exactly one of {', '.join(METHODS)}.")
            return
        known = self.plain | call.NAMES | ({"job"} if place[-1] == "poll" else set())
        self._names((*place, methods[0]), call.target[1], known)
        for part in ("query", "headers"):
            for key, text in getattr(call, part).items():
                self._names((*place, part, key), text, known)
                self._names((*place, part, key), Template(key), known)
        for part in ("body", "row"):
            body = getattr(call, part, None)
            if body is not None:
                self._names((*place, part), body, known | {"id"})
        if call.budget and call.budget not in {one.only for one in self.manifest.limits.windows}:
            self.wrong((*place, "budget"), f"[limits] has no window with only = “{call.budget}”.")
        self._page(place, call)

    def _page(self, place: Place, call: Call) -> None:
        page = getattr(call, "page", None)
        if page is None:
            return
        if page.send_in is PageIn.BODY and call.target[0] in {"GET", "OPTIONS", "DELETE"}:
            self.wrong((*place, "page", "send_in"), "a call of this method has no body.")
        if isinstance(page, LinkPager) and (page.at is None) == (not page.header):
            self.wrong((*place, "page"), "a pager by link needs either “at” or “header”.")
        if page.size < 1:
            self.wrong((*place, "page", "size"), "a page has one record at least.")

    def _table(self, place: Place, table: Table) -> None:
        if not table.id.parts:
            self.wrong((*place, "id"), "“id” must say where a record's id stands.")
        if not table.fields and table.schema is None:
            self.wrong(place, "the table needs [fields] or a [schema] that lists them.")
        if table.hook and table.hook not in HOOKS:
            self.wrong((*place, "hook"), f"there is no hook “{table.hook}”.{nearest(table.hook, HOOKS)}")
        if (table.create or table.update or table.delete) and not (table.by_ids or table.get):
            self.wrong(place, "a table that is written needs “by_ids” or “get”: what was written is read back.")
        for name, spec in table.fields.items():
            self._field((*place, "fields", name), table, spec)
        for key in ("create", "update", "delete"):
            write = getattr(table, key)
            if write is not None:
                self._write((*place, key), table, write)
        self._guard((*place, "guard"), table)
        self._search((*place, "search"), table)
        if isinstance(table.changes, IdChanges) and not isinstance(table.changes.page, KeyPager):
            self.wrong((*place, "changes"), "changes by id need a pager of kind “key”.")

    def _search(self, place: Place, table: Table) -> None:
        search = table.search
        if search is None:
            return
        if search.by and search.terms:
            self.wrong((*place, "terms"), "either “by” or “terms” tells what can be asked for.")
        for name, text in search.terms.items():
            self._names((*place, "terms", name), text, self.plain | {"table", "field", "value"})
            if table.schema is None and name not in table.fields:
                self.wrong((*place, "terms", name), f"there is no field “{name}”.{nearest(name, table.fields)}")
        if search.lag and not search.twin and table.newest is None:
            what = "a search that lags needs [newest], which shows what it misses, or a system that refuses a twin."
            self.wrong((*place, "lag"), what)

    def _guard(self, place: Place, table: Table) -> None:
        if table.guard.kind is not GuardKind.COMPARE and table.version is None:
            self.wrong(place, "a guard by version needs “version”: where a record's version stands.")
        if table.guard.fresh and (table.guard.kind is GuardKind.COMPARE or table.get is None):
            self.wrong((*place, "fresh"), "“fresh” needs a guard by version, and “get”, which tells the version.")

    def _field(self, place: Place, table: Table, spec: FieldSpec) -> None:
        problem = format_problem(spec.type, spec.format)
        if problem:
            self.wrong((*place, "format"), problem)
        outside = spec.path is not None and table.fields_at.parts and spec.path.within(table.fields_at) is None
        if outside and not spec.read_only:
            self.wrong((*place, "path"), f"outside of “{table.fields_at}” a field must be read_only.")
        if spec.labels and not spec.choices:
            self.wrong((*place, "labels"), "labels need choices.")

    def _write(self, place: Place, table: Table, write: Write) -> None:
        names: frozenset[str] = write.target[1].names if _method(write) else frozenset()
        for text in (write.body, *write.query.values()):
            names |= text.names if text is not None else frozenset()
        several = bool(names & {"rows", "ids", "rows_by_id"})
        if several and write.results is None:
            self.wrong(place, "a call that writes several records needs [results]: what the answer says of each.")
        if write.few and write.alone is None:
            self.wrong((*place, "few"), "“few” needs “alone”: the call for one record.")
        if write.max > 1 and not several:
            self.wrong((*place, "max"), "several records need {rows} or {ids} in the call.")
        if names & {"rows", "rows_by_id"} and write.row is None:
            self.wrong(place, "{rows} needs “row”: what each of them looks like.")
        if isinstance(write, CreateCall) and not (several or write.id or write.new_id):
            self.wrong(place, "create needs “id”: where the answer names the new record's id.")
        if isinstance(write, CreateCall) and several and not (write.new_id or (write.results and write.results.id)):
            self.wrong(place, "create needs results.id: where the answer names a new record's id.")
        if isinstance(write, CreateCall):
            for name in set(write.unless) - table.fields.keys() if table.schema is None else ():
                self.wrong((*place, "unless"), f"there is no field “{name}”.{nearest(name, table.fields)}")


def _method(call: Call) -> bool:
    return any(getattr(call, method) is not None for method in METHODS)


def _calls(data: Any, place: Place) -> Iterator[tuple[Place, Call]]:
    """Every call in the manifest with its place."""
    if isinstance(data, Call):
        yield place, data
    if dataclasses.is_dataclass(data):
        kind: type = type(data)
        for key, field in keys_of(kind).items():
            yield from _calls(getattr(data, field.name), (*place, key))
    elif isinstance(data, Mapping):
        for key, one in data.items():
            yield from _calls(one, (*place, key))
