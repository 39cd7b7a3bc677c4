"""The field desk: records, deadlines and the rules of each kind."""
