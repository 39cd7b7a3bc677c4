"""The work in the field: escorts, patrols, guard details, shelters, lockers. Pure."""
