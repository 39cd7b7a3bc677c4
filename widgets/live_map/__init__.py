"""The live map panel."""
