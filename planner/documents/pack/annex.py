"""Long tables at the end, so that what is read from front to back stays short."""

from __future__ import annotations

from dataclasses import replace

from planner.documents.content import Figures, Paragraph, Part, Section, Tone

MOST_ROWS = 12


def annexed(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with their long tables moved into an annex, and where each is to be found."""
    moved: list[Figures] = []
    kept = tuple(_without_long_tables(section, moved) for section in sections)
    if not moved:
        return kept
    annex = Section(
        "annex",
        "Annex: the longer tables in full",
        (),
        tuple(
            Section(f"annex_{number}", f"Table {number}. {_name(figures)}", (figures,))
            for number, figures in enumerate(moved, start=1)
        ),
    )
    return (*kept, annex)


def _without_long_tables(section: Section, moved: list[Figures]) -> Section:
    parts: list[Part] = []
    for part in section.parts:
        if isinstance(part, Figures) and len(part.table.rows) > MOST_ROWS:
            moved.append(replace(part, title=""))
            where = f"The figures are in table {len(moved)} of the annex."
            parts.append(Paragraph(where, Tone.NOTE))
        else:
            parts.append(part)
    inner = tuple(_without_long_tables(one, moved) for one in section.sections)
    return replace(section, parts=tuple(parts), sections=inner)


def _name(figures: Figures) -> str:
    return figures.table.says.removesuffix(".")
