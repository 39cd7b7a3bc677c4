"""The frame of the field boards: pages of rows, facts, one form at a time."""
