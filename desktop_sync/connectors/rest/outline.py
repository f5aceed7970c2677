"""What a manifest describes, in short: for people who check one."""

from pathlib import Path
from typing import Any

from desktop_sync.connectors.rest import described
from desktop_sync.connectors.rest.format_table import GuardKind, Table
from desktop_sync.connectors.rest.load import read_manifest

_GUARDS = {
    GuardKind.HEADER: "refused by the system",
    GuardKind.FIELD: "refused by the system",
    GuardKind.COMPARE: "compared before, a moment stays",
}


def outline(file: Path) -> dict[str, Any]:
    """The manifest in the file as JSON-ready data. Raises UsageError, ManifestError with all mistakes."""
    manifest = read_manifest(file)
    info = described(manifest)
    tables = [_table(name, one) for name, one in manifest.tables.items()]
    return {
        "kind": info.kind,
        "label": info.label,
        "format": manifest.format,
        "settings": [one.key for one in info.settings],
        "tables": tables,
        "hooks": sum(bool(one.hook) for one in manifest.tables.values()),
    }


def _table(name: str, table: Table) -> dict[str, Any]:
    return {
        "name": name if table.each is None else f"{name} (each that is listed)",
        "create": table.create is not None,
        "update": table.update is not None,
        "delete": table.delete is not None,
        "changes": table.changes.kind if table.changes is not None else "full comparison",
        "guard": _GUARDS[table.guard.kind] if table.update or table.delete else "never written",
    }
