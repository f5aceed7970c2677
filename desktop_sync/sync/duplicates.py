"""What merging duplicates would give: which record to keep, and its values then. A proposal in words and data; pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from desktop_sync.model.record import Ref
from desktop_sync.model.values import Value, View, is_blank, plain, to_json

MOST = 20
"""So many records of a group are looked at; more of the same are a mistake of the key, not duplicates."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """Keep `keep`, with `values`. `taken`: field → the record that a missing value comes from. `differ`: fields in which a record
    that would go holds another value.
    """

    keep: Ref
    others: tuple[Ref, ...]
    values: View = field(repr=False)
    taken: Mapping[str, Ref]
    differ: Mapping[str, Mapping[Ref, Value]] = field(repr=False)

    def sentence(self) -> str:
        """In words, with the values that differ."""
        parts = [f"Keep record {self.keep}, it is the fullest"]
        if self.taken:
            shown = [f"“{name}” from {ref}" for name, ref in list(self.taken.items())[:_SHOWN]]
            parts.append(f"take {', '.join(shown)}{' …' if len(self.taken) > _SHOWN else ''}")
        if self.differ:
            shown = [self._difference(name) for name in list(self.differ)[:_SHOWN]]
            parts.append(f"look at {', '.join(shown)}{' …' if len(self.differ) > _SHOWN else ''}")
        return f"{'; '.join(parts)}; then remove {', '.join(self.others[:_SHOWN])}{' …' if len(self.others) > _SHOWN else ''}."

    def _difference(self, name: str) -> str:
        rest = ", ".join(f"{plain(value)} in {ref}" for ref, value in list(self.differ[name].items())[:_SHOWN])
        return f"“{name}” ({plain(self.values[name])} in {self.keep}, {rest})"

    def as_json(self) -> dict[str, object]:
        """As data for scripts."""
        return {
            "keep": self.keep,
            "remove": list(self.others),
            "values": {name: plain(value) for name, value in self.values.items()},
            "taken": dict(self.taken),
            "differ": {name: {ref: plain(one) for ref, one in rows.items()} for name, rows in self.differ.items()},
        }

    def as_text(self) -> str:
        """`as_json` as text."""
        return orjson.dumps(self.as_json(), default=str).decode()


def propose(
    views: Mapping[Ref, View], times: Mapping[Ref, dt.datetime | None], kept: Ref | None = None
) -> Proposal | None:
    """The proposal for records that are taken for the same thing; None for fewer than two. `kept`: the one to keep, if that is set."""
    if len(views) < 2:
        return None
    order = sorted(list(views)[:MOST], key=lambda ref: (ref != kept, *_rank(views[ref], times.get(ref), ref)))
    keep, others = order[0], tuple(order[1:])
    values, taken = dict(views[keep]), {}
    differ: dict[str, dict[Ref, Value]] = {}
    for ref in others:
        for name, value in views[ref].items():
            if is_blank(value):
                continue
            if is_blank(values.get(name)):
                values[name], taken[name] = value, ref
            elif to_json(value) != to_json(values[name]):
                differ.setdefault(name, {})[ref] = value
    return Proposal(keep, others, values, taken, differ)


def _rank(view: View, time: dt.datetime | None, ref: Ref) -> tuple[int, float, int, str]:
    """The fullest first, then the one changed last, then the oldest number."""
    filled = sum(not is_blank(value) for value in view.values())
    return -filled, -(time.timestamp() if time else 0.0), int(ref) if ref.isdecimal() else 0, ref
