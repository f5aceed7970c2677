"""Finds folders, sets up logging and joins the layers."""
