"""A module of Tryton, for its own environment: the table that the connector contract wants."""
