from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from harvest.holdings import (
    ARB,
    ETH,
    FEE,
    FREE,
    HOUSEHOLD,
    INPUTS,
    SOL,
    D,
    lot,
    priced_lots,
)
from harvest_tui.domain.amounts import cents
from harvest_tui.domain.settings import FilingStatus, HarvestSettings, Taxpayer, YearInputs
from harvest_tui.domain.tax_year import ScheduleD, Segment, Tax, TaxYear
from harvest_tui.harvest.netting import Household, netting
from harvest_tui.harvest.sales import FeeRates, planned
from harvest_tui.tax.year import LedgerGains

BOTH = {("eth", "Kraken"): None, ("sol", "Coinbase"): None}
LINES = {
    6: "short_term_carryover_in",
    7: "net_short_term",
    14: "long_term_carryover_in",
    15: "net_long_term",
    16: "net_gain",
    18: "collectibles_gain",
    21: "deductible_loss",
}
EMPTY = Household(
    taxpayer=Taxpayer(), years={}, gains={}, collectibles=frozenset(), harvest=HarvestSettings()
)


def sell(
    *lots: dict[str, Any], rates: FeeRates = FREE, prices: dict[str, str] | None = None
) -> Any:  # noqa: ANN401 # a frame
    marks: dict[tuple[str, str], Decimal | None] = {
        (one["lot_id"], one["account"]): None for one in lots
    }
    return planned(priced_lots(*lots, prices=prices), marks, rates)


def tax_of(year: TaxYear) -> Tax:
    assert year.tax is not None
    return year.tax


def lines(schedule_d: ScheduleD, *numbers: int) -> list[Any]:
    """Give lines of Schedule D by their number."""
    return [getattr(schedule_d, LINES[number]) for number in numbers]


def stretches(segments: tuple[Segment, ...]) -> list[tuple[Any, ...]]:
    """End, worth now, worth later."""
    return [(one.end, one.worth_now, one.worth_later) for one in segments]


def test_two_marked_lots_move_line_7_and_the_tax() -> None:
    found = netting(HOUSEHOLD, 2026, planned(priced_lots(ETH, SOL, ARB), BOTH, FEE))

    before, after = found.before.schedule_d, found.after.schedule_d
    assert lines(before, 7, 15, 16, 21) == [9_120, 14_000, 23_120, 0]
    # 9,120 - 3,418.68 - 3,301.356
    assert lines(after, 7, 15, 16, 21) == [D("2399.964"), 14_000, D("16399.964"), 0]
    assert lines(after, 6, 14, 18) == [0, 0, 0]


def test_the_tax_before_and_after_is_right_to_the_cent() -> None:
    found = netting(HOUSEHOLD, 2026, planned(priced_lots(ETH, SOL, ARB), BOTH, FEE))

    before, after = tax_of(found.before), tax_of(found.after)
    # 164,000 + 23,120 - 16,100
    assert before.taxable_income == 171_020
    # 157,020 at ordinary rates: 1,240 + 4,560 + 12,166 + 0.24 x 51,320; 0.15 x 14,000
    assert before.income_tax == D("30282.80") + D("2100.00")
    assert before.state_tax == D("8551.00")
    assert before.total_tax == D("40933.80")
    assert cents(after.taxable_income) == D("164299.96")
    assert cents(after.income_tax) == D("30769.99")
    assert cents(after.state_tax) == D("8215.00")
    assert cents(after.total_tax) == D("38984.99")
    # 6,720.036 at 24 and 5 percent
    assert before.total_tax - after.total_tax == D("1948.81044")
    assert before.niit == 0
    assert after.niit == 0


def test_the_next_losses_are_valued_after_the_marked_sales() -> None:
    found = netting(HOUSEHOLD, 2026, planned(priced_lots(ETH, SOL, ARB), BOTH, FEE))

    # what is left short, 14,000 long, 3,000 against wages, 9,000 carried, then the rest
    assert stretches(found.short_term_segments) == [
        (D("2399.964"), D("0.29"), 0),
        (D("16399.964"), D("0.20"), 0),
        (D("19399.964"), D("0.29"), 0),
        (D("28399.964"), 0, D("0.18")),
        (None, 0, D("0.10")),
    ]
    # long-term: 14,000, then short-term gains and wages alike
    first, *middle, last_tier, rest = stretches(found.long_term_segments)
    assert first == (14_000, D("0.20"), 0)
    assert {now for _, now, _ in middle} == {D("0.29")}
    assert middle[-1][0] == D("19399.964")
    assert last_tier == (D("28399.964"), 0, D("0.18"))
    assert rest == (None, 0, D("0.10"))


def test_without_sales_nothing_changes() -> None:
    for sales in (None, planned(priced_lots(ETH), {}, FEE)):
        found = netting(HOUSEHOLD, 2026, sales)

        assert found.after == found.before


def test_a_book_without_transactions_nets_the_gains_elsewhere() -> None:
    inputs = YearInputs(
        wages_and_other=D(80_000),
        short_term_gains_elsewhere=D(-2_500),
        long_term_gains_elsewhere=D(1_000),
        long_term_collectibles_elsewhere=D(400),
        short_term_carryover_in=D(0),
        long_term_carryover_in=D(5_000),
    )
    household = replace(
        EMPTY, taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE), years={2026: inputs}
    )

    found = netting(household, 2026, None)

    # 1,000 + 400 - 5,000 long-term
    assert lines(found.after.schedule_d, 7, 15, 16, 18, 21) == [-2_500, -3_600, -6_100, 0, 3_000]
    # worksheet: line 8 = 2,500 - 3,000, none; line 13 = 3,600 - (3,000 - 2,500)
    assert found.after.short_term_carryover_out == 0
    assert found.after.long_term_carryover_out == 3_100
    # 80,000 - 3,000 - 16,100: 1,240 + 4,560 + 0.22 x 10,500
    assert tax_of(found.after).income_tax == 8_110
    assert found.carryover_in_assumed is False
    assert found.ledger_income == 0
    assert found.ledger_income_added is None


def test_nothing_at_all_still_has_a_schedule_d() -> None:
    found = netting(EMPTY, 2026, None)

    assert found.after.schedule_d.net_gain == 0
    assert found.after.tax is None
    assert found.carryover_in_assumed is True
    assert found.short_term_segments == ()


def test_without_income_schedule_d_stands_and_no_tax_does() -> None:
    household = replace(HOUSEHOLD, years={}, gains={2026: LedgerGains(short_term=D(1_000))})

    found = netting(household, 2026, sell(ETH, rates=FEE))

    assert found.after.schedule_d.net_short_term == D("-2418.68")
    assert found.after.schedule_d.deductible_loss == D("2418.68")
    assert found.before.tax is None
    assert found.after.tax is None
    assert found.short_term_segments == ()
    assert found.long_term_segments == ()
    # a gain carries nothing; what a loss carries depends on income
    assert found.before.short_term_carryover_out == 0
    assert found.after.short_term_carryover_out is None


def test_without_a_filing_status_the_limit_is_not_known_either() -> None:
    household = replace(HOUSEHOLD, taxpayer=Taxpayer(), gains={})

    found = netting(household, 2026, sell(ETH))

    assert found.before.schedule_d.deductible_loss == 0
    assert found.after.schedule_d.net_gain == -3_410
    assert found.after.schedule_d.deductible_loss is None
    assert found.after.tax is None


ART = lot("art", "Ledger", "ART", "1", "30000", "2021-05-04")


def test_a_long_term_gain_on_a_collectible_goes_to_line_18_after_losses_and_carryover() -> None:
    household = replace(
        HOUSEHOLD,
        years={2026: replace(INPUTS, long_term_carryover_in=D(1_500))},
        gains={2026: LedgerGains(short_term=D(-4_000), long_term=D(2_000), collectibles=D(2_000))},
        collectibles=frozenset({"ART"}),
    )

    found = netting(household, 2026, sell(ART, prices={"ART": "40000"}))

    # 28% Rate Gain Worksheet: 2,000 - 1,500 - 4,000 is none; 10,000 more is 6,500
    assert found.before.schedule_d.collectibles_gain == 0
    assert found.after.schedule_d.collectibles_gain == 6_500
    assert found.after.schedule_d.net_long_term == 10_500


def test_a_collectible_is_taxed_at_28_percent_at_most() -> None:
    # 35 percent bracket: 410,000 - 16,100 of wages already; 10,000 more of long-term gain
    household = replace(
        HOUSEHOLD,
        taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE),
        years={2026: replace(INPUTS, wages_and_other=D(410_000))},
        gains={},
        collectibles=frozenset({"ART"}),
    )

    found = netting(household, 2026, sell(ART, prices={"ART": "40000"}))

    before, after = tax_of(found.before), tax_of(found.after)
    assert after.income_tax - before.income_tax == 2_800
    assert after.niit - before.niit == 380  # 3.8 percent: income is over 200,000


@pytest.mark.parametrize(
    ("holding", "long", "line_18"),
    [
        pytest.param(ART | {"asset": "BTC"}, 24_000, 0, id="no collectible"),
        pytest.param(
            lot("art", "Ledger", "ART", "1", "30000", "2026-05-04"), 14_000, 0, id="held a year"
        ),
        pytest.param(ART, 24_000, 10_000, id="a collectible held longer"),
    ],
)
def test_only_long_term_gains_on_collectibles_count_for_line_18(
    holding: dict[str, Any], long: int, line_18: int
) -> None:
    household = replace(HOUSEHOLD, collectibles=frozenset({"ART"}))

    found = netting(household, 2026, sell(holding, prices={"ART": "40000", "BTC": "40000"}))

    assert found.after.schedule_d.net_long_term == long
    assert found.after.schedule_d.collectibles_gain == line_18


def test_the_year_before_carries_its_loss_into_the_year_of_the_sale() -> None:
    # 2025: -10,000 short, 3,000 of it deducted: 7,000 to line 6 of 2026
    household = replace(
        HOUSEHOLD,
        years={2025: INPUTS, 2026: YearInputs(wages_and_other=D(164_000))},
        gains={
            2025: LedgerGains(short_term=D(-10_000)),
            2026: LedgerGains(short_term=D(9_120), long_term=D(14_000)),
        },
    )

    found = netting(household, 2026, sell(ETH, rates=FEE))

    assert found.before.schedule_d.short_term_carryover_in == 7_000
    assert found.before.schedule_d.net_short_term == 2_120
    # 2,120 - 3,418.68
    assert found.after.schedule_d.net_short_term == D("-1298.68")
    assert found.carryover_in_assumed is False


def test_a_carryover_that_nobody_gave_is_said_to_be_assumed() -> None:
    household = replace(HOUSEHOLD, years={2026: YearInputs(wages_and_other=D(164_000))})

    assert netting(household, 2026, None).carryover_in_assumed is True
    assert netting(HOUSEHOLD, 2026, None).carryover_in_assumed is False


@pytest.mark.parametrize(
    ("added", "taxable"),
    [
        pytest.param(None, 171_020, id="not said: taken as included"),
        pytest.param(False, 171_020, id="included in the amounts"),
        pytest.param(True, D("171432.60"), id="added"),
    ],
)
def test_ledger_income_stands_beside_and_is_added_only_when_the_user_says_so(
    added: bool | None,  # noqa: FBT001
    taxable: Decimal | int,
) -> None:
    gains = LedgerGains(short_term=D(9_120), long_term=D(14_000), income=D("412.60"))
    household = replace(
        HOUSEHOLD,
        years={2026: replace(INPUTS, ledger_income_added=added)},
        gains={2026: gains},
    )

    found = netting(household, 2026, None)

    assert found.ledger_income == D("412.60")
    assert found.ledger_income_added is added
    assert tax_of(found.before).taxable_income == taxable


def test_a_gift_sold_below_its_value_then_is_a_short_term_loss() -> None:
    gift = lot("gift", "Ledger", "GEM", "1", "10000", "2021-02-03", received="2026-05-04") | {
        "loss_basis": D(6000)
    }

    found = netting(HOUSEHOLD, 2026, sell(gift, prices={"GEM": "5000"}))

    assert found.after.schedule_d.net_short_term == 8_120
    assert found.after.schedule_d.net_long_term == 14_000
