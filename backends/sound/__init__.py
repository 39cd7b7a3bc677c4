"""Sounds rendered and played."""
