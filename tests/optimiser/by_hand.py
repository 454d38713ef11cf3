"""One family of rows of a small school, with values set by hand instead of by a solver."""

from __future__ import annotations

from planner.optimiser.model import build
from planner.optimiser.problem import pose

_SMALL = 1e-9


class ByHand:
    """The rows of one family, which can be asked whether they allow some values."""

    def __init__(self, school, family, most_alone=None):
        """Build the rows; there have to be some, or nothing would be tried."""
        self.model = build(pose(school), most_alone, families=(family,))
        self.variables = self.model.parts.variables
        assert self.model.rows, f"{family.__name__} has no rows in this school"

    def allows(self, **values):
        """Whether every row holds where these variables have these values and all others are 0.

        Args:
            values: For each family of variables the value of each of its keys.
        """
        for row in self.model.rows.values():
            for variable in row:
                variable.varValue = 0.0
        for name, numbers in values.items():
            for key, number in numbers.items():
                getattr(self.variables, name)[key].varValue = number
        return all(row.valid(_SMALL) for row in self.model.rows.values())
