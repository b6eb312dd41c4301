"""Acts on waves and applications, one module each."""
