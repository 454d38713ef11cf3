"""The school at a glance: what anybody may see, and that nothing smaller is to be had."""

from __future__ import annotations

import re

from planner.access import LOCAL
from planner.exchange.plan_folder import plan_files
from planner.ui.storage import store
from tests.builders import a_need, a_pupil, a_school, details
from tests.charts.small_plan import small_plan
from tests.pages.helpers import go_to, keep, open_page, said
from tests.pages.signing_in import arrive, claims

# Six pupils with a need in language, two in literacy with an EHCP: 6 may be shown and 2 may not.
SIX, TWO = 6, 2


def a_school_with_few():
    six = [a_pupil(f"P{number}") for number in range(SIX)]
    two = [a_pupil(f"Q{number}", sen_status="E", year_group="5") for number in range(TWO)]
    needs = [a_need(f"N{one.pupil}", pupil=one.pupil) for one in six]
    needs += [a_need(f"N{one.pupil}", pupil=one.pupil, strand="literacy") for one in two]
    return a_school(pupils=[*six, *two], needs=needs, details=details(phase="primary"))


def tables_of(app):
    return [one.value for one in app.dataframe]


def test_the_page_tells_what_it_counts_and_what_it_hides():
    text = said(open_page("overview", a_school_with_few()))
    assert "Counts under 5 are not shown, so that no pupil can be recognised" in text
    assert "8 pupils are in the register" in text


def test_a_viewer_sees_no_small_count_anywhere_on_the_page(options):
    year = keep(a_school_with_few())
    files = plan_files(small_plan())
    made = {"inputs_sha256": "a1", "status": "optimal", "made_at": year.created_at}
    store().save_plan(LOCAL, year.id, files=files, **made)
    app = go_to(arrive(claims("viewer@oak.example")), "overview")
    assert not app.exception
    cells = [str(cell) for table in tables_of(app) for cell in table.iloc[:, 1:].to_numpy().ravel()]
    assert "fewer than 5" in cells
    counts = [int(cell) for cell in cells if cell.isdigit()]
    assert [count for count in counts if count < 5] == []


def test_what_is_hidden_is_in_no_chart_either(options):
    keep(a_school_with_few())
    app = go_to(arrive(claims("viewer@oak.example")), "overview")
    charts = [str(chart.proto) for chart in app.get("plotly_chart")]
    assert charts
    assert not any("iteracy" in chart for chart in charts)


def test_no_code_of_anybody_is_on_the_page(options):
    keep(a_school_with_few())
    app = go_to(arrive(claims("viewer@oak.example")), "overview")
    text = said(app) + "".join(table.to_csv() for table in tables_of(app))
    assert not re.search(r"\b[PQN]\d\b|\bTA1\b|\bGENERAL\b", text)


def test_a_school_of_few_is_told_so():
    text = said(open_page("overview", a_school()))
    assert "is not shown, because they are few" in text
