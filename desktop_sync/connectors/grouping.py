"""Batches of writes for systems that take several at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from desktop_sync.errors import DesktopSyncError
from desktop_sync.model.record import Create, Outcome, OutcomeStatus, Write


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


def make_all(
    batch: Sequence[Write], outcomes: dict[int, Outcome], make: Callable[[Sequence[int]], object]
) -> Sequence[Outcome]:
    """Make a batch group by group; `make` puts outcomes by index. All outcomes in order. Raises only when nothing was written:
    after that an error leaves what it kept from being made for later.
    """
    for group in groups(batch):
        try:
            make(group)
        except DesktopSyncError as error:
            if not outcomes:
                raise
            leave(group, outcomes, error)
    return [outcomes[index] for index in range(len(batch))]


def leave(indexes: Iterable[int], outcomes: dict[int, Outcome], error: DesktopSyncError) -> None:
    """What has no outcome yet is to be tried again."""
    for index in indexes:
        outcomes.setdefault(index, Outcome(OutcomeStatus.RETRY, words=str(error)))
