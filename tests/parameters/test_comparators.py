"""What is compared has one code for each kind of school, and what is shipped goes by them."""

from __future__ import annotations

from planner.parameters.comparators import (
    COMPARISON,
    EHCP,
    comparators,
    known_comparator,
    need_share,
)
from planner.parameters.figure import UNITS
from planner.parameters.reader import every_figure
from planner.school.codes import NeedType, Phase, SenStatus

# Figures of England that are read, and not set beside a school.
NOT_COMPARED = {
    "national_pupils_with_ehcp",
    "national_pupils_on_sen_support",
    "national_share_with_sen_nursery",
    "national_schools_with_sen_unit",
    "national_schools_with_resourced_provision",
    "national_share_of_ehcp_in_mainstream",
    "national_share_free_meals_of_ehcp",
    "national_share_free_meals_of_sen_support",
    "national_assistants_full_time",
    "national_assistants_people",
    "national_assistants_full_time_primary",
}


def test_a_code_tells_what_is_compared_and_of_which_schools():
    assert known_comparator("national_share_with_ehcp") == (EHCP, None)
    assert known_comparator("national_share_with_ehcp_primary") == (EHCP, Phase.PRIMARY)
    autism = need_share(NeedType.ASD, SenStatus.SEN_SUPPORT)
    code = "national_share_asd_of_sen_support_alternative_provision"
    assert known_comparator(code) == (autism, Phase.AP)
    assert known_comparator("national_share_with_ehcp_nursery") is None


def test_an_all_through_school_has_the_figures_of_all_schools():
    assert EHCP.code_for(Phase.ALL_THROUGH) == EHCP.code_for(None) == EHCP.code


def test_no_two_things_share_a_code_and_each_has_a_known_unit():
    codes = [one.code for one in comparators()]
    assert len(codes) == len(set(codes)) == 3 + 2 * len(NeedType) + 4
    assert {one.unit for one in comparators()} <= set(UNITS)


def test_every_national_figure_that_is_shipped_is_compared_or_known_not_to_be():
    shipped = {
        name: figures[0] for name, figures in every_figure().items() if name.startswith("national_")
    }
    assert {name for name in shipped if known_comparator(name) is None} == NOT_COMPARED
    for name, figure in shipped.items():
        assert figure.subject == COMPARISON
        found = known_comparator(name)
        assert found is None or found[0].unit == figure.unit
