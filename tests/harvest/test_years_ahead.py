"""Chains of years by hand. Single, wages 90,000 a year: taxable 73,900, in the 22 % bracket."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest.holdings import FREE, HOUSEHOLD, D, lot, priced_lots
from harvest_tui.domain.amounts import EXACT, cents
from harvest_tui.domain.settings import FilingStatus, HarvestSettings, Taxpayer, Tier, YearInputs
from harvest_tui.domain.years_ahead import YearsAhead
from harvest_tui.harvest.netting import Household
from harvest_tui.harvest.sales import planned
from harvest_tui.harvest.years_ahead import discount, years_ahead
from harvest_tui.tax.carryover_use import carryover_use
from harvest_tui.tax.chain import settle_years
from harvest_tui.tax.year import LedgerGains

WAGES = YearInputs(wages_and_other=D(90_000))
FIRST = replace(WAGES, short_term_carryover_in=D(0), long_term_carryover_in=D(0))
CHAIN = replace(
    HOUSEHOLD,
    taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE),
    years={
        2026: FIRST,
        2027: replace(WAGES, long_term_gains_elsewhere=D(5_000)),
        2028: WAGES,
        2029: WAGES,
    },
    gains={},
    harvest=HarvestSettings(discount_rate=D("0.05")),
)


def ahead(household: Household, loss: int, last: int = 2029) -> YearsAhead:
    """Sell one unit of ETH, worth 2,800, at a short-term loss in 2026."""
    lots = priced_lots(lot("eth", "Kraken", "ETH", "1", str(2_800 + loss), "2026-03-01"))
    return years_ahead(household, planned(lots, {("eth", "Kraken"): None}, FREE), 2026, 2026, last)


def test_a_loss_of_12000_is_used_up_over_three_years() -> None:
    # 2026: 3,000 deducted. 2027: 5,000 of gain and 3,000. 2028: the last 1,000
    found = ahead(CHAIN, 12_000)

    used = [one.with_sales.use for one in found.years]
    assert [one.carried_in for one in used] == [D(0), D(9_000), D(1_000), D(0)]
    assert [one.new_loss for one in used] == [D(12_000), D(0), D(0), D(0)]
    assert [one.against_gains for one in used] == [D(0), D(5_000), D(0), D(0)]
    assert [one.against_income for one in used] == [D(3_000), D(3_000), D(1_000), D(0)]
    assert [one.carried_out for one in used] == [D(9_000), D(1_000), D(0), D(0)]


def test_what_it_saves_in_each_year_is_discounted_to_the_year_of_the_sale() -> None:
    found = ahead(CHAIN, 12_000)

    # 22 % of 3,000; 15 % of the gain of 5,000 and 22 % of 3,000; 22 % of 1,000
    assert [one.saved for one in found.years] == [D(660), D(1_410), D(220), D(0)]
    # 1,410 / 1.05; 220 / 1.1025
    values = [cents(one.present_value or D(0)) for one in found.years]
    assert values == [D("660.00"), D("1342.86"), D("199.55"), D("0.00")]
    assert found.present_value is not None
    assert cents(found.present_value) == D("2202.40")  # 2,202.4036
    assert found.left == 0


def test_the_law_of_years_not_yet_known_is_that_of_the_last_known_one() -> None:
    found = ahead(CHAIN, 12_000)

    assert [one.with_sales.tax_year.law_year for one in found.years] == [2026] * 4


def test_what_is_left_at_the_end_has_the_value_of_the_tiers() -> None:
    tiers = (Tier(width=D(9_000), worth=D("0.18")), Tier(width=None, worth=D("0.10")))
    settings = replace(CHAIN.harvest, carryforward_value=tiers)

    found = ahead(replace(CHAIN, harvest=settings), 30_000, last=2027)

    # 30,000 less 3,000, less 8,000: 19,000; 1,620 and 1,000, a year later
    assert found.years[-1].with_sales.use.carried_out == 19_000
    assert found.left is not None
    assert cents(found.left) == D("2495.24")


def test_without_a_rate_later_dollars_count_in_full() -> None:
    found = ahead(replace(CHAIN, harvest=HarvestSettings()), 12_000)

    assert found.present_value == 660 + 1_410 + 220


@pytest.mark.parametrize(
    ("year", "worth"),
    [(2025, "1"), (2026, "1"), (2027, "0.8"), (2028, "0.64")],
)
def test_a_dollar_is_worth_less_for_each_year_after_the_sale(year: int, worth: str) -> None:
    assert discount(HarvestSettings(discount_rate=D("0.25")), 2026, year) == D(worth)


def test_a_year_of_which_no_income_is_known_ends_the_chain() -> None:
    known = {year: inputs for year, inputs in CHAIN.years.items() if year < 2028}

    found = ahead(replace(CHAIN, years=known), 12_000)

    third, fourth = found.years[2:]
    assert third.saved is None
    assert third.with_sales.use.carried_out is None
    assert fourth.with_sales.carryover_in_assumed
    assert found.known_through == 2027
    # 660 and 1,410 / 1.05; 1,000 are left, and no tier gives them a worth
    assert found.present_value is not None
    assert cents(found.present_value) == D("2002.86")
    assert found.left == 0


def test_without_income_nothing_is_worth_anything_known() -> None:
    found = ahead(replace(CHAIN, years={}), 12_000)

    assert (found.known_through, found.present_value, found.left) == (None, None, None)


def test_with_little_income_less_than_line_21_is_used_and_the_rest_carried_on() -> None:
    # income 15,100 is 1,000 under the deduction before the loss: worksheet line 4 is zero
    poor = YearInputs(
        wages_and_other=D(15_100), short_term_carryover_in=D(5_000), long_term_carryover_in=D(0)
    )
    settled = settle_years(CHAIN.taxpayer, {2026: poor}, {}, 2026)[2026].tax_year

    assert settled.schedule_d.deductible_loss == 3_000
    used = carryover_use(settled)
    assert used.against_income == 0
    assert used.carried_out == 5_000


def test_a_book_of_which_nothing_is_known_shows_the_years_from_that_of_the_sale_on() -> None:
    found = ahead(replace(CHAIN, years={}), 12_000)

    assert [one.year for one in found.years] == [2026, 2027, 2028, 2029]
    assert found.years[0].without.use.new_loss == D(0)
    assert found.years[0].with_sales.use.new_loss == D(12_000)


def test_years_before_the_first_known_one_are_not_shown() -> None:
    found = years_ahead(CHAIN, planned(priced_lots(), {}, FREE), 2026, 2020, 2027)

    assert [one.year for one in found.years] == [2026, 2027]
    assert not found.marked


AMOUNTS = st.decimals(-90_000, 90_000, places=2)


@given(
    st.lists(st.tuples(AMOUNTS, AMOUNTS, st.integers(0, 200_000)), min_size=1, max_size=4),
    st.sampled_from(FilingStatus),
)
def test_what_came_and_what_was_lost_is_used_or_goes_on(
    facts: list[tuple[Decimal, Decimal, int]], status: FilingStatus
) -> None:
    years = {2024 + at: YearInputs(wages_and_other=D(w)) for at, (_, _, w) in enumerate(facts)}
    gains = {
        2024 + at: LedgerGains(short_term=short, long_term=long)
        for at, (short, long, _) in enumerate(facts)
    }
    settled = settle_years(Taxpayer(filing_status=status), years, gains, 2024 + len(facts) - 1)

    before = D(0)
    for one in settled.values():
        use = carryover_use(one.tax_year)
        assert use.against_income is not None
        assert use.carried_in == before
        came = EXACT.add(use.carried_in, use.new_loss)
        went = EXACT.add(use.against_gains, use.against_income)
        assert EXACT.subtract(came, went) == use.carried_out
        assert 0 <= use.against_income <= (one.tax_year.schedule_d.deductible_loss or 0)
        before = use.carried_out
