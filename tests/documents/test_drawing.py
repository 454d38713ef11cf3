"""A chart on paper says what the chart says: each part worked out by hand on a sheet of 700 px.

The plot of ``sheet`` is 600 wide and 300 high: from 100 to 700 across and from 0 to 300 down.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest
from plotly.subplots import make_subplots

from planner.charts import theme
from planner.documents.drawing.colours import colour_of
from planner.documents.drawing.figure import drawing_of
from planner.documents.drawing.shapes import Outline, Words
from planner.documents.drawing.svg import svg_of
from planner.documents.fonts import width_of
from planner.errors import DrawingError

BLUE, GREEN, RED = "#2a6cb0", "#0f8577", "#c8452f"
PLAIN = {"showgrid": False, "showticklabels": False}


def sheet(*traces, **layout):
    """Draw traces with the second axis from 0 to 3, unless told otherwise."""
    usual = {
        "height": 400,
        "margin": {"l": 100, "r": 0, "t": 0, "b": 100},
        "xaxis": PLAIN,
        "yaxis": PLAIN | {"range": [0, 3]},
    }
    return drawing_of(go.Figure(list(traces)).update_layout(usual | layout))


def areas(drawing, colour):
    """The boxes of every area in a colour: left, top, right, bottom."""
    found = [
        one.points
        for one in drawing.shapes
        if isinstance(one, Outline) and one.fill == colour_of(colour)
    ]
    return [
        pytest.approx(
            (
                min(x for x, _ in points),
                min(y for _, y in points),
                max(x for x, _ in points),
                max(y for _, y in points),
            )
        )
        for points in found
    ]


def lines(drawing, colour):
    """The points of every line in a colour."""
    return [
        one.points
        for one in drawing.shapes
        if isinstance(one, Outline) and one.stroke and one.stroke.colour == colour_of(colour)
    ]


def texts(drawing):
    return [one.text for one in drawing.shapes if isinstance(one, Words)]


def word(drawing, text):
    return next(one for one in drawing.shapes if isinstance(one, Words) and one.text == text)


def test_bars_stand_over_their_names_and_are_as_high_as_their_values():
    drawing = sheet(go.Bar(x=["a", "b"], y=[1, 2], marker={"color": BLUE}))
    # Each name has 300 across, of which a bar takes four fifths; one is 100 high.
    assert areas(drawing, BLUE) == [(130, 200, 370, 300), (430, 100, 670, 300)]


def test_bars_of_a_stack_stand_on_one_another():
    first, second = (go.Bar(x=["a"], y=[1], marker={"color": c}) for c in (BLUE, GREEN))
    drawing = sheet(first, second, barmode="stack")
    assert areas(drawing, BLUE) == [(160, 200, 640, 300)]
    assert areas(drawing, GREEN) == [(160, 100, 640, 200)]


def test_bars_of_a_group_stand_side_by_side():
    first, second = (go.Bar(x=["a"], y=[1], marker={"color": c}) for c in (BLUE, GREEN))
    drawing = sheet(first, second, barmode="group")
    assert areas(drawing, BLUE) == [(160, 200, 400, 300)]
    assert areas(drawing, GREEN) == [(400, 200, 640, 300)]


def test_stacks_of_two_sides_stand_side_by_side():
    bars = [
        go.Bar(x=["a"], y=[1], offsetgroup=side, marker={"color": colour})
        for side, colour in (("costs", BLUE), ("brings", GREEN), ("brings", RED))
    ]
    drawing = sheet(*bars, barmode="stack")
    assert areas(drawing, BLUE) == [(160, 200, 400, 300)]
    assert areas(drawing, GREEN) == [(400, 200, 640, 300)]
    assert areas(drawing, RED) == [(400, 100, 640, 200)]


def test_level_bars_run_to_the_right_with_the_first_name_at_the_top():
    drawing = sheet(
        go.Bar(y=["a", "b"], x=[1, 2], orientation="h", marker={"color": BLUE}, width=0.5),
        xaxis=PLAIN | {"range": [0, 3]},
        yaxis=PLAIN | {"autorange": "reversed"},
    )
    # One is 200 long; each name has 150 down, of which a bar takes half.
    assert areas(drawing, BLUE) == [(100, 37.5, 300, 112.5), (100, 187.5, 500, 262.5)]


def test_a_bar_that_begins_elsewhere_begins_there():
    drawing = sheet(go.Bar(x=["a"], y=[1], base=[1], marker={"color": BLUE}))
    assert areas(drawing, BLUE) == [(160, 100, 640, 200)]


def test_words_stand_beyond_the_end_of_a_bar_and_in_its_middle():
    outside = sheet(go.Bar(x=["a"], y=[1], text=["one"], textposition="outside"))
    assert word(outside, "one").at[1] < 200
    inside = sheet(
        go.Bar(x=["a"], y=[1], text=["one"], textposition="inside", insidetextanchor="middle")
    )
    assert word(inside, "one").at == pytest.approx((400, 250), abs=6)


def test_series_of_a_chart_with_a_legend_are_told_apart_without_colour():
    bars = [go.Bar(name=n, x=["a"], y=[1], marker={"color": BLUE}) for n in ("One", "Two")]
    drawing = sheet(*bars, showlegend=True)
    assert {"One", "Two"} <= set(texts(drawing))
    # The hatching of the second, white over its own colour.
    assert [shape for shape in lines(drawing, "rgba(255,255,255,0.75)") if shape]
    assert not lines(sheet(*bars, showlegend=False), "rgba(255,255,255,0.75)")


def test_a_waterfall_goes_on_from_where_the_step_before_ended():
    drawing = sheet(
        go.Waterfall(
            x=["in", "out", "left"],
            y=[2, -1, 0],
            measure=["relative", "relative", "total"],
            increasing={"marker": {"color": GREEN}},
            decreasing={"marker": {"color": RED}},
            totals={"marker": {"color": BLUE}},
        )
    )
    # A name has 200 across, of which a step takes seven tenths.
    assert areas(drawing, GREEN) == [(130, 100, 270, 300)]
    assert areas(drawing, RED) == [(330, 100, 470, 200)]
    assert areas(drawing, BLUE) == [(530, 200, 670, 300)]


def test_a_band_fills_what_lies_between_two_lines():
    low = go.Scatter(x=[0, 1], y=[1, 1], mode="lines", line={"width": 0})
    high = go.Scatter(
        x=[0, 1], y=[2, 3], mode="lines", fill="tonexty", fillcolor=GREEN, line={"color": RED}
    )
    drawing = sheet(low, high, xaxis=PLAIN | {"range": [0, 1]})
    assert areas(drawing, GREEN) == [(100, 0, 700, 200)]
    assert lines(drawing, RED) == [((100, 100), (700, 0))]


def test_a_gap_in_a_line_stays_a_gap():
    drawing = sheet(
        go.Scatter(x=[0, 1, 2, 3], y=[1, None, 1, 2], mode="lines", line={"color": RED}),
        xaxis=PLAIN | {"range": [0, 3]},
    )
    assert lines(drawing, RED) == [((500, 200), (700, 100))]


def test_error_bars_reach_as_far_as_a_value_may_be_out():
    drawing = sheet(
        go.Scatter(
            x=[1],
            y=[2],
            mode="markers",
            error_y={"type": "data", "array": [1], "arrayminus": [0.5], "color": RED},
        ),
        xaxis=PLAIN | {"range": [0, 2]},
    )
    assert lines(drawing, RED)[0] == ((400, 150), (400, 0))


def test_a_grid_has_a_cell_and_a_number_for_each_value_and_none_for_a_gap():
    drawing = sheet(
        go.Heatmap(
            z=[[0, 50], [100, None]],
            x=["a", "b"],
            y=["c", "d"],
            texttemplate="%{z:.0f} %",
            colorscale=[[0, "#000000"], [1, "#0000ff"]],
            showscale=False,
        ),
        yaxis=PLAIN | {"autorange": "reversed"},
    )
    assert areas(drawing, "#000080") == [(400, 0, 700, 150)]
    assert texts(drawing) == ["0 %", "50 %", "100 %"]


def test_flows_are_as_wide_as_what_flows():
    drawing = sheet(
        go.Sankey(
            node={"label": ["a", "b", "c"], "color": [RED, BLUE, GREEN], "pad": 50},
            link={"source": [0, 0], "target": [1, 2], "value": [300, 100], "color": "#101010"},
        )
    )
    # All that flows is 400, and the two nodes on the right have 50 between them: 250 px for 400.
    assert areas(drawing, RED)[0] == (100, 0, 120, 250)
    assert areas(drawing, BLUE)[0] == (680, 0, 700, 187.5)
    widths = [
        one.points[-3][1] - one.points[3][1]
        for one in drawing.shapes
        if isinstance(one, Outline) and one.fill == colour_of("#101010")
    ]
    assert len(widths) == 2
    assert set(texts(drawing)) == {"a", "b", "c"}


def test_each_plot_of_several_keeps_to_its_own_part():
    figure = make_subplots(rows=1, cols=2, horizontal_spacing=0.2)
    for column, colour in ((1, BLUE), (2, RED)):
        figure.add_bar(x=["a"], y=[1], marker={"color": colour}, row=1, col=column)
    figure.update_xaxes(**PLAIN)
    figure.update_yaxes(range=[0, 3], **PLAIN)
    figure.update_layout(height=400, margin={"l": 100, "r": 0, "t": 0, "b": 100})
    drawing = drawing_of(figure)
    # Two fifths of 600 each, of which the bar takes four fifths.
    assert areas(drawing, BLUE) == [(124, 200, 316, 300)]
    assert areas(drawing, RED) == [(484, 200, 676, 300)]


def test_plots_that_match_go_equally_far():
    figure = make_subplots(rows=1, cols=2, shared_yaxes=True, horizontal_spacing=0)
    for column, value, colour in ((1, 2, BLUE), (2, 1, RED)):
        figure.add_bar(x=["a"], y=[value], marker={"color": colour}, row=1, col=column)
    figure.update_xaxes(**PLAIN)
    figure.update_yaxes(rangemode="tozero", **PLAIN)
    drawing = drawing_of(
        figure.update_layout(height=400, margin={"l": 100, "r": 0, "t": 0, "b": 100})
    )
    (_, high, _, _), (_, low, _, _) = (areas(drawing, c)[0].expected for c in (BLUE, RED))
    # From 300 down, twice as high a value is twice as high a bar.
    assert 300 - high == pytest.approx(2 * (300 - low))


def test_axes_say_what_they_count_in_round_steps():
    drawing = sheet(
        go.Bar(x=["Autumn", "Spring"], y=[1, 2]),
        xaxis={},
        yaxis={
            "range": [0, 40_000],
            "tickformat": "~s",
            "tickprefix": "£",
            "title": {"text": "Money (£)"},
        },
    )
    assert [text for text in texts(drawing) if text.startswith("£")] == [
        "£0",
        "£10k",
        "£20k",
        "£30k",
        "£40k",
    ]
    assert {"Autumn", "Spring", "Money (£)"} <= set(texts(drawing))
    assert word(drawing, "Money (£)").angle == -90


def test_notes_lines_and_areas_are_drawn_where_they_point():
    figure = go.Figure(go.Scatter(x=[0, 2], y=[0, 3], mode="lines", line={"color": BLUE}))
    figure.add_hline(y=1, line={"color": RED, "dash": "dash"})
    figure.add_vrect(x0=1, x1=2, fillcolor=GREEN, line_width=0, layer="below")
    figure.add_annotation(x=1, y=2, text="a <b>bend</b><br>here", ax=40, ay=-20)
    drawing = drawing_of(
        figure.update_layout(
            height=400,
            margin={"l": 100, "r": 0, "t": 0, "b": 100},
            xaxis=PLAIN | {"range": [0, 2]},
            yaxis=PLAIN | {"range": [0, 3]},
        )
    )
    assert lines(drawing, RED) == [((100, 200), (700, 200))]
    assert areas(drawing, GREEN) == [(400, 0, 700, 300)]
    assert word(drawing, "a bend").at[0] == pytest.approx(440)
    assert word(drawing, "here").at[1] > word(drawing, "a bend").at[1]


def test_no_words_leave_the_sheet():
    drawing = sheet(
        go.Bar(x=[3], y=["a"], orientation="h", text=["a long label"], textposition="outside"),
        xaxis=PLAIN | {"range": [0, 3]},
        yaxis=PLAIN,
    )
    label = next(one for one in drawing.shapes if isinstance(one, Words))
    assert label.at[0] + width_of(label.text, label.size) <= 700


def test_long_names_are_broken_into_lines():
    name = "Speech and language programme with a trained teaching assistant and a friend"
    drawing = sheet(go.Bar(x=[1], y=[name], orientation="h"), yaxis={}, xaxis=PLAIN)
    assert name not in texts(drawing)
    assert " ".join(texts(drawing)) == name


@pytest.mark.parametrize(
    "figure",
    [
        go.Figure(go.Pie(values=[1])),
        go.Figure(go.Bar(x=[1], y=[1], marker={"colorscale": "Blues"})),
        go.Figure(go.Scatter(x=[1], y=[1], mode="markers", marker={"symbol": "hourglass"})),
        go.Figure(go.Scatter(x=[1, 2], y=[1, 2], line={"shape": "spline"})),
        go.Figure(go.Bar(x=[1], y=[1])).update_layout(yaxis={"side": "right"}),
        go.Figure(go.Bar(x=[1], y=[1])).update_layout(xaxis={"type": "log"}),
        go.Figure(go.Bar(x=[1], y=[1])).update_layout(images=[{"source": "a.png"}]),
        go.Figure(go.Bar(x=[1], y=[1])).update_layout(yaxis={"tickformat": ".3e"}),
        go.Figure(go.Sankey(orientation="v", link={"source": [0], "target": [1], "value": [1]})),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(figure):
    with pytest.raises(DrawingError):
        drawing_of(figure)


def test_svg_has_a_title_and_a_description_and_reads_no_words_as_markup():
    hostile = theme.label("</text><script>alert('&')</script>")
    drawing = sheet(go.Bar(x=[hostile], y=[1]), xaxis={})
    root = ET.fromstring(svg_of(drawing, "k", "<b>Title</b>", "What & why"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "<b>Title</b>"
    assert root.find(f"{space}desc").text == "What & why"
    assert root.find(f".//{space}script") is None
    assert "</text><script>alert('&')</script>" in "".join(root.itertext())


def test_words_in_the_colour_of_text_follow_the_page_in_the_dark():
    svg = svg_of(sheet(go.Bar(x=["a"], y=[1]), xaxis={}), "k", "", "")
    assert 'fill="currentColor">a</text>' in svg
