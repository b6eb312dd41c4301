"""The order of the programme's life, and what keeps it going."""
