"""What a school says of itself that stands in the place of what is not typed about a post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.costing.pay import own_pension
from planner.costing.typed_post import FULL_TIME_HOURS, PayField
from planner.school.fields import write_cell
from planner.school.records import OwnFigure, SchoolDetails, Term


def usual_texts(
    details: SchoolDetails | None,
    terms: Sequence[Term],
    own: Sequence[OwnFigure],
    otherwise: dt.date,
) -> dict[PayField, str]:
    """Give what counts for each field that is left blank, as it would be typed.

    A pension contribution that is a dated figure of the school's own has no text here: the figure
    itself counts, on each day by its dates.

    Args:
        details: What the school says of itself; ``None`` where it has said nothing.
        terms: The terms of its year; may be empty.
        own: Its own figures.
        otherwise: The day whose figures are used where there are no terms.
    """
    first_day = min((term.start for term in terms), default=otherwise)
    usual = {
        PayField.FULL_TIME_HOURS: write_cell(FULL_TIME_HOURS),
        PayField.DATE: write_cell(first_day),
    }
    if terms:
        usual[PayField.WEEKS_WORKED] = write_cell(sum(term.weeks for term in terms))
    if details is not None:
        usual[PayField.FULL_TIME_HOURS] = write_cell(details.full_time_hours)
        usual[PayField.PENSION_PERCENT] = write_cell(details.pension_percent)
        usual[PayField.LEVY_PERCENT] = write_cell(details.levy_percent)
    if own_pension(first_day, own) is not None:
        usual[PayField.PENSION_PERCENT] = ""
    return usual
