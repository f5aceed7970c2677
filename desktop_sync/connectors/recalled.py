"""Whether a table is as a run was told that it is, where its fields were remembered and not asked for."""

from collections.abc import Iterable

from desktop_sync.errors import SchemaDrift
from desktop_sync.model.schema import TableSchema


def check_recalled(told: TableSchema, now: TableSchema, names: Iterable[str], place: str) -> None:
    """Raise SchemaDrift where one of the fields is gone, has become read-only, or is of another type."""
    for name in names:
        before, after = told.field(name), now.field(name)
        if before is None:
            continue
        if after is None:
            raise SchemaDrift(f"“{now.label or now.name}” has no field “{name}” any more.", place=place)
        if before.type is not after.type:
            raise SchemaDrift(f"“{name}” was {before.type.value} and is {after.type.value} now.", place=place)
        if after.read_only and not before.read_only:
            raise SchemaDrift(f"“{name}” has become read-only.", place=place)
