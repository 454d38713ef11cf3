from __future__ import annotations

from planner.impact.starting import reviews_to_start
from tests.builders import a_need, a_review, an_effect, three_terms
from tests.impact.test_cost import a_line

NEEDS = (a_need(), a_need("N2", strand="literacy"), a_need("N3", strand="anxiety"))
EFFECTS = (
    an_effect(),
    an_effect(strand="literacy"),
    an_effect(strand="numeracy"),
    an_effect(strand="anxiety", effect=0.0),
)


def started(plan, there=(), needs=NEEDS, effects=EFFECTS):
    found = reviews_to_start(plan, three_terms(), needs, effects, there)
    return [(one.pupil, one.provision, one.term, one.strand, one.measure) for one in found]


def test_a_review_is_started_for_each_strand_of_need_that_the_provision_helps_with():
    assert started([a_line()]) == [
        ("P1", "S1", "T1", "language", ""),
        ("P1", "S1", "T1", "literacy", ""),
    ]


def test_several_terms_are_one_review_in_the_order_of_the_year():
    plan = [a_line(term="T3"), a_line(term="T1")]
    assert started(plan, needs=NEEDS[:1]) == [("P1", "S1", "T1 to T3", "language", "")]


def test_provision_that_helps_with_no_need_is_reviewed_without_a_strand():
    assert started([a_line("P2")]) == [("P2", "S1", "T1", None, "")]


def test_nothing_is_measured_yet_and_what_is_there_is_not_started_again():
    (first, _) = reviews_to_start([a_line()], three_terms(), NEEDS, EFFECTS, ())
    assert (first.before, first.after, first.expected, first.attended_percent) == (None,) * 4
    assert started([a_line()], [first]) == [("P1", "S1", "T1", "literacy", "")]


def test_a_review_with_a_blank_strand_is_of_the_only_one_that_its_provision_has():
    blank = a_review(strand=None, measure="Screen")
    assert started([a_line()], [blank], effects=EFFECTS[:1]) == []
    # With two strands it may be of either, so both are begun.
    assert len(started([a_line()], [blank])) == 2
    # Another pupil's takes its measure.
    needs = [a_need(pupil="P2")]
    assert started([a_line("P2")], [blank], needs, EFFECTS[:1])[0][-2:] == ("language", "Screen")
    # No need that it helps with: what was begun without a strand is there.
    assert started([a_line()], [blank], (), EFFECTS[:1]) == []


def test_the_measure_is_the_one_that_all_reviews_of_it_have():
    plan, needs = [a_line("P2")], [a_need(pupil="P2")]
    one = a_review(measure="Screen")
    assert started(plan, [one], needs)[0][-1] == "Screen"
    assert started(plan, [one, a_review(measure="Checklist")], needs)[0][-1] == ""
    assert started(plan, [one, a_review(measure="")], needs)[0][-1] == "Screen"
