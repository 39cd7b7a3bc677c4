"""Keys: which press means what, and the list of them."""
