"""Draws as the public sees them: what was committed, what came out, and everybody's own proof."""
