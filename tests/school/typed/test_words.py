"""The words of the screen for what stands in tables."""

from __future__ import annotations

from planner.school.typed.words import worded


def test_a_sentence_says_the_heading_of_a_column_and_not_its_name_in_a_file():
    assert worded("fill in annual_cost, or leave hours_per_week blank") == (
        "fill in ‘Annual cost’, or leave ‘Hours per week’ blank"
    )


def test_a_word_that_is_no_column_stays():
    assert worded("'social_communication' is a strand") == "'social_communication' is a strand"
