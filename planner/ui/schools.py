"""Schools that come into the store: a sample, files that somebody brings, or a new one by name."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from planner.access import Action, Actor
from planner.errors import PlannerError
from planner.exchange.archive import archive_bytes
from planner.exchange.school_folder import check, read_school, read_school_bytes
from planner.periods import AcademicYear
from planner.school.codes import Phase
from planner.school.records import Policies, SchoolDetails
from planner.school.registers import Registers
from planner.school.school import School
from planner.school.usual_terms import usual_terms
from planner.store.values import SchoolYear
from planner.ui import guard, messages, open_year, state
from planner.ui.state import Failure, Key
from planner.ui.storage import store

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


def sample_names() -> tuple[str, ...]:
    """The samples there are, by name."""
    return tuple(sorted(folder.parent.name for folder in SAMPLES.glob("*/school.csv")))


@st.cache_data(show_spinner=False)
def pattern() -> bytes:
    """The files of the first sample in one zip, to write a school of one's own into."""
    folder = SAMPLES / sample_names()[0]
    return archive_bytes({path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))})


@st.cache_resource(show_spinner=False)
def sample(name: str) -> School:
    """A sample school as it comes with Evenhand."""
    return read_school(SAMPLES / name).school


def year_like(actor: Actor, school: School) -> SchoolYear | None:
    """Give the year that is in the store already for the same school and academic year."""
    name, year = school.details.name.casefold(), school.details.academic_year
    return next(
        (
            one
            for one in store().years(actor)
            if one.school.casefold() == name and one.academic_year == year
        ),
        None,
    )


def open_sample(name: str) -> None:
    """Open a sample school; one that was taken before is opened as it was left."""
    if actor := guard.actor_who_may(Action.MANAGE_SCHOOLS):
        try:
            taken = year_like(actor, sample(name))
            if taken is not None:
                _open(actor, taken.id)
            else:
                _keep(actor, sample(name))
        except PlannerError as error:
            _fail(error, f"The sample {name} school could not be opened.")


def open_sample_afresh(name: str) -> None:
    """Take a sample school once more, beside the one that was taken before."""
    if actor := guard.actor_who_may(Action.MANAGE_SCHOOLS):
        _keep(actor, _as_copy(actor, sample(name)))


def open_upload() -> None:
    """Keep the school whose files were uploaded; if they cannot be read, say why.

    Where the same school and year are there already, it is asked what is to become of the files.
    """
    actor = guard.actor_who_may(Action.IMPORT)
    if actor is None:
        return
    uploads = st.session_state.get(Key.UPLOAD) or []
    try:
        read = read_school_bytes({upload.name: upload.getvalue() for upload in uploads})
        known = check(Registers.of(read.school)).warnings
        if year_like(actor, read.school) is None:
            _keep(actor, read.school)
        else:
            state.set_failure(Key.READING_FAILED, None)
            state.set_brought(read.school)
        state.set_notes(tuple(note for note in read.warnings if note not in known))
    except PlannerError as error:
        _fail(error, "These files could not be read, so nothing was added.")


def keep_brought_as_copy() -> None:
    """Keep the school that was read, under another name, beside the one that is there."""
    school = state.brought()
    if school is not None and (actor := guard.actor_who_may(Action.IMPORT)):
        _keep(actor, _as_copy(actor, school))


def open_what_is_here() -> None:
    """Leave the files that were read alone and open what is there already."""
    school = state.brought()
    actor = guard.actor_who_may(Action.READ_AGGREGATES)
    there = year_like(actor, school) if actor and school else None
    if actor is not None and there is not None:
        _open(actor, there.id)


def add_school() -> None:
    """Add the school that was named in the form, with the usual terms of its year."""
    actor = guard.actor_who_may(Action.MANAGE_SCHOOLS)
    if actor is None:
        return
    given = st.session_state
    name = " ".join(str(given[Key.NEW_NAME]).split())
    if not name:
        text = "Write the name of the school, as it is to stand on every page."
        state.set_failure(Key.ADDING_FAILED, Failure("The school has no name yet.", text))
        return
    year: AcademicYear = given[Key.NEW_YEAR]
    phase: Phase | None = given[Key.NEW_PHASE]
    try:
        details = SchoolDetails(name=name, phase=phase, academic_year=year)
        new = School(details, Policies(), usual_terms(year), (), (), (), (), (), ())
        if year_like(actor, new) is not None:
            text = "Open it from the list, or write another name."
            title = f"{name}, {year}, is here already."
            state.set_failure(Key.ADDING_FAILED, Failure(title, text))
            return
        _keep(actor, new)
        given[Key.NEW_NAME] = ""
    except (PlannerError, ValueError) as error:
        failure = messages.failure_of(error, "The school could not be added.")
        state.set_failure(Key.ADDING_FAILED, failure)


def _as_copy(actor: Actor, school: School) -> School:
    """The school under a name that no other has."""
    number = 2
    taken = {one.school.casefold() for one in store().years(actor)}
    while (name := f"{school.details.name} ({number})").casefold() in taken:
        number += 1
    # Without its number it is taken for a school of its own.
    details = school.details.model_copy(update={"name": name, "urn": ""})
    return Registers.of(school).to_school(details)


def _keep(actor: Actor, school: School) -> None:
    registers = Registers.of(school)
    year = store().create_year(actor, school.details, school.policies, registers)
    _open(actor, year.id)


def _open(actor: Actor, year_id: int) -> None:
    open_year.choose(actor, year_id)
    state.set_brought(None)
    state.set_notes(())
    state.set_failure(Key.READING_FAILED, None)
    state.set_failure(Key.ADDING_FAILED, None)


def _fail(error: PlannerError, title: str) -> None:
    state.set_brought(None)
    state.set_failure(Key.READING_FAILED, messages.failure_of(error, title))
