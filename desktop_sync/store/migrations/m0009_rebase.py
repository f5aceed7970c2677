"""Up to when a workspace that was put back to an older state knows what its systems agreed on."""

STATEMENTS = ("ALTER TABLE syncs ADD COLUMN rebase_since TEXT",)
