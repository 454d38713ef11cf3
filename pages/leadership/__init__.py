"""A plan for whoever decides: read, approved and printed."""
