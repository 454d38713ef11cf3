"""What an import would do, shown before anything is written, and what can be done about it."""

from __future__ import annotations

import streamlit as st

from planner.charts.register_words import year_name
from planner.charts.words import counted, sentence_case
from planner.exchange.mis.preview import Preview
from planner.exchange.mis.view import (
    added_listing,
    changed_listing,
    in_short,
    problems_listing,
)
from planner.ui.editor.work import said_of
from planner.ui.importing import acts
from planner.ui.importing.box import draw_box
from planner.ui.importing.desk import Desk
from planner.ui.importing.listing import draw_listing
from planner.ui.importing.work import Leaving, Work
from planner.ui.messages import draw_failure
from planner.ui.state import Key
from planner.ui.text import list_of, plain_label, say

_SHOWN_WITHOUT_SCROLLING = 12
_SCROLLED_HEIGHT = 420


def draw_outcome(desk: Desk, work: Work) -> None:
    """Show what would be added, changed and gone, and the button that saves it."""
    preview = work.preview
    say("What would change", kind="heading")
    can_be_used = any((preview.added, preview.changed, preview.unchanged, preview.gone))
    if can_be_used:
        list_of(in_short(preview))
    _draw_faults(preview, can_be_used=can_be_used)
    _draw_pupils(preview)
    removed = _draw_leaving(desk, work.leaving)
    if desk.failure is not None and not desk.is_unread:
        draw_failure(desk.failure, "mis_not_saved")
    if can_be_used:
        _draw_save(desk, work, removed)


def _draw_faults(preview: Preview, *, can_be_used: bool) -> None:
    if preview.problems:
        things = counted(len(preview.problems), "thing is", "things are")
        rest = " Everything else can be saved." if can_be_used else ""
        say(f"{things} wrong in the file.{rest}", kind="warning")
    if preview.problems or preview.notes:
        title = "Row by row: what is wrong, and what was passed over"
        with st.expander(title, expanded=not can_be_used):
            draw_listing(problems_listing(preview))


def _draw_pupils(preview: Preview) -> None:
    if preview.added:
        st.markdown("**Added**")
        draw_listing(added_listing(preview))
    if preview.changed:
        st.markdown("**Changed**")
        draw_listing(changed_listing(preview))


def _draw_leaving(desk: Desk, leaving: tuple[Leaving, ...]) -> int:
    """Ask of each pupil who is gone whether to remove them; give how many are to go."""
    if not leaving:
        return 0
    st.markdown("**Not at the school by this file**")
    say("Tick whom to remove. Whoever is not ticked stays in the register.")
    is_long = len(leaving) > _SHOWN_WITHOUT_SCROLLING
    with st.container(height=_SCROLLED_HEIGHT if is_long else "content", border=is_long):
        return sum(draw_box(desk, f"gone_{one.code}", plain_label(_about(one))) for one in leaving)


def _about(leaving: Leaving) -> str:
    pupil = leaving.gone.pupil
    where = ", ".join(part for part in (year_name(pupil.year_group), pupil.class_name) if part)
    said = f"Remove {pupil.pupil} ({where}): {leaving.gone.because}."
    follow = sentence_case(said_of(leaving.dependents))
    return f"{said} {follow}." if follow else said


def _draw_save(desk: Desk, work: Work, removed: int) -> None:
    count = len(work.preview.added) + len(work.preview.changed) + removed
    if not count and not work.finds_new_pairs:
        say("The register says all of this already, so there is nothing to save.", kind="success")
        return
    st.button(
        f"Save {counted(count, 'change')}" if count else "Remember which number is which pupil",
        key=Key.MIS_SAVE,
        type="primary",
        on_click=acts.save,
        args=(desk,),
    )
    say(
        "All of it is saved as one step that can be undone. Needs, statutory items and decisions "
        "of pupils who stay are left as they are.",
        kind="small",
    )
