"""The video wall panel."""
