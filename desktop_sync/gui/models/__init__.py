"""Qt models: rows of frozen data in, signals out. They know no view and no store."""
