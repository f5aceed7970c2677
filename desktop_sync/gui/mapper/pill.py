"""What stands on a link's pill, and what its tooltip says."""

from desktop_sync.gui.mapper.fixed import rule_mark
from desktop_sync.gui.mapper.judge import Grade, Verdict
from desktop_sync.gui.mapper.model import MapperModel, Selected
from desktop_sync.gui.phrases import said
from desktop_sync.gui.text import tr
from desktop_sync.model.mapping import Direction, FieldLink

ARROWS = {Direction.BOTH: "⇄", Direction.A_TO_B: "→", Direction.B_TO_A: "←"}


def link_of(model: MapperModel, selected: Selected) -> FieldLink:
    """The link, made or offered, that is meant; it has to be there."""
    found = model.link_of(selected)
    assert found is not None
    return found


def pill_text(model: MapperModel, selected: Selected) -> str:
    """“⇄ phone”, “⇄ full name · 48 of 50 survive”, “✕ text”, “⇄ suggested 86 %: same values”."""
    link = link_of(model, selected)
    arrow = ARROWS[link.direction]
    if selected.kind == "offer":
        offer = model.offers()[selected.at]
        return tr(
            "{arrow} suggested {confidence}: {reason}",
            arrow=arrow,
            confidence=f"{offer.confidence:.0%}",
            reason=said(offer.reason),
        ).replace("%", " %")
    verdict = model.verdict(link)
    if verdict.grade is Grade.GONE:
        return f"✕ {tr('field gone')}"
    if verdict.grade is Grade.BROKEN:
        return f"✕ {tr('does not fit')}"
    mark = rule_mark(link, model.tables) if model.tables is not None else ""
    return f"{arrow} {verdict.label}{_survivors(verdict)}{f' · {mark}' if mark else ''}"


def _survivors(verdict: Verdict) -> str:
    if verdict.checked and verdict.grade is Grade.LOSSY:
        return tr(" · {survived} of {checked} survive", survived=verdict.survived, checked=verdict.checked)
    return ""


def pill_tip(model: MapperModel, selected: Selected) -> str:
    """What the pill stands for, in full."""
    link = link_of(model, selected)
    assert model.tables is not None
    title = model.tables.title(link)
    if selected.kind == "offer":
        offer = model.offers()[selected.at]
        return tr(
            "{title}\nSuggested: {reason}. Click to accept, Delete to wave it aside.",
            title=title,
            reason=said(offer.reason),
        )
    verdict = model.verdict(link)
    return "\n".join(line for line in (title, verdict.reason) if line)


def spoken(model: MapperModel, selected: Selected) -> str:
    """The link in a sentence, for screen readers."""
    link = link_of(model, selected)
    assert model.tables is not None
    title = model.tables.title(link).replace(" ↔ ", " with ")
    if selected.kind == "offer":
        offer = model.offers()[selected.at]
        return tr(
            "Suggested: {title}, {confidence} sure, {reason}. Enter accepts.",
            title=title,
            confidence=f"{offer.confidence:.0%}",
            reason=said(offer.reason),
        )
    verdict = model.verdict(link)
    state = {
        Grade.FINE: tr("fine"),
        Grade.LOSSY: tr("some values don't survive"),
        Grade.BROKEN: tr("does not fit"),
        Grade.GONE: tr("a field is gone"),
    }[verdict.grade]
    way = {
        Direction.BOTH: tr("both ways"),
        Direction.A_TO_B: tr("to the right only"),
        Direction.B_TO_A: tr("to the left only"),
    }
    return f"{title}: {verdict.label or tr('no lens')}, {way[link.direction]}, {state}"
