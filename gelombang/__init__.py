"""Public benefit programmes served in waves, by a lot that anyone can repeat."""

__version__ = "0.1.0"
