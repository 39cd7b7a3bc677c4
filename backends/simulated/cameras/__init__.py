"""Simulated cameras as one process: scenes, coded streams, faults on order."""
