"""Bringing in a list of pupils from a MIS: upload, match columns, explain codes, look, save, undo.

What is uploaded stays in the memory of the visit until it is saved or put away, because it may hold
names. Only what the preview shows is ever written, all of it in one step.
"""

from planner.ui.importing.panel import draw_import

__all__ = ["draw_import"]
