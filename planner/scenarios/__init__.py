"""Scenarios: a school year with named changes, planned for and compared with the year as it is."""
