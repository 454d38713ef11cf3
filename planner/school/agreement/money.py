"""Money: streams that can pay for something, and pay points that can be worked out."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.school.agreement.tables import Tables, relies_on
from planner.school.codes import PENSION_FIGURE
from planner.school.matching import may_pay_for


@relies_on("pupils", "provisions", "effects")
def streams_are_restricted_to_somebody(tables: Tables) -> Iterator[Problem]:
    """At least one entry of a restriction matches a pupil or a provision of the school."""
    school = tables.school
    for number, stream in tables.rows("funding"):
        if stream.is_general:
            continue
        pays_for_pupils = any(may_pay_for(stream, pupil, None, school) for pupil in school.pupils)
        if pays_for_pupils or any(
            may_pay_for(stream, None, provision, school) for provision in school.provisions
        ):
            continue
        entries = ";".join(map(str, stream.restricted_to))
        what = f"{stream.stream} is restricted to {entries}, and no pupil or provision is that"
        remedy = "correct the restriction or the pupils, or delete the stream"
        yield Problem("funding.csv", number, "restricted_to", what, remedy)


@relies_on("school")
def pay_points_come_with_a_pension(tables: Tables) -> Iterator[Problem]:
    """The employer's pension contribution is known where staff are costed from a pay point."""
    if tables.school.details.pension_percent is not None or _has_a_dated_pension(tables):
        return
    on_pay_points = [row.staff for row in tables.registers.staff.records if row.pay_point]
    if on_pay_points:
        shown = ", ".join(on_pay_points[:3]) + (" and others" if len(on_pay_points) > 3 else "")
        what = f"pension_percent is missing, and {shown} are costed from a pay point"
        remedy = "add a row pension_percent with the employer's contribution, such as 21.5"
        yield Problem("school.csv", 0, "value", what, remedy)


def _has_a_dated_pension(tables: Tables) -> bool:
    """Whether a contribution of the school's own is in force on the first day of the year."""
    first_day = min((term.start for term in tables.school.terms), default=None)
    return first_day is not None and any(
        own.figure == PENSION_FIGURE
        and own.starts <= first_day
        and (own.ends is None or first_day <= own.ends)
        for own in tables.school.figures
    )
