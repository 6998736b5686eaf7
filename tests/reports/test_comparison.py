from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.domain.settings import FilingStatus
from harvest_tui.reports.comparison import (
    AVERAGE_COST,
    STILL,
    TOO_LATE,
    comparison_lines,
    comparison_view,
    text_comparison,
)
from harvest_tui.reports.lines import cells, plain
from reports import household

D = Decimal
BOTH = household.comparison()
HIFO, LEFT = BOTH.recorded, BOTH.recorded.embedded


def test_each_method_is_a_column_and_the_best_is_marked() -> None:
    view = comparison_view(BOTH, FilingStatus.SINGLE)

    assert [(c.title, c.mark) for c in view.columns] == [
        ("FIFO", ""),
        ("HIFO", "best"),
        ("recorded", "best"),
    ]
    hifo = dict(zip((full for full, _ in view.rows), view.columns[1].amounts, strict=True))
    assert hifo["Net short-term, line 7"] == "2,399.96"
    assert hifo["Total tax"] == "38,984.99"
    assert hifo["Embedded long-term gain"] == "−50,000.01"  # half up, away from zero


def test_that_no_method_can_be_chosen_after_the_sale_is_said_first() -> None:
    notes = comparison_view(BOTH, None).notes
    assert notes[:2] == (TOO_LATE, STILL)
    assert AVERAGE_COST in notes
    assert STILL not in comparison_view(replace(BOTH, to_come=False), None).notes


def test_without_income_no_figure_is_made_up() -> None:
    unknown = replace(HIFO.year, tax=None, short_term_carryover_out=None)
    bare = replace(HIFO, year=unknown, objective=None, best=False)
    view = comparison_view(replace(BOTH, recorded=replace(bare, method=None)), None)
    words = view.columns[-1].amounts
    assert words.count("not known") == 3
    assert any(note.startswith("Income for 2026 not given") for note in view.notes)


def test_what_has_no_price_is_not_zero() -> None:
    unpriced = replace(LEFT, short_term_gain=None, long_term_gain=None, lots_without_price=3)
    view = comparison_view(replace(BOTH, recorded=replace(HIFO, embedded=unpriced)), None)
    assert view.columns[-1].amounts.count("no prices") == 2
    assert "Embedded gains leave out up to 3 lots without a price (price set)." in view.notes


def test_provisional_rows_and_an_assumed_carryover_are_said() -> None:
    doubtful = replace(BOTH, recorded=replace(HIFO, provisional=2), carryover_in_assumed=True)
    notes = comparison_view(doubtful, None).notes
    assert notes[-2:] == (
        "Some rows are provisional: an error finding stands before them (check).",
        "Carryover into 2026 assumed to be 0.",
    )


def test_a_sealed_year_says_what_the_columns_are() -> None:
    notes = comparison_view(replace(BOTH, sealed=True), None).notes
    assert any(note.startswith("2026 is sealed: the recorded column") for note in notes)


def test_where_the_method_differs_is_said_and_made_fit_to_show() -> None:
    view = comparison_view(replace(BOTH, account="Kra\x1bken", asset="BTC"), None)
    assert view.facts[1] == "the method differs only for Kra‹1B›ken BTC"


@pytest.mark.parametrize("width", [40, 60, 76, 100, 116, 196])
def test_no_line_is_wider_than_the_screen_and_no_amount_is_cut(width: int) -> None:
    view = comparison_view(BOTH, FilingStatus.SINGLE)
    drawn = [plain(line) for line in comparison_lines(view, width)]
    assert max(map(cells, drawn)) <= width
    assert sum(text.count("38,984.99") for text in drawn) == 4  # tax and objective, twice


def test_where_there_is_no_room_the_columns_stand_in_blocks() -> None:
    view = comparison_view(BOTH, FilingStatus.SINGLE)
    text = text_comparison(view, 44)
    assert text.splitlines()[0].startswith("Methods 2026")
    assert text.count("Total tax") == 2
