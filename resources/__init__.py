"""Sounds, fonts, styles, translations and the demo district."""
