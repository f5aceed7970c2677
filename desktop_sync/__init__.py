"""Desktop Sync: two-way sync of business records between the systems of a small company."""

__version__ = "0.1.0"
