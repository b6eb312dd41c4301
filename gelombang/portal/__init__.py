"""Pages that belong to no single stage: home, style guide, errors; the design system that all pages are built from."""
