"""The field mapper: two lists of fields, and the links between them."""
