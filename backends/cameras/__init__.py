"""The list of cameras, imported from files."""
