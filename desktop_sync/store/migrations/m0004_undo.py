"""Time travel: in which run a link was made, who made the edit that an operation carried, and what happened beside writing.

`trail` tells of a record what is no operation: conflicts opened and decided, holds opened, links dissolved (with the
bases that they had, so that they can be made again).
"""

STATEMENTS = (
    "ALTER TABLE links ADD COLUMN made_run INTEGER",
    "ALTER TABLE operations ADD COLUMN source_who TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE operations ADD COLUMN source_time TEXT",
    """CREATE TABLE trail (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sync_id INTEGER NOT NULL,
        run_id INTEGER NOT NULL,
        what TEXT NOT NULL,
        at TEXT NOT NULL,
        side TEXT NOT NULL,
        a_ref TEXT,
        b_ref TEXT,
        field TEXT NOT NULL,
        words TEXT NOT NULL,
        data BLOB NOT NULL
    )""",
    "CREATE INDEX trail_a ON trail (sync_id, a_ref)",
    "CREATE INDEX trail_b ON trail (sync_id, b_ref)",
    "CREATE INDEX trail_run ON trail (run_id) WHERE run_id <> 0",
)
