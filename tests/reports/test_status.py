from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.reports.lines import cells
from harvest_tui.reports.status import status_line
from reports import household

D = Decimal
PRICES = "of 2026-11-22"


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (
            140,
            (
                "2 marked · proceeds 14,021.96 · short ▼6,720.04 long 0.00"
                " · saves 1,948.81 tax, 1,218.08 after costs · prices of 2026-11-22"
            ),
        ),
        (
            118,
            (
                "2 marked · proceeds 14,021.96 · S▼6,720.04 L0.00"
                " · saves 1,948.81 tax, 1,218.08 after costs · prices 2026-11-22"
            ),
        ),
        (
            78,
            "2 marked for 14,021.96 · S▼6,720.04 L0.00 · saves 1,948.81 · prices 2026-11-22",
        ),
        (60, "2 marked for 14,021.96 · S▼6,720.04 L0.00 · saves 1,948.81"),
        (45, "2 marked for 14,021.96 · saves 1,948.81"),
        (10, "2 marked for 14,021.96"),
    ],
)
def test_a_narrow_line_says_less_and_never_half_a_number(width: int, said: str) -> None:
    assert status_line(household.MARKED, PRICES).within(width) == said


def test_the_line_never_leaves_the_width_while_anything_can_go() -> None:
    for width in range(24, 160):
        assert cells(status_line(household.MARKED, PRICES).within(width)) <= width


def test_without_income_no_tax_figure_is_made_up() -> None:
    marked = replace(household.MARKED, tax_saved=None, after_costs=None)
    assert "income not given: no tax figure" in status_line(marked, PRICES).within(140)


def test_a_sale_that_raises_the_tax_is_told_as_a_cost() -> None:
    marked = replace(household.MARKED, tax_saved=D("-12.345"), after_costs=None)
    assert " · costs 12.35 tax · " in status_line(marked, PRICES).within(140)


def test_without_marks_the_key_is_named() -> None:
    marked = replace(household.MARKED, lots=0)
    line = status_line(marked, "4 min old").within(80)
    assert line == "nothing marked: space marks a lot · prices 4 min old"
