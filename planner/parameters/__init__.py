"""Dated figures, each with its unit and source, and the reader that finds the one in force."""
