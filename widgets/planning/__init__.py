"""The planning view: figures of the district as tables and charts."""
