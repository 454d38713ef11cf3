"""The command line: what it does, what it says and where, and with which code it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.__main__ import main
from planner.errors import CheckError, ContradictionError, Problem, SolverError
from planner.exchange.plan_folder import read_plan, write_plan
from planner.exchange.school_folder import read_school, write_school
from planner.optimiser import solve
from planner.optimiser.plan import Status
from planner.optimiser.progress import Progress
from tests.builders import a_pin, a_school
from tests.optimiser.checks.small_plan import the_plan, the_school


@pytest.fixture
def school(tmp_path):
    write_school(a_school(), tmp_path / "school")
    return str(tmp_path / "school")


@pytest.fixture
def faulty(school, tmp_path):
    (tmp_path / "school" / "pupils.csv").write_text("pupil,year_group,sen_status\nP1,14,X\n")
    return school


def test_a_school_in_order_is_validated(school, capsys):
    assert main(["validate", school]) == 0

    out, err = capsys.readouterr()
    assert out == (
        "Example Primary, 2026/27, can be planned for: 1 pupil, 1 need, 0 statutory items, "
        "1 adult, 1 provision, 1 funding stream.\n"
    )
    assert err == ""


def test_faults_are_told_one_a_line_on_the_error_stream(faulty, capsys):
    assert main(["validate", faulty]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "pupils.csv:2:sen_status: is 'X'; write one of E, K, N",
        "pupils.csv:2:year_group: is '14'; write N1, N2, R or a year from 1 to 13",
    ]


@pytest.mark.parametrize("command", ["validate", "convert", "plan", "check"])
def test_every_command_tells_faults_as_json_and_nothing_else(faulty, tmp_path, capsys, command):
    place = str(tmp_path / "place")
    rest = {"convert": [place], "plan": ["--out", place], "check": [place]}.get(command, [])

    assert main([command, faulty, *rest, "--json"]) == 2

    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out)[0] == {
        "file": "pupils.csv",
        "row": 2,
        "column": "sen_status",
        "what": "is 'X'",
        "remedy": "write one of E, K, N",
    }
    assert not (tmp_path / "place").exists()


def test_no_faults_are_an_empty_json_list(school, capsys):
    assert main(["validate", school, "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == []


def test_warnings_go_to_the_error_stream_and_stop_nothing(school, tmp_path, capsys):
    (tmp_path / "school" / "menu.csv").write_text("a\n")

    assert main(["validate", school]) == 0
    assert capsys.readouterr().err.startswith("warning: menu.csv:0:: ")

    assert main(["validate", school, "--json"]) == 0
    assert capsys.readouterr() == ("[]\n", "")


@pytest.mark.parametrize("form", ["copy", "copy.zip", "copy.xlsx"])
def test_a_school_is_converted_by_the_name_of_the_place(school, tmp_path, form):
    assert main(["convert", school, str(tmp_path / form)]) == 0

    assert read_school(tmp_path / form).school == a_school()


def test_a_place_that_is_not_there_is_wrong_input(tmp_path, capsys):
    assert main(["validate", str(tmp_path / "none")]) == 2

    assert "does not exist" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_a_failure_without_a_trace(school, tmp_path, capsys):
    (tmp_path / "file").write_text("")

    assert main(["convert", school, str(tmp_path / "file" / "copy.zip")]) == 1

    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["plan", "school"],
        ["plan", "school", "--out", "x", "--time-limit", "0"],
        ["plan", "school", "--out", "x", "--time-limit", "soon"],
        ["plan", "school", "--out", "x", "--gap", "1"],
        ["plan", "school", "--out", "x", "--gap", "nan"],
    ],
)
def test_words_that_make_no_command_end_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.fixture
def planned(monkeypatch):
    """Let the planning be done by a function of the test, and remember what it was asked."""
    asked = {}

    def plan_with(answer):
        def make_plan(school, options, *, on_progress=None, should_stop=None):
            asked.update(options=options, on_progress=on_progress, should_stop=should_stop)
            return answer() if callable(answer) else answer

        monkeypatch.setattr(solve, "make_plan", make_plan)
        return asked

    return plan_with


def test_a_plan_is_written_and_told_in_sentences_with_units(school, tmp_path, planned, capsys):
    summary = replace(
        the_plan().summary,
        income=Decimal("25000"),
        committed_cost=Decimal("19500"),
        planned_cost=Decimal("1200.5"),
        unfunded=Decimal(0),
        statutory_shortfall_hours=3.5,
        statutory_gap_cost=Decimal("99"),
        mean_coverage=0.714,
        worst_coverage=0.5,
        seconds=12.4,
        gap=0.005,
    )
    planned(replace(the_plan(), summary=summary))

    assert main(["plan", school, "--out", str(tmp_path / "out")]) == 0

    assert read_plan(tmp_path / "out").allocations == the_plan().allocations
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        f"Example Primary, 2026/27: the plan is in {tmp_path / 'out'}.",
        "No plan under these inputs is better by more than 0.5% in any goal. It took 12 s.",
        "71% of needs are met, 50% for the pupil with the least; "
        "3.5 statutory pupil hours of the year are not met.",
        "Of £25,000.00 for the year, £19,500.00 is owed already and the plan adds £1,200.50; "
        "£0.00 has no money.",
        "What money can meet of the statutory items would be met with £99.00 more.",
    ]
    assert err == ""


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0.02, "stopped before it was settled; it is within 2.0% of the best."),
        (1.0, "stopped before it was settled; how far it is from the best is not known."),
    ],
)
def test_a_plan_that_was_stopped_says_how_sure_it_is(school, tmp_path, planned, capsys, gap, words):
    summary = replace(the_plan().summary, status=Status.TIME_LIMIT, gap=gap)
    planned(replace(the_plan(), summary=summary))

    assert main(["plan", school, "--out", str(tmp_path / "out")]) == 0
    assert words in capsys.readouterr().out


def test_the_options_reach_the_planner(school, tmp_path, planned):
    asked = planned(the_plan())
    model = tmp_path / "models" / "m.mps"

    options = ["--time-limit", "7", "--gap", "0.01", "--write-model", str(model)]
    main(["plan", school, "--out", str(tmp_path / "out"), *options])

    assert asked["options"].time_limit == 7
    assert asked["options"].gap == 0.01
    assert asked["options"].write_model == model
    assert model.parent.is_dir()


def test_progress_is_quiet_in_a_pipe_and_a_bar_on_a_terminal(
    school, tmp_path, planned, monkeypatch, capsys
):
    asked = planned(the_plan())
    main(["plan", school, "--out", str(tmp_path / "out")])
    assert asked["on_progress"] is None

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["plan", school, "--out", str(tmp_path / "out")])
    capsys.readouterr()
    asked["on_progress"](Progress("fair_share", 3, 6, 0.5, 0.6, 4.2))
    assert "[############............] 3/6 fair share, 4 s" in capsys.readouterr().err


def test_the_first_ctrl_c_asks_for_the_best_so_far(school, tmp_path, planned):
    asked = planned(lambda: _interrupted(asked))

    assert main(["plan", school, "--out", str(tmp_path / "out")]) == 0
    assert asked["stopped"]


def _interrupted(asked):
    signal.raise_signal(signal.SIGINT)
    asked["stopped"] = asked["should_stop"]()
    return the_plan()


def test_a_second_ctrl_c_stops_at_once(school, tmp_path, planned, capsys):
    def impatient():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    planned(impatient)

    assert main(["plan", school, "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == "stopped before there was a plan\n"
    assert not (tmp_path / "out").exists()


def _raise(error):
    def failing():
        raise error

    return failing


PIN = Problem("pins.csv", 2, "rule", "P1 in S1: cannot be kept", "delete the pin")


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (
            ContradictionError([PIN]),
            (2, "pins.csv:2:rule: P1 in S1: cannot be kept; delete the pin"),
        ),
        (CheckError(["a group is too large"]), (3, "a group is too large")),
        (SolverError("Unknown", "the fairest share"), (1, "status: Unknown")),
        (ZeroDivisionError("oops"), (1, "should not have happened: ZeroDivisionError: oops")),
    ],
)
def test_each_kind_of_failure_has_its_code_and_no_trace(
    school, tmp_path, planned, capsys, error, ending
):
    code, words = ending
    planned(_raise(error))

    assert main(["plan", school, "--out", str(tmp_path / "out")]) == code

    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


def test_a_plan_is_never_put_into_the_school_folder(school, planned, capsys):
    planned(_raise(AssertionError("planned before looking at the place")))

    assert main(["plan", school, "--out", school]) == 2
    assert "give the plan another folder" in capsys.readouterr().err


@pytest.fixture
def with_plan(tmp_path):
    write_school(the_school(), tmp_path / "s")
    digest = read_school(tmp_path / "s").school.inputs_sha256
    plan = replace(the_plan(), summary=replace(the_plan().summary, inputs_sha256=digest))
    write_plan(plan, tmp_path / "p")
    return tmp_path


def test_a_plan_that_keeps_every_rule_passes(with_plan, capsys):
    assert main(["check", str(with_plan / "s"), str(with_plan / "p")]) == 0

    assert capsys.readouterr().out == "The plan keeps every rule.\n"


def test_a_plan_that_breaks_a_rule_ends_with_three_and_names_it(with_plan, capsys):
    lines = (with_plan / "p" / "allocations.csv").read_text().splitlines(keepends=True)
    (with_plan / "p" / "allocations.csv").write_text("".join(lines[:-1]))

    assert main(["check", str(with_plan / "s"), str(with_plan / "p")]) == 3
    assert capsys.readouterr().err

    assert main(["check", str(with_plan / "s"), str(with_plan / "p"), "--json"]) == 3
    assert {"rule", "where", "what"} == set(json.loads(capsys.readouterr().out)[0])


def test_a_small_school_is_planned_and_checked_by_the_real_program(tmp_path):
    write_school(a_school(), tmp_path / "s.xlsx")

    for arguments in (
        ["plan", tmp_path / "s.xlsx", "--out", tmp_path / "p.zip", "--time-limit", "20"],
        ["check", tmp_path / "s.xlsx", tmp_path / "p.zip"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "planner", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_contradictory_pins_are_refused_with_two_and_no_plan(tmp_path, capsys):
    write_school(a_school(pins=[a_pin(), a_pin(rule="must_not")]), tmp_path / "s")

    assert main(["plan", str(tmp_path / "s"), "--out", str(tmp_path / "p"), "--json"]) == 2

    (fault,) = json.loads(capsys.readouterr().out)
    assert (fault["file"], fault["row"]) == ("pins.csv", 3)
    assert not (tmp_path / "p").exists()
