"""The machine itself: clock, processes, the virtual screen, the data folder."""
