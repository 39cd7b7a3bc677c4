"""Verification of the journal's hash chain."""
