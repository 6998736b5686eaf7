from dataclasses import replace

from harvest_tui.reports.lines import plain
from harvest_tui.reports.wash_lines import WashesView, text_washes, wash_lines
from harvest_tui.reports.washes import washes_view
from reports import household


def view() -> WashesView:
    return washes_view(2026, household.law_outcomes(), household.rebuys(), facts=("law today",))


def test_each_law_is_a_line_with_what_it_puts_off_and_the_tax_that_costs() -> None:
    lines = [plain(one) for one in wash_lines(view(), 118)]

    (today,) = (one for one in lines if one.strip().startswith("Law today"))
    (bill,) = (one for one in lines if one.strip().startswith("H.R. 9172 "))
    # 24 % and 5 % of 600 are 174.00; 32,382.80 + 8,551 of tax before
    assert today.split()[2:] == [
        "securities", "0.00", "0.00", "9,120.00", "14,000.00", "23,120.00", "40,933.80", "0.00",
    ]  # fmt: skip
    assert bill.split()[2:] == [
        "2026-06-09", "600.00", "0.00", "9,720.00", "14,000.00", "23,720.00", "41,107.80", "174.00",
    ]  # fmt: skip


def test_in_little_room_what_is_put_off_and_the_tax_stay() -> None:
    lines = [plain(one) for one in wash_lines(view(), 78)]

    assert all(len(one) <= 78 for one in lines)
    assert "Short put off" in lines[0]
    assert "Tax" in lines[0]
    assert "More tax" not in lines[0]


def test_every_bill_is_named_with_its_dates_and_its_state() -> None:
    said = " ".join(view().notes)

    assert "1 purchase within 30 days of a loss." in said
    assert "None of the bills is law." in said
    assert "sales after 2026-06-08, the day it was introduced: it reaches back" in said
    assert "Ordered reported by the House Committee on Ways and Means, 38 to 5 (2026-09-16)" in said


def test_a_year_without_income_has_no_tax_figure() -> None:
    bare = [replace(one, year=replace(one.year, tax=None)) for one in household.law_outcomes()]
    lines = [plain(one) for one in wash_lines(washes_view(2026, bare, household.rebuys()), 118)]

    assert "income not given" in lines[1]


def test_the_text_holds_laws_notes_and_rebuys() -> None:
    said = text_washes(view(), 120)

    assert said.index("Law today") < said.index("None of the bills") < said.index("Bought within")
    assert "2026-08-27" in said
    assert "HR 9172" in said


def test_without_rebuys_that_is_said() -> None:
    empty = washes_view(2026, household.law_outcomes(), household.rebuys().clear())

    assert "0 purchases within 30 days of a loss." in empty.notes[0]
    assert "Nothing was bought within 30 days of a loss." in text_washes(empty, 100)
