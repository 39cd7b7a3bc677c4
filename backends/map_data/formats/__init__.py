"""Map files of other people's making, one file format a module: bytes to features."""
