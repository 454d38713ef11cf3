"""What the law calls things differs between the nations, and documents follow it throughout."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from planner.documents.content import Document, Facts, Paragraph, Section
from planner.documents.html import html_of
from planner.documents.nation import in_words_of_nation, words_of
from planner.documents.pack.pack import pack_of
from planner.documents.papers.paper import About
from planner.documents.papers.registry import PAPERS
from planner.school.codes import Nation, SenStatus
from tests import builders
from tests.documents.packs import the_brief
from tests.documents.settings import paper, the_telling_school

_OF_ENGLAND = re.compile(r"EHC|SENCO|SEN Support|Section F|special educational needs")


def a_document(*said: str) -> Document:
    section = Section("one", "SEN", tuple(map(Paragraph, said)))
    return Document("Title", "EHCPs", "", Facts((("SENCO", "EHCP"),)), (section,))


def said_in(nation: Nation, *said: str, **tables: object) -> list[str]:
    school = builders.a_school(details=builders.details(nation=nation), **tables)
    (section,) = in_words_of_nation(school, a_document(*said)).sections
    return [part.text for part in section.parts]


@pytest.mark.parametrize(
    ("nation", "said"),
    [
        (Nation.ENGLAND, "An EHCP and EHC plans; the SENCO asks what Section F of an EHCP says."),
        (Nation.WALES, "An IDP and IDPs; the ALNCo asks what an IDP says."),
        (
            Nation.NORTHERN_IRELAND,
            "A Statement and Statements; the SENCO asks what a Statement says.",
        ),
    ],
)
def test_the_same_sentence_is_said_in_the_words_of_each_nation(nation, said):
    of_england = "An EHCP and EHC plans; the SENCO asks what Section F of an EHCP says."
    assert said_in(nation, of_england) == [said]


def test_a_code_that_is_such_a_word_stays_and_a_word_that_holds_one_is_another():
    stream = builders.a_stream("SEN")
    said = said_in(Nation.WALES, "SEN", "The SEN budget", "SENSORY", funding=[stream])
    assert said == ["SEN", "The ALN budget", "SENSORY"]


def test_a_word_that_is_part_of_a_code_stays_as_it_is():
    coded = "Plan for SEN-1, TA-SEN, SEN_hours and 2.SEN.4."
    said = said_in(Nation.WALES, coded, "SEN", "He has SEN.", pupils=[builders.a_pupil("SEN")])
    assert said == [coded, "SEN", "He has ALN."]


@pytest.mark.parametrize(
    ("nation", "said"),
    [(Nation.WALES, "support without an IDP"), (Nation.SCOTLAND, "support without a CSP")],
)
def test_support_without_a_plan_is_said_with_the_article_of_the_plan(nation, said):
    assert words_of(nation).status(SenStatus.SEN_SUPPORT) == said


def test_another_pupils_code_is_taken_out_though_a_word_of_england_is_part_of_it():
    school = the_telling_school(nation=Nation.WALES)
    others = [school.pupils[0].model_copy(update={"pupil": one}) for one in ("SEN-1", "SEN-2")]
    school = replace(school, pupils=(*school.pupils, *others))
    words = {"opening": "SEN-1 has SEN. SEN-1 sits beside SEN-2."}
    document = paper("provision_map", subject="SEN-1", school=school, wording=words)
    said = html_of(document)
    assert "SEN-1 has ALN. SEN-1 sits beside a pupil." in said
    assert "ALN-" not in said


def test_a_pack_of_a_school_in_wales_has_no_word_of_englands_law_not_even_in_its_charts():
    brief = the_brief()
    school = replace(
        brief.school, details=brief.school.details.model_copy(update={"nation": Nation.WALES})
    )
    of_england, of_wales = (
        html_of(pack_of(replace(brief, school=one))) for one in (brief.school, school)
    )
    assert _OF_ENGLAND.search(of_england)
    assert not _OF_ENGLAND.search(of_wales)
    assert "IDP" in of_wales


_IN_SCOTLAND = the_telling_school(nation=Nation.SCOTLAND)
_MADE_THERE = [
    one for one in PAPERS if one.about is not About.SCENARIO and not one.why_not(_IN_SCOTLAND)
]


@pytest.mark.parametrize("one", _MADE_THERE, ids=lambda one: one.key)
def test_no_paper_of_a_school_in_scotland_speaks_of_englands_law(one):
    subject = {About.PUPIL: "P1", About.CLASS: "Elm"}.get(one.about, "")
    document = paper(one.key, subject=subject, school=_IN_SCOTLAND)
    assert not _OF_ENGLAND.search(html_of(document))
