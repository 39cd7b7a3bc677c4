"""Commands without a screen: each puts back ends together and runs them."""
