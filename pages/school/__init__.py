"""Opening a school."""
