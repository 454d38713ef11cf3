"""Work out a year's amount: what is paid, for how long, the sum, and the stream it goes into."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.words import listed, pounds, stream_kind_name
from planner.funding.own_rates import rate_asked_by
from planner.funding.typed_amount import Basis, Figure
from planner.school.codes import SenStatus, StreamKind
from planner.school.faults import BLANK
from planner.school.fields import RestrictionKind
from planner.school.records import Pupil
from planner.store.values import YearRegisters
from planner.ui import guard, messages, open_year
from planner.ui.amount_work import (
    A_NEW_STREAM,
    FOR_ANYTHING,
    TYPED,
    AmountWork,
    asked_now,
    band_now,
    bands_of,
    basis_now,
    key_of,
    usual_code,
    usual_name,
    work_of,
)
from planner.ui.messages import draw_failure
from planner.ui.saved_step import SavedStep, draw_saved_step
from planner.ui.state import Failure, Key
from planner.ui.storage import store
from planner.ui.text import plain, plain_label, say

_DATE = "DD/MM/YYYY"
_NOT_SAVED = "The amount was not saved."


def draw_amount(actor: Actor, year: YearRegisters) -> None:
    """Let somebody work out an amount, and put it into a stream if they may."""
    step: SavedStep | None = st.session_state.get(Key.AMOUNT_SAVED)
    if step is not None and step.year_id == year.year.id:
        draw_saved_step(step, Key.AMOUNT_UNDO)
    say("Type what the local authority pays. You see the sum before anything is saved.")
    _draw_figures(year)
    work = work_of(year, asked_now(year))
    _draw_sum(work)
    if may(actor, Action.EDIT_MONEY):
        _draw_target(year)
        # What has just been drawn may say something else than before.
        asked = asked_now(year)
        work = work_of(year, asked)
        _draw_save(work)
        if asked.with_dates and work.changes:
            _say_terms(year, work)
    failure: Failure | None = st.session_state.pop(Key.AMOUNT_FAILED, None)
    if failure is not None:
        draw_failure(failure, Key.AMOUNT_FAILED)


def _draw_figures(year: YearRegisters) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.radio(
            "What is paid",
            tuple(Basis),
            format_func=lambda basis: basis.value,
            key=key_of("basis"),
            persist_state="session",
        )
        basis = basis_now()
        say(basis.rule, kind="small")
    with right:
        _draw_bands(year, basis)
        for figure in basis.asks:
            if figure is rate_asked_by(basis) and band_now(year) is not None:
                continue
            st.text_input(
                figure.value,
                key=key_of(figure.name),
                placeholder=_EXAMPLES[figure],
                persist_state="session",
            )
        with st.container(horizontal=True):
            for part, label in (("starts", "Paid from"), ("ends", "Paid to")):
                st.date_input(label, value=None, format=_DATE, key=key_of(part))
        say("Without dates it is paid for the whole year.", kind="small")


def _draw_bands(year: YearRegisters, basis: Basis) -> None:
    """Let somebody choose a band or rate that the school has entered among its own figures."""
    bands = bands_of(year, basis)
    if not bands:
        say(
            "A band that is entered in Settings, among the school’s own figures, can be chosen "
            "here.",
            "small",
        )
        return
    if st.session_state.get(key_of("band")) not in bands:
        st.session_state.pop(key_of("band"), None)
    st.selectbox(
        "A band or rate of the school’s own figures",
        [TYPED, *bands],
        format_func=lambda one: one or "None: it is typed below",
        key=key_of("band"),
        persist_state="session",
    )
    band = band_now(year)
    if band is not None:
        say(f"Source: {band.source}. {band.note}", kind="small")


_EXAMPLES = {
    Figure.ANNUAL: "6,500",
    Figure.RATE: "15.50",
    Figure.WEEKLY_RATE: "640",
    Figure.HOURS: "20",
    Figure.PAID_WEEKS: "44.65",
    Figure.DAILY_RATE: "42.50",
    Figure.DAYS: "185",
}


def _draw_sum(work: AmountWork) -> None:
    for problem in work.problems:
        where = problem.column or "The school year"
        say(f"{where} {problem.what}; {problem.remedy}.", kind="error")
    if work.found is not None:
        st.markdown(f"**{plain(work.found.sum)}**")


def _draw_target(year: YearRegisters) -> None:
    """Ask which stream the amount goes into, and about a new one what it is."""
    names = {row.record.stream: row.record for row in year.rows["funding"]}

    def told(code: str) -> str:
        if code == A_NEW_STREAM:
            return "A new stream"
        return f"{code}: {names[code].name} (now {pounds(names[code].amount)})"

    options = [A_NEW_STREAM, *names]
    if st.session_state.get(key_of("stream")) not in options:
        st.session_state.pop(key_of("stream"), None)
    chosen = st.selectbox(
        "Put it into", options, format_func=told, key=key_of("stream"), persist_state="session"
    )
    if chosen == A_NEW_STREAM:
        _draw_new_stream(year)
    st.checkbox(
        "Put the dates on the stream too",
        key=key_of("with_dates"),
        help="It then pays only for terms that start between them. Without dates it pays for any "
        "term, and its income is spread over the whole year.",
        persist_state="session",
    )


def _draw_new_stream(year: YearRegisters) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        pupil = st.selectbox(
            "For which pupil",
            [FOR_ANYTHING, *_pupils(year)],
            format_func=lambda code: code or "Nobody alone: it may pay for anything",
            key=key_of("pupil"),
            accept_new_options=True,
            persist_state="session",
        )
        st.selectbox(
            "Where the money comes from",
            tuple(StreamKind),
            index=tuple(StreamKind).index(StreamKind.TOP_UP),
            format_func=stream_kind_name,
            key=key_of("kind"),
            persist_state="session",
        )
    with right:
        for part, label, usual in (
            ("code", "Code of the new stream", usual_code(pupil or "") or "TU-P014"),
            ("name", "Name of the new stream", usual_name(pupil or "") or "Top-up for P014"),
        ):
            st.text_input(label, key=key_of(part), placeholder=usual, persist_state="session")


def _pupils(year: YearRegisters) -> list[str]:
    """Pupils with an EHCP and then the others; those that streams name, if no more may be seen."""
    if "pupils" in year.rows:
        pupils: list[Pupil] = [row.record for row in year.rows["pupils"]]
        pupils.sort(key=lambda pupil: pupil.sen_status is not SenStatus.EHCP)
        return [pupil.pupil for pupil in pupils]
    entries = (entry for row in year.rows["funding"] for entry in row.record.restricted_to)
    named = (entry.value for entry in entries if entry.kind is RestrictionKind.PUPIL)
    return sorted(set(named))


def _draw_save(work: AmountWork) -> None:
    if work.found is None:
        return
    if any(fault.what == BLANK for fault in work.faults):
        say("Choose the pupil it is for, or write a code and a name for the new stream.")
    for fault in (fault for fault in work.faults if fault.what != BLANK):
        say(f"{fault.column or 'The stream'} {fault.what}; {fault.remedy}.", kind="warning")
    if not work.changes:
        if not work.faults:
            say("The stream says this already.", kind="info")
        return
    assert work.stream is not None
    st.button(
        plain_label(f"Put {pounds(work.found.amount)} into {work.stream.stream}"),
        key=Key.AMOUNT_SAVE,
        type="primary",
        on_click=_save,
        args=(work,),
    )


def _say_terms(year: YearRegisters, work: AmountWork) -> None:
    """Say which terms a stream with dates pays for."""
    terms = [row.record for row in year.rows["terms"]]
    assert work.stream is not None
    paid = [term.name or term.term for term in terms if work.stream.pays_in(term)]
    say(f"With these dates it pays for: {listed(paid) or 'no term'}.", kind="small")


def _save(shown: AmountWork) -> None:
    """Save what the button said, if it still is what the page says."""
    actor = guard.actor_who_may(Action.EDIT_MONEY)
    if actor is None:
        return
    result = messages.attempt(lambda: _saved(actor, shown), _NOT_SAVED)
    key = Key.AMOUNT_FAILED if isinstance(result, Failure) else Key.AMOUNT_SAVED
    st.session_state[key] = result


def _saved(actor: Actor, shown: AmountWork) -> SavedStep | Failure:
    year = open_year.registers(actor)
    now = work_of(year, asked_now(year))
    if now != shown or now.found is None or now.stream is None:
        what = "Something changed after the sum was shown. Look at it again, then save."
        return Failure(_NOT_SAVED, what)
    saved = store().save(actor, year.year.id, now.changes, why=now.found.sum)
    says = f"{pounds(now.found.amount)} is in {now.stream.stream} now: {now.found.sum}."
    return SavedStep(year.year.id, saved.step, says)
