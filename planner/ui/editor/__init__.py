"""The table that every register is edited in: nothing typed is changed, dropped or lost.

``draw_editor`` takes a ``Sheet``: the stored rows, and what to call to save them and to keep a
draft of what is typed. It knows neither the store nor the school, so that it can be tried alone.
"""

from planner.ui.editor.desk import turn_to
from planner.ui.editor.editor import draw_editor
from planner.ui.editor.sheet import Clashing, KeptDraft, Sheet, Step

__all__ = ["Clashing", "KeptDraft", "Sheet", "Step", "draw_editor", "turn_to"]
