"""The pages: each reads what is open, asks the planner, and draws."""
