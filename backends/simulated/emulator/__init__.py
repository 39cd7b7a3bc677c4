"""Thousands of emulated devices in one thread, for load."""
