"""The functional core: no Django, clock, chance, input or output."""
