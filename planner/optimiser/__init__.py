"""Finds the plan, and proves it."""
