"""Which groups of fields are folded, on each side. Lives as long as the window, so that an editor opens as it was left."""

from desktop_sync.model.record import Side


class Folds:
    """The folded groups of one sync's mapper, by side and key. Main thread."""

    def __init__(self) -> None:
        self._shut: dict[Side, frozenset[str]] = {"a": frozenset(), "b": frozenset()}

    def of(self, side: Side) -> frozenset[str]:
        """The keys of the side's folded groups."""
        return self._shut[side]

    def fold(self, side: Side, keys: frozenset[str], *, shut: bool) -> None:
        """Fold these groups, or open them."""
        self._shut[side] = self._shut[side] | keys if shut else self._shut[side] - keys
