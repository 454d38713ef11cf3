"""A plan that is right passes; one that is spoilt in one way breaks the one rule about it."""

from __future__ import annotations

import pytest

from planner.optimiser.checks import CHECKS, Violation, violations
from tests.optimiser.checks import (
    tampers_of_adults,
    tampers_of_goals,
    tampers_of_money,
    tampers_of_placement,
)
from tests.optimiser.checks.change import Tamper
from tests.optimiser.checks.small_plan import the_plan, the_school

TAMPERS = (
    *tampers_of_placement.TAMPERS,
    *tampers_of_adults.TAMPERS,
    *tampers_of_money.TAMPERS,
    *tampers_of_goals.TAMPERS,
)


def test_a_plan_in_which_every_rule_is_kept_passes():
    assert violations(the_school(), the_plan()) == ()


@pytest.mark.parametrize(
    "tamper",
    [pytest.param(tamper, id=f"{tamper.rule.__name__}: {tamper.name}") for tamper in TAMPERS],
)
def test_a_spoilt_plan_breaks_one_rule_and_keeps_every_other(tamper: Tamper):
    found = violations(*tamper.change(the_school(), the_plan()))
    assert {violation.rule for violation in found} == {tamper.rule.__name__}, found


def test_every_rule_is_broken_alone_by_some_plan():
    broken = {tamper.rule.__name__ for tamper in TAMPERS}
    assert broken == {check.__name__ for check in CHECKS}


def test_rules_have_names_and_sentences_of_their_own():
    names = [check.__name__ for check in CHECKS]
    sentences = [(check.__doc__ or "").splitlines()[0] for check in CHECKS]
    assert len(set(names)) == len(names)
    assert all(sentence.endswith(".") for sentence in sentences)
    assert len(set(sentences)) == len(sentences)


def test_a_violation_is_told_on_one_line():
    violation = Violation("pins_are_kept", "pins P1 / SALT", "does not start as pinned")
    assert str(violation) == "pins P1 / SALT: does not start as pinned (pins_are_kept)"
