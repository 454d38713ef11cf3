"""How a document looks on paper: sizes, spaces and the few colours, all of which print in grey."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from planner.documents.content import Tone
from planner.documents.fonts import BOLD, REGULAR

INK = HexColor("#1b1b1b")
QUIET = HexColor("#55595e")
RULE = HexColor("#9aa0a6")
BAND = HexColor("#f1f3f4")

PLAIN = ParagraphStyle(
    "plain", fontName=REGULAR, fontSize=10, leading=14, textColor=INK, spaceAfter=6
)
LEAD = ParagraphStyle("lead", PLAIN, fontName=BOLD, spaceBefore=6, keepWithNext=1)
NOTE = ParagraphStyle("note", PLAIN, fontSize=9, leading=12, textColor=QUIET)
OF_TONES = {Tone.PLAIN: PLAIN, Tone.LEAD: LEAD, Tone.NOTE: NOTE}
TITLE = ParagraphStyle("title", PLAIN, fontName=BOLD, fontSize=22, leading=27, spaceAfter=4)
HEADING_OF_PAGE = ParagraphStyle("heading_of_page", TITLE, fontSize=16, leading=20, spaceAfter=2)
UNDER_TITLE = ParagraphStyle("under_title", PLAIN, fontSize=13, leading=17, spaceAfter=14)
HEADING = ParagraphStyle(
    "heading", PLAIN, fontName=BOLD, fontSize=16, leading=20, spaceBefore=20, spaceAfter=8
)
UNDER_HEADING = ParagraphStyle(
    "under_heading", PLAIN, fontName=BOLD, fontSize=12, leading=15, spaceBefore=14, spaceAfter=5
)
LOW_HEADING = ParagraphStyle(
    "low_heading", PLAIN, fontName=BOLD, fontSize=10.5, leading=14, spaceBefore=10, spaceAfter=4
)
CELL = ParagraphStyle("cell", PLAIN, fontSize=8.5, leading=11, spaceAfter=0)
NUMBER = ParagraphStyle("number", CELL, alignment=TA_RIGHT)
HEAD = ParagraphStyle("head", CELL, fontName=BOLD)
NUMBER_HEAD = ParagraphStyle("number_head", HEAD, alignment=TA_RIGHT)
