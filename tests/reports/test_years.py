from dataclasses import replace

import pytest

from harvest_tui.reports.lines import cells
from harvest_tui.reports.years import COLUMNS, year_rows, years_view
from harvest_tui.reports.years_lines import text_years, year_at, years_lines
from reports import household


def test_both_sides_are_shown_year_by_year() -> None:
    lines = text_years(years_view(household.years()), 120).splitlines()

    assert lines[0] == "Years 2026 to 2029 · 2026 law assumed from 2027 · discount 5.0 %"
    assert lines[1] == "With the marked lots"
    assert lines[4].split() == [
        "2027", "9,000.00", "0.00", "5,000.00", "3,000.00", "1,000.00", "18,590.00", "1,410.00",
        "1,342.86",
    ]  # fmt: skip
    assert lines[8] == "Without them"
    assert "income not given" in lines[6]


def test_a_row_on_the_screen_is_found_to_be_a_year() -> None:
    view = years_view(household.years())

    assert [year_at(view, row) for row in (1, 2, 5, 6, 9)] == [None, 2026, 2029, None, 2026]
    assert year_at(view, 999) is None


def test_what_is_not_known_is_said_with_the_way_out() -> None:
    notes = " ".join(years_view(household.years()).notes)

    assert "Income for 2029 not given" in notes
    assert "harvest-tui year set" in notes


def test_what_is_saved_is_said_in_dollars_of_the_sale() -> None:
    assert (
        "Saved up to 2028, in dollars of 2026: 2,202.40; at 5.0 % a year."
        in years_view(household.years()).notes
    )


def test_without_a_rate_that_is_said() -> None:
    view = years_view(
        replace(household.years(), discount_rate=household.D(0), present_value=household.D(2290))
    )

    assert "no discount rate set" in view.facts
    assert any("later dollars count in full" in note for note in view.notes)


def test_what_is_left_is_said_with_its_worth() -> None:
    view = years_view(replace(household.years(), left=household.D("2495.238")))

    assert any("More carried out of 2028" in note and "2,495.24" in note for note in view.notes)


def test_with_nothing_marked_there_is_one_table() -> None:
    (table,) = years_view(replace(household.years(), marked=False)).tables

    assert table.title == "As it stands"


@pytest.mark.parametrize("width", [76, 118])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    lines = years_lines(years_view(household.years()), width)

    assert max(cells("".join(span.text for span in line)) for line in lines) <= width


def test_scripts_get_both_sides_exactly() -> None:
    rows = year_rows(household.years())

    assert tuple(rows.columns) == COLUMNS
    assert len(rows) == 8
    assert rows["present_value"][3] == household.D("1342.857143")
    assert rows["saved"][2] is None
