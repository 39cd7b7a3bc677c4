"""A district that speaks the real protocols."""
