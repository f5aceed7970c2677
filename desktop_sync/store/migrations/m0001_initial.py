"""The first schema.

Times are ISO 8601 texts in UTC. Values of customers are JSON in BLOB columns (model/values.py). Ids are never used
twice (AUTOINCREMENT): keyring entries and history name them. Runs and operations have no foreign key to their sync:
they outlive it.
"""

STATEMENTS = (
    """CREATE TABLE accounts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        settings TEXT NOT NULL,
        secret_keys TEXT NOT NULL,
        created_at TEXT
    )""",
    """CREATE TABLE syncs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE,
        definition TEXT NOT NULL,
        file TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        cursor_a TEXT,
        cursor_b TEXT,
        last_full_at TEXT,
        paired INTEGER NOT NULL,
        schema_a TEXT NOT NULL,
        schema_b TEXT NOT NULL
    )""",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sync_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        report TEXT NOT NULL,
        undone_by INTEGER
    )""",
    "CREATE INDEX runs_by_sync ON runs (sync_id, id)",
    """CREATE TABLE links (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sync_id INTEGER NOT NULL REFERENCES syncs (id) ON DELETE CASCADE,
        a_ref TEXT NOT NULL,
        b_ref TEXT NOT NULL,
        a_mark BLOB,
        b_mark BLOB,
        gone TEXT NOT NULL DEFAULT '',
        UNIQUE (sync_id, a_ref),
        UNIQUE (sync_id, b_ref)
    )""",
    # By sync and id, so that a sweep reads the rows in the order in which they lie in the file.
    "CREATE INDEX links_by_sync ON links (sync_id, id)",
    "CREATE INDEX links_gone ON links (sync_id, gone) WHERE gone <> ''",
    "CREATE INDEX links_unsettled ON links (sync_id, id) WHERE a_mark IS NULL OR b_mark IS NULL",
    """CREATE TABLE bases (
        link_id INTEGER PRIMARY KEY REFERENCES links (id) ON DELETE CASCADE,
        a_base BLOB NOT NULL,
        b_base BLOB NOT NULL
    )""",
    """CREATE TABLE aside (
        sync_id INTEGER NOT NULL REFERENCES syncs (id) ON DELETE CASCADE,
        side TEXT NOT NULL,
        ref TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (sync_id, side, ref)
    )""",
    # Pages of a listing in which everything was agreed, by digest; and the records in them of which that is not true.
    """CREATE TABLE seals (
        sync_id INTEGER NOT NULL REFERENCES syncs (id) ON DELETE CASCADE,
        side TEXT NOT NULL,
        digest BLOB NOT NULL,
        PRIMARY KEY (sync_id, side, digest)
    )""",
    """CREATE TABLE unsealed (
        sync_id INTEGER NOT NULL REFERENCES syncs (id) ON DELETE CASCADE,
        side TEXT NOT NULL,
        ref TEXT NOT NULL,
        PRIMARY KEY (sync_id, side, ref)
    )""",
    """CREATE TABLE sightings (
        run_id INTEGER NOT NULL,
        side TEXT NOT NULL,
        ref TEXT NOT NULL,
        link_id INTEGER,
        gone INTEGER NOT NULL,
        view BLOB NOT NULL,
        mark BLOB NOT NULL,
        modified_at TEXT,
        modified_by TEXT NOT NULL,
        version TEXT,
        PRIMARY KEY (run_id, side, ref)
    )""",
    "CREATE INDEX sightings_linked ON sightings (run_id, link_id) WHERE link_id IS NOT NULL",
    "CREATE INDEX sightings_unlinked ON sightings (run_id, side, ref) WHERE link_id IS NULL",
    """CREATE TABLE operations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id INTEGER NOT NULL,
        sync_id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        writes INTEGER NOT NULL,
        side TEXT NOT NULL,
        ref TEXT,
        source_ref TEXT,
        link_id INTEGER,
        a_ref TEXT,
        b_ref TEXT,
        reason TEXT NOT NULL,
        final INTEGER NOT NULL,
        settles INTEGER NOT NULL,
        changes BLOB NOT NULL,
        view_a BLOB NOT NULL,
        view_b BLOB NOT NULL,
        mark_a BLOB,
        mark_b BLOB,
        kept BLOB NOT NULL,
        label TEXT NOT NULL,
        token TEXT NOT NULL,
        state TEXT NOT NULL,
        words TEXT NOT NULL,
        sent_at TEXT,
        settled_at TEXT
    )""",
    "CREATE INDEX operations_planned ON operations (run_id, id, writes) WHERE state = 'planned'",
    "CREATE INDEX operations_sent ON operations (sync_id, id) WHERE state = 'sent'",
    "CREATE INDEX operations_done ON operations (sync_id, id) WHERE state = 'done' AND writes = 1",
    "CREATE INDEX operations_done_run ON operations (run_id, id) WHERE state = 'done' AND writes = 1",
    "CREATE INDEX operations_done_a ON operations (sync_id, a_ref) WHERE state = 'done' AND writes = 1",
    "CREATE INDEX operations_done_b ON operations (sync_id, b_ref) WHERE state = 'done' AND writes = 1",
    """CREATE TABLE conflicts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sync_id INTEGER NOT NULL REFERENCES syncs (id) ON DELETE CASCADE,
        run_id INTEGER NOT NULL,
        link_id INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        field TEXT NOT NULL,
        base BLOB NOT NULL,
        a BLOB NOT NULL,
        b BLOB NOT NULL,
        a_ref TEXT,
        b_ref TEXT,
        a_time TEXT,
        b_time TEXT,
        a_who TEXT NOT NULL,
        b_who TEXT NOT NULL,
        label TEXT NOT NULL,
        opened_at TEXT,
        take TEXT,
        value BLOB,
        UNIQUE (link_id, field)
    )""",
    "CREATE INDEX conflicts_by_sync ON conflicts (sync_id, id)",
    """CREATE TABLE holds (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sync_id INTEGER NOT NULL REFERENCES syncs (id) ON DELETE CASCADE,
        run_id INTEGER NOT NULL,
        subject TEXT NOT NULL,
        link_id INTEGER REFERENCES links (id) ON DELETE CASCADE,
        side TEXT NOT NULL,
        ref TEXT,
        field TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        remedy TEXT NOT NULL,
        state TEXT NOT NULL,
        words TEXT NOT NULL,
        mark BLOB,
        label TEXT NOT NULL,
        since TEXT,
        attempts INTEGER NOT NULL,
        UNIQUE (sync_id, subject, field, code)
    )""",
    "CREATE INDEX holds_by_link ON holds (link_id)",
    """CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        details TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    )""",
    """CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    )""",
)
