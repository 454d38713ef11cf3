"""The forms that any document can have, each with the one writer that makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from planner.documents.content import Document
from planner.documents.html import html_of
from planner.documents.pdf import pdf_of
from planner.documents.tables import zip_of
from planner.documents.xlsx import xlsx_of


class Form(StrEnum):
    """What a document is made as; the value is how its file's name ends."""

    PDF = "pdf"
    PAGE = "html"
    BOOK = "xlsx"
    TABLES = "zip"

    @property
    def label(self) -> str:
        """What it is called on a button."""
        return _LABELS[self]

    @property
    def mime(self) -> str:
        """What a browser calls it."""
        return _MIMES[self]


def made_as(document: Document, form: Form) -> bytes:
    """Make a document in a form."""
    return _MAKERS[form](document)


_MAKERS: Mapping[Form, Callable[[Document], bytes]] = {
    Form.PDF: pdf_of,
    Form.PAGE: lambda document: html_of(document).encode(),
    Form.BOOK: xlsx_of,
    Form.TABLES: zip_of,
}
_LABELS = {
    Form.PDF: "PDF to print",
    Form.PAGE: "web page",
    Form.BOOK: "workbook, XLSX",
    Form.TABLES: "tables, CSV in a zip",
}
_MIMES = {
    Form.PDF: "application/pdf",
    Form.PAGE: "text/html",
    Form.BOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.TABLES: "application/zip",
}
