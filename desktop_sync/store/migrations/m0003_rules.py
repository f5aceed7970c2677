"""What people rule about pairs, loops that they let go on, and what merging duplicates would give."""

STATEMENTS = (
    """CREATE TABLE rulings (
        id INTEGER PRIMARY KEY,
        sync_id INTEGER NOT NULL REFERENCES syncs (id) ON DELETE CASCADE,
        a_ref TEXT,
        b_ref TEXT,
        UNIQUE (sync_id, a_ref),
        UNIQUE (sync_id, b_ref)
    )""",
    """CREATE TABLE lifts (
        sync_id INTEGER NOT NULL REFERENCES syncs (id) ON DELETE CASCADE,
        link_id INTEGER NOT NULL,
        field TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (sync_id, link_id, field)
    )""",
    "ALTER TABLE holds ADD COLUMN proposal TEXT NOT NULL DEFAULT ''",
)
