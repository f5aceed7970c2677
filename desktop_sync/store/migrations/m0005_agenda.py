"""What is to run and what must wait, over a restart; and who works on this workspace, the window or the service."""

STATEMENTS = (
    """CREATE TABLE wishes (
        sync TEXT PRIMARY KEY,
        since TEXT NOT NULL,
        whole INTEGER NOT NULL,
        tries INTEGER NOT NULL
    )""",
    """CREATE TABLE troubles (
        what TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        until TEXT
    )""",
    """CREATE TABLE leases (
        name TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        kind TEXT NOT NULL,
        place TEXT NOT NULL,
        since TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        state TEXT NOT NULL
    )""",
)
