"""What is seen while a plan is made: what is settled now, how far, time left, and a way to stop."""

from __future__ import annotations

import streamlit as st

from planner.charts.progress import standing_of
from planner.ui import state, visitor, work
from planner.ui.state import Key
from planner.ui.text import plain, say


@st.fragment(run_every="1s")
def draw_progress() -> None:
    """Show how far the plan has come, once a second, while the page around it stays as it is."""
    job = state.job()
    if job is None or job.is_over or visitor.is_over():
        st.rerun()
    work.keep_alive(job)
    if job.is_waiting:
        say("Waiting for another plan on this machine to finish; yours is next.", kind="info")
    else:
        standing = standing_of(job.progress, job.options.time_limit, job.seconds)
        st.progress(standing.share, text=plain(standing.doing))
        doing_last = "Stopping, and checking the best so far." if job.is_stopping else standing.best
        say(f"{standing.time}. {doing_last}", kind="small")
    st.button(
        "Stop and keep the best so far",
        key=Key.STOP,
        on_click=job.stop,
        disabled=job.is_stopping,
    )
