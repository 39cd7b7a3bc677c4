"""What may be said on the command line, and nothing of what it does."""
