"""Small schools whose answers can be worked out on paper."""

from __future__ import annotations

from decimal import Decimal

from tests.builders import (
    a_need,
    a_programme,
    a_pupil,
    a_school,
    a_stream,
    a_support,
    a_teaching_assistant,
    an_effect,
    an_item,
)


def pounds(amount):
    """An amount as the planner has it."""
    return Decimal(amount)


def half_met(**facts):
    """One need of 1 h/week, a TA of 0.5 h/week for all the money there is, agency at £20 an hour.

    0.5 h * 39 weeks * £20 = £390 is owed to the TA and is there. An hour of agency more in the year
    costs £20 and is 1/39 of the need.
    """
    staff = (
        a_teaching_assistant(contract_hours=0.5, annual_cost="390"),
        a_teaching_assistant(
            "AG1", engagement="agency", contract_hours=None, hourly_cost="20", deployable_hours=5.0
        ),
    )
    return a_school(**({"staff": staff, "funding": [a_stream(amount="390")]} | facts))


def groups_school():
    """Six pupils, groups of two or three, an item for two of them, and too few hours and pounds."""
    pupils = [a_pupil(f"P{number}") for number in range(1, 7)]
    needs = [
        a_need(f"N{number}", pupil=f"P{number}", level=1 + number % 3) for number in range(1, 7)
    ]
    return a_school(
        pupils=pupils,
        needs=needs,
        staff=[
            a_teaching_assistant(contract_hours=3.0, annual_cost="2340"),
            a_teaching_assistant(
                "AG1",
                engagement="agency",
                contract_hours=None,
                hourly_cost="20",
                deployable_hours=8.0,
            ),
        ],
        provisions=[
            a_support(),
            a_programme(group_max=3, cost_per_group="60"),
            an_item(years=("4",), cost_per_pupil="150"),
        ],
        effects=[an_effect(), an_effect("G1", effect=0.8), an_effect("I1", effect=0.5)],
        funding=[a_stream(amount="3000")],
    )


def two_of_unequal_weight(**facts):
    """Two pupils who each need the one hour a week that there is; the second weighs three times.

    Alone each could have all of it, so that the fairest share is a half.
    """
    usual = {
        "pupils": [a_pupil(), a_pupil("P2")],
        "needs": [a_need(), a_need("N2", pupil="P2", priority=6.0)],
        "staff": [a_teaching_assistant(contract_hours=1.0, annual_cost="780")],
    }
    return a_school(**(usual | facts))
