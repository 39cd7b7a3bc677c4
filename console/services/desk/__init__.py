"""The engine's decisions on events and commands: pure, one batch at a time."""
