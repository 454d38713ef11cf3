from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from pydantic import ValidationError

from planner.errors import ChangeError
from planner.scenarios.pupils import NewPupils, PupilArrives, PupilLeaves
from planner.scenarios.statute import GetsEhcp, ItemChange, NewItem, OwedHours
from planner.school.codes import StreamKind
from tests.builders import a_need, a_pupil, a_referral, a_school, a_statutory_item, a_stream

JANUARY = dt.date(2027, 1, 4)
JUNE = dt.date(2027, 6, 30)


def with_ehcp():
    """P1 has an EHCP, two needs, two hours a week owed by adults who know Makaton, and a pin."""
    return a_school(
        pupils=[a_pupil(sen_status="E", looked_after=True), a_pupil("P2")],
        needs=[a_need(), a_need("N2", strand="speech", level=3)],
        statutory=[a_statutory_item(skill="makaton")],
    )


def test_new_pupils_are_copies_with_needs_items_and_top_up_under_free_codes():
    change = NewPupils(like="P1", how_many=2, first_day=JANUARY, top_up=4000)
    became = change.become(with_ehcp())

    facts = {"sen_status": "E", "looked_after": True, "starts": JANUARY}
    assert became.pupils[2:] == (a_pupil("P1-2", **facts), a_pupil("P1-3", **facts))
    assert became.needs[2:] == (
        a_need("N1-2", pupil="P1-2"),
        a_need("N2-2", pupil="P1-2", strand="speech", level=3),
        a_need("N1-3", pupil="P1-3"),
        a_need("N2-3", pupil="P1-3", strand="speech", level=3),
    )
    assert became.statutory[1:] == (
        a_statutory_item("P1-2-F", pupil="P1-2", skill="makaton"),
        a_statutory_item("P1-3-F", pupil="P1-3", skill="makaton"),
    )
    assert [(row.stream, row.amount, row.starts) for row in became.funding[1:]] == [
        ("TU-P1-2", 4000, JANUARY),
        ("TU-P1-3", 4000, JANUARY),
    ]
    assert change.sentence(with_ehcp()) == (
        "2 new EHCPs like P1 from 4 January 2027, with £4,000 of top-up each this year"
    )


def test_a_new_pupil_may_come_for_the_year_without_money_under_a_code_of_their_own():
    change = NewPupils(like="P2", codes="P7")
    became = change.become(with_ehcp())

    assert became.pupils[2:] == (a_pupil("P7"),)
    assert replace(became, pupils=with_ehcp().pupils) == with_ehcp()
    assert change.sentence(with_ehcp()) == "A new pupil like P2"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"like": "P9"}, "P9 is not among the pupils"),
        ({"like": "P1", "codes": "P2"}, "there is a pupil P2 already"),
        ({"like": "P1", "first_day": dt.date(2027, 8, 30)}, "30 August 2027 is not in the year"),
    ],
)
def test_new_pupils_that_cannot_come_say_why(facts, why):
    with pytest.raises(ChangeError, match=why):
        NewPupils(**facts).become(with_ehcp())


def test_nobody_is_like_a_pupil_who_has_left_by_then():
    school = a_school(pupils=[a_pupil(leaves=dt.date(2026, 12, 18))])

    with pytest.raises(ChangeError, match="P1 has left by then"):
        NewPupils(like="P1", first_day=JANUARY).become(school)


def test_there_is_a_code_for_each_new_pupil():
    with pytest.raises(ValidationError, match="has 1 codes; write 2"):
        NewPupils(like="P1", how_many=2, codes="P7")


def test_a_pupil_leaves_and_one_arrives():
    leaves = PupilLeaves(pupil="P1", last_day=JANUARY)
    arrives = PupilArrives(pupil="P1", first_day=JANUARY)

    assert leaves.become(a_school()).pupils == (a_pupil(leaves=JANUARY),)
    assert arrives.become(a_school()).pupils == (a_pupil(starts=JANUARY),)
    assert leaves.sentence(a_school()) == "P1 leaves on 4 January 2027"
    assert arrives.sentence(a_school()) == "P1 arrives on 4 January 2027"


def test_referrals_that_have_not_begun_fall_away_with_a_pupil_who_leaves():
    begun = {"status": "under_way", "started": dt.date(2026, 12, 1)}
    school = a_school(
        pupils=[a_pupil(), a_pupil("P2")],
        referrals=[
            a_referral("WAITS", status="waiting", due=JUNE),
            a_referral("BEGUN", **begun),
            a_referral("LATER", **begun | {"started": JUNE}),
            a_referral("DONE", status="done"),
            a_referral("OTHER", pupil="P2"),
        ],
    )

    became = PupilLeaves(pupil="P1", last_day=JANUARY).become(school)

    assert [row.referral for row in became.referrals] == ["BEGUN", "DONE", "OTHER"]


def test_a_referral_whose_cost_falls_before_its_pupil_leaves_stays():
    # The £500 of the first fall on 15 October, and those of the second on 30 June, after 31 May.
    school = a_school(
        referrals=[
            a_referral("OCTOBER", status="waiting", due=dt.date(2026, 10, 15)),
            a_referral("JUNE", status="waiting", due=JUNE),
            a_referral("UNKNOWN", status="waiting", made=None),
        ]
    )

    became = PupilLeaves(pupil="P1", last_day=dt.date(2027, 5, 31)).become(school)

    assert [(row.referral, row.cost) for row in became.referrals] == [("OCTOBER", 500)]


def test_a_pupil_who_has_left_leaves_no_more():
    school = a_school(pupils=[a_pupil(leaves=JANUARY)])

    with pytest.raises(ChangeError, match="P1 leaves on 4 January 2027 already"):
        PupilLeaves(pupil="P1", last_day=JUNE).become(school)
    with pytest.raises(ChangeError, match="it is so already"):
        PupilArrives(pupil="P1", first_day=JUNE).become(a_school(pupils=[a_pupil(starts=JUNE)]))


def test_a_pupil_gets_an_ehcp_with_what_it_owes_and_brings():
    owed = (OwedHours(hours=3, skill="makaton"), OwedHours(hours=10, per="term"))
    change = GetsEhcp(pupil="P2", first_day=JANUARY, items=owed, top_up=3000)
    became = change.become(with_ehcp())

    assert became.pupils[1] == a_pupil("P2", sen_status="E")
    assert became.statutory[1:] == (
        a_statutory_item("P2-F", pupil="P2", hours=3.0, skill="makaton", starts=JANUARY),
        a_statutory_item("P2-F-2", pupil="P2", hours=10.0, per="term", starts=JANUARY),
    )
    row = became.funding[-1]
    assert (row.stream, row.amount, row.starts) == ("TU-P2", 3000, JANUARY)
    assert row.kind is StreamKind.TOP_UP
    assert change.sentence(with_ehcp()) == (
        "P2 gets an EHCP from 4 January 2027 with 2 items of Section F, "
        "with £3,000 of top-up this year"
    )


def test_an_ehcp_may_be_like_that_of_another_pupil():
    change = GetsEhcp(pupil="P2", like="P1")
    became = change.become(with_ehcp())

    assert became.statutory[1:] == (a_statutory_item("P2-F", pupil="P2", skill="makaton"),)
    assert became.funding == (a_stream(),)
    assert change.sentence(with_ehcp()) == "P2 gets an EHCP with the items of P1"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"pupil": "P1", "like": "P1"}, "P1 has an EHCP already"),
        ({"pupil": "P2", "like": "P2"}, "P2 has no statutory item"),
        ({"pupil": "P2", "like": "P9"}, "P9 is not among the pupils"),
    ],
)
def test_an_ehcp_that_cannot_come_says_why(facts, why):
    with pytest.raises(ChangeError, match=why):
        GetsEhcp(**facts).become(with_ehcp())


def test_an_ehcp_says_what_is_owed():
    with pytest.raises(ValidationError, match="says nothing that is owed"):
        GetsEhcp(pupil="P2")


def test_one_more_item_is_owed():
    change = NewItem(pupil="P1", hours=1.5, max_group=1, first_day=JANUARY, last_day=JUNE)
    became = change.become(with_ehcp())

    assert became.statutory[-1] == a_statutory_item(
        "P1-F", hours=1.5, max_group=1, starts=JANUARY, ends=JUNE
    )
    assert change.sentence(became) == (
        "P1 is owed 1.5 hours a week more from 4 January 2027 to 30 June 2027"
    )


def test_an_item_is_amended_ended_or_dropped():
    def after(**facts):
        return ItemChange(item="F1", **facts).become(with_ehcp()).statutory

    assert after(hours=5, per="term") == (a_statutory_item(skill="makaton", hours=5.0, per="term"),)
    assert after(last_day=JUNE) == (a_statutory_item(skill="makaton", ends=JUNE),)
    assert after(is_dropped=True) == ()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"hours": 5}, "F1 of P1 asks for 5 hours a week"),
        ({"per": "term"}, "F1 of P1 asks for 2 hours a term"),
        ({"provisions": "S1", "hours": 2}, "F1 of P1 asks for 2 hours a week and can be met by S1"),
        ({"last_day": JUNE}, "F1 of P1 ends on 30 June 2027"),
        ({"max_group": 2}, "F1 of P1 asks for groups of 2 or fewer"),
        ({"is_dropped": True}, "F1 of P1 is not owed this year"),
    ],
)  # fmt: skip
def test_what_becomes_of_an_item_is_said(facts, sentence):
    assert ItemChange(item="F1", **facts).sentence(with_ehcp()) == sentence


def test_an_item_that_is_gone_or_stays_as_it_is_does_not_change():
    with pytest.raises(ChangeError, match="F9 is not among the statutory items"):
        ItemChange(item="F9", hours=1).become(with_ehcp())
    with pytest.raises(ChangeError, match="it is so already"):
        ItemChange(item="F1", hours=2).become(with_ehcp())
    with pytest.raises(ValidationError, match="changes nothing"):
        ItemChange(item="F1")
