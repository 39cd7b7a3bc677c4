"""Guard details: the board of cases and one case with its roster. GUI thread."""
