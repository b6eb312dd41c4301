"""The command line: `gelombang draw …` for draws, and Django's own commands for the site."""

from .main import main

__all__ = ["main"]
