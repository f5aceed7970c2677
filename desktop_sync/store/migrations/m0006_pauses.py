"""What people have paused; and the waits of accounts in a table of their own: a sync named “@shop” shared one with the account “shop”."""

STATEMENTS = (
    """CREATE TABLE pauses (
        account_id INTEGER PRIMARY KEY,
        since TEXT NOT NULL
    )""",
    """CREATE TABLE account_troubles (
        account TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        until TEXT
    )""",
    "INSERT INTO account_troubles (account, failures, until) SELECT substr(what, 2), failures, until FROM troubles WHERE what LIKE '@%'",
    # Of a sync with such a name, too: it may run at once, and waits again when it fails.
    "DELETE FROM troubles WHERE what LIKE '@%'",
)
