"""Benchmarks: what the program costs, beside the same work in a plain loop in the same run. Nothing here is a test."""
