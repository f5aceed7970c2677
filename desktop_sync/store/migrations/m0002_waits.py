"""Format 2: records that wait for their parents."""

STATEMENTS = (
    """CREATE TABLE waits (
        sync_id INTEGER NOT NULL REFERENCES syncs (id) ON DELETE CASCADE,
        side TEXT NOT NULL,
        ref TEXT NOT NULL,
        field TEXT NOT NULL,
        parent_id INTEGER NOT NULL,
        parent_side TEXT NOT NULL,
        parent_ref TEXT NOT NULL,
        PRIMARY KEY (sync_id, side, ref, field)
    )""",
)
