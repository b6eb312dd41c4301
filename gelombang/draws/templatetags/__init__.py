"""Template filters of the draws app."""
