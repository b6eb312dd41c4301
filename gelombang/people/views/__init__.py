"""Pages of accounts and of registering, one module each."""
