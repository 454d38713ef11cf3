"""A drawing as SVG, inside a page: what is in the colour of text follows the page's."""

from __future__ import annotations

from html import escape

from planner.documents.drawing.colours import TEXT
from planner.documents.drawing.shapes import Colour, Drawing, Outline, Shape, Words

FAMILY = "'Source Sans 3','Fira Sans','Segoe UI',Helvetica,Arial,sans-serif"


def svg_of(drawing: Drawing, key: str, title: str, alternative: str) -> str:
    """Write a drawing for people who see it and for those who do not.

    Args:
        drawing: The drawing.
        key: A short name that nothing else on the page has.
        title: What is seen, in a sentence.
        alternative: What it shows, in words.
    """
    body = "".join(map(_shape, drawing.shapes))
    return (
        f'<svg role="img" aria-labelledby="{key}-title {key}-desc" '
        f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" '
        f'font-family="{FAMILY}" fill="none" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(alternative)}</desc>{body}</svg>'
    )


def _shape(shape: Shape) -> str:
    return _words(shape) if isinstance(shape, Words) else _outline(shape)


def _outline(outline: Outline) -> str:
    steps = [f"M{_point(outline.start)}"]
    for step in outline.steps:
        if step.handles is None:
            steps.append(f"L{_point(step.to)}")
        else:
            first, second = step.handles
            steps.append(f"C{_point(first)} {_point(second)} {_point(step.to)}")
    if outline.is_closed:
        steps.append("Z")
    return f'<path d="{"".join(steps)}"{_inside(outline)}{_edge(outline)}/>'


def _inside(outline: Outline) -> str:
    return "" if outline.fill is None else _colour("fill", outline.fill)


def _edge(outline: Outline) -> str:
    stroke = outline.stroke
    if stroke is None or not stroke.width:
        return ""
    dashes = ""
    if stroke.dashes:
        dashes = f' stroke-dasharray="{",".join(map(_n, stroke.dashes))}"'
    return f'{_colour("stroke", stroke.colour)} stroke-width="{_n(stroke.width)}"{dashes}'


def _words(words: Words) -> str:
    x, y = words.at
    turn = f' transform="rotate({_n(words.angle)} {_n(x)} {_n(y)})"' if words.angle else ""
    heavy = ' font-weight="600"' if words.is_bold else ""
    anchor = "" if words.anchor == "start" else f' text-anchor="{words.anchor}"'
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(words.size)}"{anchor}{heavy}{turn}'
        f"{_colour('fill', words.colour)}>{escape(words.text)}</text>"
    )


def _colour(name: str, colour: Colour) -> str:
    is_text = (colour.red, colour.green, colour.blue) == (TEXT.red, TEXT.green, TEXT.blue)
    written = f"#{colour.red:02x}{colour.green:02x}{colour.blue:02x}"
    opacity = f' {name}-opacity="{_n(colour.opacity)}"' if colour.opacity < 1 else ""
    return f' {name}="{"currentColor" if is_text else written}"{opacity}'


def _point(point: tuple[float, float]) -> str:
    return f"{_n(point[0])},{_n(point[1])}"


def _n(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
