"""What people come for, from the first page to a file on their own disk."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from decimal import Decimal

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from planner.exchange.plan_folder import read_plan
from planner.exchange.school_folder import school_files
from tests.browser.conftest import new_visitor
from tests.browser.driver import settle, turn_to, visit
from tests.browser.server import running_app
from tests.builders import details
from tests.charts.small_plan import small_school

PLANNING = 90_000
# The button is away while a plan is made, and back when there is one or none can be made.
ENDED = re.compile(r"^Plan( again)?$")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def begin_with(page: Page, way: str) -> None:
    """Choose one of the three ways to begin on the page Start."""
    page.get_by_role("tab", name=way).click()
    settle(page)


def open_sample(page: Page, phase: str = "primary") -> None:
    """Open a sample school that nobody has worked on: a further copy where it was taken before."""
    begin_with(page, "A sample school")
    another = page.get_by_role("button", name=f"Take another copy of the {phase} sample")
    if another.count():
        another.click()
        settle(page)
    else:
        press(page, f"Open the sample {phase} school")


def open_files(page: Page, files: dict[str, bytes]) -> None:
    """Bring files to the page Start, as they lie in a folder."""
    begin_with(page, "From files")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        [
            {"name": name, "mimeType": "text/csv", "buffer": data}
            for name, data in sorted(files.items())
        ]
    )
    settle(page)
    press(page, "Read these files")


def open_school(page: Page, name: str) -> None:
    """Bring the small school under a name that no other test gives it, and see it open."""
    open_files(page, school_files(small_school(details=details(name=name))))
    expect(page.get_by_test_id("stSidebar")).to_contain_text(name, timeout=20_000)
    settle(page)


def choose_time(page: Page, beginning: str) -> None:
    choices = page.get_by_role("option", name=re.compile(f"^{beginning}"))
    for _ in range(3):  # a page that is drawn anew that very moment closes the list again
        page.get_by_role("combobox", name="How long may it take?").click()
        with contextlib.suppress(PlaywrightTimeout):
            choices.click(timeout=5_000)
            break
    settle(page)


def make_plan(page: Page) -> None:
    """Press Plan on the page Plan and wait for the answer."""
    # While a plan is made the page draws itself once a second, so it is never quiet for long.
    page.get_by_role("button", name="Plan", exact=True).click()
    again = page.get_by_role("button", name="Plan again", exact=True)
    expect(again).to_be_visible(timeout=PLANNING)
    settle(page)


def figure(page: Page, label: str) -> str:
    """The figure under a label at the top of a plan."""
    metric = page.get_by_test_id("stMetric").filter(has_text=label)
    return metric.get_by_test_id("stMetricValue").inner_text()


def pounds(text: str) -> int:
    return int(re.sub(r"[£,]", "", text))


def test_a_stranger_plans_for_the_sample_school_and_takes_the_plan_away(page, tmp_path):
    visit(page)
    open_sample(page)
    press(page, "Go on to the plan")
    choose_time(page, "Quick look")
    make_plan(page)

    headline = page.locator(".st-key-headline")
    expect(headline).to_contain_text("tatutory")
    expect(headline).to_contain_text("The money.")
    expect(headline).to_contain_text("Helped least.")
    expect(headline).to_contain_text("What could be done")
    cost = pounds(figure(page, "Cost of the year"))
    needs_met = figure(page, "Needs met this year")
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(3)

    turn_to(page, "Documents")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download (PDF to print)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.startswith("provision-map-P001-2026-27-")

    page.get_by_text("The pack and the plan’s files").click()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all files (zip)").click()
    archive = tmp_path / "plan.zip"
    download.value.save_as(archive)
    plan = read_plan(archive)
    spent = sum(row.amount for row in plan.spending)
    assert spent == plan.summary.committed_cost + plan.summary.planned_cost
    assert round(spent) == cost
    assert needs_met == f"{100 * plan.summary.mean_coverage:.0f} %"

    with page.expect_download() as download:
        page.get_by_role("button", name="Download the pack (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename.endswith(".pdf")

    with page.expect_download() as download:
        page.get_by_role("button", name="spending.csv").click()
    rows = csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig")))
    assert sum(Decimal(row["amount"]) for row in rows) == spent


def test_a_table_of_the_plan_is_downloaded_with_the_figures_of_the_screen(page):
    visit(page)
    open_school(page, "Table Primary")
    turn_to(page, "Plan")
    make_plan(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV: by pupil").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert {row["Pupil"] for row in rows} == {"P1", "P2"}
    assert all("Cost (£ a year)" in row for row in rows)


def test_a_wrong_file_is_told_fault_by_fault_and_loses_nothing(page):
    visit(page)
    open_sample(page)
    files = school_files(small_school())
    files["pupils.csv"] = files["pupils.csv"].replace(b"P2,4,", b"P2,Year 44,")
    open_files(page, files)
    faults = page.locator(".st-key-faults")
    expect(faults).to_contain_text("could not be read")
    row = faults.get_by_role("row").filter(has_text="year_group")
    expect(row).to_contain_text("pupils.csv")
    expect(row).to_contain_text("3")
    expect(page.get_by_test_id("stSidebar")).to_contain_text("Thistledown Lane")


def set_reserve(page: Page, amount: str) -> None:
    reserve = page.get_by_role("spinbutton", name=re.compile("^Reserve"))
    reserve.fill(amount)
    reserve.press("Enter")
    settle(page)


def test_a_changed_choice_shows_the_plan_as_out_of_date_and_can_be_undone(page):
    visit(page)
    open_school(page, "Choice Primary")
    turn_to(page, "Plan")
    make_plan(page)
    page.get_by_text("What the school decides").click()
    set_reserve(page, "500")
    said = "The plan was made before a change of reserve."
    expect(page.get_by_test_id("stMain").get_by_text(said)).to_be_visible()
    expect(page.get_by_test_id("stSidebar")).to_contain_text(said)

    # What was opened to make the change stays open.
    page.get_by_role("button", name=re.compile("^Undo the choice")).click()
    settle(page)
    expect(page.get_by_test_id("stSidebar")).to_contain_text("The plan is up to date.")
    reserve = page.get_by_role("spinbutton", name=re.compile("^Reserve"))
    expect(reserve).to_have_value("0")

    set_reserve(page, "500")
    turn_to(page, "Documents")
    expect(page.get_by_text("Documents and files say what was planned then.")).to_be_visible()


def test_a_page_that_is_loaded_anew_and_another_browser_show_what_was_kept(page, chromium, app_url):
    visit(page)
    open_school(page, "Kept Primary")
    turn_to(page, "Plan")
    make_plan(page)
    page.get_by_text("What the school decides").click()
    set_reserve(page, "500")
    figures = page.get_by_test_id("stMetricValue").all_inner_texts()

    page.reload()
    settle(page)
    with new_visitor(chromium, app_url) as other:
        visit(other, "plan")
        for one in (page, other):
            expect(one.get_by_test_id("stSidebar")).to_contain_text("Kept Primary")
            expect(one.get_by_test_id("stSidebar")).to_contain_text("a change of reserve")
            assert one.get_by_test_id("stMetricValue").all_inner_texts() == figures
            one.get_by_text("What the school decides").click()
            reserve = one.get_by_role("spinbutton", name=re.compile("^Reserve"))
            expect(reserve).to_have_value("500")


def test_a_plan_that_is_being_made_is_found_again_when_the_page_is_loaded_anew(page):
    visit(page)
    open_sample(page)
    turn_to(page, "Plan")
    choose_time(page, "Careful")
    page.get_by_role("button", name="Plan", exact=True).click()
    stop = page.get_by_role("button", name="Stop and keep the best so far")
    expect(stop).to_be_visible(timeout=20_000)
    page.reload()
    settle(page)
    expect(stop).to_be_visible(timeout=20_000)
    stop.click()
    expect(page.get_by_role("button", name=ENDED)).to_be_visible(timeout=PLANNING)


def test_a_school_from_scratch_says_what_comes_next_and_can_be_deleted_again(page):
    visit(page)
    begin_with(page, "From scratch")
    page.get_by_role("textbox", name="Name of the school").fill("Scratch Primary")
    press(page, "Add this school")
    main = page.get_by_test_id("stMain")
    expect(page.get_by_role("heading", name="Scratch Primary")).to_be_visible()
    expect(main).to_contain_text("Before there can be a plan, these are needed")
    expect(main).to_contain_text("Check them against your own calendar.")

    # It is open, so its button stands after those of no other year of the same name.
    row = page.locator("[data-testid=stHorizontalBlock]").filter(has_text="open now")
    row.get_by_role("button", name=re.compile("^Delete 20")).click()
    settle(page)
    expect(main).to_contain_text("This deletes 3 terms")
    press(page, "Delete for good")
    expect(main.get_by_text("Scratch Primary")).to_have_count(0)


def test_the_first_visitor_after_a_start_can_open_any_page_by_its_address(chromium, tmp_path):
    with running_app(tmp_path) as address, new_visitor(chromium, address) as first:
        visit(first, "plan")
        title = "What is the best plan for this school?"
        expect(first.get_by_role("heading", name=title)).to_be_visible()
        expect(first.get_by_role("dialog")).to_have_count(0)
