from __future__ import annotations

from decimal import Decimal

import pytest

from planner.charts import words
from planner.school.codes import (
    Engagement,
    ProvisionKind,
    SenStatus,
    Strand,
    StreamKind,
)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Decimal("12340.50"), "£12,341"),
        (Decimal("-17.2"), "−£17"),
        (0, "£0"),
        (Decimal("-0.4"), "£0"),
    ],
)
def test_pounds_in_a_sentence_are_whole_with_commas(amount, shown):
    assert words.pounds(amount) == shown


@pytest.mark.parametrize(
    ("amount", "shown"), [(850, "£850"), (7_240, "£7.2k"), (61_800, "£62k"), (-61_800, "−£62k")]
)
def test_pounds_in_a_chart_are_thousands(amount, shown):
    assert words.thousands(amount) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.544, "54 %"),
        (0.0996, "10 %"),
        (0.004, "0.4 %"),
        (0.0, "0 %"),
        (0.0001, "less than 0.1 %"),
        (1.0, "100 %"),
        (-1e-11, "0 %"),
        (-0.12, "−12 %"),
    ],
)
def test_a_percentage_is_whole_unless_it_is_under_ten(share, shown):
    assert words.percent(share) == shown


def test_hours_have_no_idle_zeros():
    assert words.hours(2.5) == "2.5 hours"
    assert words.hours(1.0) == "1 hour"
    assert words.hours(1204) == "1,204 hours"


def test_a_list_reads_as_a_sentence_does():
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(["a"]) == "a"
    assert words.listed([]) == ""


def test_a_count_agrees_with_its_noun():
    assert words.counted(1, "pupil") == "1 pupil"
    assert words.counted(1200, "pupil") == "1,200 pupils"


def test_a_long_label_is_cut_where_it_can_be_seen_to_be():
    assert words.shortened("Support in class", 11) == "Support in…"
    assert words.shortened("Support", 11) == "Support"


@pytest.mark.parametrize("strand", list(Strand))
def test_every_strand_has_words_without_underscores(strand):
    assert "_" not in words.strand_name(strand)


def test_every_code_that_is_shown_has_words():
    assert all(map(words.status_name, SenStatus))
    assert all(map(words.engagement_name, Engagement))
    assert all(map(words.kind_name, ProvisionKind))
    assert all(map(words.stream_kind_name, StreamKind))
