"""Runs syncs and answers for them: the steps of a run, review, history, accounts. Knows the world only through ports."""
