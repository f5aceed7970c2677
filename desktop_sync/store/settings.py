"""Small settings of the workspace: text by key."""

from desktop_sync.store.database import Database


class SqlSettings:
    """`sync.ports.Settings`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, key: str, default: str = "") -> str:
        """The setting."""
        row = self._db.row("SELECT value FROM settings WHERE key = ?", (key,))
        return default if row is None else str(row[0])

    def put(self, key: str, value: str) -> None:
        """Set it."""
        self._db.run(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin so, in order."""
        # No LIKE: "_" and "%" in a prefix would be patterns.
        rows = self._db.rows("SELECT key FROM settings WHERE substr(key, 1, ?) = ? ORDER BY key", (len(prefix), prefix))
        return [row[0] for row in rows]
