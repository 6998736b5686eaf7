from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from harvest_tui.domain.scenario import PriceChange, Scenario
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.reports.lines import cells
from harvest_tui.reports.whatif import scenario_words, scenarios_view, what_if_view
from harvest_tui.reports.whatif_lines import text_what_if, what_if_lines
from reports import household


def rows(width: int = 100) -> list[list[str]]:
    view = what_if_view("January", household.JANUARY, *household.standings(), 2)
    return [line.split() for line in text_what_if(view, width).splitlines()]


def test_a_scenario_says_what_it_changes() -> None:
    everything = Scenario(
        prices=PriceChange(percent=Decimal(-30), percent_of={"BTC": Decimal("12.5")}),
        short_term_gain=Decimal(1000),
        long_term_gain=Decimal(-20),
        other_income=Decimal(5),
        filing_status=FilingStatus.MARRIED_JOINTLY,
        sale_day=date(2027, 1, 4),
        wash_sale_from=date(2026, 6, 8),
    )

    assert scenario_words(everything) == (
        "prices −30 %, BTC +12.5 %, short-term gain +1,000.00, long-term gain −20.00, "
        "other income +5.00, married filing jointly, sale on 2027-01-04, "
        "wash sales from 2026-06-08"
    )
    assert scenario_words(Scenario()) == "changes nothing"


def test_each_amount_stands_twice_with_its_change() -> None:
    found = rows()

    assert ["Day", "of", "sale", "2026-11-22", "2027-01-04"] in found
    assert ["Loss", "candidates,", "lots", "5", "6", "+1"] in found
    assert ["Net", "(line", "16)", "16,399.96", "23,120.00", "▲", "6,720.04"] in found
    assert ["Total", "tax", "38,984.99", "40,933.80", "▲", "1,948.81"] in found


def test_a_year_without_income_says_so_and_so_does_the_sum() -> None:
    found = rows()

    unknown = ["income", "not", "given"]
    assert ["Total", "tax", *unknown, *unknown] in found
    assert ["Total", "tax", "2026", "to", "2027", *unknown, *unknown] in found
    assert any("year set 2027" in " ".join(row) for row in found)


def test_without_a_second_year_there_is_no_sum() -> None:
    one, other = (replace(side, years=side.years[:1]) for side in household.standings())
    view = what_if_view("x", household.FALL, one, other, 0)

    assert not any("to 2027" in line.label and "Total" in line.label for line in view.lines)
    assert view.facts[0] == "nothing marked"


def test_an_unpriced_portfolio_is_said_to_be_one() -> None:
    one, other = household.standings()
    view = what_if_view("x", household.FALL, replace(one, portfolio_value=None), other, 0)

    (value,) = (line for line in view.lines if line.label == "Portfolio value")
    assert (value.what_is, value.change) == ("no price", "")


@pytest.mark.parametrize("width", [76, 118])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    view = what_if_view("a" * 50, household.JANUARY, *household.standings(), 2)

    lines = what_if_lines(view, width)

    assert max(cells("".join(span.text for span in line)) for line in lines) <= width


def test_without_scenarios_the_list_says_how_to_make_one() -> None:
    assert "harvest-tui whatif set" in scenarios_view({}).empty[1]
