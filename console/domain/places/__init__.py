"""Places: coordinates, grids, addresses, what is near, what a district plans with. Pure."""
