"""Waves: opening one, joining it, closing it."""
