"""Foreign protocols as ordinary edge devices."""
