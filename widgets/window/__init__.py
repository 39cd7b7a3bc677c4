"""The window: where panels sit, its lines and banners, one session of it."""
