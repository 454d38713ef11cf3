"""The questions on the command line: what is asked, of what, and how the answer is told."""

from __future__ import annotations

import json
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from planner import __main__ as command_line
from planner.__main__ import main
from planner.charts.insight import views
from planner.command.ask import add_questions
from planner.exchange.insight_folder import read_account
from planner.exchange.plan_folder import write_plan
from planner.exchange.school_folder import read_school, write_school
from planner.insight.question import Question
from tests.builders import a_pupil, a_school
from tests.insight.counting import COUNT, count_view
from tests.optimiser.checks.small_plan import the_plan, the_school


@pytest.fixture(autouse=True)
def ask_with(monkeypatch):
    """Let the command line know one small question, or another in its place."""

    def use(question: Question):
        family = (lambda commands: add_questions(commands, (question,)),)
        monkeypatch.setattr(command_line, "_FAMILIES", family)

    monkeypatch.setattr(views, "VIEWS", {"count": count_view})
    use(COUNT)
    return use


@pytest.fixture
def school(tmp_path):
    write_school(a_school(pupils=[a_pupil(), a_pupil("P2")]), tmp_path / "school")
    return str(tmp_path / "school")


@pytest.fixture
def out(tmp_path):
    return str(tmp_path / "out")


def rows(tmp_path, table="counted"):
    return (tmp_path / "out" / f"{table}.csv").read_text().splitlines()[1:]


def test_a_question_is_told_in_sentences_and_written_as_rows(school, out, tmp_path, capsys):
    assert main(["count", school, "--out", out]) == 0

    told, err = capsys.readouterr()
    assert told.splitlines() == [
        "There are 2 pupils.",
        f"The rows behind this are in {out}. It took 0 s.",
    ]
    assert err == ""
    assert [line.split(",")[0] for line in rows(tmp_path)] == ["P1", "P2"]
    assert (
        read_account(tmp_path / "out").inputs_sha256
        == read_school(Path(school)).school.inputs_sha256
    )


def test_the_options_are_what_is_asked(school, out, tmp_path):
    options = ["--money", "£1,000", "--pupil", "P2", "--is-loud", "Y", "--steps", "500;1000"]
    assert main(["count", school, "--out", out, *options]) == 0

    assert [line.split(",")[2] for line in rows(tmp_path)] == ["1000.00"]
    asked = read_account(tmp_path / "out").asked
    assert (asked["pupil"], asked["is_loud"], asked["steps"]) == ("P2", True, ["500", "1000"])
    assert asked["most"] == 9, "what is left out is as usual"


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (["--most", "10"], "is '10'; write 9 or less"),
        (["--money", "much"], "is 'much'; write pounds such as 1234.50"),
        (["--speed", "soon"], "write one of slow, quick"),
    ],
)
def test_an_option_that_cannot_be_used_ends_with_two_and_says_what_to_write(
    school, out, capsys, option, words
):
    with pytest.raises(SystemExit) as ended:
        main(["count", school, "--out", out, *option])
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_options_that_do_not_go_together_end_with_two(school, out, capsys):
    assert main(["count", school, "--out", out, "--is-loud", "Y", "--speed", "slow"]) == 2
    assert "only quick counting is loud" in capsys.readouterr().err


def test_the_help_says_of_each_option_its_unit_what_it_is_and_what_is_usual(capsys):
    with pytest.raises(SystemExit):
        main(["count", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert "How many pupils are there? Counts them one by one." in text
    assert "--most NUMBER Most (pupils). How many are counted. Usually 9." in text
    assert "--pupil CODE Pupil. Who alone is counted. Usually blank." in text


def test_the_first_ctrl_c_gives_what_there_is_and_says_that_the_rest_is_missing(
    school, out, tmp_path, ask_with, capsys
):
    def interrupted(asking, asked):
        signal.raise_signal(signal.SIGINT)
        return COUNT.ask(asking, asked)

    ask_with(replace(COUNT, ask=interrupted))
    assert main(["count", school, "--out", out]) == 0

    assert "what is missing is left out, not guessed." in capsys.readouterr().out
    assert rows(tmp_path) == []
    assert read_account(tmp_path / "out").is_whole is False


def test_a_second_ctrl_c_ends_at_once_without_an_answer(school, out, tmp_path, ask_with, capsys):
    def impatient(asking, asked):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    ask_with(replace(COUNT, ask=impatient))
    assert main(["count", school, "--out", out]) == 1
    assert capsys.readouterr().err == "stopped before there was an answer\n"
    assert not (tmp_path / "out").exists()


def test_progress_is_a_bar_on_a_terminal(school, out, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["count", school, "--out", out]) == 0
    err = capsys.readouterr().err
    assert "[############............] 1/2 counting P1, 0 s" in err
    assert "[########################] 2/2 counting P2, 0 s" in err


def test_faults_of_the_school_are_told_as_json(school, out, tmp_path, capsys):
    (tmp_path / "school" / "pupils.csv").write_text("pupil,year_group,sen_status\nP1,14,K\n")
    assert main(["count", school, "--out", out, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)[0]["column"] == "year_group"


def test_the_changes_of_a_scenario_are_made_first_and_those_that_do_not_apply_are_told(
    school, out, tmp_path, capsys
):
    (tmp_path / "more.toml").write_text(
        'name = "Two more"\n'
        '[[change]]\nkind = "new_pupils"\nlike = "P1"\nhow_many = 2\n'
        '[[change]]\nkind = "pupil_leaves"\npupil = "P9"\nlast_day = 2027-01-29\n'
    )
    assert main(["count", school, "--out", out, "--scenario", str(tmp_path / "more.toml")]) == 0

    told, err = capsys.readouterr()
    assert "There are 4 pupils." in told
    (warning,) = err.splitlines()
    assert warning.startswith("warning: left out: ")
    assert "P9" in warning


def test_a_scenario_with_faults_is_wrong_input(school, out, tmp_path, capsys):
    (tmp_path / "bad.toml").write_text('[[change]]\nkind = "earthquake"\n')
    assert main(["count", school, "--out", out, "--scenario", str(tmp_path / "bad.toml")]) == 2
    assert "earthquake" in capsys.readouterr().err


@pytest.fixture
def with_plan(tmp_path):
    write_school(the_school(), tmp_path / "s")
    digest = read_school(tmp_path / "s").school.inputs_sha256
    plan = replace(the_plan(), summary=replace(the_plan().summary, inputs_sha256=digest))
    write_plan(plan, tmp_path / "p")
    return [str(tmp_path / "s"), "--out", str(tmp_path / "out"), "--plan", str(tmp_path / "p")]


def test_the_plan_that_is_asked_about_is_given_to_the_question(with_plan, ask_with):
    seen = []

    def ask(asking, asked):
        seen.append(asking.plan)
        return COUNT.ask(asking, asked)

    ask_with(replace(COUNT, ask=ask))
    assert main(["count", *with_plan]) == 0
    assert seen[0].allocations == the_plan().allocations


def test_a_plan_for_another_school_is_refused(with_plan, school, capsys):
    assert main(["count", school, *with_plan[1:]]) == 2
    assert "was made for a school that is not as this one" in capsys.readouterr().err


def test_a_plan_that_breaks_a_rule_is_not_asked_about(with_plan, tmp_path, capsys):
    lines = (tmp_path / "p" / "allocations.csv").read_text().splitlines(keepends=True)
    (tmp_path / "p" / "allocations.csv").write_text("".join(lines[:-1]))
    assert main(["count", *with_plan]) == 3
    assert not (tmp_path / "out").exists()


def test_an_answer_is_never_put_into_the_folder_of_the_school_or_the_plan(with_plan, tmp_path):
    for place in ("s", "p"):
        assert main(["count", with_plan[0], "--out", str(tmp_path / place)]) == 2
        assert not (tmp_path / place / "answer.json").exists()
