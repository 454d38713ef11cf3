"""What anybody may see of a school: counts, of which no small one can be worked out."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.glance import Band, glance_at
from planner.school.codes import Area, Phase, SenStatus, Strand
from planner.suppression import Hidden, safe_groups
from tests.builders import a_need, a_pupil

FEWER, HIDDEN = Hidden.FEWER, Hidden.HIDDEN


def needs(strand, number, first=0):
    return [a_need(f"N{strand}{at}", strand=strand) for at in range(first, first + number)]


def pupils(year, status, number):
    return [
        a_pupil(f"{year}{status}{at}", year_group=year, sen_status=status) for at in range(number)
    ]


def line_of(glance, strand):
    return next(line.counts for line in glance.strands if line.strand == strand)


def whole(groups):
    """Every count of a table in groups, in the order in which it is shown."""
    rows = [row for some in groups for row in some]
    columns = [sum(column) for column in zip(*rows, strict=True)]
    lines = [[*row, sum(row)] for row in rows]
    return [
        *itertools.chain(*lines),
        *(sum(map(sum, some)) for some in groups),
        *columns,
        sum(columns),
    ]


def flat(shown):
    lines, groups, totals = shown
    return [*itertools.chain(*lines), *groups, *totals]


def could_be(shown, count, threshold, *, is_all_hidden):
    if shown is FEWER:
        return 0 <= count < threshold
    if shown is HIDDEN:
        return count >= (0 if is_all_hidden else threshold)
    return count == shown


def given_away(groups, threshold=5):
    """The places of hidden counts that somebody who knows all that is shown can work out."""
    shown = flat(safe_groups(groups, threshold))
    is_all_hidden = all(cell is HIDDEN for cell in shown)
    sizes = [(len(some), len(some[0])) for some in groups]
    cells = [cell for some in groups for row in some for cell in row]
    seen = [set() for _ in shown]
    for steps in itertools.product((-1, 0, 1), repeat=len(cells)):
        other = iter([cell + step for cell, step in zip(cells, steps, strict=True)])
        tried = [[[next(other) for _ in range(wide)] for _ in range(high)] for high, wide in sizes]
        counts = whole(tried)
        if min(counts) >= 0 and all(
            could_be(cell, count, threshold, is_all_hidden=is_all_hidden)
            for cell, count in zip(shown, counts, strict=True)
        ):
            for place, count in enumerate(counts):
                seen[place].add(count)
    return [
        place
        for place, (cell, values) in enumerate(zip(shown, seen, strict=True))
        if isinstance(cell, Hidden) and len(values) < 2
    ]


COUNT = st.one_of(st.integers(0, 6), st.integers(0, 40))
SIZES = st.sampled_from([(1, 1, 1), (2, 1, 1), (1, 2, 2), (2, 2, 1), (1, 1, 3)])


def in_groups(size):
    """Groups of one to three rows, with one or two columns; at most six counts in all."""
    first, second, columns = size
    row = st.lists(COUNT, min_size=columns, max_size=columns)
    return st.tuples(*(st.lists(row, min_size=high, max_size=high) for high in (first, second)))


@settings(max_examples=60)
@given(SIZES.flatmap(in_groups))
def test_no_hidden_count_of_a_table_in_groups_can_be_worked_out(groups):
    assert given_away(groups) == []


def test_groups_add_up_where_nothing_is_hidden():
    lines, groups, totals = safe_groups([[[5, 6], [7, 8]], [[9, 10]]])
    assert lines == ((5, 6, 11), (7, 8, 15), (9, 10, 19))
    assert (groups, totals) == ((26, 19), (21, 24, 45))


def test_a_small_strand_is_not_given_away_by_its_area():
    # Language 3 and speech 7 make 10: with 7 and 10 shown, 10 - 7 = 3 would be told.
    lines, groups, _ = safe_groups([[[3], [7]], [[20], [30]]])
    assert lines[0] == (FEWER, FEWER)
    assert HIDDEN in (lines[1][-1], groups[0])


def test_pupils_are_counted_by_year_group_and_status():
    some = [*pupils("3", "E", 6), *pupils("3", "K", 7), *pupils("4", "E", 8), *pupils("4", "K", 9)]
    glance = glance_at(some, [])
    assert glance.statuses == (SenStatus.EHCP, SenStatus.SEN_SUPPORT)
    assert [(line.name, line.counts) for line in glance.years] == [
        ("3", (6, 7, 13)),
        ("4", (8, 9, 17)),
        ("", (14, 16, 30)),
    ]


def test_a_school_of_a_phase_has_a_line_for_each_of_its_years_whoever_is_in_them():
    glance = glance_at(pupils("4", "K", 9), [], phase=Phase.PRIMARY)
    assert [line.name for line in glance.years] == ["R", "1", "2", "3", "4", "5", "6", ""]


def test_needs_are_counted_by_strand_and_how_far_they_are_met():
    # In each of the 19 strands 6 are met in full, 7 half and 5 less: 18, and 19 × 18 = 342.
    shares = [1.0] * 6 + [0.5] * 7 + [0.49] * 5
    some = {strand: needs(strand, 18) for strand in Strand}
    coverage = {
        one.need: share for mine in some.values() for one, share in zip(mine, shares, strict=True)
    }
    glance = glance_at([], [one for mine in some.values() for one in mine], coverage=coverage)
    assert glance.bands == (Band.IN_FULL, Band.HALF, Band.LESS)
    assert {line.counts for line in glance.strands} == {(6, 7, 5, 18)}
    assert [line.strand for line in glance.strands[:3]] == [
        Strand.LANGUAGE,
        Strand.SPEECH,
        Strand.SOCIAL_COMMUNICATION,
    ]
    assert glance.areas[Area.COMMUNICATION] == 54
    assert glance.needs == (114, 133, 95, 342)


def test_needs_that_the_last_plan_did_not_know_are_counted_apart():
    # Five of each strand in each column: 5 × 19 = 95.
    shares = [1.0] * 5 + [0.7] * 5 + [0.0] * 5
    some = [needs(strand, 20) for strand in Strand]
    coverage = {one.need: share for mine in some for one, share in zip(mine, shares, strict=False)}
    glance = glance_at([], [one for mine in some for one in mine], coverage=coverage)
    assert glance.bands[-1] is Band.NOT_IN_PLAN
    assert glance.needs == (95, 95, 95, 95, 380)


def test_without_a_plan_needs_are_counted_all_the_same():
    glance = glance_at([], [one for strand in Strand for one in needs(strand, 5)])
    assert glance.bands == (Band.NOT_IN_PLAN,)
    assert glance.planned_on is None
    assert {line.counts for line in glance.strands} == {(5, 5)}


def test_a_strand_without_needs_reads_like_one_with_few():
    glance = glance_at([], [*needs("language", 12), *needs("speech", 2)])
    assert line_of(glance, Strand.SPEECH) == line_of(glance, Strand.SOCIAL_COMMUNICATION)


def test_a_school_of_few_says_nothing_but_that():
    glance = glance_at(pupils("4", "K", 2), needs("language", 2))
    shown = [*glance.needs, *glance.areas.values()]
    shown += [count for line in (*glance.years, *glance.strands) for count in line.counts]
    assert all(isinstance(count, Hidden) for count in shown)


def test_the_schools_own_threshold_is_kept_to():
    glance = glance_at(pupils("4", "K", 9), [], threshold=10)
    assert all(isinstance(count, Hidden) for line in glance.years for count in line.counts)
