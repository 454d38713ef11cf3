"""Why, as it is read: the sentences, what is got, what limits it and what would give more."""

from __future__ import annotations

from planner.charts.insight.view import InsightView
from planner.charts.insight.why_words import LIMITS, change_words, sentences_of
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.views import term_name
from planner.charts.words import listed, sentence_case
from planner.insight.subject import SubjectKind
from planner.insight.why import WhyAnswer
from planner.insight.why_rows import WhyLimitRow
from planner.school.school import School

_STANDS = {"yes": "yes", "no": "no", "unknown": "not known in the time given"}


def why_view(school: School, answer: WhyAnswer) -> InsightView:
    """Turn why into what is read."""
    tables = [
        _changes(school, answer),
        _limits(answer),
        _received(school, answer),
        _adult_terms(school, answer),
        _competing(school, answer),
    ]
    return InsightView(
        name="why",
        sentences=sentences_of(school, answer),
        tables=tuple(table for table in tables if table.rows),
    )


def _received(school: School, answer: WhyAnswer) -> Table:
    columns = [
        Column("Term"),
        Column("Provision", ColumnKind.CODE),
        Column("Group"),
        Column("Pupil") if _has_names(answer) else Column("Pupils", ColumnKind.COUNT),
        Column("Received (hours a week)", ColumnKind.HOURS),
        Column("Weeks", ColumnKind.WEEKS),
        Column("Adults"),
    ]
    if not answer.is_parent_safe:
        columns += [Column("Paid by"), Column("Cost (£ a term)", ColumnKind.MONEY)]
    rows = []
    for row in answer.received:
        cells: list[str | float | int | None] = [
            term_name(row.term, school),
            school.provision_by_id[row.provision].name,
            row.group,
            row.pupil if _has_names(answer) else row.pupils,
            row.hours_per_week,
            row.weeks,
            listed(row.adults),
        ]
        if not answer.is_parent_safe:
            cost = None if row.cost is None else float(row.cost)
            cells += [listed(row.paid_by), cost]
        rows.append(tuple(cells))
    return Table("received", "What is received, term by term.", tuple(columns), tuple(rows))


def _has_names(answer: WhyAnswer) -> bool:
    return any(row.pupil for row in answer.received)


def _adult_terms(school: School, answer: WhyAnswer) -> Table:
    return Table(
        name="adult_terms",
        says="The adult’s hours with pupils in each term.",
        columns=(
            Column("Term"),
            Column("There are (hours a week)", ColumnKind.HOURS),
            Column("Used (hours a week)", ColumnKind.HOURS),
            Column("Not used (hours a week)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (term_name(row.term, school), row.available_hours, row.used_hours, row.unused_hours)
            for row in answer.adult_terms
        ),
    )


def _limits(answer: WhyAnswer) -> Table:
    return Table(
        name="limits",
        says="Each limit, let go alone: whether there would then be more, with nobody else worse "
        "off except where it says so.",
        columns=(
            Column("Let go"),
            Column("Would there be more?"),
            Column("Pupils who would have less", ColumnKind.COUNT),
        ),
        rows=tuple(
            (
                sentence_case(LIMITS[row.limit]),
                _STANDS[row.stands_in_the_way],
                _losing(row),
            )
            for row in answer.limits
        ),
    )


def _losing(row: WhyLimitRow) -> int | None:
    """Say how many would have less; blank where it is not known."""
    if row.stands_in_the_way == "unknown":
        return None
    return row.pupils_losing if row.limit.value == "others" else 0


def _competing(school: School, answer: WhyAnswer) -> Table:
    return Table(
        name="competing",
        says="Whose hours come from the adults who could give more and have none left.",
        columns=(
            Column("Adult", ColumnKind.CODE),
            Column("Provision"),
            Column("Pupil", ColumnKind.CODE),
            Column("Adult’s hours (a week)", ColumnKind.HOURS, "Mean of the year’s weeks"),
            Column("Counts for statute"),
            Column("Priority of the need", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                row.adult,
                school.provision_by_id[row.provision].name,
                row.pupil,
                row.hours_per_week,
                "yes" if row.is_statutory else "no",
                row.most_pressing,
            )
            for row in answer.competing
        ),
    )


def _changes(school: School, answer: WhyAnswer) -> Table:
    is_share = answer.kind is not SubjectKind.PROVISION
    kind = ColumnKind.PERCENT if is_share else ColumnKind.HOURS
    unit = "needs met, %" if is_share else "pupil hours a year"
    times = 100 if is_share else 1
    return Table(
        name="changes",
        says="What would give more, each confirmed by planning the school again with it.",
        columns=(
            Column("Change"),
            Column("Money with it (£ a year)", ColumnKind.MONEY),
            Column(f"Without it ({unit})", kind),
            Column(f"With it ({unit})", kind),
            Column("Statutory hours met, more (a year)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                sentence_case(change_words(school, answer, row)),
                None if row.money is None else float(row.money),
                times * row.before,
                times * row.after,
                max(0.0, row.short_before - row.short_after),
            )
            for row in answer.changes
        ),
    )
