"""The command that compares scenarios: what it plans, writes and says, and how it ends."""

from __future__ import annotations

import csv
import json
import signal
from dataclasses import replace

import pytest

from planner.__main__ import main
from planner.errors import ContradictionError, Problem
from planner.exchange.plan_folder import read_plan
from planner.exchange.scenario_file import read_scenario, write_scenario
from planner.exchange.school_folder import read_school, write_school
from planner.optimiser import solve
from planner.optimiser.progress import Progress
from planner.scenarios.money import MoneyChange
from planner.scenarios.people import AdultChange, AdultLeaves
from planner.scenarios.scenario import Scenario
from tests.builders import a_need, a_pin, a_pupil, a_school, a_teaching_assistant
from tests.charts.small_plan import small_plan, small_school

FEWER = Scenario(name="Fewer hours", changes=(AdultChange(adult="TA1", deployable_hours=1),))
LESS = Scenario(name="£100 less", changes=(MoneyChange(pounds=-100),))


@pytest.fixture
def place(tmp_path):
    """A school of two pupils who could each use 1 hour a week, and one adult with 2 for them."""
    school = a_school(
        pupils=[a_pupil(), a_pupil("P2")],
        needs=[a_need(), a_need("N2", pupil="P2")],
        staff=[a_teaching_assistant(deployable_hours=2.0)],
    )
    write_school(school, tmp_path / "school")
    write_scenario(FEWER, tmp_path / "fewer.toml")
    write_scenario(LESS, tmp_path / "less.toml")
    return tmp_path


def compare(place, *words):
    arguments = [word if word.startswith("--") else str(place / word) for word in words]
    return main(["compare", str(place / "school"), *arguments, "--out", str(place / "out")])


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_scenarios_of_a_small_school_are_planned_compared_and_written(place, capsys):
    assert compare(place, "fewer.toml", "less.toml") == 0

    out = place / "out"
    assert sorted(path.name for path in out.iterdir()) == [
        "Fewer-hours", "base", "changes.csv", "comparison.csv", "groups.csv", "lines.csv",
        "pupils.csv", "£100-less",
    ]  # fmt: skip
    base, fewer, less = rows_of(out / "comparison.csv")
    assert [base["scenario"], fewer["scenario"]] == ["The year as it is", "Fewer hours"]
    # Two hours a week meet both needs in full; one meets half of them.
    assert float(base["mean_coverage"]) == pytest.approx(1, abs=0.001)
    assert float(fewer["mean_coverage"]) == pytest.approx(0.5, abs=0.003)
    assert less["mean_coverage"] == base["mean_coverage"]
    assert [row["income"] for row in (base, fewer, less)] == ["25000.00", "25000.00", "24900.00"]
    changed = sum(float(row["hours_change"]) for row in rows_of(out / "lines.csv"))
    assert changed == pytest.approx(-39, abs=0.2)
    told, err = capsys.readouterr()
    lines = told.splitlines()
    assert lines[0] == f"Example Primary, 2026/27: the plans are in {out}."
    assert lines[1] == (
        "The year as it is: 100 % of needs are met, 100 % for the pupil with the least; "
        "every statutory item is met; it is within the money."
    )
    assert lines[2].startswith("Fewer hours: needs met go from 100 % to 50 %, and for the pupil")
    assert lines[2].endswith("2 pupils lose, nothing changes for 0 pupils.")
    assert lines[3].endswith("it is within the money. Nothing changes.")
    assert err == ""


def test_each_plan_stands_with_its_school_and_scenario_so_that_it_can_be_checked(place, capsys):
    compare(place, "fewer.toml")
    plan = place / "out" / "Fewer-hours"

    assert read_scenario(plan / "scenario.toml") == FEWER
    assert read_school(plan / "school.zip").school.staff[0].deployable_hours == 1
    capsys.readouterr()
    assert main(["check", str(plan / "school.zip"), str(plan)]) == 0


def test_a_plan_of_today_is_taken_and_repaired(place):
    assert main(["plan", str(place / "school"), "--out", str(place / "today")]) == 0

    assert compare(place, "less.toml", "--mode=least-change", f"--plan={place / 'today'}") == 0

    today = read_plan(place / "today")
    assert read_plan(place / "out" / "base") == today
    made = read_school(place / "out" / "£100-less" / "school.zip").school
    assert made.policies.keep_current_plan == 1
    assert len(made.current_plan) == len(today.allocations)
    assert rows_of(place / "out" / "lines.csv") == []


def test_a_plan_of_another_school_is_refused(place, capsys):
    main(["plan", str(place / "school"), "--out", str(place / "today")])
    write_school(a_school(), place / "school")
    capsys.readouterr()

    assert compare(place, "less.toml", f"--plan={place / 'today'}") == 2
    assert "was made for a school that is not as this one" in capsys.readouterr().err


def test_every_fault_of_every_scenario_is_told_before_anything_is_planned(place, capsys):
    (place / "fewer.toml").write_text('name = "x"\n[[change]]\nkind = "mony"\n')
    (place / "less.toml").write_text("[[change]]\nkind = 'absence'\n")

    assert compare(place, "fewer.toml", "less.toml", "--json") == 2

    faults = json.loads(capsys.readouterr().out)
    assert [(fault["row"], fault["column"], fault["remedy"]) for fault in faults] == [
        (1, "kind", "write money"),
        (0, "name", 'write a line such as name = "Lose £20,000"'),
        (1, "percent", "fill it in (Absence (% of hours))"),
    ]
    assert not (place / "out").exists()


@pytest.mark.parametrize("name", ["base", "FEWER: hours"])
def test_two_plans_never_share_a_folder(place, capsys, name):
    write_scenario(Scenario(name=name), place / "other.toml")

    assert compare(place, "fewer.toml", "other.toml") == 2
    assert "is called so; give it another name" in capsys.readouterr().err


@pytest.mark.parametrize("stranger", ["school.csv", "allocations.csv"])
def test_a_comparison_is_never_put_into_a_school_or_a_plan(place, capsys, stranger):
    (place / "out").mkdir()
    (place / "out" / stranger).write_text("x")

    assert compare(place, "less.toml") == 2
    assert "give the comparison another folder" in capsys.readouterr().err


def test_a_comparison_is_a_folder(place, capsys):
    arguments = [str(place / "school"), str(place / "less.toml"), "--out", str(place / "out.zip")]

    assert main(["compare", *arguments]) == 2
    assert "a comparison needs a folder" in capsys.readouterr().err


@pytest.fixture
def planned(monkeypatch):
    """Let the planning be done by a function of the test."""

    def plan_with(answer):
        monkeypatch.setattr(solve, "make_plan", answer)

    return plan_with


@pytest.fixture
def small(tmp_path):
    """The school of the small plan, with the two scenarios."""
    write_school(small_school(), tmp_path / "school")
    write_scenario(FEWER, tmp_path / "fewer.toml")
    write_scenario(LESS, tmp_path / "less.toml")
    return tmp_path


def given(school, *_, **__):
    summary = replace(small_plan().summary, inputs_sha256=school.inputs_sha256)
    return replace(small_plan(), summary=summary)


def test_a_change_that_does_not_apply_is_a_warning_and_the_rest_is_planned(small, planned, capsys):
    gone = AdultLeaves(adult="TA9", last_day="2027-03-25")
    off = gone.model_copy(update={"is_on": False})
    write_scenario(Scenario(name="Gone", changes=(off, gone)), small / "less.toml")
    planned(given)

    assert compare(small, "less.toml") == 0

    assert capsys.readouterr().err == (
        "warning: Gone, change 2, TA9 leaves on 25 March 2027: TA9 is not among the adults (any "
        "more): choose another code, or delete the change.\n"
    )
    assert [row["applies"] for row in rows_of(small / "out" / "changes.csv")] == ["N", "N"]


def test_a_scenario_that_changes_nothing_has_the_plan_of_the_year_as_it_is(small, planned, capsys):
    write_scenario(Scenario(name="Nothing"), small / "less.toml")
    made = []
    planned(lambda school, *_, **__: made.append(school) or given(school))

    assert compare(small, "less.toml") == 0

    assert len(made) == 1
    assert capsys.readouterr().out.endswith("it is within the money. Nothing changes.\n")


def test_a_scenario_whose_decisions_cannot_be_kept_is_told_and_the_others_are_written(
    small, planned, capsys
):
    fault = Problem("pins.csv", 2, "rule", "P1 must have S1", "take out the decision")

    def make_plan(school, *_, **__):
        if school.staff[0].deployable_hours == 1:
            raise ContradictionError([fault])
        return given(school)

    planned(make_plan)
    assert compare(small, "fewer.toml", "less.toml") == 2

    out, err = capsys.readouterr()
    assert err == "Fewer hours: pins.csv:2:rule: P1 must have S1; take out the decision\n"
    assert "£100 less: needs met stay at 43 %" in out
    assert [row["scenario"] for row in rows_of(small / "out" / "comparison.csv")] == [
        "The year as it is", "£100 less",
    ]  # fmt: skip


def test_contradictory_decisions_of_the_year_itself_end_with_two(place, capsys):
    write_school(a_school(pins=[a_pin(), a_pin(rule="must_not")]), place / "school")

    assert compare(place, "less.toml") == 2
    assert not (place / "out").exists()


def test_ctrl_c_keeps_what_is_planned_and_names_what_is_left(small, planned, capsys):
    def make_plan(school, _options, *, on_progress, should_stop):
        if school.staff[0].deployable_hours == 1:
            signal.raise_signal(signal.SIGINT)
            assert should_stop()
        return given(school)

    planned(make_plan)
    assert compare(small, "fewer.toml", "less.toml") == 0

    assert capsys.readouterr().out.splitlines()[-1] == (
        "£100 less was not planned for, because it was stopped."
    )
    assert not (small / "out" / "£100-less").exists()
    assert (small / "out" / "Fewer-hours").exists()


def test_progress_says_which_plan_it_is_of_how_many(small, planned, monkeypatch, capsys):
    def make_plan(school, options, *, on_progress, should_stop):
        on_progress(Progress("fair_share", 3, 6, 0.5, 0.6, 4.2))
        assert (options.time_limit, options.gap) == (7, 0.01)
        return given(school)

    planned(make_plan)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    compare(small, "less.toml", "--time-limit=7", "--gap=0.01")

    assert "2 of 2 [############............] 3/6 fair share, 4 s" in capsys.readouterr().err
