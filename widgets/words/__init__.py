"""What the console says, in the language of the moment. Pure look-ups."""
