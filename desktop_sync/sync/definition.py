"""What can be wrong with a definition before any schema is known."""

from desktop_sync.model.sync import DeletePolicy, SyncDefinition
from desktop_sync.sync.words import Mistakes, nearest


def definition_problems(definition: SyncDefinition) -> list[tuple[int | None, str]]:
    """(line or None, sentence) for every mistake that shows without the tables' schemas; empty when there is none."""
    mistakes = Mistakes()
    definition_mistakes(definition, mistakes)
    return mistakes.found


def definition_mistakes(definition: SyncDefinition, mistakes: Mistakes, match_line: int | None = None) -> None:
    """Add them to `mistakes`. `match_line`: where the match keys stand."""
    if not definition.name.strip():
        mistakes.add("the sync has no name.")
    if not definition.fields:
        mistakes.add("no field is linked: at least one [[field]] is needed.")
    if definition.a == definition.b:
        mistakes.add("both sides are the same table; choose another account, table or filter for one of them.")
    _links(definition, mistakes)
    known = [link.name for link in definition.fields]
    for key in definition.match_keys:
        if not key:
            mistakes.add('a match key is empty; write it as ["email"].', match_line)
        for name in key:
            if name not in known:
                mistakes.add(f"the match key “{name}” is no shared field.{nearest(name, known)}", match_line)
    _archives(definition, mistakes)


def _links(definition: SyncDefinition, mistakes: Mistakes) -> None:
    seen: dict[str, int | None] = {}
    for link in definition.fields:
        if link.name in seen:
            first = f" (line {seen[link.name]})" if seen[link.name] else ""
            mistakes.add(f"there are two fields named “{link.name}”{first}; give one of them another name.", link.line)
        seen.setdefault(link.name, link.line)
        if not link.a and not link.b:
            mistakes.add(f"“{link.name}” links no field: it needs a and b.", link.line)
        for side, names in (("A", link.a), ("B", link.b)):
            if len(set(names)) < len(names):
                mistakes.add(f"“{link.name}” names the same field of {side} twice.", link.line)


def _archives(definition: SyncDefinition, mistakes: Mistakes) -> None:
    rules = definition.rules
    for policy, target, archive in (("a_to_b", "b", rules.archive_b), ("b_to_a", "a", rules.archive_a)):
        chosen = rules.a_to_b if policy == "a_to_b" else rules.b_to_a
        if chosen is DeletePolicy.ARCHIVE and archive is None:
            hint = f'archive = {{ {target} = {{ field = "active", value = "false" }} }}'
            mistakes.add(
                f'deletes {policy} = "archive" needs to know how {target.upper()} archives: {hint} in [rules].'
            )
