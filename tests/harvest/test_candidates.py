from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from harvest.holdings import (
    ARB,
    BTC,
    EARLY_LINK,
    ETH,
    FEE,
    FREE,
    HARVEST,
    HOUSEHOLD,
    INPUTS,
    LINK,
    SOL,
    D,
    lot,
    priced_lots,
)
from harvest_tui.domain.frames import CANDIDATES
from harvest_tui.domain.settings import FilingStatus, HarvestSettings, Taxpayer
from harvest_tui.harvest.blocked import ESTATE, OFFSET, Blocked
from harvest_tui.harvest.candidates import Candidates, Worth, candidates
from harvest_tui.harvest.netting import netting
from harvest_tui.harvest.sales import FeeRates
from harvest_tui.tax.year import LedgerGains

_NOW = netting(HOUSEHOLD, 2026, None)
WORTH = Worth(short_term=_NOW.short_term_segments, long_term=_NOW.long_term_segments)
UNKNOWN = Worth(short_term=None, long_term=None)


def found(
    *lots: dict[str, Any],
    settings: HarvestSettings = HARVEST,
    rates: FeeRates = FEE,
    worth: Worth = WORTH,
    prices: dict[str, str] | None = None,
) -> Candidates:
    priced = priced_lots(*lots, prices=prices)
    return candidates(priced, settings, rates, worth, {})


def only(result: Candidates) -> dict[str, Any]:
    assert len(result.lots) == 1
    return result.lots.row(0, named=True)


@pytest.mark.parametrize(
    ("holding", "loss", "worth", "cost", "later", "net"),
    [
        # value 3.1 x 2,800 = 8,680; proceeds 8,680 x 0.999 = 8,671.32; 0.29 x 3,418.68 = 991.4172
        # less 2 x 8.68, less 0.105 x (12,090 - 8,680 x 1.001)
        pytest.param(ETH, "3418.68", "0.29", "17.36", "357.1386", "616.9186", id="ETH"),
        # 41.2 x 130 = 5,356; proceeds 5,350.644; 957.39324 - 10.712 - 0.105 x 3,290.644
        pytest.param(SOL, "3301.356", "0.29", "10.712", "345.51762", "601.16362", id="SOL"),
        # 9,200 x 0.27 = 2,484; proceeds 2,481.516; 1,067.6968 - 4.968 - 0.105 x 5,333.516
        pytest.param(ARB, "5338.484", "0.20", "4.968", "560.01918", "502.70962", id="ARB"),
        # 0.12 x 86,000 = 10,320; proceeds 10,309.68; 407.664 - 20.64 - 0.105 x 2,017.68
        pytest.param(BTC, "2038.32", "0.20", "20.64", "211.8564", "175.1676", id="BTC"),
    ],
)
def test_a_lot_by_itself_saves_tax_less_fees_less_the_tax_of_a_lower_basis(
    holding: dict[str, Any], loss: str, worth: str, cost: str, later: str, net: str
) -> None:
    row = only(found(holding))

    assert row["loss"] == D(loss)
    assert row["worth_per_dollar"] == D(worth)
    assert row["tax_saved"] == D(loss) * D(worth)
    assert row["trading_cost"] == D(cost)
    assert row["later_tax"] == D(later)
    assert row["net_benefit"] == D(net)


def test_what_is_blocked_is_left_out_with_the_reason() -> None:
    blocked = Blocked(assets={"ETH": OFFSET}, accounts={"Coinbase": ESTATE})
    result = candidates(priced_lots(ETH, SOL, BTC), HARVEST, FEE, WORTH, {}, blocked)

    assert sorted(result.left_out.select("asset", "reason").rows()) == sorted(
        (one["asset"], OFFSET if one["asset"] == "ETH" else ESTATE)
        for one in (ETH, SOL, BTC)
        if one["asset"] == "ETH" or one["account"] == "Coinbase"
    )


def test_the_best_lot_stands_first_and_a_gain_is_no_candidate() -> None:
    result = found(BTC, ARB, SOL, ETH, EARLY_LINK)

    assert result.lots["lot_id"].to_list() == ["eth", "sol", "arb", "btc"]
    assert dict(result.lots.schema) == CANDIDATES
    assert result.left_out.is_empty()


@pytest.mark.parametrize(
    ("holding", "term", "days"),
    [
        # first long-term day 2026-12-02, ten days from 2026-11-22
        pytest.param(ETH, "short", 10, id="ten days to go"),
        # 2027-03-03: 8 days of November, 31, 31, 28 and 3
        pytest.param(SOL, "short", 101, id="a hundred and one"),
        pytest.param(ARB, "long", None, id="long"),
        pytest.param(ETH | {"inherited": True}, "long", None, id="inherited"),
    ],
)
def test_term_and_days_to_long_term_are_those_of_the_planned_day(
    holding: dict[str, Any], term: str, days: int | None
) -> None:
    row = only(found(holding))

    assert (row["term"], row["days_to_long_term"]) == (term, days)


def test_the_loss_in_percent_is_of_the_basis() -> None:
    # 3,418.68 / 12,090 = 28.27692307…
    assert round(only(found(ETH))["loss_percent"], 6) == D("28.276923")


def test_a_loss_that_passes_the_end_of_a_stretch_is_worth_both_parts() -> None:
    # 20,000 short against 8,000: 9,120 at 29 cents, 2,880 at 20
    big = lot("big", "Kraken", "ETH", "1", "20000")

    row = only(found(big, rates=FREE, prices={"ETH": "8000"}))

    assert row["loss"] == 12_000
    assert row["tax_saved"] == D("2644.80") + D("576.00")
    assert row["worth_per_dollar"] == D("0.2684")


def test_without_buying_back_there_is_one_fee_and_no_later_tax() -> None:
    row = only(found(ETH, settings=replace(HARVEST, reenter=False)))

    assert row["trading_cost"] == D("8.68")
    assert row["later_tax"] == 0
    assert row["net_benefit"] == D("991.4172") - D("8.68")


def test_a_lot_alone_pays_for_its_own_order() -> None:
    row = only(found(ETH, settings=replace(HARVEST, order_cost=D("4.95"))))

    assert row["trading_cost"] == D("22.31")
    assert row["net_benefit"] == D("616.9186") - D("4.95")


def test_an_account_with_its_own_fee_rate_pays_that() -> None:
    # 8,680 x 0.004 = 34.72; loss 12,090 - 8,645.28
    row = only(found(ETH, rates=FeeRates(D("0.001"), {"Kraken": D("0.004")})))

    assert row["loss"] == D("3444.72")
    assert row["trading_cost"] == D("69.44")


def test_without_income_the_losses_stand_and_no_tax_figure_does() -> None:
    result = found(BTC, ARB, ETH, worth=UNKNOWN)

    # the largest loss first: nothing else is known to order by
    assert result.lots["lot_id"].to_list() == ["arb", "eth", "btc"]
    assert result.lots["loss"].to_list() == [D("5338.484"), D("3418.68"), D("2038.32")]
    assert result.lots["trading_cost"].null_count() == 0
    for name in ("tax_saved", "worth_per_dollar", "net_benefit"):
        assert result.lots[name].null_count() == 3


@pytest.mark.parametrize(
    ("keep", "kept"),
    [
        pytest.param("ETH", {"eth", "eth-2"}, id="asset everywhere"),
        pytest.param("ETH@Kraken", {"eth"}, id="asset in one account"),
        pytest.param("@Coinbase", {"eth-2", "sol"}, id="account"),
        pytest.param("@Coin", set(), id="part of an account's name"),
        pytest.param("ET", set(), id="part of a ticker"),
        pytest.param("eth", set(), id="another ticker"),
    ],
)
def test_what_the_user_keeps_is_left_out_and_named(keep: str, kept: set[str]) -> None:
    elsewhere = lot("eth-2", "Coinbase", "ETH", "1", "4000")

    result = found(ETH, SOL, elsewhere, settings=replace(HARVEST, keep=(keep,)))

    assert set(result.left_out["lot_id"]) == kept
    assert set(result.left_out["reason"]) <= {"kept: your settings"}
    assert set(result.lots["lot_id"]) == {"eth", "sol", "eth-2"} - kept


def test_lots_without_a_price_or_behind_an_error_are_left_out_and_named() -> None:
    result = found(
        ETH,
        lot("dot", "Kraken", "DOT", "1000", "5000"),
        SOL | {"provisional": True},
        lot("dead", "Kraken", "LUNA", "9", "810"),
        prices={"ETH": "2800", "SOL": "130", "LUNA": "0"},
    )

    assert result.lots["lot_id"].to_list() == ["eth"]
    assert set(result.left_out.iter_rows()) == {
        ("dot", "Kraken", "DOT", "no price"),
        ("sol", "Coinbase", "SOL", "an error finding stands before it"),
        # a token that nobody pays for is not sold: no loss (CCA 202302011)
        ("dead", "Kraken", "LUNA", "a price of 0: what nobody pays for is not sold"),
    }


@pytest.mark.parametrize(
    ("minimum", "proposed"),
    [
        pytest.param("3418.68", True, id="just the least"),
        pytest.param("3418.69", False, id="a cent below"),
    ],
)
def test_a_loss_below_the_least_worth_the_trouble_is_not_proposed(
    minimum: str, *, proposed: bool
) -> None:
    result = found(ETH, settings=replace(HARVEST, minimum_loss=D(minimum)))

    assert len(result.lots) == proposed
    assert result.left_out.is_empty()  # it was weighed, and found light


@pytest.mark.parametrize(
    ("cost", "rates", "loss"),
    [
        pytest.param("8680", FREE, None, id="at cost, no fee"),
        pytest.param("8680", FEE, "8.68", id="at cost, the fee is a loss"),
        pytest.param("8671.32", FEE, None, id="the proceeds just cover the basis"),
    ],
)
def test_only_what_sells_below_its_basis_after_the_fee_is_a_candidate(
    cost: str, rates: FeeRates, loss: str | None
) -> None:
    result = found(lot("eth", "Kraken", "ETH", "3.1", cost), rates=rates)

    assert result.lots["loss"].to_list() == ([] if loss is None else [D(loss)])


def a_gift(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    """It cost the donor 10,000 in 2021, and was worth 6,000 on 2026-05-04."""
    return lot("gift", "Ledger", "ART", "1", "10000", "2021-02-03", received="2026-05-04") | {
        "loss_basis": D(6000),
        **more,
    }


@pytest.mark.parametrize(
    ("price", "rates", "loss", "basis", "term"),
    [
        pytest.param("5000", FREE, "1000", "6000", "short", id="below the value then"),
        # 6,000 less the fee of 6 is below 6,000
        pytest.param("6000", FEE, "6", "6000", "short", id="below it by the fee alone"),
    ],
)
def test_a_gift_loses_from_its_value_then_and_is_held_since_the_gift(
    price: str, rates: FeeRates, loss: str, basis: str, term: str
) -> None:
    row = only(found(a_gift(), rates=rates, prices={"ART": price}))

    assert (row["loss"], row["cost_basis"], row["term"]) == (D(loss), D(basis), term)
    assert row["acquired_on"].isoformat() == "2026-05-04"
    # first long-term day 2027-05-05: 8 days of November, 31, 31, 28, 31, 30 and 5
    assert row["days_to_long_term"] == 164
    # a short-term loss of this year: 29 cents
    assert row["tax_saved"] == D(loss) * D("0.29")


@pytest.mark.parametrize("price", ["6000", "8000", "10000", "12000"])
def test_a_gift_between_its_two_bases_or_above_is_no_candidate(price: str) -> None:
    assert found(a_gift(), rates=FREE, prices={"ART": price}).lots.is_empty()


def test_notes_stand_beside_the_lot_and_account_they_are_about() -> None:
    moved = LINK | {"account": "Ledger"}
    priced = priced_lots(LINK, moved)
    notes = {("link-2", "Gemini"): "wait"}
    listed = candidates(priced, HARVEST, FEE, WORTH, notes).lots

    assert dict(listed.select("account", "note").iter_rows()) == {"Gemini": "wait", "Ledger": ""}


def test_equal_lots_stand_in_one_order_whatever_the_order_they_came_in() -> None:
    equal = [ETH | {"account": f"Account {n}"} for n in range(9)]

    there = found(*equal).lots
    back = found(*reversed(equal)).lots

    assert there.equals(back)
    assert there["account"].is_sorted()


def test_an_empty_book_has_no_candidates() -> None:
    result = found()

    assert result.lots.is_empty()
    assert result.left_out.columns == ["lot_id", "account", "asset", "reason"]


def test_figures_stay_exact_where_a_float_would_not() -> None:
    odd = lot("odd", "Kraken", "ODD", "0.000000000000000003", "12345678901.000000000000000007")

    row = only(found(odd, rates=FREE, prices={"ODD": "1"}))

    assert row["loss"] == Decimal("12345678901.000000000000000004")


def test_left_out_lots_do_not_take_the_place_of_others() -> None:
    lots = [ETH | {"lot_id": f"eth-{n}", "provisional": n % 2 == 0} for n in range(6)]

    result = found(*lots)

    assert sorted(result.lots["lot_id"]) == ["eth-1", "eth-3", "eth-5"]
    assert result.lots.select(pl.col("net_benefit").n_unique()).item() == 1


def test_of_a_loss_that_is_carried_the_worth_later_is_not_saved_this_year() -> None:
    # nothing to offset but 3,000 of wages at 29 cents: of 3,410 lost 410 are carried at 18
    household = replace(HOUSEHOLD, gains={})
    now = netting(household, 2026, None)
    worth = Worth(short_term=now.short_term_segments, long_term=now.long_term_segments)

    (row,) = candidates(priced_lots(ETH), HARVEST, FREE, worth, {}).lots.iter_rows(named=True)

    assert row["saved_this_year"] == D(870)
    assert row["tax_saved"] == D(870) + D("73.80")


def test_a_long_term_loss_on_a_collectible_is_worth_what_its_gain_is_taxed() -> None:
    # wages 410,000 (35 percent): 15 percent on other gain, 28 on the collectible's
    household = replace(
        HOUSEHOLD,
        taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE),
        years={2026: replace(INPUTS, wages_and_other=D(410_000))},
        gains={2026: LedgerGains(long_term=D(30_000), collectibles=D(10_000))},
        collectibles=frozenset({"ART"}),
    )
    now = netting(household, 2026, None)
    worth = Worth(
        short_term=now.short_term_segments,
        long_term=now.long_term_segments,
        collectibles=now.collectible_segments,
        collectible_assets=household.collectibles,
    )
    art = lot("art", "Ledger", "ART", "1", "3000", "2021-05-04")
    lots = priced_lots(art, ARB, prices={"ART": "2000", "ARB": "0.27"})

    rows = {r["asset"]: r for r in candidates(lots, HARVEST, FREE, worth, {}).lots.to_dicts()}

    assert rows["ART"]["worth_per_dollar"] == D("0.318")  # and NIIT of 3.8
    assert rows["ARB"]["worth_per_dollar"] == D("0.188")
