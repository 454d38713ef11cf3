"""The plan as a workbook to read and to work on: its totals are formulas over its own lines."""
