"""The detail panel of the chosen alert."""
