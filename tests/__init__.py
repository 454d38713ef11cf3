"""What Evenhand promises, one behaviour a test; the folders follow those of the planner."""
