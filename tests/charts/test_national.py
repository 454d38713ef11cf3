"""The school beside national figures as it is read: sentences, picture and tables agree."""

from __future__ import annotations

from planner.charts.national.chart import beside_picture
from planner.charts.national.loading import brings_sentence, loading_table
from planner.charts.national.table import ratios_table, shares_table
from planner.charts.national.words import (
    answer,
    cautions,
    ratios_sentence,
    roll_sentence,
    who_counts_sentence,
)
from planner.national.comparison import beside_national
from planner.national.ratios import ratios_of
from planner.school.codes import NeedType, Phase
from tests.builders import a_school, a_teaching_assistant, details, three_terms
from tests.national.schools import PRIMARY, loaded, pupils

# At 10 % of 50 pupils, published tables give 2 to 9.
FIFTY = details(phase="primary", pupils_on_roll=50)
OWN = [
    loaded("share_with_ehcp_primary", 10),
    loaded("share_on_sen_support_primary", 10),
    loaded("share_with_sen_primary", 20),
]


def beside(found=FIFTY, own=OWN, **counts):
    return beside_national(found, pupils(**counts), own)


def test_what_lies_outside_is_told_first_with_its_numbers():
    # 10 of 50 are 20.0 %, 3 of 50 are 6.0 %, and 13 of 50 at 20 % lie within 6 to 15.
    assert answer(beside(ehcp=10, support=3)) == (
        "Pupils with an EHCP: 10 of 50 (20.0 %), above the range of 2 to 9 expected for a school "
        "of this size at the national 10.0 %.",
        "Within the range expected for a school of this size: pupils on SEN Support and pupils "
        "with SEN of either kind.",
    )


def test_a_small_school_is_told_that_there_are_too_few_to_say():
    small = details(phase="primary", pupils_on_roll=12)
    assert answer(beside(small, ehcp=1, support=1)) == (
        "Too few to say: pupils on SEN Support, pupils with an EHCP and pupils with SEN of either "
        "kind.",
    )


def test_where_nobody_is_entered_the_roll_is_still_said():
    found = beside(ehcp=0)
    assert roll_sentence(found.roll) == (
        "Shares are of 50 pupils on roll, entered in the school’s details."
    )


def test_which_day_counts_is_said_beside_the_figures_and_with_the_tables():
    assert who_counts_sentence(FIFTY) == (
        "Everybody on the register counts here who is on roll on 21 January 2027, the day of the "
        "January census, whoever is chosen above."
    )
    for table in (shares_table((), Phase.PRIMARY), ratios_table((), Phase.PRIMARY)):
        assert "on roll on the day of the January census" in table.says
    assert "on roll on the day of the January census" in ratios_sentence((), ())


def test_an_unknown_roll_says_what_to_enter():
    said = roll_sentence(beside(details(phase="primary"), ehcp=5).roll)
    assert said.endswith("Enter the pupils on roll in the school’s details.")
    said = roll_sentence(beside(details(pupils_on_roll=4), ehcp=5).roll)
    assert said.endswith("Put right how many are on roll.")


def test_figures_of_all_schools_old_ones_and_missing_ones_are_told():
    school = pupils(ehcp=12, ASD_E=12, support=3, MLD_K=2)
    said = cautions(beside_national(PRIMARY, school, ()), PRIMARY)
    assert said[0].startswith(
        "The national figures for pupils on SEN Support, pupils with an EHCP, "
    )
    assert "a mainstream school is likely to have fewer of them than that." in said[0]
    assert "autism (ASD) with an EHCP, no figure of the school year 2026/27 is known" in said[1]
    assert said[2].startswith("For 1 type of need in the table no national figure is known.")
    assert said[3].startswith("1 pupil with SEN has no primary need entered")


def test_a_school_outside_england_is_told_whose_figures_they_are():
    wales = details(phase="primary", nation="Wales", pupils_on_roll=50)
    assert cautions(beside(wales, ehcp=5), wales)[0] == (
        "National figures are those of England; this school is in Wales."
    )


def test_where_every_figure_fits_there_is_nothing_to_warn_of():
    own = [*OWN, loaded("share_asd_of_ehcp_primary", 40), loaded("share_hi_of_ehcp_primary", 5)]
    assert cautions(beside(own=own, ehcp=12, HI_E=12), FIFTY) == ()


def test_the_picture_has_the_range_the_national_share_and_a_sign_for_each_verdict():
    picture = beside_picture(beside(ehcp=10, support=3).comparisons, Phase.PRIMARY)
    assert picture.title == (
        "1 share lies outside the range expected for a school of this size: pupils with an EHCP "
        "(above)"
    )
    band, national, school = picture.figure.to_dict()["data"]
    # 2 to 9 of 50 are 4 to 18 %; at 20 %, 6 to 15 are 12 to 30 %.
    assert list(band["base"]) == [4, 4, 12]
    assert list(band["x"]) == [14, 14, 18]
    assert list(national["x"]) == [10, 10, 20]
    assert list(school["x"]) == [6, 20, 26]
    assert list(school["marker"]["symbol"]) == ["circle", "diamond", "circle"]
    labels = [note.text for note in picture.figure.layout.annotations]
    assert labels == ["6.0 %, within", "20.0 %, above", "26.0 %, within"]
    assert "pupils with an EHCP 20.0 % here and 10.0 % in England" in picture.alternative
    assert picture.figure.layout.xaxis.title.text == "Share of the pupils counted (%)"


def test_too_few_pupils_are_a_ring():
    small = details(phase="primary", pupils_on_roll=12)
    picture = beside_picture(beside(small, ehcp=1, support=1).comparisons, Phase.PRIMARY)
    assert picture.title.startswith("There are too few pupils to say")
    assert set(picture.figure.data[2].marker.symbol) == {"circle-open"}


def test_of_many_types_of_need_those_of_which_most_can_be_said_are_drawn_and_named():
    # 36 pupils, each type at a national 3 % (0 to 3 of 36): 7 types of 5 pupils lie above, one of
    # 1 and six of nobody are too few to say.
    school = pupils(ehcp=9, support=36, **{f"{need}_K": 5 for need in list(NeedType)[:7]}, OTH_K=1)
    own = [loaded(f"share_{need.lower()}_of_sen_support", 3) for need in NeedType]
    found = beside_national(PRIMARY, school, own)
    picture = beside_picture(found.comparisons, Phase.PRIMARY)
    assert picture.title.startswith("7 shares lie outside the range")
    assert picture.title.endswith("(above) and 5 others")
    # 3 shares of all pupils and 14 types; 12 rows are drawn, the 7 above among them.
    symbols = list(picture.figure.data[2].marker.symbol)
    assert (len(symbols), symbols.count("diamond")) == (12, 7)
    assert picture.note.endswith(" The other 5 are in the table.")
    assert len(picture.table.rows) == 17
    said = answer(found)
    assert len([line for line in said if "above the range of 0 to 3" in line]) == 3
    assert said[3] == "Also above the range: 4 types of need."
    assert "Too few to say: 7 types of need." in said


def test_without_a_roll_there_is_a_table_and_no_picture():
    picture = beside_picture(beside(details(phase="primary"), ehcp=5).comparisons, Phase.PRIMARY)
    assert picture.figure is None
    assert picture.title == "No share can be set beside a national figure yet"
    assert len(picture.table.rows) == 3


def test_the_table_has_the_range_the_date_and_the_source_of_each_figure():
    row = shares_table(beside(ehcp=10, support=3).comparisons, Phase.PRIMARY).rows[1]
    assert row == (
        *("With an EHCP", 10, 50, 20.0, 10.0, 2, 9, "above the range", "primary schools"),
        *("January 2026", "published, loaded by the school", "Census of January 2026", None),
    )


def test_a_row_without_a_national_figure_is_blank_and_says_so():
    found = beside_national(PRIMARY, pupils(support=30, MLD_K=30), ())
    row = shares_table(found.comparisons, Phase.PRIMARY).rows[3]
    assert row[:5] == ("Moderate learning difficulty (MLD), on SEN Support", 30, 30, 100.0, None)
    assert row[5:9] == (None, None, "not compared", "no figure known")


def test_ratios_stand_beside_england_with_what_they_were_worked_out_from():
    school = a_school(
        pupils=pupils(ehcp=2, support=8),
        needs=[],
        terms=three_terms(),
        staff=[a_teaching_assistant(contract_hours=18.5)],
        details=details(phase="secondary", pupils_on_roll=60),
    )
    found = ratios_of(school)
    rows = ratios_table(found, Phase.SECONDARY).rows
    assert rows[0][:4] == ("Pupils to a full-time teaching assistant", 120.0, 72.5, "Pupils")
    assert rows[0][6] == "January 2019, older than the school year"
    assert rows[1][4:8] == (
        *("10 pupils with SEN by 0.5 full-time posts.", "all schools"),
        *("January 2025, older than the school year", "worked out from published figures"),
    )
    # £19,500 of salary by 10 pupils.
    assert rows[3][:6] == (
        *("Cost for each pupil with SEN", 1950.0, None, "£ a pupil a year"),
        *("£19,500 of salaries and budget lines by 10 pupils with SEN.", "no figure known"),
    )
    said = ratios_sentence(found, school.staff)
    assert said.startswith("A full-time teaching assistant here has 120.0 pupils, against 72.5 in")
    assert "Not known for England: cost for each pupil with SEN." in said
    assert "whose role is TA, by their contract hours" in said


def test_what_a_file_would_bring_says_what_it_takes_the_place_of():
    new = [loaded("share_with_ehcp", "6.1"), loaded("share_with_sen", "20.9")]
    assert brings_sentence(new, []) == (
        "The file would bring 2 national figures. Nothing is kept yet."
    )
    before = [loaded("share_with_ehcp", "6.0", official=False)]
    assert brings_sentence(new, before) == (
        "The file would bring 2 national figures, of which 1 would take the place of one of the "
        "same date that was entered by the school. Nothing is kept yet."
    )
    first, second = loading_table(new, before).rows
    assert first[:5] == (
        *("Pupils with an EHCP, share, England", 6.1, "%"),
        *("from 1 January 2026 to 31 December 2026", 6.0),
    )
    assert second[4] is None
