"""The words of a document one after another, for the forms that have no pages."""

from __future__ import annotations

from collections.abc import Iterator

from planner.documents.content import Chart, Document, Facts, Paragraph, Part, Points, Section


def words_of(document: Document) -> Iterator[tuple[str, str]]:
    """What a document says apart from its tables: under which heading, and the words.

    The facts come first, each under its own name. A chart is there with what it shows.
    """
    yield "Document", document.title
    yield "About", document.under_title
    yield from document.facts.rows
    for section in document.sections:
        yield from _of_section(section)


def _of_section(section: Section) -> Iterator[tuple[str, str]]:
    for part in section.parts:
        for words in _of_part(part):
            yield section.title, words
    for inner in section.sections:
        yield from _of_section(inner)


def _of_part(part: Part) -> Iterator[str]:
    if isinstance(part, Paragraph):
        yield part.text
    elif isinstance(part, Points):
        yield from part.items
    elif isinstance(part, Facts):
        yield from (f"{name}: {said}" for name, said in part.rows)
    elif isinstance(part, Chart) and part.picture.alternative:
        yield part.picture.alternative
