"""What leaders and governors are given, read back from the files that they would get."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from pypdf import PdfReader

from planner.access import Role
from planner.charts.table import Column, Table
from planner.documents.content import Chart, Figures, Paragraph, Section
from planner.documents.html import html_of
from planner.documents.pack.annex import MOST_ROWS, annexed
from planner.documents.pack.brief import Approved
from planner.documents.pack.pack import pack_of
from planner.documents.pdf import pdf_of
from planner.errors import CheckError
from planner.insight.question import Asking
from planner.insight.questions import question_called
from planner.optimiser.checks import CHECKS
from planner.school.changed_effect import changed
from tests.documents.packs import TODAY, the_brief

# The two pupils of the school, as words of their own.
CODES = re.compile(r"\bP[12]\b", re.IGNORECASE)


def pages(document):
    """The text of each page of the PDF, its lines joined."""
    reader = PdfReader(io.BytesIO(pdf_of(document)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


class Page(HTMLParser):
    """The words and the elements of a page."""

    def __init__(self, text):
        super().__init__()
        self.words, self.elements = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def of(self, tag):
        return [facts for name, facts in self.elements if name == tag]


@pytest.fixture(scope="module")
def document():
    return pack_of(the_brief(made_by="senco@oak.example"))


def parts_of(sections):
    for section in sections:
        yield from section.parts
        yield from parts_of(section.sections)


def test_the_pdf_says_what_the_pack_says_and_numbers_its_pages(document):
    found = pages(document)
    text = " ".join(found)
    assert "Oak & Ash <School>, 2026/27" in found[0]
    assert "26 November 2026 by senco@oak.example" in found[0]
    for section in document.sections:
        assert section.title in text
    assert all(f"Page {at} of {len(found)}" in page for at, page in enumerate(found, start=1))


def test_every_page_of_the_pdf_has_something_on_it(document):
    foot = len("Oak & Ash <School>, 2026/27 Page 1 of 9")
    assert [page for page in pages(document) if len(page) < foot + 40] == []


def test_the_pdf_has_a_list_of_its_headings_and_says_its_language(document):
    reader = PdfReader(io.BytesIO(pdf_of(document)))
    titles = [one.title for one in reader.outline if not isinstance(one, list)]
    assert titles == [section.title for section in document.sections]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_both_files_are_the_same_whenever_they_are_made(document):
    assert pdf_of(document) == pdf_of(document)
    assert html_of(document) == html_of(document)


@pytest.mark.parametrize("role", [Role.LEADER, Role.FINANCE, Role.VIEWER])
def test_no_pupils_code_is_in_either_file(role):
    approved = Approved("head@oak.example", TODAY, "As P1’s parents asked.")
    document = pack_of(the_brief(role=role, approvals=(approved,)))
    assert not CODES.findall(" ".join(pages(document)))
    page = Page(html_of(document))
    assert not CODES.findall(" ".join(page.words))
    assert "As a pupil’s parents asked." in " ".join(page.words)


def test_who_may_not_read_plans_gets_no_figures_of_single_goals_and_no_choices():
    keys = {
        role: {section.key for section in pack_of(the_brief(role=role)).sections}
        for role in (Role.LEADER, Role.VIEWER)
    }
    assert keys[Role.LEADER] - keys[Role.VIEWER] == {"assumptions"}
    text = " ".join(pages(pack_of(the_brief(role=Role.VIEWER))))
    assert "Figures about fewer than 5 pupils are not shown" in text
    assert "The goals, in their order" not in text
    # How many pupils are owed statutory hours, which is one of two.
    assert "1 pupil" not in text


def test_finance_reads_the_money_but_not_who_is_helped():
    text = " ".join(pages(pack_of(the_brief(role=Role.FINANCE))))
    assert "£5,650 comes in for the year" in text
    assert "The goals, in their order" not in text


def test_a_plan_that_nobody_approved_says_so_and_so_does_one_whose_files_cannot_tell():
    assert "Approved Not approved" in pages(pack_of(the_brief()))[0]
    without = pack_of(the_brief(made_on=None, keeps_approvals=False))
    assert "Not known: the plan was read from its files" in pages(without)[0]


def test_goals_stand_with_what_no_plan_can_better(document):
    text = " ".join(pages(document))
    assert "Fewest statutory hours not met pupil hours 10 10 0 %" in text
    # The distance is 0.25 %, and a percentage below 10 has one decimal.
    assert "counts for more points 8.1 8.12 0.2 %" in text


def test_every_check_is_named(document):
    text = " ".join(pages(document)).lower()
    assert f"by {len(CHECKS)} checks" in text
    assert [one for one in CHECKS if one.__name__.replace("_", " ") not in text] == []


def test_effects_that_the_school_changed_stand_with_their_reasons_among_the_assumptions():
    brief = the_brief()
    first, *others = brief.school.effects
    before = first.model_copy(update={"effect": 2.5})
    one = changed(before, first.effect, "Our reviews of P1 found less")
    school = replace(brief.school, effects=(one, *others))
    found = [
        part.table
        for part in parts_of(pack_of(replace(brief, school=school)).sections)
        if isinstance(part, Figures) and part.table.name == "changed_effects"
    ]
    ((*_, was, now, why),) = found[0].rows
    assert (was, now, why) == (2.5, first.effect, "Our reviews of a pupil found less")


def test_a_plan_that_breaks_a_rule_gets_no_pack():
    brief = the_brief()
    tampered = replace(brief.plan, allocations=brief.plan.allocations[1:])
    with pytest.raises(CheckError):
        pack_of(replace(brief, plan=tampered))


def test_the_page_draws_every_chart_with_a_title_and_a_description(document):
    charts = [part for part in parts_of(document.sections) if isinstance(part, Chart)]
    page = Page(html_of(document))
    assert charts
    assert {facts["role"] for facts in page.of("svg")} == {"img"}
    named = {key for facts in page.of("svg") for key in facts["aria-labelledby"].split()}
    keys = [facts.get("id") for tag in ("title", "desc") for facts in page.of(tag)]
    assert named <= set(keys)
    for chart in charts:
        assert chart.picture.alternative in page.words


def test_the_page_has_no_script_and_fetches_nothing(document):
    page = Page(html_of(document))
    assert "<script>alert('x')</script>" in " ".join(page.words)
    assert not page.of("script")
    fetched = [
        facts[name]
        for _, facts in page.elements
        for name in ("src", "href", "data", "action", "xlink:href")
        if name in facts and not facts[name].startswith("#")
    ]
    assert fetched == []
    assert page.of("html") == [{"lang": "en-GB"}]


def test_tables_of_the_page_say_what_each_heading_is_of(document):
    page = Page(html_of(document))
    assert page.of("table")
    assert {facts["scope"] for facts in page.of("th")} == {"row", "col"}


def test_no_two_elements_of_the_page_have_one_key(document):
    keys = [facts["id"] for _, facts in Page(html_of(document)).elements if "id" in facts]
    assert len(keys) == len(set(keys))


def test_answers_stand_with_their_pictures_and_what_was_not_solved_is_said_to_be_missing():
    brief = the_brief()
    answers = {
        name: question_called(name).ask(
            Asking(brief.school, brief.plan), question_called(name).asked()
        )
        for name in ("frontier", "fairness")
    }
    stopped = answers["fairness"].model_copy(update={"is_whole": False})
    document = pack_of(replace(brief, answers=answers | {"fairness": stopped}))
    found = next(section for section in document.sections if section.key == "answers")
    frontier, fairness = found.sections
    assert frontier.title == question_called("frontier").title
    # The curve stands among the pictures of the plan, and once is enough.
    assert not [part for part in frontier.parts if isinstance(part, Chart)]
    assert [part for part in fairness.parts if isinstance(part, Chart)]
    assert fairness.parts[-1].text.startswith("It was stopped before everything was solved")
    assert not CODES.findall(" ".join(pages(document)))


def test_a_viewer_is_not_told_what_single_steps_would_give():
    brief = the_brief(role=Role.VIEWER)
    question = question_called("fairness")
    answer = question.ask(Asking(brief.school, brief.plan), question.asked())
    document = pack_of(replace(brief, answers={"fairness": answer}))
    assert "answers" not in {section.key for section in document.sections}


def test_long_tables_stand_in_the_annex_and_short_ones_where_they_are_read():
    rows = tuple((f"row {number}",) for number in range(MOST_ROWS + 1))
    long, short = (
        Figures(Table("t", "What it holds.", (Column("One"),), some)) for some in (rows, rows[:-1])
    )
    first, annex = annexed((Section("a", "A", (long, short)),))
    assert first.parts[0] == Paragraph("The figures are in table 1 of the annex.", "note")
    assert first.parts[1] == short
    assert annex.sections[0].title == "Table 1. What it holds"
    assert annex.sections[0].parts == (long,)


def test_with_the_authoritys_rate_the_pack_has_both_ledgers_and_the_rules_with_their_source():
    brief = the_brief()
    details = brief.school.details.model_copy(update={"la_profile": "SENCO-653"})
    brief = replace(brief, school=replace(brief.school, details=details))
    text = " ".join(pages(pack_of(brief)))
    # £653.60 / 38 weeks.
    assert "rate of £653.60 a year for a weekly hour (£17.20 an hour in 38 weeks) pays" in text
    assert "SENCO Forum, reply 14870 (undated; confidence: low" in text
    assert "authority" in {section.key for section in assumed(pack_of(brief))}
    assert "authority" not in {section.key for section in assumed(pack_of(the_brief()))}


def assumed(document):
    """The sections of what a pack takes for granted."""
    (found,) = [section for section in document.sections if section.key == "assumptions"]
    return found.sections
