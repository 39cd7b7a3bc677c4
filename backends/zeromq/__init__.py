"""The only room that knows ZeroMQ: doors of the engine, links of devices and of seats."""
