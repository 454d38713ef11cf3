"""What the README tells people to type, and what it says of the program, is so."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from planner.__main__ import main
from planner.command.ask import option_of
from planner.command.ending import BROKEN_RULE, DONE, FAILED, WRONG_INPUT
from planner.insight.choice import choices_of
from planner.insight.questions import QUESTIONS
from planner.scenarios.kinds import KINDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TO_START = "python -m pip install -r requirements.txt && python -m streamlit run app.py"
TO_TEST = "python -m pip install -r requirements-dev.txt && python -m pytest"
ANY_QUESTION = "QUESTION"
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")


def commands() -> list[str]:
    """Every line that the README tells people to type."""
    blocks = re.findall(r"^```\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("python ")]


def of_planner() -> list[list[str]]:
    """The words after ``python -m planner`` of each such line, brackets taken away."""
    words = [shlex.split(re.sub(r"[\[\]]", "", line)) for line in commands()]
    return [line[3:] for line in words if line[:3] == ["python", "-m", "planner"]]


def help_of(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        main([*words, "--help"])
    assert stopped.value.code == 0
    return capsys.readouterr().out


def test_one_command_opens_the_app_and_one_runs_the_tests():
    assert [line for line in commands() if "pip install" in line] == [TO_START, TO_TEST]
    named = re.findall(r"[\w-]+\.(?:txt|py)", f"{TO_START} {TO_TEST}")
    assert all((ROOT / name).is_file() for name in named)


def test_the_gate_runs_the_tests_by_the_readmes_own_command():
    assert TO_TEST in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def questions_of_readme() -> list[tuple[str, str]]:
    """The name of each question, and what it answers."""
    table = README.partition("| question | what it answers |\n")[2].partition("\n\n")[0]
    return re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE)


def commands_of_readme() -> list[str]:
    """The name of each command once, every question in the place of all."""
    found = dict.fromkeys(words[0] for words in of_planner())
    asked = [name for name, _ in questions_of_readme()]
    return list(
        dict.fromkeys(one for name in found for one in (asked if name == ANY_QUESTION else [name]))
    )


def test_the_commands_in_the_readme_are_those_of_the_command_line(capsys):
    listed = re.findall(r"^    (\w[\w-]*)", help_of(capsys), re.MULTILINE)
    assert commands_of_readme() == listed


def test_the_readme_says_of_every_question_what_the_page_and_the_help_say():
    told = [(one.name, f"{one.title} {one.help}") for one in QUESTIONS]
    assert questions_of_readme() == told


def test_every_option_in_the_readme_is_known_and_every_known_one_is_there(capsys):
    own = {one.name: {option_of(choice) for choice in choices_of(one.asked)} for one in QUESTIONS}
    for command in commands_of_readme():
        shown = {
            word
            for words in of_planner()
            if words[0] in {command, ANY_QUESTION if command in own else command}
            for word in words
            if "--" in word
        }
        known = set(re.findall(r"--[a-z][a-z-]*", help_of(capsys, command))) - {"--help"}
        assert shown | own.get(command, set()) == known, command


def test_the_schools_and_scenarios_that_commands_name_are_there():
    named = {word for words in of_planner() for word in words if word.startswith("sample_data")}
    scenarios = {name for name in named if name.endswith(".toml")}
    assert scenarios
    assert named - scenarios
    assert all((ROOT / name).is_file() for name in scenarios)
    assert all((ROOT / name / "school.csv").is_file() for name in named - scenarios)


def test_every_kind_of_change_is_in_the_readme_with_its_fields():
    rows = re.findall(r"^\| `(\w+)` \| ([^:|]+): (.+) \|$", README, re.MULTILINE)
    told = {code: (title, re.findall(r"`(\w+)`", fields)) for code, title, fields in rows}
    assert {code: told.get(code) for code in KINDS} == {
        code: (kind.TITLE, [name for name in kind.model_fields if name not in {"kind", "is_on"}])
        for code, kind in KINDS.items()
    }


def test_the_exit_codes_are_those_of_the_command_line():
    rows = re.findall(r"^\| (\d) \|", README, re.MULTILINE)
    assert [int(code) for code in rows] == sorted([DONE, FAILED, WRONG_INPUT, BROKEN_RULE])


def test_the_version_of_python_is_the_one_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    least = project["requires-python"].removeprefix(">=")
    assert f"Python {least} or later" in README


def test_the_verbs_of_make_are_in_the_makefile():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = re.findall(r"`make (\w+)`", README)
    assert verbs
    assert all(re.search(rf"^{verb}:", makefile, re.MULTILINE) for verb in verbs)


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_to_one_release(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r "))]
    assert wanted
    loose = [line for line in wanted if not re.fullmatch(r"[\w.-]+==\d+(\.\d+)+", line)]
    assert loose == []


def test_no_requirement_stands_twice():
    names = [
        line.partition("==")[0].lower()
        for name in REQUIREMENTS
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    ]
    assert len(names) == len(set(names))
