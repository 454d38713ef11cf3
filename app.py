"""The app: ``streamlit run`` serves it from here, and each turn of a page runs it again."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit import runtime

if runtime.exists():
    from planner.ui.frame import draw_app

    draw_app()
else:
    from planner.ui.serving import (
        MIDDLEWARE,
        in_a_browser,
        know_its_pages,
        refuse_to_start_unsafely,
    )

    refuse_to_start_unsafely()
    know_its_pages()
    app = st.App(Path(__file__), middleware=MIDDLEWARE, lifespan=in_a_browser)
