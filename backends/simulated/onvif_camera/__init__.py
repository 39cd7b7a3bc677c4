"""Simulated cameras as ONVIF devices: discovery, PTZ, events."""
