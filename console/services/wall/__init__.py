"""Which picture stands where, and why."""
