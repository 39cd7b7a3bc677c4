"""The engine's loop: what comes in, in which order, and what goes out."""
