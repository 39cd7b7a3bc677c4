"""Forms of the detail column: one for each answer that needs more than its key."""
