"""Scenarios applied to a book: what they change, and what they leave alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from harvest_tui.domain.scenario import PriceChange, Scenario
from harvest_tui.domain.settings import FilingStatus, WashSale, YearInputs
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.scenarios import ScenarioError, compared, under_scenario
from workspace.books import NOW, book_of, ledger

D = Decimal
ON = NOW.date()
BUY = "eth,2025-12-01T15:00:00Z,buy,Kraken,,ETH,3.1,USD,12090"
SOLD = "sol,2026-03-01T15:00:00Z,buy,Kraken,,SOL,1,USD,100"
GAIN = "out,2026-05-01T15:00:00Z,sell,Kraken,,USD,250,SOL,1"
CASH = "in,2026-01-01T15:00:00Z,fiat_deposit,Kraken,,EUR,100"


@pytest.fixture
def figures(tmp_path: Path) -> Iterator[Figures]:
    with book_of(tmp_path, {"ledger.csv": ledger(BUY, SOLD, GAIN, CASH)}) as book:
        book.set_prices({"ETH": D(2800), "EUR": D("1.10")}, ON)
        found = book.figures()
        years = {2026: YearInputs(wages_and_other=D(164_000))}
        taxpayer = replace(found.settings.taxpayer, filing_status=FilingStatus.SINGLE)
        settings = replace(found.settings, years=years, taxpayer=taxpayer)
        yield found.under(replace(found.inputs, settings=settings))


def test_prices_fall_for_what_is_held_and_not_for_what_happened(figures: Figures) -> None:
    fallen = under_scenario(figures, Scenario(prices=PriceChange(percent=D(-50))))

    (lot,) = fallen.lots(ON).iter_rows(named=True)
    assert lot["price"] == 1_400
    assert fallen.replay is figures.replay
    assert fallen.gains(2026).equals(figures.gains(2026))


def test_one_asset_can_fall_by_itself_and_money_never_does(figures: Figures) -> None:
    change = PriceChange(percent=D(-50), percent_of={"ETH": D("12.5")})

    found = under_scenario(figures, Scenario(prices=change)).prices(ON)

    assert dict(found.select("asset", "price").iter_rows()) == {"ETH": D(3_150), "EUR": D("1.1")}


def test_gains_and_income_come_on_top_of_the_years(figures: Figures) -> None:
    more = Scenario(short_term_gain=D(1_000), long_term_gain=D(-300), other_income=D(-4_000))

    given = under_scenario(figures, more).settings.years[2026]

    assert given.wages_and_other == 160_000
    assert given.short_term_gains_elsewhere == 1_000
    assert given.long_term_gains_elsewhere == -300


def test_an_income_that_is_not_given_cannot_change(figures: Figures) -> None:
    without = figures.under(replace(figures.inputs, settings=replace(figures.settings, years={})))

    with pytest.raises(ScenarioError, match="Income for 2026 is not given"):
        under_scenario(without, Scenario(other_income=D(1)))


def test_a_filing_status_must_have_room_for_the_people(figures: Figures) -> None:
    years = {2026: replace(figures.settings.years[2026], people_65_or_older=2)}
    two = figures.under(replace(figures.inputs, settings=replace(figures.settings, years=years)))

    with pytest.raises(ScenarioError, match="counts more people than file as single"):
        under_scenario(two, Scenario(filing_status=FilingStatus.SINGLE))
    joint = under_scenario(two, Scenario(filing_status=FilingStatus.MARRIED_JOINTLY))
    assert joint.settings.taxpayer.filing_status is FilingStatus.MARRIED_JOINTLY


def test_another_filing_status_does_not_reach_back(figures: Figures) -> None:
    # 2025, single: 10,000 lost, 3,000 deducted; filed separately only 1,500 would have been
    lost = YearInputs(
        wages_and_other=D(90_000),
        short_term_gains_elsewhere=D(-10_000),
        short_term_carryover_in=D(0),
        long_term_carryover_in=D(0),
    )
    years = {2025: lost, **figures.settings.years}
    before = figures.under(replace(figures.inputs, settings=replace(figures.settings, years=years)))

    after = under_scenario(before, Scenario(filing_status=FilingStatus.MARRIED_SEPARATELY))

    assert after.settled(2026).tax_year.schedule_d.short_term_carryover_in == 7_000


def test_the_wash_sale_rule_is_switched_on_from_its_day(figures: Figures) -> None:
    rules = under_scenario(figures, Scenario(wash_sale_from=date(2026, 6, 8))).settings.rules

    assert rules.wash_sale is WashSale.APPLY
    assert rules.wash_sale_from == date(2026, 6, 8)


def test_a_sale_in_january_is_one_of_the_next_year_and_maybe_long_term(figures: Figures) -> None:
    # bought on 2025-12-01: a loss of 12,090 − 8,680 = 3,410, short-term in 2026, long in 2027
    lot = (figures.lots(ON)["lot_id"][0], "Kraken")

    today, january = compared(figures, Scenario(sale_day=date(2027, 1, 4)), {lot: None}, ON)

    assert [one.year for one in today.years] == [2026, 2027]
    # the gain of 150 on SOL stays where it is; of 3,260 lost today 260 are carried to 2027
    assert [one.schedule_d.net_short_term for one in today.years] == [D(-3_260), D(-260)]
    assert [one.schedule_d.net_short_term for one in january.years] == [D(150), D(0)]
    assert [one.schedule_d.net_long_term for one in january.years] == [D(0), D(-3_410)]
    assert january.sale_day == date(2027, 1, 4)
    assert today.portfolio_value == D(8_680) + D(110) + D(250) - D(100) - D(12_090)
