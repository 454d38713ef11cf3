"""The changes from today as people read them: sentences, and the rules that today breaks."""

from __future__ import annotations

from planner.charts.words import counted, hours, pounds, sentence_case, shortened
from planner.insight.best_rows import BestBreachRow, BestChangeRow
from planner.school.school import School

_LITTLE_MONEY = 0.5
_LONGEST_NAME = 42


def change_words(school: School, row: BestChangeRow) -> str:
    """Say what one change is, with whom it touches and what it costs."""
    return f"{what_changes(school, row)}{_hours(row)}{_cost(row)}"


def what_changes(school: School, row: BestChangeRow) -> str:
    """Say in a few words what one change is."""
    entry = school.provision_by_id[row.provision]
    name = entry.name
    if row.what == "starts":
        verb = "Buy" if entry.is_item else "Start"
        return f"{verb} {name} for {counted(row.pupils_then, 'pupil')}"
    if row.what == "ends":
        return f"End {name}, which {counted(row.pupils_today, 'pupil')} now {_have(row)}"
    moves = [
        f"{counted(number, 'pupil')} {verb if number == 1 else verb[:-1]}"
        for number, verb in ((row.joining, "joins"), (row.leaving, "leaves"))
        if number
    ]
    if moves:
        return f"Change {name}: {' and '.join(moves)}"
    if row.hours_then > row.hours_today:
        return f"Give more {name} to the same {counted(row.pupils_then, 'pupil')}"
    if row.hours_then < row.hours_today:
        return f"Give less {name} to the same {counted(row.pupils_then, 'pupil')}"
    return f"Move {name} to other terms for {counted(row.pupils_then, 'pupil')}"


def short_words(school: School, row: BestChangeRow) -> str:
    """Name one change for the side of a chart."""
    name = shortened(school.provision_by_id[row.provision].name, _LONGEST_NAME)
    if row.what == "starts":
        return f"{name}: starts for {row.pupils_then}"
    if row.what == "ends":
        return f"{name}: ends for {row.pupils_today}"
    moves = [
        f"{number} {verb if number == 1 else verb[:-1]}"
        for number, verb in ((row.joining, "joins"), (row.leaving, "leaves"))
        if number
    ]
    return f"{name}: {', '.join(moves) or 'other hours'}"


def _have(row: BestChangeRow) -> str:
    return "has" if row.pupils_today == 1 else "have"


def _hours(row: BestChangeRow) -> str:
    now, then = round(row.hours_today), round(row.hours_then)
    if now == then:
        return ""
    if row.what == "starts":
        return f"; {hours(then)} in the year"
    if row.what == "ends":
        return f"; {hours(now)} in the year"
    return f"; from {now:,} to {hours(then)} in the year"


def _cost(row: BestChangeRow) -> str:
    change = float(row.cost_change)
    if abs(change) < _LITTLE_MONEY:
        return ""
    return f", {pounds(abs(change))} {'more' if change > 0 else 'less'}"


def rule_words(row: BestBreachRow) -> str:
    """Name the rule that is broken, as a sentence that today makes untrue."""
    return sentence_case(row.rule.replace("_", " "))


def where_words(row: BestBreachRow) -> str:
    """Name where it is broken: pupils, provisions, terms or groups, by their codes."""
    _, _, codes = row.where.partition(" ")
    return codes.replace(" / ", ", ")
