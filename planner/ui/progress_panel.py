"""What is seen while work goes on: what is done now, how far, time left, and a way to stop."""

from __future__ import annotations

import streamlit as st

from planner.ui import state, visitor, work
from planner.ui.job_kinds import WAITING, JobKind
from planner.ui.text import plain, say


@st.fragment(run_every="1s")
def draw_progress(kind: JobKind) -> None:
    """Show how far a job has come, once a second, while the page around it stays as it is."""
    job = state.job(kind.key)
    if job is None or job.is_over or visitor.is_over():
        st.rerun()
    work.keep_alive(job)
    if job.is_waiting:
        say(WAITING, kind="info")
    else:
        standing = job.standing
        st.progress(standing.share, text=plain(standing.doing))
        doing_last = kind.stopping if job.is_stopping else standing.best
        say(f"{standing.time}. {doing_last}", kind="small")
    st.button(kind.stop_label, key=kind.stop, on_click=job.stop, disabled=job.is_stopping)
