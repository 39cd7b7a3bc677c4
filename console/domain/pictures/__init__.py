"""What a live picture is worth, and how a wall is shaped. Pure."""
