"""Patrols, hazards and the roster of joint patrols."""
