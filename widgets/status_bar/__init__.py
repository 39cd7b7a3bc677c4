"""Links, database, clock, unacknowledged count."""
