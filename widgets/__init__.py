"""What operators see; Qt lives here."""
