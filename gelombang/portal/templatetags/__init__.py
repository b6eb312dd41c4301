"""Words for templates of the portal."""
