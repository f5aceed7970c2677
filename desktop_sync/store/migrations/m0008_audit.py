"""Who of the computer's people did it, and where; and a signature of each line of the audit. Older lines have none of it."""

STATEMENTS = (
    "ALTER TABLE audit ADD COLUMN person TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE audit ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE audit ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
)
