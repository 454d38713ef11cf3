"""The documents that schools have to produce: one module for each, and what they have in common."""
