"""The shape of the house: how long things are, where they may be, and that the README is true.

Who may import whom inside the planner is held by the contracts in ``pyproject.toml``.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from benchmarks.generated import generated_school
from benchmarks.stopwatch import PARTS, found
from planner.optimiser import solve
from planner.optimiser.constraints import FAMILIES
from planner.optimiser.goals import GOALS
from planner.school.agreement import find_disagreements
from planner.school.registers import Registers

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCES = tuple(
    path.relative_to(ROOT)
    for folder in ("planner", "pages", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
)
PAGES = tuple(path for path in SOURCES if path.parts[0] == "pages" and path.stem != "__init__")
PACKAGES = sorted({path.parent for path in SOURCES})

# A docstring explains and costs the reader no thought, so it is not counted; nor are comments and
# blank lines in a file.
LINES_OF_FUNCTION = 45
LINES_OF_FILE = 350
LINES_OF_PAGE = 120
LONGER_FILES = {
    "planner/school/records.py": "a table of every field of every record, read by looking one up"
}
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "data"}
# The last two draw nothing: they work in the app as visitors do, to time it.
MAY_DRAW = ("app.py", "pages/", "planner/ui/", "benchmarks/workspace.py", "benchmarks/visitors.py")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def docstring_lines(node: ast.AST) -> range:
    """The lines of the docstring of a module, class or function."""
    if not isinstance(node, ast.Module | ast.ClassDef | Function) or not ast.get_docstring(node):
        return range(0)
    first = node.body[0]
    return range(first.lineno, (first.end_lineno or first.lineno) + 1)


def functions() -> Iterator[tuple[str, int]]:
    """Every function with its length, its docstring left out."""
    for path in SOURCES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, Function):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                yield f"{path.as_posix()} {node.name}", length - len(docstring_lines(node))


def lines_of_code(path: Path) -> int:
    explained = {line for node in ast.walk(parsed(path)) for line in docstring_lines(node)}
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return sum(
        number not in explained and bool(line.strip()) and not line.lstrip().startswith("#")
        for number, line in enumerate(lines, start=1)
    )


def imports(path: Path) -> set[str]:
    """The packages that a file imports, by their first name."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def table_of_readme(heading: str) -> list[tuple[str, str]]:
    """The name and the sentence of each row of the first table under a heading."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \| (.+) \|$", section, re.MULTILINE)


def tree_of_readme() -> set[str]:
    """Every path in the tree, from the root; what is indented is inside ``planner/``."""
    tree = re.search(r"^```\n(app\.py .*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert tree is not None
    rows = re.findall(r"^( *)([\w./]+)", tree[1], re.MULTILINE)
    return {("planner/" if indent else "") + name for indent, name in rows}


def test_no_function_is_too_long_to_see_at_once():
    too_long = {name: length for name, length in functions() if length > LINES_OF_FUNCTION}
    assert too_long == {}


def test_no_file_is_too_long_to_keep_in_mind():
    lengths = {path.as_posix(): lines_of_code(path) for path in SOURCES}
    too_long = {name: length for name, length in lengths.items() if length > LINES_OF_FILE}
    assert set(too_long) == set(LONGER_FILES), too_long


def test_a_page_is_a_short_script():
    assert PAGES
    for path in (*PAGES, Path("app.py")):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert len(text.splitlines()) <= LINES_OF_PAGE, path
        assert not any(isinstance(node, ast.ClassDef) for node in ast.walk(parsed(path))), path


def test_no_page_can_be_opened_before_the_app_has_run():
    assert [path for path in PAGES if len(path.parts) != 3] == []


@pytest.mark.parametrize("package", PACKAGES, ids=str)
def test_every_package_says_what_it_is_for(package):
    start = package / "__init__.py"
    assert start in SOURCES, f"{package} has no __init__.py"
    assert ast.get_docstring(parsed(start))


def test_only_what_draws_on_the_screen_imports_streamlit():
    drawing = {path.as_posix() for path in SOURCES if "streamlit" in imports(path)}
    assert drawing
    assert [name for name in drawing if not name.startswith(MAY_DRAW)] == []


def test_every_module_is_named_after_its_subject():
    named = {part for path in SOURCES for part in path.with_suffix("").parts}
    assert named & SAY_NOTHING == set()


def test_every_rule_is_in_the_readme_and_every_rule_of_the_readme_is_in_the_program():
    assert [name for name, _ in table_of_readme("The rules")] == [one.__name__ for one in FAMILIES]


def test_every_goal_is_in_the_readme_in_its_order():
    named = [name for name, _ in table_of_readme("The goals, in order")]
    assert named == [one.__name__ for one in GOALS]


def test_rules_and_goals_are_told_in_sentences():
    rows = table_of_readme("The rules") + table_of_readme("The goals, in order")
    assert [name for name, told in rows if not re.fullmatch(r"[A-Z].*\.", told)] == []


def test_every_rule_and_goal_says_what_it_is_and_each_rule_in_what_units():
    for one in (*FAMILIES, *GOALS):
        assert inspect.getdoc(one), one.__name__
    without_units = [one.__name__ for one in FAMILIES if "[" not in (inspect.getdoc(one) or "")]
    assert without_units == []


def test_the_tree_in_the_readme_is_the_tree():
    packages = {f"{path.as_posix()}/" for path in PACKAGES if len(path.parts) <= 2}
    wanted = {name for name in packages if not name.startswith("pages/") or name == "pages/"}
    modules = {
        path.as_posix()
        for path in SOURCES
        if path.parts[0] == "planner" and len(path.parts) == 2 and path.stem != "__init__"
    }
    named = tree_of_readme()
    assert wanted | modules <= named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_benchmarks_time_what_the_planner_does():
    assert [part for part, names in PARTS if not list(found(solve, names))] == []


def test_the_generated_school_is_sound_and_the_same_every_time():
    school = generated_school()
    faults, _ = find_disagreements(Registers.of(school))
    assert list(faults) == []
    assert generated_school().inputs_sha256 == school.inputs_sha256
