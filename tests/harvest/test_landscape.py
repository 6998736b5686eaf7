from dataclasses import replace
from decimal import Decimal, localcontext

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from harvest.holdings import ETH, FEE, FREE, HARVEST, HOUSEHOLD, SOL, D, lot, priced_lots
from harvest_tui.domain.amounts import EXACT
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.landscape import LossMap
from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.harvest.landscape import Losses, landscape, loss_map, losses_of
from harvest_tui.harvest.netting import Household
from harvest_tui.harvest.sales import planned
from harvest_tui.tax.landscape import segments, with_more_loss
from harvest_tui.tax.objective import objective
from harvest_tui.tax.year import LedgerGains, YearCase, settle

NONE = Losses(D(0), D(0))
# single, wages 150,000: 24 % and 15 %, the state 5 %; a carried loss 18 cents to 9,000, then 10
TEACHING = replace(
    HOUSEHOLD,
    years={
        2026: YearInputs(
            wages_and_other=D(150_000), short_term_carryover_in=D(0), long_term_carryover_in=D(0)
        )
    },
    gains={2026: LedgerGains(short_term=D(9_000), long_term=D(14_000))},
)


def mapped(household: Household, candidates: Losses = NONE) -> LossMap:
    found = landscape(household, 2026, None, candidates).loss_map
    assert found is not None
    return found


def saved(found: LossMap, short: int | Decimal, long: int) -> Decimal:
    across = [tick.loss for tick in found.short_term].index(D(short))
    down = [tick.loss for tick in found.long_term].index(D(long))
    return found.saved[down][across]


def test_the_ticks_are_the_breakpoints_along_the_axes() -> None:
    found = mapped(TEACHING)

    assert [tick.loss for tick in found.short_term] == [0, 9_000, 23_000, 26_000, 35_000]
    assert [tick.loss for tick in found.long_term] == [0, 14_000, 23_000, 26_000, 35_000]


def test_every_point_is_worth_what_the_dollars_on_the_way_there_are() -> None:
    found = mapped(TEACHING)

    assert saved(found, 0, 0) == 0
    assert saved(found, 9_000, 0) == 2_610  # 29 cents
    assert saved(found, 0, 14_000) == 2_800  # 20 cents
    assert saved(found, 9_000, 14_000) == 2_610 + 2_800
    assert saved(found, 23_000, 0) == 2_610 + 2_800  # short-term losses on the long-term gain
    assert saved(found, 0, 23_000) == 2_800 + 2_610
    # all gains gone, 3,000 at 29 cents, 9,000 carried at 18, 14,000 at 10
    assert saved(found, 35_000, 14_000) == 5_410 + 870 + 1_620 + 1_400


def test_what_is_marked_and_what_could_be_sold_have_their_ticks() -> None:
    sales = planned(
        priced_lots(ETH, SOL), {("eth", "Kraken"): None, ("sol", "Coinbase"): None}, FEE
    )

    found = landscape(HOUSEHOLD, 2026, sales, Losses(D(8_000), D(0))).loss_map

    assert found is not None
    # 3,418.68 and 3,301.356
    assert found.marked == (D("6720.036"), D(0))
    names = {tick.loss: tick.names for tick in found.short_term}
    assert names[D("6720.036")] == ("marked",)
    assert names[D(8_000)] == ("all",)
    assert names[D(0)] == ("now",)
    assert found.long_term[0].names == ("now", "marked", "all")
    # 29 cents each, as the netting has it: 1,948.81
    assert saved(found, D("6720.036"), 0) == D("1948.81044")


def test_gains_among_the_planned_sales_come_off_the_losses() -> None:
    gain = lot("gain", "Kraken", "ETH", "1", "1800")  # sold at 2,800
    sales = planned(priced_lots(gain), {("gain", "Kraken"): None}, FREE)

    assert losses_of(sales) == Losses(D(-1_000), D(0))


def test_without_income_there_is_no_map() -> None:
    assert landscape(replace(TEACHING, years={}), 2026, None, NONE).loss_map is None


def test_a_loss_on_a_collectible_has_stretches_of_its_own() -> None:
    # wages 410,000: the 35 percent bracket, and over the NIIT threshold; 30,000 of long-term gain
    household = replace(
        TEACHING,
        taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE),
        years={2026: replace(TEACHING.years[2026], wages_and_other=D(410_000))},
        gains={2026: LedgerGains(long_term=D(30_000), collectibles=D(10_000))},
        collectibles=frozenset({"ART"}),
    )

    found = landscape(household, 2026, None, NONE).netting

    assert [(s.end, s.worth_now, s.reason) for s in found.collectible_segments[:2]] == [
        # 28 + 3.8 percent, then 15 + 3.8
        (D(10_000), D("0.318"), "offsets gains on collectibles, taxed at up to 28 percent"),
        (D(30_000), D("0.188"), "offsets long-term gains"),
    ]
    assert [(s.end, s.worth_now) for s in found.long_term_segments[:2]] == [
        (D(20_000), D("0.188")),
        (D(30_000), D("0.318")),
    ]


def test_a_book_without_collectibles_has_no_third_row() -> None:
    assert landscape(TEACHING, 2026, None, NONE).netting.collectible_segments == ()


AMOUNTS = st.integers(-40_000, 40_000).map(Decimal)


@given(AMOUNTS, AMOUNTS, st.integers(0, 300_000), AMOUNTS, AMOUNTS)
def test_along_both_axes_the_map_is_the_sum_of_the_stretches(
    short: Decimal, long: Decimal, wages: int, all_short: Decimal, all_long: Decimal
) -> None:
    case = YearCase(
        year=2026,
        taxpayer=HOUSEHOLD.taxpayer,
        inputs=YearInputs(wages_and_other=Decimal(wages)),
        ledger=LedgerGains(short_term=short, long_term=long),
    )
    found = loss_map(case, HARVEST, Losses(abs(all_short), abs(all_long)), None)

    for term, ticks, amounts in (
        (Term.SHORT, found.short_term, found.saved[0]),
        (Term.LONG, found.long_term, [row[0] for row in found.saved]),
    ):
        stretches = segments(case, term, HARVEST)
        for tick, amount in zip(ticks, amounts, strict=True):
            with localcontext(EXACT):
                worth = sum(
                    (min(tick.loss, s.end or tick.loss) - s.start) * (s.worth_now + s.worth_later)
                    for s in stretches
                    if s.start < tick.loss
                )
                assert abs(amount - worth) < Decimal("1e-12")


@given(AMOUNTS, AMOUNTS, st.integers(0, 300_000))
def test_a_point_never_saves_more_than_the_tax_owed_and_the_value_carried(
    short: Decimal, long: Decimal, wages: int
) -> None:
    case = YearCase(
        year=2026,
        taxpayer=HOUSEHOLD.taxpayer,
        inputs=YearInputs(wages_and_other=Decimal(wages)),
        ledger=LedgerGains(short_term=short, long_term=long),
    )
    owed = objective(settle(case), replace(HARVEST, carryforward_value=()))
    found = loss_map(case, HARVEST, Losses(Decimal(50_000), Decimal(50_000)), None)

    before = objective(settle(case), HARVEST)
    for row, down in zip(found.saved, found.long_term, strict=True):
        for amount, across in zip(row, found.short_term, strict=True):
            sold = with_more_loss(
                with_more_loss(case, Term.LONG, down.loss), Term.SHORT, across.loss
            )
            carried = settle(sold)
            lost = (carried.short_term_carryover_out or 0) + (carried.long_term_carryover_out or 0)
            assert amount <= owed + lost * D("0.18")
            assert amount == before - objective(carried, HARVEST)


def test_losses_of_no_sales_are_nothing() -> None:
    sales = planned(priced_lots(ETH), {}, FEE)

    assert losses_of(sales) == NONE
    assert isinstance(sales, pl.DataFrame)
