"""Where a user says which column of the export has what, and what the school's own codes mean."""

from __future__ import annotations

import streamlit as st

from planner.charts.register_words import need_type_name, year_name
from planner.charts.words import counted, listed, sentence_case
from planner.exchange.mis.choosing import ASKED
from planner.exchange.mis.matching import Guess, Sureness
from planner.exchange.mis.report import ROWS_LOOKED_AT
from planner.exchange.mis.rows import Unknown
from planner.exchange.mis.target import FIELDS, Target
from planner.exchange.mis.view import columns_listing
from planner.exchange.mis.words import plain as looked_up
from planner.school.codes import NeedType
from planner.school.fields import YEAR_GROUPS
from planner.ui.importing import acts
from planner.ui.importing.box import draw_box
from planner.ui.importing.desk import Desk
from planner.ui.importing.listing import draw_listing
from planner.ui.importing.work import UNDECIDED, Work, key_of_meaning
from planner.ui.text import plain, plain_label, say

QUESTIONS_AT_ONCE = 30
_NARROW = 320
_NOT_THERE = "Not in this file"
_HOLD_BACK = "Not decided: hold these rows back"
_NOTHING = "Nothing: leave it blank"
_YES_NO = {"Y": "Yes", "N": "No"}
_ANSWERS = {
    Target.YEAR_GROUP: {year: year_name(year) for year in YEAR_GROUPS},
    Target.SEN_STATUS: {"K": "SEN Support (K)", "E": "EHCP (E)", "N": "No SEN (N)"},
    Target.PRIMARY_NEED: {need.value: sentence_case(need_type_name(need)) for need in NeedType},
    Target.PUPIL_PREMIUM: _YES_NO,
    Target.LOOKED_AFTER: _YES_NO,
}


def draw_sheet(desk: Desk) -> None:
    """Ask which sheet, where there are several."""
    report = desk.report
    if len(report.sheets) > 1:
        st.selectbox(
            "Sheet",
            report.sheets,
            index=report.sheets.index(report.sheet),
            key=desk.key("sheet"),
            on_change=acts.read_again,
            args=(desk, "sheet"),
            width=_NARROW,
        )


def draw_columns(desk: Desk) -> None:
    """Ask for each column of the register which column of the export has it."""
    say("Which column is which?", kind="heading")
    say("What is not chosen is left out. Your choice is remembered for the next file.")
    half = (len(ASKED) + 1) // 2
    for place, targets in zip(
        st.columns(2, gap="large"), (ASKED[:half], ASKED[half:]), strict=True
    ):
        with place:
            for target in targets:
                _draw_column(desk, target)
    with st.expander("Every column of the file, and what it seemed to be"):
        draw_listing(columns_listing(desk.guesses))


def _draw_column(desk: Desk, target: Target) -> None:
    titles = desk.report.titles
    options = ["", *titles]
    before = desk.chosen(target.value, desk.first_choice.get(target, ""))
    chosen = st.selectbox(
        target.says,
        options,
        index=options.index(before),
        format_func=lambda column: titles.get(column, _NOT_THERE),
        key=desk.key(target.value),
    )
    desk.keep(target.value, chosen)
    if chosen:
        guess = next(guess for guess in desk.guesses if guess.column == chosen)
        say(_about(guess, target), kind="small")


def _about(guess: Guess, target: Target) -> str:
    """How sure it is, and what stands in the column."""
    said = "Chosen by you"
    if guess.target is target:
        is_remembered = guess.sureness is Sureness.REMEMBERED
        why = "" if is_remembered else f", {guess.because}"
        said = sentence_case(f"{guess.sureness.value}{why}")
    return f"{said}. For example: {'; '.join(guess.examples)}" if guess.examples else f"{said}."


def draw_twice(work: Work, desk: Desk) -> None:
    """Say which column was chosen for more than one thing."""
    for column, targets in work.twice.items():
        named = listed(target.says for target in targets)
        what = f"‘{desk.report.titles[column]}’ is chosen more than once: for {named}."
        say(f"{what} Choose another column for all but one.", kind="error")


def draw_options(desk: Desk) -> None:
    """Show what else can be decided about how the file is read."""
    report = desk.report
    with st.expander("Who is added, what a blank cell means, and where the headings are"):
        draw_box(desk, "everybody", "Add pupils who are not on the SEN register too")
        draw_box(
            desk,
            "key_is_code",
            "Use the number in the MIS as the code of a new pupil, in place of P001 and so on",
            help="Whoever knows the numbers then knows who each pupil is.",
        )
        erases = st.multiselect(
            "A blank cell takes away what the register has, in",
            [target for target in FIELDS if target is not Target.YEAR_GROUP],
            default=desk.chosen("erases", otherwise=()),
            format_func=lambda target: target.says,
            key=desk.key("erases"),
            placeholder="No column",
        )
        desk.keep("erases", erases)
        st.number_input(
            "The headings are in row",
            min_value=1,
            max_value=max(ROWS_LOOKED_AT, report.header_row),
            value=report.header_row,
            key=desk.key("header_row"),
            on_change=acts.read_again,
            args=(desk, "header_row"),
            width=_NARROW,
        )


def draw_questions(desk: Desk, work: Work) -> None:
    """Ask what each value means that is not known."""
    if not work.asked:
        return
    say("What do these mean at your school?", kind="heading")
    say("Your answers are remembered. Rows with a value not decided are held back.")
    for place, asked in zip(
        (at for _ in work.asked[:QUESTIONS_AT_ONCE:2] for at in st.columns(2, gap="large")),
        work.asked[:QUESTIONS_AT_ONCE],
        strict=False,
    ):
        with place:
            _draw_question(desk, work, asked)
    if len(work.asked) > QUESTIONS_AT_ONCE:
        more = len(work.asked) - QUESTIONS_AT_ONCE
        values = counted(more, "more value is", "more values are")
        say(f"{values} not known. Is each column the right one?", kind="warning")


def _draw_question(desk: Desk, work: Work, asked: Unknown) -> None:
    answers = {UNDECIDED: _HOLD_BACK, **_ANSWERS.get(asked.target, {})}
    if asked.target is not Target.YEAR_GROUP:
        answers[""] = _NOTHING
    now = work.meanings.get(asked.target, {}).get(looked_up(asked.text), UNDECIDED)
    part = key_of_meaning(asked)
    answer = st.selectbox(
        plain_label(f"{asked.target.says}: ‘{asked.text}’, {counted(asked.rows, 'row')}"),
        list(answers),
        index=list(answers).index(now) if now in answers else 0,
        format_func=lambda answer: answers[answer],
        help=plain(f"It {asked.what}; {asked.remedy}."),
        key=desk.key(part),
    )
    desk.keep(part, answer)
