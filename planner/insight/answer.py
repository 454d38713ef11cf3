"""What a question is answered with: rows of figures that were solved for, each with its unit.

Nothing in an answer is filled in: what was not solved before somebody stopped is missing from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

Pounds = Annotated[Decimal, Field(decimal_places=2)]
# How long somebody is ready to wait, an hour at most [s].
Seconds = Annotated[float, Field(gt=0, le=3600)]


class Row(BaseModel):
    """One row of an answer; the fields of its class are the columns of its file."""

    # A bound that is not known yet is without end, and is so still when it is read again.
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")


class Asked(BaseModel):
    """What somebody chose when asking; every field has a default that suits most schools.

    A field's ``title`` is its label, with the unit in brackets, and its ``description`` one line
    more: they drive the form on the screen and the help of the command line.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(BaseModel):
    """An answer to one question about one school.

    Attributes:
        inputs_sha256: The digest of the school that it was asked about.
        seconds: How long it took [s].
        is_whole: Whether everything that was asked was solved, and nothing stopped before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    # The fields that hold rows, in the order in which they are read.
    TABLES: ClassVar[tuple[str, ...]] = ()

    inputs_sha256: str
    seconds: float
    is_whole: bool

    @property
    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each table, by the name of its file."""
        return {name: getattr(self, name) for name in self.TABLES}
