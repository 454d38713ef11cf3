"""A document on the screen, drawn from what it says.

It is drawn with the page's own headings, tables and charts and not as the finished page in a frame
of its own: so it is read in the reader's own theme and size of letters, by a screen reader as part
of the page, and nothing that a school wrote is ever read as markup.
"""

from __future__ import annotations

import streamlit as st

from planner.documents.content import (
    Chart,
    Document,
    Facts,
    Figures,
    Paragraph,
    Part,
    Points,
    Section,
    Tone,
)
from planner.documents.totals import with_total
from planner.ui.pictures import draw_chart
from planner.ui.tables import draw_sentences_table
from planner.ui.text import list_of, plain, say


def draw_document(document: Document, key: str) -> None:
    """Show a document from its title to its end.

    Args:
        document: The document.
        key: What no other document on the page has.
    """
    with st.container(border=True):
        st.markdown(f"### {plain(document.title)}")
        say(document.under_title)
        _draw_facts(document.facts)
        for section in document.sections:
            _draw_section(section, 4, key)


def _draw_section(section: Section, level: int, key: str) -> None:
    st.markdown(f"{'#' * min(level, 6)} {plain(section.title)}")
    for place, part in enumerate(section.parts):
        _draw_part(part, f"{key}_{section.key}_{place}")
    for inner in section.sections:
        _draw_section(inner, level + 1, key)


def _draw_part(part: Part, key: str) -> None:
    if isinstance(part, Paragraph):
        _draw_paragraph(part)
    elif isinstance(part, Points):
        list_of(part.items)
    elif isinstance(part, Facts):
        _draw_facts(part)
    elif isinstance(part, Chart):
        draw_chart(part.picture, key)
    else:
        _draw_figures(part, key)


def _draw_paragraph(paragraph: Paragraph) -> None:
    if paragraph.tone is Tone.LEAD:
        st.markdown(f"**{plain(paragraph.text)}**")
    else:
        say(paragraph.text, kind="small" if paragraph.tone is Tone.NOTE else "text")


def _draw_facts(facts: Facts) -> None:
    st.markdown("\n".join(f"- **{plain(name)}:** {plain(said)}" for name, said in facts.rows))


def _draw_figures(figures: Figures, key: str) -> None:
    if figures.title:
        st.markdown(f"**{plain(figures.title)}**")
    if figures.table.rows:
        draw_sentences_table(with_total(figures), key=key)
    else:
        say("Nothing stands here.", kind="small")
