"""From writes to changes of a grid: which are stale, which the file refuses, and what refs the others have."""

from collections.abc import Iterator, Mapping, Sequence

from desktop_sync.connectors.files import identity
from desktop_sync.connectors.files.loaded import Loaded, same
from desktop_sync.connectors.files.storage import Options, Staged
from desktop_sync.model.record import Create, Delete, OutcomeStatus, Ref, Update, Write
from desktop_sync.model.values import Value


def parts(batch: Sequence[Write]) -> Iterator[tuple[int, Sequence[Write]]]:
    """The batch in parts in which no record occurs twice, each with its first index."""
    start = 0
    seen: set[str] = set()
    for index, write in enumerate(batch):
        name = f"create {write.token}" if isinstance(write, Create) else f"record {write.expected.ref}"
        if name in seen:
            yield start, batch[start:index]
            start, seen = index, set()
        seen.add(name)
    if start < len(batch):
        yield start, batch[start:]


class Stager:
    """Stages writes on one state of a table."""

    def __init__(self, options: Options, loaded: Loaded, staged: Staged) -> None:
        self._key, self._id_column = options.key, options.id_column
        self._loaded, self._staged = loaded, staged

    def stage(self, write: Write) -> None:
        """Stage one write: the next outcome is settled, or waits for the file's replacement."""
        if isinstance(write, Create):
            self._create(write)
            return
        row = self._loaded.rows.get(write.expected.ref)
        if row is None or not self._as_expected(row, write.expected.values):
            self._staged.end(OutcomeStatus.STALE)
        elif isinstance(write, Delete):
            self._staged.editor.remove(row)
            self._staged.changed = True
            self._staged.go_on(write.expected.ref)
        else:
            self._update(row, write)

    def give_id(self, row: int, ref: Ref) -> None:
        """Write a lasting id into a row."""
        self._need_id_column()
        self._staged.editor.change(row, {self._id_column: ref})
        self._staged.changed = True

    def _as_expected(self, row: int, values: Mapping[str, Value]) -> bool:
        return all(same(self._loaded.value(row, name), value) for name, value in values.items())

    def _update(self, row: int, write: Update) -> None:
        words = self._refusal(row, write.values)
        if words:
            self._staged.end(OutcomeStatus.REJECTED, words)
            return
        ref = write.expected.ref
        if identity.is_provisional(ref):
            ref = Ref(identity.new_id())
            self.give_id(row, ref)
        elif self._key and self._key in write.values:
            ref = _key_ref(write.values[self._key])
            self._staged.taken.add(ref)
        changes = {
            name: value for name, value in write.values.items() if not same(self._loaded.value(row, name), value)
        }
        if changes:
            self._staged.editor.change(row, changes)
            self._staged.changed = True
        self._staged.go_on(ref)

    def _create(self, write: Create) -> None:
        values = dict(write.values)
        if self._key:
            ref = _key_ref(values.get(self._key))
            if not ref:
                self._staged.end(
                    OutcomeStatus.REJECTED,
                    f"A new row needs a value in its key column “{self._key}”. Map that column, "
                    "or remove the account's setting “key” so that the program numbers the rows itself.",
                )
                return
        else:
            ref = Ref(identity.id_for(write.token))
            if ref in self._loaded.rows:  # this very create was made before, and its answer got lost
                self._staged.go_on(ref)
                return
        words = self._refusal(None, values)
        if words:
            self._staged.end(OutcomeStatus.REJECTED, words)
            return
        if not self._key:
            self._need_id_column()
            values[self._id_column] = ref
        self._staged.taken.add(ref)
        self._staged.editor.append(values)
        self._staged.changed = True
        self._staged.go_on(ref)

    def _refusal(self, row: int | None, values: Mapping[str, Value]) -> str:
        for name in values:
            index = self._loaded.positions.get(name)
            if index is None:
                return f"There is no column “{name}” any more."
            if self._loaded.grid.columns[index].read_only:
                return f"The column “{name}” holds formulas; they are not overwritten."
        if not self._key and self._id_column in values:
            return f"The column “{self._id_column}” holds the program's own ids; it can't be mapped as a target."
        if self._key and self._key in values:
            ref = _key_ref(values[self._key])
            if not ref:
                return f"The key column “{self._key}” must not be empty."
            if ref in self._staged.taken or (ref in self._loaded.rows and self._loaded.rows[ref] != row):
                return f"Another row has the same “{self._key}” already."
        return self._staged.editor.refusal(row, values)

    def _need_id_column(self) -> None:
        if self._id_column not in self._loaded.positions and not self._staged.new_column:
            self._staged.editor.add_column(self._id_column)
            self._staged.new_column = True


def _key_ref(value: Value) -> Ref:
    return Ref("" if value is None else str(value).strip())
