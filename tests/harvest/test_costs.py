from dataclasses import replace

from harvest.holdings import ARB, ETH, FEE, FREE, HARVEST, SOL, D, lot, priced_lots
from harvest_tui.domain.settings import HarvestSettings
from harvest_tui.harvest.costs import cost_of
from harvest_tui.harvest.sales import FeeRates, planned


def test_fees_twice_and_the_later_tax_where_the_user_buys_back() -> None:
    sales = planned(
        priced_lots(ETH, SOL), {("eth", "Kraken"): None, ("sol", "Coinbase"): None}, FEE
    )

    # 17.36 + 10.712 of fees; 0.105 x (12,090 - 8,688.68) and 0.105 x (8,652 - 5,361.356)
    assert cost_of(sales, FEE, HARVEST) == D("28.072") + D("357.1386") + D("345.51762")


def test_the_tax_saved_less_the_costs_is_what_the_two_lots_bring() -> None:
    sales = planned(
        priced_lots(ETH, SOL), {("eth", "Kraken"): None, ("sol", "Coinbase"): None}, FEE
    )

    # 6,720.036 short at 29 cents; 616.9186 and 601.16362 by themselves
    assert D("6720.036") * D("0.29") - cost_of(sales, FEE, HARVEST) == D("1218.08222")


def test_without_buying_back_only_the_fee_of_the_sale_is_paid() -> None:
    sales = planned(priced_lots(ETH), {("eth", "Kraken"): None}, FEE)

    assert cost_of(sales, FEE, replace(HARVEST, reenter=False)) == D("8.68")


def test_an_order_is_one_asset_in_one_account_and_costs_once() -> None:
    more = lot("eth-2", "Kraken", "ETH", "1", "4000")
    other = lot("eth-3", "Coinbase", "ETH", "1", "4000")
    sales = planned(
        priced_lots(ETH, more, other, ARB),
        {
            ("eth", "Kraken"): None,
            ("eth-2", "Kraken"): D("0.5"),
            ("eth-3", "Coinbase"): None,
            ("arb", "Coinbase"): None,
        },
        FREE,
    )

    # ETH at Kraken, ETH at Coinbase, ARB at Coinbase
    assert cost_of(sales, FREE, HarvestSettings(order_cost=D("4.95"))) == D("14.85")


def test_selling_a_gain_and_buying_back_saves_later_tax() -> None:
    # basis 1,000, value 2,800: 0.105 x (1,000 - 2,800)
    sales = planned(
        priced_lots(lot("won", "Kraken", "ETH", "1", "1000")), {("won", "Kraken"): None}, FREE
    )

    assert cost_of(sales, FREE, replace(HARVEST, fee_rate=D(0))) == D("-189")


def test_the_fee_of_an_account_counts_for_selling_and_for_buying_back() -> None:
    rates = FeeRates(D(0), {"Kraken": D("0.004")})
    sales = planned(priced_lots(ETH), {("eth", "Kraken"): None}, rates)

    # 2 x 34.72, and 0.105 x (12,090 - 8,680 x 1.004)
    assert cost_of(sales, rates, HARVEST) == D("69.44") + D("0.105") * D("3375.28")


def test_the_later_tax_of_a_part_is_that_of_its_share() -> None:
    # a tenth of the lot: a tenth of 17.36 and of 357.1386
    sales = planned(priced_lots(ETH), {("eth", "Kraken"): D("0.31")}, FEE)

    assert cost_of(sales, FEE, HARVEST) == D("37.44986")


def test_nothing_sold_costs_nothing() -> None:
    sales = planned(priced_lots(ETH), {}, FEE)

    assert cost_of(sales, FEE, replace(HARVEST, order_cost=D(5))) == 0
