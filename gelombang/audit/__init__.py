"""Who did what, and when: events that are only ever added, sealed into a chain of hashes that anyone can check."""
