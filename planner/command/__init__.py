"""What the command line does: one module a family of commands, and what they have in common."""
