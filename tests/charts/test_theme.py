from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from streamlit.elements.lib import streamlit_plotly_theme

from planner.charts import theme
from planner.school.codes import Area

COLOURS = ("STATUTORY", "CHOSEN", "PLANNED", "TODAY", "SHORTFALL", "UNUSED")
CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("page", ["light", "dark"])
def test_every_colour_stands_out_from_both_pages(name, page):
    background = tomllib.loads(CONFIG.read_text())["theme"][page]["backgroundColor"]
    assert contrast(getattr(theme, name), background) >= 3


@pytest.mark.parametrize("area", Area)
@pytest.mark.parametrize("page", ["light", "dark"])
def test_every_area_of_need_has_a_colour_that_stands_out(area, page):
    background = tomllib.loads(CONFIG.read_text())["theme"][page]["backgroundColor"]
    assert contrast(theme.AREAS[area], background) >= 3


def test_no_colour_means_two_things():
    meanings = [getattr(theme, name) for name in COLOURS if name != "PLANNED"]
    colours = [*meanings, *theme.AREAS.values()]
    assert len(set(colours)) == len(colours)


def test_the_text_of_a_chart_is_drawn_in_the_text_colour_of_the_page():
    # Streamlit replaces this colour by that of its light or dark theme.
    assert theme.TEXT == streamlit_plotly_theme.GRAY_90


def test_a_schools_own_words_are_never_markup_in_a_label():
    assert theme.label("<b>Fun</b> & games") == "&lt;b&gt;Fun&lt;/b&gt; &amp; games"


def test_a_label_is_one_line_that_fits():
    assert theme.label("In-class\nsupport", 40) == "In-class support"
    assert len(theme.label("x" * 80, 30)) == 30
