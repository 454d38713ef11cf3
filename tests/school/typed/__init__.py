"""Rows as they are typed over stored ones."""
