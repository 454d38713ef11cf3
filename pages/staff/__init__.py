"""The adults, what they cost and what they can do."""
