"""A school's own words in its documents: kept by place, told in the audit, erased with a pupil."""

from __future__ import annotations

import pytest

from planner.access import PERMISSIONS, Action, Actor, Role
from planner.errors import AccessError, StoreError
from tests.builders import a_need, a_pupil, a_school
from tests.store.acting import ANNA, BEN, FINANCE, LEADER, SENCO, VIEWER, keep

MAP, EVIDENCE = "provision_map", "funding_evidence"


def words(store, year, document=MAP, subject="P1", actor=SENCO):
    return {
        place: one.text
        for place, one in store.wordings.of(actor, year.id, document, subject).items()
    }


def test_the_last_words_of_a_place_are_kept_with_who_and_when(store, clock):
    year = keep(store)
    store.wordings.save(ANNA, year.id, MAP, {"opening": "First."}, "P1")
    clock.goes_on(hours=1)
    assert store.wordings.save(BEN, year.id, MAP, {"opening": " Second.\n\nMore. "}, "P1") == 1
    (found,) = store.wordings.of(SENCO, year.id, MAP, "P1").values()
    assert (found.text, found.who, found.at) == ("Second.\n\nMore.", BEN.who, clock.time)


def test_words_belong_to_one_document_about_one_subject_in_one_year(store):
    year = keep(store)
    store.wordings.save(SENCO, year.id, MAP, {"opening": "Of P1."}, "P1")
    store.wordings.save(SENCO, year.id, MAP, {"opening": "Of all."})
    assert words(store, year) == {"opening": "Of P1."}
    assert words(store, year, subject="") == {"opening": "Of all."}
    assert words(store, year, EVIDENCE) == words(store, year, subject="P2") == {}


def test_blank_words_give_a_place_its_usual_ones_again(store):
    year = keep(store)
    store.wordings.save(SENCO, year.id, MAP, {"opening": "Ours.", "review": "In May."}, "P1")
    assert (
        store.wordings.save(SENCO, year.id, MAP, {"opening": "  \n", "review": "In May."}, "P1")
        == 1
    )
    assert words(store, year) == {"review": "In May."}


def test_the_audit_tells_what_the_words_were_and_are_and_nothing_where_none_changed(store):
    year = keep(store)
    store.wordings.save(ANNA, year.id, MAP, {"opening": "First."}, "P1")
    store.wordings.save(ANNA, year.id, MAP, {"opening": "Second."}, "P1")
    assert store.wordings.save(ANNA, year.id, MAP, {"opening": "Second."}, "P1") == 0
    last, first = store.audit(SENCO, year.id, table="wordings")
    assert (first.change, first.before, first.after) == ("added", None, "First.")
    assert (last.change, last.before, last.after) == ("changed", "First.", "Second.")
    assert (last.who, last.key) == (ANNA.who, "provision_map P1 opening")


@pytest.mark.parametrize("role", Role)
def test_only_a_senco_or_leader_changes_words(store, role):
    year, actor = keep(store), Actor("somebody@school.example", role)
    if role in PERMISSIONS[Action.EDIT_WORDING]:
        assert store.wordings.save(actor, year.id, MAP, {"opening": "Ours."}) == 1
        return
    with pytest.raises(AccessError):
        store.wordings.save(actor, year.id, MAP, {"opening": "Ours."})
    assert words(store, year, subject="", actor=LEADER) == {}


@pytest.mark.parametrize("actor", [FINANCE, VIEWER])
def test_words_about_a_pupil_are_read_only_by_whoever_may_read_plans(store, actor):
    year = keep(store)
    store.wordings.save(SENCO, year.id, MAP, {"opening": "Of all."})
    with pytest.raises(AccessError):
        store.wordings.of(actor, year.id, MAP, "P1")
    assert words(store, year, subject="", actor=actor) == {"opening": "Of all."}


def test_words_that_no_page_could_hold_are_refused_whole(store):
    year = keep(store)
    with pytest.raises(StoreError, match="at most 10,000 characters"):
        store.wordings.save(SENCO, year.id, MAP, {"opening": "a" * 10_001, "review": "b"}, "P1")
    assert words(store, year) == {}


@pytest.mark.parametrize(
    ("place", "text", "subject"),
    [("opening", "Well done \ud83d", "P1"), ("\ude00", "Ours.", "P1"), ("opening", "a", "\ud83d")],
)
def test_words_with_half_a_character_are_refused_whole(store, place, text, subject):
    year = keep(store)
    with pytest.raises(StoreError, match=r"broken character.*Nothing was saved"):
        store.wordings.save(SENCO, year.id, MAP, {"review": "b", place: text}, subject)
    assert words(store, year) == {}


def test_words_go_with_the_pupil_they_are_about_and_no_others_keep_the_code(store):
    school = a_school(pupils=[a_pupil(), a_pupil("Q77")], needs=[a_need()])
    year = keep(store, school)
    for text in ("Loves maps.", "Loves atlases.", ""):
        store.wordings.save(SENCO, year.id, MAP, {"opening": text}, "Q77")
    store.wordings.save(SENCO, year.id, MAP, {"opening": "Sits beside q77."}, "P1")
    erased = store.privacy.erase(SENCO, year.school_id, "Q77")
    assert erased.counts["wordings"] == 2
    assert words(store, year) == {"opening": "Sits beside (deleted)."}
    told = str(store.audit(SENCO, year.id))
    assert "Q77" not in told.upper()
    assert "atlases" not in told


def test_no_words_keep_the_code_in_what_they_are_about(store):
    school = a_school(pupils=[a_pupil(), a_pupil("Q77"), a_pupil("Q77-B")], needs=[a_need()])
    year = keep(store, school)
    subjects = ("Without Q77", "Less of q77", "Class of Q77", "Q77-B", "Oak")
    for subject in subjects:
        store.wordings.save(SENCO, year.id, MAP, {"opening": f"{subject[-3:]}."}, subject)
    made = [store.create_scenario(SENCO, year.id, name, []) for name in subjects[:2]]
    erased = store.privacy.erase(SENCO, year.school_id, "Q77")
    # Two follow their scenarios, and those of the class go.
    assert erased.counts["wordings"] == 3
    for scenario, name in zip(made, ("Without", "Less of"), strict=True):
        subject = f"{name} (deleted) ({scenario.id})"
        assert words(store, year, subject=subject) == {"opening": "(deleted)."}
    assert words(store, year, subject="Q77-B") == {"opening": "7-B."}
    assert words(store, year, subject="Oak") == {"opening": "Oak."}
    for subject in subjects[:3]:
        assert words(store, year, subject=subject) == {}
    assert "Without Q77" not in str(store.audit(SENCO, year.id))


def test_a_backup_has_the_words(store):
    year = keep(store)
    store.wordings.save(SENCO, year.id, MAP, {"opening": "Ours."}, "P1")
    saved = store.back_up(SENCO)
    store.delete_year(SENCO, year.id)
    store.restore(SENCO, saved)
    assert words(store, year) == {"opening": "Ours."}
