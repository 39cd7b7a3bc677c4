"""Use-cases, driven through ports."""
