"""Site files and map layers into domain values."""
