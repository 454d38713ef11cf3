"""Small numbers stay hidden: every hidden count could be another one, tried by trying."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.suppression import THRESHOLD, Hidden, in_words, safe_row, safe_table

FEWER, HIDDEN = Hidden.FEWER, Hidden.HIDDEN


def with_totals(counts):
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def could_be(shown, count, threshold, *, is_all_hidden):
    """Whether a count is in keeping with what a reader is shown in its place."""
    if shown is FEWER:
        return 0 <= count < threshold
    if shown is HIDDEN:
        return count >= (0 if is_all_hidden else threshold)
    return count == shown


def tables_in_keeping(shown, counts, threshold):
    """Every table near the true one that a reader cannot tell from it: each count one off at most.

    Any other table is reached by rings of single steps, so a count that could be another one at
    all could be one that is one off.
    """
    flat = [cell for row in shown for cell in row]
    is_all_hidden = all(cell is HIDDEN for cell in flat)
    places = [
        (row, column)
        for row, line in enumerate(counts)
        for column, _ in enumerate(line)
        if isinstance(shown[row][column], Hidden)
    ]
    for steps in itertools.product((-1, 0, 1), repeat=len(places)):
        other = [list(row) for row in counts]
        for (row, column), step in zip(places, steps, strict=True):
            other[row][column] += step
        whole = [cell for row in with_totals(other) for cell in row]
        if min(whole, default=0) >= 0 and all(
            could_be(cell, count, threshold, is_all_hidden=is_all_hidden)
            for cell, count in zip(flat, whole, strict=True)
        ):
            yield whole


def given_away(shown, counts, threshold=THRESHOLD):
    """The places of hidden counts that a reader can work out."""
    flat = [cell for row in shown for cell in row]
    seen = [set() for _ in flat]
    for whole in tables_in_keeping(shown, counts, threshold):
        for place, count in enumerate(whole):
            seen[place].add(count)
    return [
        place
        for place, (cell, values) in enumerate(zip(flat, seen, strict=True))
        if isinstance(cell, Hidden) and len(values) < 2
    ]


def tables(rows, columns):
    count = st.one_of(st.integers(0, 6), st.integers(0, 40))
    row = st.lists(count, min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


SIZES = st.sampled_from([(1, 1), (1, 3), (2, 2), (3, 1), (2, 3), (3, 2)])


@given(SIZES.flatmap(lambda size: tables(*size)), st.integers(2, 6))
def test_no_hidden_count_of_a_table_can_be_worked_out(counts, threshold):
    assert given_away(safe_table(counts, threshold), counts, threshold) == []


@given(SIZES.flatmap(lambda size: tables(*size)), st.integers(2, 6))
def test_every_small_count_is_hidden_and_every_count_shown_is_true(counts, threshold):
    shown = [cell for row in safe_table(counts, threshold) for cell in row]
    true = [count for row in with_totals(counts) for count in row]
    for cell, count in zip(shown, true, strict=True):
        assert isinstance(cell, Hidden) if count < threshold else cell is not FEWER
        assert isinstance(cell, Hidden) or cell == count


@given(st.lists(st.one_of(st.integers(0, 6), st.integers(0, 40)), min_size=1, max_size=5))
def test_no_hidden_count_of_a_list_can_be_worked_out(counts):
    shown = safe_row(counts)
    is_all_hidden = all(cell is HIDDEN for cell in shown)
    seen = [set() for _ in shown]
    for steps in itertools.product((-1, 0, 1), repeat=len(counts)):
        other = [count + step for count, step in zip(counts, steps, strict=True)]
        whole = [*other, sum(other)]
        if min(whole) >= 0 and all(
            could_be(cell, count, THRESHOLD, is_all_hidden=is_all_hidden)
            for cell, count in zip(shown, whole, strict=True)
        ):
            for place, count in enumerate(whole):
                seen[place].add(count)
    for cell, values in zip(shown, seen, strict=True):
        assert not isinstance(cell, Hidden) or len(values) > 1


def test_hiding_the_small_counts_alone_would_give_them_away():
    # 10 - 7 = 3, in the row and in the column.
    shown = ((FEWER, 7, 10), (8, 9, 17), (11, 16, 27))
    assert given_away(shown, [[3, 7], [8, 9]]) == [0]


def test_a_second_count_is_hidden_where_a_total_would_give_the_first_away():
    # 12 - 9 = 3; with 6 hidden as well, 12 - 6 - 9 no longer tells.
    assert safe_row([3, 6, 9]) == (FEWER, HIDDEN, 9, 18)


def test_the_total_is_hidden_where_it_would_say_that_nobody_is_there():
    # 5 - 5 = 0; and hiding the 5 would not help, since at least 5 within 5 leaves none.
    assert safe_row([0, 5]) == (FEWER, 5, HIDDEN)


def test_two_small_counts_hide_each_other():
    assert safe_row([2, 3, 20]) == (FEWER, FEWER, 20, 25)


def test_in_a_table_a_ring_of_four_is_hidden_and_the_totals_stay():
    counts = [[3, 12, 30], [20, 6, 30], [15, 25, 30]]
    assert safe_table(counts) == (
        (FEWER, HIDDEN, 30, 45),
        (HIDDEN, HIDDEN, 30, 56),
        (15, 25, 30, 70),
        (38, 43, 90, 171),
    )


def test_a_table_without_small_counts_is_shown_whole():
    assert safe_table([[5, 6], [7, 8]]) == ((5, 6, 11), (7, 8, 15), (12, 14, 26))


def test_a_table_of_none_at_all_says_nothing():
    assert safe_row([]) == (HIDDEN,)
    assert safe_table([]) == ((),)


@pytest.mark.parametrize(("counts", "threshold"), [([3, -1], 5), ([3, 8], 1)])
def test_what_is_no_count_is_refused(counts, threshold):
    with pytest.raises(ValueError, match="from 0"):
        safe_row(counts, threshold)


def test_a_count_is_said_as_a_reader_sees_it():
    assert [in_words(shown) for shown in (FEWER, HIDDEN, 1234)] == [
        "fewer than 5",
        "hidden",
        "1,234",
    ]
