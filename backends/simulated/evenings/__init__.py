"""Evenings and nights of field work by numbers: escorts, guards, patrols."""
