"""Cameras in, frames in shared memory out."""
