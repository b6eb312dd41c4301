"""Home, health, errors, and the design that every page is made of."""
