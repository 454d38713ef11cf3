"""A year's amount as it stands on the page: what was typed, the sum, and the stream it would fill.

What the page shows and what its button saves both come from here, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from planner.errors import InputError, Problem
from planner.funding import typed_amount
from planner.funding.own_rates import own_rates, rate_asked_by
from planner.funding.typed_amount import Basis, worked_out
from planner.funding.year_amount import YearAmount
from planner.parameters.figure import Figure, dates_written
from planner.school.agreement.reference import REFERENCES
from planner.school.codes import StreamKind
from planner.school.fields import RestrictionKind, write_cell
from planner.school.records import FundingStream
from planner.school.typed.reading import Fault, read_typed
from planner.school.typed.table import Typed
from planner.school.typed.words import name_of
from planner.store.values import RowChange, StoredRow, YearRegisters
from planner.ui.state import Key

A_NEW_STREAM = ""
FOR_ANYTHING = ""
TYPED = ""
_NEW_ROW = -1


@dataclass(frozen=True)
class Asked:
    """What is typed and chosen on the page.

    Attributes:
        typed: What the amount is worked out from.
        stream: The code of the stream it goes into, or that it goes into a new one.
        code: The code of a new stream.
        name: Its name.
        kind: Where its money comes from.
        pupil: The pupil it is for, or that it may pay for anything.
        with_dates: Whether the stream gets the dates too.
        band: What the chosen band or rate of the school's own is called; blank where it is typed.
    """

    typed: typed_amount.Typed
    stream: str
    code: str
    name: str
    kind: StreamKind
    pupil: str
    with_dates: bool
    band: str = ""


@dataclass(frozen=True)
class AmountWork:
    """What becomes of it.

    Attributes:
        found: The amount with its sum; ``None`` where it cannot be worked out.
        problems: Why it cannot be.
        changes: What a save would do to the register of streams; empty where it would do nothing.
        faults: Why it cannot be saved.
        stream: The stream it would go into.
    """

    found: YearAmount | None = None
    problems: tuple[Problem, ...] = ()
    changes: tuple[RowChange, ...] = ()
    faults: tuple[Fault, ...] = ()
    stream: FundingStream | None = None


def key_of(part: str) -> str:
    """The key of one of the widgets."""
    return f"{Key.AMOUNT}_{part}"


def basis_now() -> Basis:
    """What the authority pays by, as it is chosen."""
    basis: Basis = _said("basis", Basis.BAND_BY_DAYS)
    return basis


def bands_of(year: YearRegisters, basis: Basis) -> dict[str, Figure]:
    """The bands or rates of the school's own, by what each is called."""
    own = [row.record for row in year.rows.get("figures", ())]
    found = own_rates(own, basis, year.year.academic_year)
    return {
        f"{one.label}: £{one.amount:,f}, {dates_written(one.starts, one.ends)}": one
        for one in found
    }


def band_now(year: YearRegisters) -> Figure | None:
    """The band or rate that is chosen; ``None`` where it is typed."""
    return bands_of(year, basis_now()).get(_said("band", TYPED))


def asked_now(year: YearRegisters) -> Asked:
    """Read what is typed and chosen."""
    basis, band = basis_now(), band_now(year)
    figures = {figure: _said(figure.name, "") or "" for figure in basis.asks}
    if band is not None:
        figures[rate_asked_by(basis)] = f"{band.amount:f}"
    pupil = _said("pupil", FOR_ANYTHING) or FOR_ANYTHING
    return Asked(
        typed=typed_amount.Typed(basis, figures, _said("starts", None), _said("ends", None)),
        stream=_said("stream", A_NEW_STREAM),
        code=_said("code", "").strip() or usual_code(pupil),
        name=_said("name", "").strip() or usual_name(pupil),
        kind=_said("kind", StreamKind.TOP_UP),
        pupil=pupil,
        with_dates=_said("with_dates", otherwise=False),
        band="" if band is None else band.label,
    )


def usual_code(pupil: str) -> str:
    """The code that a stream for a pupil gets where none is written."""
    return f"TU-{pupil}" if pupil else ""


def usual_name(pupil: str) -> str:
    """The name that a stream for a pupil gets where none is written."""
    return f"Top-up for {pupil}" if pupil else ""


def work_of(year: YearRegisters, asked: Asked) -> AmountWork:
    """Work out the amount, and what it would do to the register.

    Args:
        year: The registers.
        asked: What is typed and chosen.
    """
    if asked.typed.is_blank:
        return AmountWork()
    terms = [row.record for row in year.rows["terms"]]
    try:
        found = worked_out(asked.typed, terms, year.year.academic_year)
    except InputError as error:
        return AmountWork(problems=tuple(error.problems))
    if asked.band:
        found = replace(found, sum=f"{asked.band}: {found.sum}")
    return _put(year, asked, found)


def _put(year: YearRegisters, asked: Asked, found: YearAmount) -> AmountWork:
    streams: Sequence[StoredRow[FundingStream]] = year.rows["funding"]
    cells = {"amount": write_cell(found.amount)}
    if asked.with_dates:
        cells |= {"from": write_cell(asked.typed.starts), "to": write_cell(asked.typed.ends)}
    stored = next((row for row in streams if row.record.stream == asked.stream), None)
    if stored is None:
        typed = Typed().with_row(_NEW_ROW, {**cells, **_new_cells(asked)})
    else:
        typed = Typed().with_cells(stored, cells)
    reading = read_typed(FundingStream, streams, typed, known=_codes(year))
    changes = tuple(
        RowChange(change.table, change.row, change.version, change.record)
        for change in reading.changes
    )
    stream = next((record for record in reading.records.values() if record), None)
    kept = stream or (stored.record if stored else None)
    return AmountWork(found, (), changes, reading.faults, kept)


def _new_cells(asked: Asked) -> dict[str, str]:
    restricted = f"{RestrictionKind.PUPIL}:{asked.pupil}" if asked.pupil else ""
    return {
        "stream": asked.code,
        "name": asked.name,
        "kind": asked.kind.value,
        "restricted_to": restricted,
    }


def _codes(year: YearRegisters) -> Mapping[str, frozenset[str]]:
    """The codes that a stream may name, as far as they may be seen."""
    tables = {one.to for one in REFERENCES if one.table == FundingStream.table}
    return {
        table: frozenset(name_of(row.record) for row in year.rows[table])
        for table in tables
        if table in year.rows
    }


def _said(part: str, otherwise: Any) -> Any:
    return st.session_state.get(key_of(part), otherwise)
