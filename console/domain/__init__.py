"""What things are: values and pure transitions; standard library only."""
