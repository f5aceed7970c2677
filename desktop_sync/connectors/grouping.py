"""Batches of writes for systems that take several at once."""

from collections.abc import Iterator, Sequence

from desktop_sync.model.record import Create, Write


def groups(batch: Sequence[Write]) -> Iterator[Sequence[int]]:
    """Indexes of writes of one kind that follow each other, no record twice among them."""
    group: list[int] = []
    seen: set[str] = set()
    for index, write in enumerate(batch):
        name = "" if isinstance(write, Create) else str(write.expected.ref)
        if group and (type(batch[group[0]]) is not type(write) or (name and name in seen)):
            yield group
            group, seen = [], set()
        group.append(index)
        seen.add(name)
    if group:
        yield group
