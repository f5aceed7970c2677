"""What stands on a link's pill, and what its tooltip says."""

from desktop_sync.gui.mapper.fixed import rule_mark
from desktop_sync.gui.mapper.judge import Grade, Verdict
from desktop_sync.gui.mapper.model import MapperModel, Selected
from desktop_sync.gui.text import tr
from desktop_sync.model.mapping import Direction, FieldLink

ARROWS = {Direction.BOTH: "⇄", Direction.A_TO_B: "→", Direction.B_TO_A: "←"}


def link_of(model: MapperModel, selected: Selected) -> FieldLink:
    """The link, made or offered, that is meant."""
    return model.offers()[selected.at].link if selected.kind == "offer" else model.links()[selected.at]


def pill_text(model: MapperModel, selected: Selected) -> str:
    """“⇄ phone”, “⇄ full name · 48 of 50 survive”, “✕ text”, “⇄ suggested 86 %: same values”."""
    link = link_of(model, selected)
    arrow = ARROWS[link.direction]
    if selected.kind == "offer":
        offer = model.offers()[selected.at]
        return f"{arrow} suggested {offer.confidence:.0%}: {offer.reason}".replace("%", " %")
    verdict = model.verdict(link)
    if verdict.grade is Grade.GONE:
        return f"✕ {tr('field gone')}"
    if verdict.grade is Grade.BROKEN:
        return f"✕ {tr('does not fit')}"
    mark = rule_mark(link, model.tables) if model.tables is not None else ""
    return f"{arrow} {verdict.label}{_survivors(verdict)}{f' · {mark}' if mark else ''}"


def _survivors(verdict: Verdict) -> str:
    if verdict.checked and verdict.grade is Grade.LOSSY:
        return f" · {verdict.survived:,} of {verdict.checked:,} survive"
    return ""


def pill_tip(model: MapperModel, selected: Selected) -> str:
    """What the pill stands for, in full."""
    link = link_of(model, selected)
    assert model.tables is not None
    title = model.tables.title(link)
    if selected.kind == "offer":
        offer = model.offers()[selected.at]
        return f"{title}\nSuggested: {offer.reason}. Click to accept, Delete to wave it aside."
    verdict = model.verdict(link)
    return "\n".join(line for line in (title, verdict.reason) if line)


def spoken(model: MapperModel, selected: Selected) -> str:
    """The link in a sentence, for screen readers."""
    link = link_of(model, selected)
    assert model.tables is not None
    title = model.tables.title(link).replace(" ↔ ", " with ")
    if selected.kind == "offer":
        offer = model.offers()[selected.at]
        return f"Suggested: {title}, {offer.confidence:.0%} sure, {offer.reason}. Enter accepts."
    verdict = model.verdict(link)
    state = {
        Grade.FINE: "fine",
        Grade.LOSSY: "some values don't survive",
        Grade.BROKEN: "does not fit",
        Grade.GONE: "a field is gone",
    }[verdict.grade]
    way = {Direction.BOTH: "both ways", Direction.A_TO_B: "to the right only", Direction.B_TO_A: "to the left only"}
    return f"{title}: {verdict.label or 'no lens'}, {way[link.direction]}, {state}"
