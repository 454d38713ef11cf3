"""Evenhand: finds a school's best plan for its special educational needs money and staff."""

__version__ = "0.1.0"
