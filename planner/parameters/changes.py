"""Which figures differ between two academic years, as they are in force on the first day of each.

That is the day by whose figures a year's costs are worked out, to within the days before term.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.parameters.figure import Figure
from planner.parameters.own import own_figures
from planner.parameters.reader import known_figure
from planner.parameters.shipped import shipped_figures
from planner.periods import AcademicYear
from planner.school.records import OwnFigure


@dataclass(frozen=True)
class FigureChange:
    """One figure in two years.

    Attributes:
        name: The name by which the planner asks for it.
        earlier: The figure in the earlier year; ``None`` where none is known.
        later: The figure in the later year; ``None`` where none is known.
        known: One of the two, for its label and unit.
        missing: What the file says of the year without a figure; blank where both have one.
    """

    name: str
    earlier: Figure | None
    later: Figure | None
    known: Figure
    missing: str = ""

    @property
    def difference(self) -> Decimal | None:
        """How much more it is in the later year, in its unit; ``None`` where one is not known."""
        if self.earlier is None or self.later is None:
            return None
        return self.later.amount - self.earlier.amount


def changes_between(
    earlier: AcademicYear, later: AcademicYear, own: Iterable[OwnFigure] = ()
) -> tuple[FigureChange, ...]:
    """Give every figure that differs between two years, or is known in one of them only.

    Args:
        earlier: The one year.
        later: The other.
        own: The school's own figures, which come first.
    """
    own = tuple(own)
    found = (
        _change(name, earlier, later, own)
        for name in dict.fromkeys([*shipped_figures(), *own_figures(own)])
    )
    return tuple(change for change in found if change is not None)


def _change(
    name: str, earlier: AcademicYear, later: AcademicYear, own: tuple[OwnFigure, ...]
) -> FigureChange | None:
    before, after = (known_figure(name, year.starts, own) for year in (earlier, later))
    known = after or before
    if known is None or (before and after and before.amount == after.amount):
        return None
    missing = ""
    if after is None or before is None:
        missing = known.gaps or (known.note if after is None else "")
    return FigureChange(name, before, after, known, missing)
