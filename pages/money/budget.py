"""Budget: nothing yet."""
