"""Acts on accounts and people, one module each."""
