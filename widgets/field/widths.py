"""From which width a board of the field work has room. Values only."""

NARROW = 820  # logical pixels; a board on a Full HD monitor has 1,100, on a laptop 600
