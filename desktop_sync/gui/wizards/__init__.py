"""The wizards: connect a system, set up a sync."""
