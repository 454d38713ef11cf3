"""What papers of the plan that was worked out by hand are written from, and how they are read."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl
from pypdf import PdfReader

from planner.documents.forms import Form, made_as
from planner.documents.papers.paper import Setting
from planner.documents.papers.registry import paper_called, written
from planner.school.records import Review
from tests.documents.packs import TODAY
from tests.optimiser.checks.small_plan import the_plan, the_school

# A school's own words with a formula, markup and another pupil's code.
WITH_P2 = "=1+1 <b>beside</b> P2 & p2's friend"


def a_setting(**facts):
    """A setting about P1, of a school whose own words name P2 wherever they can."""
    usual = {"school": the_telling_school(), "plan": the_plan(), "today": TODAY, "subject": "P1"}
    return Setting(**(usual | facts))


def the_telling_school(**details):
    """The school that was worked out by hand, in Elm class, with telling words everywhere."""
    school = the_school()
    return replace(
        school,
        details=school.details.model_copy(update=details),
        pupils=tuple(_with(one, class_name="Elm") for one in school.pupils),
        needs=tuple(_with(one, outcome=WITH_P2) for one in school.needs),
        provisions=tuple(
            _with(one, name=f"{one.provision} {WITH_P2}") for one in school.provisions
        ),
        statutory=tuple(_with(one, source=f"{one.item} {WITH_P2}") for one in school.statutory),
        funding=tuple(_with(one, name=WITH_P2) for one in school.funding),
        reviews=(
            Review(
                pupil="P1",
                provision="GROUP",
                term="T1",
                measure=WITH_P2,
                before=70,
                after=82.5,
                attended_percent=90,
                note=WITH_P2,
            ),
        ),
    )


def _with(record, **facts):
    return record.model_copy(update=facts)


def paper(key, **facts):
    """A paper of the small plan."""
    return written(paper_called(key), a_setting(**facts))


def pages_of(document):
    """The text of each page of the PDF, its lines joined."""
    reader = PdfReader(io.BytesIO(made_as(document, Form.PDF)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def book_of(document, *, formulas=False):
    data = made_as(document, Form.BOOK)
    return openpyxl.load_workbook(io.BytesIO(data), data_only=not formulas)


def rows_of(book, sheet):
    """The rows of a sheet, each by its heading."""
    _, _, heads, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def csvs_of(document):
    """The rows of each CSV file of the zip, by the file's name."""
    with zipfile.ZipFile(io.BytesIO(made_as(document, Form.TABLES))) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }


class _Words(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.words, self.tags = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.words += [value or "" for _, value in attrs]

    def handle_data(self, data):
        self.words.append(data)


def page_of(document):
    """The words of the web page, attributes included, and the names of its elements."""
    found = _Words(made_as(document, Form.PAGE).decode())
    return " ".join(found.words), found.tags


def every_word(document):
    """All that any form of a document says."""
    book = book_of(document)
    cells = [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    tables = [str(row) for rows in csvs_of(document).values() for row in rows]
    return " ".join([*pages_of(document), page_of(document)[0], *book.sheetnames, *cells, *tables])


def names(code, text):
    """Whether a text has a pupil's code in it."""
    return re.search(rf"(?<![0-9A-Za-z]){code}(?![0-9A-Za-z])", text, re.IGNORECASE) is not None
