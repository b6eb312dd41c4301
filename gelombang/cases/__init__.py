"""Cases: what needs a human decision, with its evidence, the decision and the reason."""
