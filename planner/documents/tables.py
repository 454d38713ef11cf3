"""A document as CSV files: its words in one, each of its tables in another."""

from __future__ import annotations

from dataclasses import replace

from planner.charts.table import Column, ColumnKind, Table
from planner.documents.content import Document
from planner.documents.in_words import words_of
from planner.documents.table_file import csv_bytes
from planner.documents.totals import figures_of
from planner.exchange.archive import archive_bytes

WORDS = "document.csv"


def csv_files_of(document: Document) -> dict[str, bytes]:
    """Every file by its name, the words first.

    A table is there without its total, so that whoever adds a column up adds nothing twice.
    """
    words = Table(
        name="document",
        says=f"What “{document.title}” says apart from its tables.",
        columns=(Column("Part", ColumnKind.CODE), Column("What it says")),
        rows=tuple(words_of(document)),
    )
    return {WORDS: csv_bytes(words)} | {
        f"{table.name}.csv": csv_bytes(table) for table in tables_of(document)
    }


def tables_of(document: Document) -> tuple[Table, ...]:
    """Every table from front to back, each with a name that no other has."""
    found: dict[str, Table] = {}
    for _, figures in figures_of(document):
        name, number = figures.table.name, 1
        while name in found:
            number += 1
            name = f"{figures.table.name}_{number}"
        found[name] = replace(figures.table, name=name)
    return tuple(found.values())


def zip_of(document: Document) -> bytes:
    """Write a document as a zip of CSV files."""
    return archive_bytes(csv_files_of(document))
