"""Carries wishes between panels and the engine. GUI thread."""
