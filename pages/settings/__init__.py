"""Keeping what the school has, and keeping it private."""
