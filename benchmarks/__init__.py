"""What the planner takes, measured beside its peers in one run."""
