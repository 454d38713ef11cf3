"""Codes: each stands once, and each that is referred to is there."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.school.agreement.reference import REFERENCES
from planner.school.agreement.tables import Tables, relies_on
from planner.school.registers import TABLES

RESERVED_STREAM = "UNFUNDED"
_PLACE_TODAY = ("term", "pupil", "provision")
# Several rows may say the same of a pupil here, as long as they do not contradict one another.
_MAY_REPEAT = frozenset({"pins", "reviews"})


def codes_stand_once(tables: Tables) -> Iterator[Problem]:
    """No two rows of a table have the same code, nor two of today's plan the same place."""
    for table in TABLES:
        if table in _MAY_REPEAT:
            continue
        first: dict[tuple[object, ...], int] = {}
        for number, row in tables.register(table):
            columns = row.key or _PLACE_TODAY
            key = tuple(getattr(row, column) for column in columns)
            earlier = first.setdefault(key, number)
            if earlier != number:
                what = f"'{', '.join(map(str, key))}' stands in row {earlier} already"
                remedy = "write another code, or delete one of the two rows"
                yield Problem(f"{table}.csv", number, columns[0], what, remedy)


def codes_are_known(tables: Tables) -> Iterator[Problem]:
    """Every pupil, provision, term and stream that a row refers to has a row of its own."""
    for reference in REFERENCES:
        for number, row in tables.register(reference.table):
            for code in reference.codes(row):
                if tables.knows(reference.to, code):
                    continue
                what = f"'{code}' is not in {reference.to}.csv"
                alike = tables.alike(reference.to, code)
                remedy = (
                    f"write {alike}, with the same capitals"
                    if alike
                    else f"write a code that is there, or add {code} to it"
                )
                yield Problem(f"{reference.table}.csv", number, reference.column, what, remedy)


def pupils_have_one_need_in_a_strand(tables: Tables) -> Iterator[Problem]:
    """A pupil has at most one need in a strand."""
    first: dict[tuple[str, str], int] = {}
    for number, need in tables.registers.needs:
        earlier = first.setdefault((need.pupil, need.strand), number)
        if earlier != number:
            what = (
                f"is a second need of {need.pupil} in {need.strand} (row {earlier} has the first)"
            )
            remedy = "make one need of the two, with the higher level"
            yield Problem("needs.csv", number, "strand", what, remedy)


def nothing_is_called_as_the_planner_calls_it(tables: Tables) -> Iterator[Problem]:
    """No stream has the name under which a plan shows cost that no money could pay."""
    for number, stream in tables.registers.funding:
        if stream.stream.upper() == RESERVED_STREAM:
            what = f"'{stream.stream}' is what plans call cost that no stream could pay"
            yield Problem("funding.csv", number, "stream", what, "write another code")


@relies_on("pupils", "provisions")
def reviews_are_of_what_is_known(tables: Tables) -> Iterator[Problem]:
    """A review of a pupil or provision of an earlier year is kept, and said to be one."""
    for number, review in tables.registers.reviews:
        for table, column, code in (
            ("pupils", "pupil", review.pupil),
            ("provisions", "provision", review.provision),
        ):
            if not tables.knows(table, code):
                what = f"'{code}' is not in {table}.csv"
                remedy = "leave it if it is of an earlier year"
                yield Problem("reviews.csv", number, column, what, remedy)
