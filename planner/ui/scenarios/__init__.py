"""The page of scenarios: a list of them, one open for changes, plans for them, and a comparison."""
