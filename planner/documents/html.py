"""A document as one page that stands alone: no script, nothing fetched, all text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from planner import __version__
from planner.charts.table import Table
from planner.documents.cells import is_number, written
from planner.documents.content import (
    Chart,
    Document,
    Facts,
    Figures,
    Layout,
    Paragraph,
    Part,
    Points,
    Section,
)
from planner.documents.drawing.figure import drawing_of
from planner.documents.drawing.svg import svg_of
from planner.documents.sheet import SHEET, WIDE_PAGES
from planner.documents.totals import total_row

_HEADINGS = ("h2", "h3", "h4")
# How wide charts are drawn for a telephone [px].
_NARROW = 400.0


def html_of(document: Document) -> str:
    """Write a document as a page."""
    title = escape(f"{document.title}: {document.under_title}")
    sheet = SHEET if document.layout is Layout.UPRIGHT else SHEET + WIDE_PAGES
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        # Whatever text the page holds, a browser runs no script and fetches nothing for it.
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="generator" content="Evenhand {escape(__version__)}">\n'
        f"<title>{title}</title>\n<style>{sheet}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{escape(document.title)}</h1>\n"
        f'<p class="under">{escape(document.under_title)}</p>\n{_facts(document.facts)}</header>\n'
        f"{_contents(document)}<main>\n{''.join(_sections(document))}</main>\n"
        f"<footer><p>{escape(document.running)}</p></footer>\n</body>\n</html>\n"
    )


def _contents(document: Document) -> str:
    items = "".join(
        f'<li><a href="#{escape(section.key)}">{escape(section.title)}</a></li>\n'
        for section in document.sections
    )
    return f'<nav aria-label="Contents">\n<ul>\n{items}</ul>\n</nav>\n'


def _sections(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield from _section(section, 0)


def _section(section: Section, level: int) -> Iterator[str]:
    heading = _HEADINGS[min(level, len(_HEADINGS) - 1)]
    key = escape(section.key)
    yield f'<section aria-labelledby="{key}">\n'
    yield f'<{heading} id="{key}">{escape(section.title)}</{heading}>\n'
    for place, part in enumerate(section.parts):
        yield _part(part, f"{section.key}-{place}", section.title)
    for inner in section.sections:
        yield from _section(inner, level + 1)
    yield "</section>\n"


def _part(part: Part, key: str, title: str) -> str:
    if isinstance(part, Paragraph):
        return f'<p class="{part.tone}">{escape(part.text)}</p>\n'
    if isinstance(part, Points):
        items = "".join(f"<li>{escape(one)}</li>\n" for one in part.items)
        return f"<ul>\n{items}</ul>\n"
    if isinstance(part, Facts):
        return _facts(part)
    if isinstance(part, Chart):
        return _chart(part, key)
    return _table(part, part.title or part.table.says)


def _facts(facts: Facts) -> str:
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>\n" for name, said in facts.rows
    )
    return f"<dl>\n{rows}</dl>\n"


def _chart(chart: Chart, key: str) -> str:
    picture = chart.picture
    if picture.figure is None:
        return ""
    said = picture.title, picture.alternative
    wide = svg_of(drawing_of(picture.figure), escape(key), *said)
    if any(trace.type == "sankey" for trace in picture.figure.data):
        # Words from both sides would meet on a narrow screen, which therefore moves along it.
        label = escape(f"Chart: {picture.title}")
        return f'<figure class="along" tabindex="0" aria-label="{label}">{wide}</figure>\n'
    narrow = svg_of(drawing_of(picture.figure, _NARROW), f"{escape(key)}-narrow", *said)
    return (
        f'<figure><div class="on-wide">{wide}</div><div class="on-narrow">{narrow}</div></figure>\n'
    )


def _table(figures: Figures, caption: str) -> str:
    table = figures.table
    heads = "".join(
        f'<th scope="col"{_side(is_number(column.kind))}>{escape(column.title)}</th>'
        for column in table.columns
    )
    rows = "".join(f"<tr>{_row(table, row)}</tr>\n" for row in table.rows)
    total = total_row(figures)
    foot = f"<tfoot><tr>{_row(table, total)}</tr></tfoot>\n" if total else ""
    name = escape(caption)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{name}">\n<table>\n'
        f"<caption><span>{name}</span></caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n{foot}</table>\n</div>\n"
    )


def _row(table: Table, row: tuple[str | float | int | None, ...]) -> str:
    found = []
    for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
        tag = ("th", ' scope="row"') if place == 0 else ("td", "")
        side = _side(is_number(column.kind))
        found.append(f"<{tag[0]}{tag[1]}{side}>{escape(written(cell, column.kind))}</{tag[0]}>")
    return "".join(found)


def _side(is_right: bool) -> str:
    return ' class="n"' if is_right else ""
