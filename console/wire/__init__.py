"""Bytes <-> values; never raises on foreign input."""
