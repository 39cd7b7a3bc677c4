"""The device side of SEP1: events are kept until the engine has receipted them."""
