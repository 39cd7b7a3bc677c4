"""ONVIF cameras: discovery, profiles, PTZ, events."""
