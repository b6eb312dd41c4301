"""Pages of applying, one module each."""
