"""HTTP as a simulated camera speaks it."""
