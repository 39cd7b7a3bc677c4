"""The panel of escorts: bookings, teams, check-ins and the walk on three pictures."""
