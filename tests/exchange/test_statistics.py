"""Official statistics: each shape is read, and a wrong file is told all that is wrong with it."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from planner.errors import InputError
from planner.exchange.safety import FILE_BYTES
from planner.exchange.statistics.loaded import PUBLICATION, PUBLISHED_AT, read_statistics
from planner.school.codes import Phase

TODAY = dt.date(2026, 11, 26)
PLACE = {
    "time_period": "202526",
    "time_identifier": "Academic year",
    "geographic_level": "National",
    "country_code": "E92000001",
    "country_name": "England",
    "region_name": "",
    "la_name": "",
}
ALL_SCHOOLS, PRIMARY = "Total", "State-funded primary"
EHCP, SUPPORT = "Education, health and care plan", "SEN support / SEN without an EHC plan"


def written(rows):
    """A CSV file with the columns of the first row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def side_by_side(phase=PRIMARY, ehcp="3.61", support="15.05", **facts):
    """A row of the files up to 2025, with the shares side by side."""
    return (
        PLACE
        | {
            "phase_type_grouping": phase,
            "type_of_establishment": "Total",
            "hospital_school": "Total",
            "total_pupils": "1000",
            "sen_support": "150",
            "ehc_plan": "36",
            "sen_support_percent": support,
            "ehc_plan_percent": ehcp,
        }
        | facts
    )


def by_provision(provision, count, percent, phase=PRIMARY, **facts):
    """A row of the files from 2026, with a row for each provision."""
    return (
        PLACE
        | {
            "phase_type_grouping": phase,
            "establishment_type": "Total",
            "hospital_school": "Total",
            "sen_provision": provision,
            "pupil_count": count,
            "pupil_percent": percent,
        }
        | facts
    )


def by_need(need, count, provision=EHCP, phase=PRIMARY, **facts):
    """A row of the files by type of need."""
    return (
        PLACE
        | {
            "phase_type_grouping": phase,
            "sen_provision": provision,
            "sen_primary_need": need,
            "fsm_eligibility": "Total",
            "pupil_count": count,
            "pupil_percent": "100",
        }
        | facts
    )


def listed(*rows):
    return "\r\n".join(("figure,phase,value,unit,date,source,link", *rows)).encode()


def read(rows, phase=Phase.PRIMARY):
    data = rows if isinstance(rows, bytes) else written(rows)
    return read_statistics("sen.csv", data, phase, TODAY)


def amounts(loaded):
    return {
        one.figure.removeprefix("national_"): f"{one.amount.normalize():f}"
        for one in loaded.figures
    }


def faults(data, phase=Phase.PRIMARY):
    with pytest.raises(InputError) as refused:
        read(data, phase)
    return refused.value.problems


def places(problems):
    return [(one.row, one.column) for one in problems]


# The Department's files


def test_shares_side_by_side_are_read_for_this_kind_of_school():
    # 3.61 + 15.05 = 18.66.
    assert amounts(read([side_by_side(), side_by_side(ALL_SCHOOLS, "6.0", "14.8")])) == {
        "share_with_ehcp_primary": "3.61",
        "share_on_sen_support_primary": "15.05",
        "share_with_sen_primary": "18.66",
    }


def test_a_figure_carries_its_dates_its_source_and_where_it_stood():
    figure = read([side_by_side()]).figures[0]
    assert (figure.starts, figure.ends) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert figure.source == f"{PUBLICATION}, 2025/26"
    assert (figure.link, figure.checked, figure.is_official) == (PUBLISHED_AT, TODAY, True)
    assert figure.note == "Loaded official statistics: sen.csv, row 2."


def test_a_share_is_kept_to_hundredths():
    # 3.6149 is nearer 3.61, and 15.045 is half way and goes up; their sum is 18.6599.
    found = amounts(read([side_by_side(ehcp="3.6149", support="15.045")]))
    assert list(found.values()) == ["3.61", "15.05", "18.66"]


def test_the_newest_year_of_the_file_is_taken():
    rows = [
        side_by_side(ehcp="3.1", time_period="202425"),
        side_by_side(),
        side_by_side(ehcp="2.5", time_period="202324"),
    ]
    loaded = read(rows)
    assert amounts(loaded)["share_with_ehcp_primary"] == "3.61"
    assert "The newest year in the file is 2025/26." in loaded.notes[0]


@pytest.mark.parametrize("phase", [Phase.SECONDARY, Phase.ALL_THROUGH, None])
def test_where_there_is_no_row_of_this_kind_that_of_all_schools_is_taken(phase):
    loaded = read([side_by_side(), side_by_side(ALL_SCHOOLS, "6.0", "14.8")], phase)
    assert amounts(loaded) == {
        "share_with_ehcp": "6",
        "share_on_sen_support": "14.8",
        "share_with_sen": "20.8",
    }
    is_said = any("that of all is taken" in note for note in loaded.notes)
    assert is_said == (phase is Phase.SECONDARY)


def test_rows_of_regions_and_of_some_schools_only_are_left_out():
    rows = [
        side_by_side(ehcp="9", geographic_level="Regional", region_name="London"),
        side_by_side(ehcp="8", type_of_establishment="Academy converter"),
        side_by_side(ehcp="7", hospital_school="No"),
        side_by_side(),
    ]
    assert amounts(read(rows))["share_with_ehcp_primary"] == "3.61"


def test_where_hospital_schools_have_no_total_the_row_without_them_stands_in():
    rows = [side_by_side(hospital_school="No"), side_by_side(hospital_school="Yes", ehcp="40")]
    assert amounts(read(rows))["share_with_ehcp_primary"] == "3.61"


def test_a_row_for_each_provision_is_read():
    rows = [
        by_provision("Total", "1000", "100"),
        by_provision(EHCP, "36", "3.6"),
        by_provision(SUPPORT, "152", "15.2"),
    ]
    expected = {
        "share_with_ehcp_primary": "3.6",
        "share_on_sen_support_primary": "15.2",
        "share_with_sen_primary": "18.8",
    }
    assert amounts(read(rows)) == expected
    for row in rows:
        del row["pupil_percent"]
    # 36 and 152 of 1,000.
    assert amounts(read(rows)) == expected


def test_types_of_need_are_shares_of_those_on_record():
    # 40 + 50 + 10 on record; 7 without one and the total of 107 do not count.
    rows = [
        by_need("Total", "107"),
        by_need("Autistic spectrum disorder", "40"),
        by_need("Speech, Language and Communications needs", "50"),
        by_need("Down Syndrome", "10"),
        by_need("Missing", "7"),
        by_need("Autistic spectrum disorder", "900", provision="No identified SEN"),
        by_need("Autistic spectrum disorder", "33", fsm_eligibility="Eligible"),
        by_need("Hearing impairment", "25", provision=SUPPORT),
        by_need("Moderate learning difficulty", "75", provision=SUPPORT),
    ]
    loaded = read(rows)
    assert amounts(loaded) == {
        "share_asd_of_ehcp_primary": "40",
        "share_slcn_of_ehcp_primary": "50",
        "share_ds_of_ehcp_primary": "10",
        "share_hi_of_sen_support_primary": "25",
        "share_mld_of_sen_support_primary": "75",
    }
    assert loaded.figures[0].note.endswith("40 of 100 pupils with a primary type of need.")


def test_the_columns_of_earlier_years_are_known_by_their_names_too():
    rows = [by_need("Autistic Spectrum Disorder", "1"), by_need("Hearing Impairment", "3")]
    renamed = {"sen_provision": "pupil_sen_status", "sen_primary_need": "primary_need"}
    renamed |= {"pupil_count": "number_of_pupils"}
    rows = [{renamed.get(name, name): cell for name, cell in row.items()} for row in rows]
    rows = [row | {"pupil_sen_status": "Statement or EHC"} for row in rows]
    assert amounts(read(rows)) == {
        "share_asd_of_ehcp_primary": "25",
        "share_hi_of_ehcp_primary": "75",
    }


def test_a_number_that_the_department_does_not_give_is_left_out_and_said():
    loaded = read([side_by_side(ehcp="z")])
    assert amounts(loaded) == {"share_on_sen_support_primary": "15.05"}
    assert loaded.notes[-1].startswith("1 number is marked in the file as not available")


# A list


def test_a_plain_list_is_read_with_its_dates_sources_and_links():
    loaded = read(
        listed(
            "share_with_ehcp,primary,3.6,percent,15/01/2026,Census of 2026,https://a.example/b",
            'national_cost_per_sen_pupil,,"£4,100",,2025/26,A report,',
            '"Pupils with SEN, share",all,20.8 %,%,2026-01-15,Census of 2026,',
            "share_hi_of_ehcp,ap,2.2,,2026-01-15,Census of 2026,",
        )
    )
    assert amounts(loaded) == {
        "share_with_ehcp_primary": "3.6",
        "cost_per_sen_pupil": "4100",
        "share_with_sen": "20.8",
        "share_hi_of_ehcp_alternative_provision": "2.2",
    }
    first, second, *_ = loaded.figures
    assert (first.starts, first.ends) == (dt.date(2026, 1, 15), dt.date(2027, 1, 14))
    assert (first.source, first.link) == ("Census of 2026", "https://a.example/b")
    assert (second.starts, second.unit) == (dt.date(2026, 1, 1), "GBP/pupil/year")


def test_everything_that_is_wrong_in_a_list_is_told_at_once():
    problems = faults(
        listed(
            "share_of_cats,primary,3.6,percent,2026-01-15,Census,",
            "share_with_ehcp,nursery,abc,pupils,soon,,ftp://x",
            "share_with_sen,primary,130,,2025/26,Census,javascript:alert(1)",
            "share_with_sen_secondary,primary,10,,2025/26,Census,",
            "share_with_ehcp,,,,2025/26,Census,",
        )
    )
    assert places(problems) == [
        (2, "figure"),
        *((3, column) for column in ("date", "link", "phase", "source", "unit", "value")),
        *((4, column) for column in ("link", "value")),
        (5, "phase"),
        (6, "value"),
    ]
    assert problems[0].file == "sen.csv"
    assert problems[0].what == "is 'share_of_cats', which is nothing that is compared"
    assert problems[0].remedy.startswith("write share_with_ehcp, ")
    assert problems[6].remedy == "write a number from 0 to 100"


def test_a_figure_that_stands_in_a_list_twice_is_told():
    row = "share_with_ehcp,primary,3.6,,2025/26,Census,"
    (problem,) = faults(listed(row, row))
    assert (problem.row, problem.what) == (3, "is of the same figure, schools and date as row 2")


# Wrong files


def test_a_file_of_something_else_is_told_what_is_wanted():
    (problem,) = faults(b"pupil,year_group\r\nP1,4\r\n")
    assert "neither the columns of the Department" in problem.what
    assert "phase_type_grouping" in problem.remedy
    assert "figure, phase, value, unit, date, source, link" in problem.remedy


def test_each_column_that_is_missing_is_named():
    assert places(faults(b"time_period,headcount\r\n202526,3\r\n")) == [
        (1, ""),
        (1, "geographic_level"),
        (1, "phase_type_grouping"),
    ]
    assert places(faults(b"figure,phase\r\nshare_with_ehcp,all\r\n")) == [
        (1, "date"),
        (1, "source"),
        (1, "value"),
    ]


def test_cells_that_cannot_be_read_are_told_together():
    rows = [side_by_side(time_period="2025"), side_by_side(ehcp="many", support="101")]
    problems = faults(rows)
    assert places(problems) == [
        (2, "time_period"),
        (3, "ehc_plan_percent"),
        (3, "sen_support_percent"),
    ]
    assert problems[0].remedy == "write the school year of the census, such as 202526"


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([side_by_side(geographic_level="Local authority")], "has no row of which geographic_leve"),
        ([side_by_side(type_of_establishment="Academy")], "but none of all pupils and schools"),
        ([side_by_side("State-funded secondary")], "has no row of all schools, or of schools of"),
        ([side_by_side(ehcp="z", support="z")], "brings no figure"),
    ],
)
def test_a_file_without_a_row_that_could_be_used_is_told_so(rows, what):
    (problem,) = faults(rows)
    assert what in problem.what


def test_two_rows_that_say_different_things_of_the_same_schools_are_told():
    (problem,) = faults([side_by_side(), side_by_side(ehcp="3.7")])
    assert (problem.row, problem.what) == (
        3,
        "has another number for the same schools and pupils than row 2",
    )
    rows = [by_need("Hearing impairment", "3"), by_need("Hearing impairment", "4")]
    assert places(faults(rows)) == [(3, "")]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04rest", "is a zip or a workbook, not CSV"),
        (b"a" * (FILE_BYTES + 1), "has 20.0 MB, more than 20 MB"),
        ("figure;\u00a3".encode("utf-16"), "is in UTF-16, not in UTF-8"),
        (b"", "has no header"),
        (b"figure,value,figure\r\n1,2,3\r\n", "is the name of two columns"),
    ],
)
def test_a_file_that_is_no_csv_or_too_large_is_refused(data, what):
    (problem,) = faults(data)
    assert problem.what == what


def test_more_rows_than_are_read_are_refused():
    data = b"figure,value\r\n" + b"x,1\r\n" * 200_001
    (problem,) = faults(data)
    assert problem.what == "goes beyond 200,000 rows in all"
