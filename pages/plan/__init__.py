"""Making a plan and reading it."""
