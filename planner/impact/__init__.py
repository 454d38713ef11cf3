"""What came of provision: the effect that was seen, what to make of it, and what progress cost."""
