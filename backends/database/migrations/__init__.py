"""How the tables came to be, step by step; forward only. Run by `backends.database.schema`."""
