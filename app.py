"""The app: what every page has around it, and the list of the pages."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from planner.ui import work
from planner.ui.sidebar import draw_sidebar

# A page's content stays this wide on the widest screen, so that lines can be read [px].
READABLE_WIDTH = 1100
ICON = Path(__file__).parent / "static" / "icon.png"

st.set_page_config(page_title="Evenhand", page_icon=str(ICON), layout="wide")
page = st.navigation(
    [
        st.Page("pages/school/start.py", title="Start", default=True),
        st.Page("pages/plan/plan.py", title="Plan"),
        st.Page("pages/documents/documents.py", title="Documents"),
    ]
)
work.take_in()
with st.sidebar:
    draw_sidebar()
with st.container(width=READABLE_WIDTH):
    page.run()
