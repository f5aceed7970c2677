"""Painters of table cells. They decide nothing."""
