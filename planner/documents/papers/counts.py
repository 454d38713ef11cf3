"""Counts of pupils for anybody’s eyes: by year group and status, and by type of need.

The two share one figure alone, how many pupils there are, and the second is given only where the
first tells it anyway: so that neither gives away what the other hides.
"""

from __future__ import annotations

from collections import Counter

from planner.charts.register_words import need_type_name, year_name
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import sentence_case
from planner.documents.nation import words_of
from planner.documents.papers.paper import Setting
from planner.glance import Glance, glance_at
from planner.school.codes import NeedType, SenStatus
from planner.suppression import Hidden, in_words, safe_row


def glance_of(setting: Setting) -> Glance:
    """Count the pupils of a paper’s school and how far the plan meets their needs."""
    school = setting.school
    return glance_at(
        school.pupils,
        school.needs,
        phase=school.details.phase,
        coverage={row.need: row.coverage for row in setting.plan.coverage},
        planned_on=setting.made_on or setting.today,
        threshold=setting.fewest_shown,
    )


def pupils_table(setting: Setting, glance: Glance) -> Table:
    """Pupils by year group and status, in the words of the nation; the totals last."""
    words = words_of(setting.school.details.nation)
    titles = {
        SenStatus.EHCP: f"With an {words.plan}" if _is_an(words.plan) else f"With a {words.plan}",
        SenStatus.SEN_SUPPORT: sentence_case(words.status(SenStatus.SEN_SUPPORT)),
        SenStatus.NONE: "With neither",
    }
    columns = [titles[status] for status in glance.statuses]
    return Table(
        name="pupils",
        says="How many pupils of each year group have each status; small counts are hidden.",
        columns=(
            Column("Year group", ColumnKind.CODE),
            *(Column(f"{title} (pupils)", ColumnKind.SHOWN) for title in columns),
            Column("All (pupils)", ColumnKind.SHOWN),
        ),
        rows=tuple(
            (
                year_name(line.name) if line.name else "All",
                *(in_words(count, glance.threshold) for count in line.counts),
            )
            for line in glance.years
            if line.counts
        ),
    )


def need_types_table(setting: Setting, glance: Glance) -> Table | None:
    """Pupils by their primary type of need; ``None`` where how many there are is hidden."""
    all_pupils = glance.years[-1].counts[-1:] if glance.years else ()
    if not all_pupils or isinstance(all_pupils[0], Hidden):
        return None
    counted = Counter(pupil.primary_need for pupil in setting.school.pupils)
    # Every type has its line, whether it has pupils or not: one that came and went would tell.
    types = (*NeedType, None)
    shown = safe_row([counted[one] for one in types], setting.fewest_shown)
    names = [need_type_name(one) if one else "none entered" for one in types]
    return Table(
        name="need_types",
        says="How many pupils have each primary type of need; small counts are hidden.",
        columns=(
            Column("Primary type of need", ColumnKind.CODE),
            Column("Pupils", ColumnKind.SHOWN),
        ),
        rows=tuple(
            (sentence_case(name), in_words(count, setting.fewest_shown))
            for name, count in zip([*names, "all"], shown, strict=True)
        ),
    )


def _is_an(word: str) -> bool:
    return word[:1] in "AEIO"
