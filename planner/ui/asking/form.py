"""What may be chosen when asking, as boxes: one for each field of what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

import streamlit as st

from planner.charts.insight.asked_words import labels_of, word_label
from planner.errors import InputError, Problem
from planner.insight.answer import Asked
from planner.insight.choice import Choice, ChoiceKind, asked_from, choices_of
from planner.insight.question import Question
from planner.school.fields import CellError, write_cell
from planner.school.school import School
from planner.ui.state import Key
from planner.ui.text import plain, plain_label

_BOXES_IN_A_ROW = 3
_NOT_CHOSEN = "Not chosen"
_IN_PARTS = frozenset({ChoiceKind.MONEY, ChoiceKind.NUMBER})
_NUMBERS = _IN_PARTS | {ChoiceKind.WHOLE_NUMBER}
# From this on, parts of a number are of no use to anybody.
_LARGE = 10
_STEP_OF_MONEY = 500.0


def key_of(question: Question, name: str) -> str:
    """The key of the box of one field."""
    return f"{Key.ASK_FORM}_{question.name}_{name}"


def lay(question: Question, values: Mapping[str, object]) -> None:
    """Put values into the boxes of a question, to be seen when its form is drawn next."""
    for choice in choices_of(question.asked):
        if choice.name in values:
            st.session_state[key_of(question, choice.name)] = _in_box(choice, values[choice.name])


def is_untouched(question: Question) -> bool:
    """Whether nothing was put into the boxes of a question yet."""
    return not any(
        key_of(question, choice.name) in st.session_state for choice in choices_of(question.asked)
    )


def draw_boxes(question: Question, school: School, names: Mapping[str, str]) -> None:
    """Show a box for everything that may be chosen.

    Args:
        question: What is asked.
        school: Whose codes there are to choose from.
        names: The names of pupils who have one, by code.
    """
    choices = choices_of(question.asked)
    # Row by row, so that one column on a narrow screen has them in the same order.
    for start in range(0, len(choices), _BOXES_IN_A_ROW):
        row = choices[start : start + _BOXES_IN_A_ROW]
        for where, choice in zip(st.columns(_BOXES_IN_A_ROW), row, strict=False):
            with where:
                _draw_box(question, choice, school, names)


def what_is_asked(question: Question) -> Asked:
    """Give what is in the boxes of a question, as what is asked.

    Raises:
        InputError: Some of it cannot be used.
    """
    values: dict[str, object] = {}
    problems = []
    for choice in choices_of(question.asked):
        typed = st.session_state.get(key_of(question, choice.name), _in_box(choice, choice.default))
        try:
            values[choice.name] = _from_box(choice, typed)
        except CellError as error:
            problems.append(Problem("what is asked", 0, choice.title, error.what, error.remedy))
    if problems:
        raise InputError(problems)
    return asked_from(question.asked, values)


def _is_typed(choice: Choice) -> bool:
    """Whether a list is typed, because there is nothing to choose from."""
    return choice.is_list and not (choice.words or choice.of)


def _in_box(choice: Choice, value: object) -> object:
    """A value as its box holds it."""
    if _is_typed(choice):
        return write_cell(value)
    if choice.is_list:
        return [str(part) for part in value] if isinstance(value, tuple | list) else []
    if value is None:
        return None if choice.kind in _NUMBERS or choice.of or choice.words else ""
    if choice.kind in _IN_PARTS and isinstance(value, int | float | Decimal):
        return float(value)
    return value.value if isinstance(value, Enum) else value


def _from_box(choice: Choice, typed: Any) -> object:
    """What a box holds as a value.

    Raises:
        CellError: It is typed and cannot be used.
    """
    if _is_typed(choice) or (choice.kind is ChoiceKind.TEXT and isinstance(typed, str)):
        return choice.read(typed)
    if choice.is_list:
        return tuple(typed)
    if typed is None and not choice.may_be_blank:
        what = "is blank"
        raise CellError(what, "fill it in")
    if choice.kind is ChoiceKind.MONEY and typed is not None:
        return Decimal(str(typed))
    return typed


def _draw_box(question: Question, choice: Choice, school: School, names: Mapping[str, str]) -> None:
    key = key_of(question, choice.name)
    if key not in st.session_state:
        st.session_state[key] = _in_box(choice, choice.default)
    usual: dict[str, Any] = {
        "label": plain_label(choice.title),
        "key": key,
        "help": plain(f"{choice.help}.") if choice.help else None,
        "persist_state": "session",
    }
    if choice.of:
        labels = {
            code: f"{label}, {names[code]}" if code in names else label
            for code, label in labels_of(school, choice.of).items()
        }
        _draw_words(choice, usual, list(labels), lambda code: labels.get(code, str(code)))
    elif choice.words:
        _draw_words(choice, usual, list(choice.words), word_label)
    elif choice.is_list or choice.kind is ChoiceKind.TEXT:
        st.text_input(**usual)
    elif choice.kind is ChoiceKind.YES_NO:
        st.checkbox(**usual)
    else:
        _draw_number(choice, usual)


def _draw_words(
    choice: Choice, usual: dict[str, Any], words: list[str], label: Callable[[str], str]
) -> None:
    kept = st.session_state[usual["key"]]
    if choice.is_list:
        st.session_state[usual["key"]] = [one for one in kept if one in words]
        st.multiselect(options=words, format_func=label, placeholder=_NOT_CHOSEN, **usual)
        return
    if kept not in words:
        st.session_state[usual["key"]] = None if choice.may_be_blank or not words else words[0]
    st.selectbox(
        options=words,
        format_func=label,
        index=None if choice.may_be_blank else 0,
        placeholder=_NOT_CHOSEN,
        **usual,
    )


def _draw_number(choice: Choice, usual: dict[str, Any]) -> None:
    if choice.kind is ChoiceKind.WHOLE_NUMBER:
        least = None if choice.least is None else int(choice.least)
        most = None if choice.most is None else int(choice.most)
        st.number_input(min_value=least, max_value=most, step=1, placeholder=_NOT_CHOSEN, **usual)
        return
    step, form = _step_and_format(choice)
    st.number_input(
        min_value=choice.least,
        max_value=choice.most,
        step=step,
        format=form,
        placeholder=_NOT_CHOSEN,
        **usual,
    )


def _step_and_format(choice: Choice) -> tuple[float, str]:
    """How far one press moves a number, and how it is written."""
    if choice.kind is ChoiceKind.MONEY:
        return _STEP_OF_MONEY, "%.0f"
    if choice.most is not None and choice.most <= 1:
        return 0.05, "%.2f"
    if isinstance(choice.default, float) and choice.default >= _LARGE:
        return 5.0, "%.0f"
    return 0.5, "%.2f"
