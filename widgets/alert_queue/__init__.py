"""The alert queue panel."""
