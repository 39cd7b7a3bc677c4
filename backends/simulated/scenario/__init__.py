"""Plays on file: who is on stage, what happens when, and the devices that act it."""
