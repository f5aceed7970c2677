"""The demo: a shop's customer database and a workbook with the same people, made to disagree, and synced."""
