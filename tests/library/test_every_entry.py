"""Every entry has a source and a date, makes valid records, and says what is only assumed."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.library.adding import addition_of
from planner.library.basis import EffectBasis
from planner.library.entry import Dose
from planner.library.shelf import entries_for, entry_of, every_entry
from planner.school.agreement import find_disagreements
from planner.school.codes import Phase, Strand, Tier
from planner.school.records import Effect, Provision
from planner.school.registers import Registers
from tests.builders import a_school, a_teaching_assistant, three_terms

ENTRIES = every_entry()
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda it: it.code)


def test_the_library_covers_every_area_of_need():
    areas = {strand.area for entry in ENTRIES for strand in entry.effects}
    assert len(areas) == 5
    assert len(ENTRIES) == 43
    assert len({entry.code for entry in ENTRIES}) == 43


@each_entry
def test_an_entry_has_a_source_a_date_and_the_day_it_was_read(entry):
    assert entry.source
    assert all(url.startswith(("https://", "http://")) for url in entry.urls)
    assert entry.urls or "our assumption" in entry.source
    assert entry.checked >= dt.date(2026, 11, 23)


@each_entry
def test_a_dose_that_was_not_found_says_that_it_is_an_assumption(entry):
    says_so = "assumption" in entry.dose_note
    assert says_so is (entry.dose is not Dose.SOURCED)


@each_entry
def test_the_prose_is_in_sentences_that_can_be_joined(entry):
    assert entry.dose_note.endswith(".")
    assert entry.cost_note.endswith(".")
    for text in (entry.remark or "None", entry.training, entry.source):
        assert not text.endswith(".")
        assert text[0].isupper() or text[0].isdigit()


@each_entry
def test_an_entry_has_findings_or_says_that_nothing_was_found(entry):
    assert entry.findings or entry.remark
    assert entry.findings or entry.newest is None


@each_entry
def test_the_effect_on_its_main_need_is_within_the_rule_it_was_chosen_by(entry):
    least, most = entry.effect_basis.band
    assert least <= max(entry.effects.values(), default=0.0) <= most
    assert entry.effect_basis.says.endswith(".")


@each_entry
def test_a_basis_fits_what_the_entry_says_of_itself(entry):
    months = entry.newest.months if entry.newest else None
    assert (entry.effect_basis is EffectBasis.NO_DIFFERENCE) is (months == 0)
    assert (entry.effect_basis is EffectBasis.LESS_PROGRESS) is (months is not None and months < 0)
    if entry.effect_basis is EffectBasis.ONE_TO_ONE:
        assert entry.provision.group_max <= 2
    if entry.effect_basis is EffectBasis.GROUP:
        assert entry.provision.group_max > 2
    if entry.effect_basis is EffectBasis.SPECIALIST:
        assert "TA" not in entry.provision.roles
    assert (entry.effect_basis is EffectBasis.NO_EFFECT) is (not entry.effects)


@each_entry
def test_a_typical_group_is_one_that_may_be(entry):
    provision = entry.provision
    assert provision.group_min <= entry.group_typical <= provision.group_max


@each_entry
def test_an_entry_is_worth_something_or_says_why_not(entry):
    assert entry.effects or "counts towards no need" in entry.dose_note
    assert all(0 < effect <= 1.5 for effect in entry.effects.values())


@each_entry
def test_an_entry_makes_records_that_a_school_can_plan_with(entry):
    added = addition_of(entry, (), three_terms())
    assert isinstance(added.provision, Provision)
    assert all(isinstance(row, Effect) and row.evidence and row.source for row in added.effects)
    assert added.provision.provision == entry.code
    roles = added.provision.roles or ("TA",)
    adult = a_teaching_assistant(role=roles[0], skills=(added.provision.skill,))
    school = a_school(
        staff=[adult],
        provisions=[added.provision],
        effects=added.effects,
        needs=[],
    )
    faults, _ = find_disagreements(Registers.of(school))
    assert faults == []


def test_entries_are_found_by_strand_the_most_helpful_first():
    found = entries_for(strand=Strand.NUMERACY)
    assert [entry.effects[Strand.NUMERACY] for entry in found] == sorted(
        (entry.effects[Strand.NUMERACY] for entry in found), reverse=True
    )
    assert {"FIRSTCLASS", "NUMCOUNT"} <= {entry.code for entry in found}
    assert "ELSA" not in {entry.code for entry in found}


def test_entries_are_found_by_tier_and_phase_together():
    found = {entry.code for entry in entries_for(tier=Tier.TARGETED_PLUS, phase=Phase.SECONDARY)}
    # REACH is for Years 7 and 8; Reading Recovery for Years 1 and 2; Fresh Start is targeted.
    assert "REACH" in found
    assert found.isdisjoint({"READREC", "FRESHSTART"})


def test_a_school_of_all_ages_sees_everything():
    assert entries_for(phase=Phase.ALL_THROUGH) == ENTRIES


def test_an_unknown_code_is_no_entry():
    assert entry_of("NELI").provision.name == "Nuffield Early Language Intervention"
    assert entry_of("neli-9") is None
