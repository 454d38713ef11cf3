"""What holds of every import: done twice it changes nothing more, and the order of rows nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.exchange.mis.matching import guess_columns
from planner.exchange.mis.preview import Choices, preview_import
from planner.exchange.mis.report import read_report
from planner.exchange.mis.target import Target
from planner.exchange.text_table import csv_bytes
from tests.builders import a_pupil
from tests.exchange.mis.exports import YEAR

COLUMNS = {
    "adno": Target.KEY,
    "year": Target.YEAR_GROUP,
    "class": Target.CLASS,
    "sen status": Target.SEN_STATUS,
    "primary need": Target.PRIMARY_NEED,
    "pp": Target.PUPIL_PREMIUM,
    "doa": Target.STARTS,
}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "01", "2", "3", "10", "x1", ""]),
        st.sampled_from(["Year 4", "5", "R", "", "Oak"]),
        st.sampled_from(["4B", "", "=1+1"]),
        st.sampled_from(["K", "EHCP", "N", "", "A"]),
        st.sampled_from(["SLCN", "Autism", "", "ASD; MLD"]),
        st.sampled_from(["T", "F", "", "perhaps"]),
        st.sampled_from(["01/09/2020", "05/01/2027", "", "never"]),
    ),
    max_size=8,
)
REGISTER = (a_pupil("P001", class_name="4B"), a_pupil("P002", primary_need="MLD"))
CHOICES = st.builds(
    Choices,
    pairing=st.sampled_from(
        [{}, {"1": "P001"}, {"1": "P001", "2": "P002", "3": "P009", "X1": "P002"}]
    ),
    erases=st.sampled_from([frozenset(), frozenset(Target)]),
    everybody=st.booleans(),
    key_is_code=st.booleans(),
    year=st.sampled_from([None, YEAR]),
)


def previewed(rows, pupils, choices):
    report = read_report("e.csv", csv_bytes(list(COLUMNS), rows), header_row=1)
    return preview_import(report, COLUMNS, pupils, choices)


def without_rows(found):
    """All that a preview says but in which rows it stands."""
    return (
        [one.pupil for one in found.added],
        [(one.before, one.after) for one in found.changed],
        (found.unchanged, found.gone, found.held_back, found.left_out, found.pairing),
        found.unknown,
    )


@settings(deadline=None)
@given(ROWS, CHOICES)
def test_an_import_done_again_adds_and_changes_nothing(rows, choices):
    first = previewed(rows, REGISTER, choices)
    after = first.merged(REGISTER)
    again = previewed(rows, after, Choices(**{**vars(choices), "pairing": dict(first.pairing)}))

    assert (again.added, again.changed) == ((), ())
    assert again.pairing == first.pairing
    assert again.merged(after) == after


@settings(deadline=None)
@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))), CHOICES)
def test_the_order_of_the_rows_makes_no_difference(both, choices):
    rows, shuffled = both

    assert without_rows(previewed(rows, REGISTER, choices)) == without_rows(
        previewed(shuffled, REGISTER, choices)
    )


@settings(deadline=None)
@given(ROWS, CHOICES)
def test_every_pupil_of_the_register_is_in_one_place_and_no_code_is_given_twice(rows, choices):
    found = previewed(rows, REGISTER, choices)
    merged = [one.pupil for one in found.merged(REGISTER)]
    places = (
        [one.before.pupil for one in found.changed]
        + [one.pupil for one in found.unchanged]
        + [one.pupil.pupil for one in found.gone]
    )

    assert len(set(merged)) == len(merged)
    assert len(set(places)) == len(places)
    assert {one.pupil for one in REGISTER} <= set(merged)


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_whatever_is_given_is_read_or_refused_in_words(data):
    try:
        report = read_report("e.csv", data)
    except InputError:
        return
    matches = {guess.column: guess.target for guess in guess_columns(report)}
    preview_import(report, matches, REGISTER, Choices(everybody=True))
