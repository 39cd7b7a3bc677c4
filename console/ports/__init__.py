"""What the services need from outside, and the words exchanged."""
