"""A small question with every kind of thing to choose and every kind of row, answered at once.

It counts pupils up to so many, in steps: with three pupils, P1, P2 and P3, three rows.
"""

from __future__ import annotations

import time
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from planner.charts.insight.view import InsightView
from planner.charts.table import Column, ColumnKind, Table
from planner.insight.answer import Answer, Asked, Pounds, Row
from planner.insight.question import Asking, Question


class Speed(StrEnum):
    SLOW = "slow"
    QUICK = "quick"


class CountAsked(Asked):
    money: Decimal = Field(
        Decimal(500), title="Money (£)", description="Given to each pupil.", ge=0
    )
    hours: float = Field(0.5, title="Hours (a week)")
    most: int = Field(9, title="Most (pupils)", description="How many are counted.", ge=1, le=9)
    is_loud: bool = Field(False, title="Say it aloud")
    speed: Speed = Field(Speed.QUICK, title="Speed")
    order: Literal["up", "down"] = Field("up", title="Order")
    pupil: str | None = Field(None, title="Pupil", description="Who alone is counted.")
    steps: tuple[Decimal, ...] = Field((Decimal(1), Decimal(2)), title="Steps (£)")

    @model_validator(mode="after")
    def _nobody_is_loud_slowly(self):
        if self.is_loud and self.speed is Speed.SLOW:
            raise ValueError("only quick counting is loud")
        return self


class CountRow(Row):
    pupil: str
    years: tuple[str, ...]
    money: Pounds
    share: float
    place: int
    is_last: bool
    speed: Speed
    shortfall_hours: float | None = None


class NoteRow(Row):
    note: str


class CountAnswer(Answer):
    TABLES: ClassVar = ("counted", "notes")

    counted: tuple[CountRow, ...] = ()
    notes: tuple[NoteRow, ...] = ()
    total: Pounds = Decimal(0)


def ask_count(asking: Asking, asked: CountAsked) -> CountAnswer:
    pupils = [one.pupil for one in asking.school.pupils if asked.pupil in (None, one.pupil)]
    rows = []
    for place, pupil in enumerate(pupils[: asked.most], start=1):
        if asking.is_stopped():
            break
        asking.tell(f"Counting {pupil}", place, len(pupils))
        time.sleep(0)
        rows.append(
            CountRow(
                pupil=pupil,
                years=("4", "5"),
                money=asked.money,
                share=place / 3,
                place=place,
                is_last=place == len(pupils),
                speed=asked.speed,
            )
        )
    return CountAnswer(
        inputs_sha256=asking.school.inputs_sha256,
        seconds=asking.seconds,
        is_whole=len(rows) == min(len(pupils), asked.most),
        counted=tuple(rows),
        total=sum((row.money for row in rows), Decimal(0)),
    )


COUNT = Question(
    name="count",
    title="How many pupils are there?",
    help="Counts them one by one.",
    asked=CountAsked,
    answer=CountAnswer,
    ask=ask_count,
)


def count_view(school, answer):
    return InsightView(
        name="count",
        sentences=(f"There are {len(answer.counted)} pupils.",),
        tables=(
            Table(
                "counted",
                "Every pupil that was counted.",
                (Column("Pupil", ColumnKind.CODE), Column("Money (£)", ColumnKind.PENCE)),
                tuple((row.pupil, float(row.money)) for row in answer.counted),
            ),
        ),
    )
