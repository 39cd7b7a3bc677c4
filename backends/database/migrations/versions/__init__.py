"""One module per step: `r<revision>_<subject>.py`."""
