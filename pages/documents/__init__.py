"""Taking a plan away."""
