"""Words for templates about people."""
