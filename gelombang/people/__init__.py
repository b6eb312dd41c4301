"""People: who they are, how sure we are of it, and what they allowed us to keep."""
