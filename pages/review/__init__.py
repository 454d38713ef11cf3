"""What came of provision, and what to make of it."""
