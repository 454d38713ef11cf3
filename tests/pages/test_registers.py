"""The registers over the store: what is saved, undone, kept, in conflict, and not fit to plan."""

from __future__ import annotations

import pytest

from planner.access import LOCAL, Actor, Role
from planner.school.codes import Strand
from planner.store.values import Conflict, RowChange
from planner.ui import storage
from planner.ui.register_sheet import Binding, Clashed
from planner.ui.state import Failure, Key
from tests.builders import a_pin, a_pupil, a_term
from tests.charts.small_plan import small_school
from tests.pages.helpers import PAGES, go_to, open_page, said
from tests.pages.registers import Typing, open_part, rows_now, year_now
from tests.pages.signing_in import arrive, claims


def pupils(school=None):
    """The register of pupils, open with a school."""
    app = open_part("pupils", Key.PUPILS_PART, "Register", school or small_school())
    return Typing(app, "pupils")


def again():
    """The same register in another visit, with nothing but what is stored."""
    return Typing(open_part("pupils", Key.PUPILS_PART, "Register"), "pupils")


def test_an_edit_is_saved_and_noted_with_who_did_it():
    pupils().write(0, **{"class": "4B"}).press("save")
    assert rows_now("pupils")[0].record.class_name == "4B"
    (entry,) = storage.store().audit(LOCAL, year_now().year.id, table="pupils", limit=1)
    assert (entry.who, entry.column, entry.before, entry.after) == (
        "this computer",
        "class",
        "",
        "4B",
    )


def test_a_pupil_can_be_added_and_taken_away_again_by_undo():
    typing = pupils().put(added_rows=[{"pupil": "P3", "year_group": "2", "sen_status": "K"}])
    typing.press("save")
    assert [row.record.pupil for row in rows_now("pupils")] == ["P1", "P2", "P3"]
    typing.press("undo")
    assert [row.record.pupil for row in rows_now("pupils")] == ["P1", "P2"]
    assert "1 pupil added): undone" in said(typing.app)
    typing.press("redo")
    assert [row.record.pupil for row in rows_now("pupils")] == ["P1", "P2", "P3"]


def unheard(typing, **parts):
    """Type, and turn to another page and back before the server has heard of it."""
    nothing = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    typing.app.session_state[f"{typing.key}_grid_{typing.desk.grid}"] = nothing | parts
    go_to(typing.app, "staff")
    open_part("pupils", Key.PUPILS_PART, "Register", app=typing.app)
    return typing


def test_what_is_typed_just_before_another_page_is_kept():
    typing = unheard(pupils(), edited_rows={0: {"class": "4B"}}, added_rows=[{"pupil": "P3"}])
    assert [cells["class"] for cells in typing.desk.texts.values()] == ["4B", "", ""]
    assert typing.codes == ["P1", "P2", "P3"]
    typing.press("save")
    assert rows_now("pupils")[0].record.class_name == "4B"


def test_what_is_typed_between_a_save_and_another_page_is_kept():
    typing = pupils().write(0, **{"class": "4B"}).press("save")
    # The page has not been drawn with what was saved when the visitor turns away.
    typing.desk.has_saved = True
    typing = unheard(
        typing, edited_rows={0: {"class": "4B"}, 1: {"class": "5A"}}, added_rows=[{"pupil": "P3"}]
    )
    assert [cells["class"] for cells in typing.desk.texts.values()] == ["4B", "5A", ""]
    assert typing.app.button(key=f"{typing.key}_save").label == "Save 1 change"


def test_what_is_typed_and_not_saved_is_offered_to_the_next_visit():
    pupils().write(0, **{"class": "4B"})
    typing = again()
    assert "1 change not saved" in said(typing.app)
    typing.press("put_back").press("save")
    assert rows_now("pupils")[0].record.class_name == "4B"
    assert "not saved" not in said(again().app)


def test_the_second_of_two_people_sees_both_values_and_chooses():
    first, second = pupils(), again()
    second.write(0, **{"class": "4C"})
    first.write(0, **{"class": "4B"}).press("save")
    second.press("save")
    (table,) = (one.value for one in second.app.table if "Theirs" in one.value)
    (row,) = table.itertuples(index=False)
    assert list(row) == ["Class", "\\(blank\\)", "4C", "4B"]
    assert rows_now("pupils")[0].record.class_name == "4B"
    second.press("choose")
    assert rows_now("pupils")[0].record.class_name == "4C"


def test_what_two_people_changed_alike_is_nothing_to_choose():
    first, second = pupils(), again()
    second.put(edited_rows={0: {"class": "4B"}, 1: {"class": "5A"}})
    first.write(0, **{"class": "4B"}).press("save")
    second.press("save")
    assert [row.record.class_name for row in rows_now("pupils")] == ["4B", "5A"]


def test_whoever_deletes_a_pupil_is_told_what_goes_with_it():
    typing = pupils(small_school(pins=[a_pin()]))
    typing.put(deleted_rows=[0])
    place = rows_now("pupils")[0].id
    assert "To delete P1" in said(typing.app)
    # P1 has one need, one statutory item, three lines of today's plan and one pin.
    for what in ("need N1", "statutory item F1", "3 lines of today’s plan", "1 pin"):
        assert what in said(typing.app)
    typing.press(f"agree_{place}").press("save")
    assert [row.record.pupil for row in rows_now("pupils")] == ["P2"]
    assert [row.record.need for row in rows_now("needs")] == ["N2"]
    assert rows_now("statutory") == rows_now("pins") == rows_now("current_plan") == ()
    typing.press("undo")
    assert [row.record.need for row in rows_now("needs")] == ["N1", "N2"]


def test_what_is_saved_and_keeps_the_school_from_being_planned_stands_beside_its_rows():
    late = a_term(term="T4", start="2028-01-04", end="2028-02-04", weeks=4.0)
    school = small_school()
    terms = [*school.terms, late]
    app = open_part("year", Key.YEAR_PART, "Terms", small_school(terms=terms))
    assert "it keeps the school from being planned" in said(app)
    assert "1 row saved, but not fit to plan with" in said(app)
    rows = [list(row) for one in app.table for row in one.value.itertuples(index=False)]
    assert {row[0] for row in rows} == {"T4"}
    typing = Typing(app, "terms")
    app.checkbox(key=f"{typing.key}_only_faulty").check().run()
    assert typing.codes == ["T4"]


def test_a_row_is_named_and_not_numbered_where_two_do_not_agree():
    school = small_school(pins=[a_pin(), a_pin(rule="must_not")])
    app = open_part("pupils", Key.PUPILS_PART, "Decisions made", school)
    cells = " ".join(str(cell) for one in app.table for cell in one.value.to_numpy().ravel())
    assert "the row of P1, S1" in cells.replace("\\", "")


def test_only_the_pupils_asked_for_are_shown_and_what_is_typed_elsewhere_is_kept():
    school = small_school(pupils=[a_pupil(), a_pupil("P2", year_group="5")])
    typing = pupils(school).write(1, **{"class": "5A"})
    typing.app.multiselect(key=Key.PUPILS_YEARS).set_value(["4"]).run()
    assert typing.codes == ["P1"]
    typing.press("save")
    assert rows_now("pupils")[1].record.class_name == "5A"


def test_a_need_asked_for_chooses_the_pupils_who_have_it():
    typing = pupils()
    typing.app.multiselect(key=Key.PUPILS_STRANDS).set_value([Strand.LITERACY]).run()
    assert typing.codes == ["P2"]
    assert "1 pupil: 1 on SEN Support." in said(typing.app)


def test_a_number_that_cannot_be_read_stays_and_the_heading_is_that_of_the_screen():
    app = open_part("staff", Key.STAFF_PART, "Register", small_school())
    typing = Typing(app, "staff").write(0, annual_cost="19500", hourly_cost="20")
    cells = " ".join(str(cell) for one in app.table for cell in one.value.to_numpy().ravel())
    assert "keep one of ‘Annual cost’, ‘Hourly cost’, ‘Pay point’" in cells
    assert typing.desk.typed.edited


def test_money_typed_as_people_write_it_is_saved():
    app = open_part("staff", Key.STAFF_PART, "Register", small_school())
    Typing(app, "staff").write(0, annual_cost="£21,234.50").press("save")
    assert str(rows_now("staff")[0].record.annual_cost) == "21234.50"


@pytest.mark.usefixtures("options")
class TestRoles:
    """What each role may do with a register; the core asks again."""

    def keep(self):
        open_page("start", small_school())

    def visit(self, role, page):
        app = arrive(claims(f"{role}@oak.example"))
        return app.switch_page(PAGES[page]).run()

    def test_a_leader_reads_and_changes_nothing(self):
        self.keep()
        app = self.visit(Role.LEADER, "pupils")
        app.radio(key=Key.PUPILS_PART).set_value("Register").run()
        assert not app.exception
        assert not [one for one in app.button if (one.key or "").endswith("_save")]

    def test_finance_changes_staff_and_sees_no_pupils(self):
        self.keep()
        app = self.visit(Role.FINANCE, "staff")
        assert not app.exception
        assert "Hours by skill" not in app.radio(key=Key.STAFF_PART).options
        assert [one for one in app.button if (one.key or "").endswith("_save")]
        assert "not open to you" in said(self.visit(Role.FINANCE, "pupils"))

    def test_finance_reads_every_part_about_provision(self):
        self.keep()
        app = self.visit(Role.FINANCE, "provision")
        for part in app.radio(key=Key.PROVISION_PART).options:
            app.radio(key=Key.PROVISION_PART).set_value(part).run()
            assert not app.exception
        assert "Every strand" not in said(app)

    def test_a_viewer_sees_no_register(self):
        self.keep()
        for page in ("pupils", "pupil", "staff", "provision", "year"):
            assert "not open to you" in said(self.visit(Role.VIEWER, page))


def test_a_clash_of_unknown_origin_is_somebodys():
    clash = Clashed.of(Conflict("pupils", 1, a_pupil(), None, None, None, "", None))
    assert clash.who == "somebody"
    assert clash.when.tzinfo is not None


def test_somebody_who_is_let_in_no_more_is_told_and_changes_nothing():
    open_page("start", small_school())
    # Nobody signs in to the tests' own computer, so nobody of another name is there.
    binding = Binding(Actor("gone@oak.example", Role.SENCO), year_now().year.id, "pupils")
    for outcome in (binding.save(()), binding.keep_draft(None), binding.undo(), binding.redo()):
        assert isinstance(outcome, Failure)
        assert "may not change this any more" in outcome.text


def test_what_somebody_else_has_saved_since_cannot_be_undone_and_it_is_said_why():
    typing = pupils().write(0, **{"class": "4B"}).press("save")
    row, year = rows_now("pupils")[0], year_now().year.id
    other = Actor("other@oak.example", Role.SENCO)
    changed = row.record.model_copy(update={"class_name": "4C"})
    storage.store().save(other, year, [RowChange("pupils", row.id, row.version, changed)])
    typing.press("undo")
    assert "could not be undone" in said(typing.app)
    assert rows_now("pupils")[0].record.class_name == "4C"
