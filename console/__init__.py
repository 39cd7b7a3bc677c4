"""The control room without a screen: no Qt, no I/O."""
