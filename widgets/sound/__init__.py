"""All of sound at this seat."""
