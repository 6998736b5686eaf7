"""Candidates and netting through the command line."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from cli.conftest import Cli, Ledger

HOUSEHOLD = """
[taxpayer]
filing_status = "single"
time_zone = "America/New_York"
state_rate = "0.05"

[year.2026]
wages_and_other = "164000"
short_term_gains_elsewhere = "9120"
long_term_gains_elsewhere = "14000"
short_term_carryover_in = "0"
long_term_carryover_in = "0"

[harvest]
fee_rate = "0.001"
reenter = true
later_tax_per_dollar = "0.105"
carryforward_value = [["9000", "0.18"], ["rest", "0.10"]]
"""
ETH = "eth,2025-12-01T15:00:00Z,buy,Kraken,,ETH,3.1,USD,12090"
SOL = "sol,2026-03-02T15:00:00Z,buy,Coinbase,,SOL,41.2,USD,8652"
ARB = "arb,2025-06-14T15:00:00Z,buy,Coinbase,,ARB,9200,USD,7820"


@pytest.fixture
def household(cli: Cli, ledger: Ledger, settings: Callable[[str], None]) -> Cli:
    settings(HOUSEHOLD)
    cli("import", ledger(ETH, SOL, ARB))
    cli("price", "set", "ETH=2800", "SOL=130", "ARB=0.27")
    return cli


def test_candidates_say_what_each_lot_saves_and_costs(household: Cli) -> None:
    rows = {r["asset"]: r for r in household("candidates", "--format", "json").json()}

    # ETH: worth 8,680, less 0.1 % 8,671.32: loss 3,418.68; 24 % + 5 % of it 991.4172.
    # Fees twice 8.68: 17.36. Later 10.5 % of 12,090 − 8,688.68: 357.1386.
    assert rows["ETH"]["loss"] == "3418.68"
    assert rows["ETH"]["worth_per_dollar"] == "0.29"
    assert rows["ETH"]["tax_saved"] == "991.4172"
    assert rows["ETH"]["trading_cost"] == "17.36"
    assert rows["ETH"]["later_tax"] == "357.1386"
    assert rows["ETH"]["net_benefit"] == "616.9186"
    # SOL: 5,356 × 0.999 = 5,350.644; loss 3,301.356
    assert rows["SOL"]["loss"] == "3301.356"
    assert Decimal(rows["SOL"]["net_benefit"]).quantize(Decimal("0.01")) == Decimal("601.16")
    # ARB, long: offsets long-term gains at 15 % + 5 %
    assert rows["ARB"]["worth_per_dollar"] == "0.2"
    assert Decimal(rows["ARB"]["net_benefit"]).quantize(Decimal("0.01")) == Decimal("502.71")


def test_netting_shows_schedule_d_before_and_after(household: Cli) -> None:
    found = household(
        "netting", "--year", "2026", "--sell", "eth=3.1", "--sell", "sol", "--format", "json"
    ).json()

    before, after = found["before"], found["after"]
    assert before["schedule_d"] == {
        **dict.fromkeys(("1a", "1b", "2", "3", "8a", "8b", "9", "10"), "0.00"),
        "1-5": "9120.00",
        "6": "0.00",
        "7": "9120.00",
        "8-13": "14000.00",
        "14": "0.00",
        "15": "14000.00",
        "16": "23120.00",
        "17": True,
        "18": "0.00",
        "20": True,
        "21": "0.00",
        "22": None,
    }
    # no form comes of a plain ledger: line 3
    assert after["schedule_d"]["3"] == "-6720.04"
    # 9,120 − 3,418.68 − 3,301.356 = 2,399.964
    assert after["schedule_d"]["7"] == "2399.96"
    assert after["schedule_d"]["16"] == "16399.96"
    # 164,000 + 23,120 − 16,100
    assert before["taxable_income"] == "171020.00"
    assert after["taxable_income"] == "164299.96"
    # single 2026: 15 % of 14,000 + brackets on 157,020: 1,240 + 4,560 + 12,166 of 55,300 at 22 %
    # up to 105,700, then 24 %
    assert before["income_tax"] == "32382.80"
    assert after["income_tax"] == "30769.99"
    assert before["state_tax"] == "8551.00"
    assert after["state_tax"] == "8215.00"
    assert before["total_tax"] == "40933.80"
    assert after["total_tax"] == "38984.99"
    assert found["carryover_in_assumed"] is False


def test_netting_works_on_a_book_without_transactions(
    cli: Cli, settings: Callable[[str], None]
) -> None:
    settings(HOUSEHOLD)
    cli("init")

    found = cli("netting", "--year", "2026", "--format", "json").json()

    assert found["before"]["schedule_d"]["16"] == "23120.00"


def test_without_income_schedule_d_stands_and_every_tax_is_null(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(ETH, "s,2026-05-01T12:00:00Z,sell,Kraken,,USD,3000,ETH,1"))

    found = cli("netting", "--year", "2026", "--format", "json").json()

    # 3,000 − 12,090 / 3.1
    assert found["before"]["schedule_d"]["7"] == "-900.00"
    assert found["before"]["schedule_d"]["21"] is None
    assert found["before"]["total_tax"] is None
    assert found["before"]["amt"] is None
    assert found["carryover_in_assumed"] is True


def test_a_sale_of_more_than_the_lot_holds_is_refused(household: Cli) -> None:
    refused = household("netting", "--year", "2026", "--sell", "eth=4")

    assert refused.code == 1
    assert "4 units cannot be sold from 3.1" in refused.err
    assert "Fix:" in refused.err


def test_an_unknown_lot_is_refused(household: Cli) -> None:
    refused = household("netting", "--year", "2026", "--sell", "nothing=1")

    assert refused.code == 1
    assert "no open lot has this name" in refused.err


def test_candidates_left_out_are_named(household: Cli, ledger: Ledger) -> None:
    household("import", ledger("ada,2026-01-02T00:00:00Z,buy,Kraken,,ADA,100,USD,90", name="b.csv"))

    assert "1 lots left out: no price" in household("candidates").out


def test_a_lot_that_rests_on_an_error_is_sold_only_anyway(household: Cli, ledger: Ledger) -> None:
    household(
        "import",
        ledger("x,2025-11-30T00:00:00Z,transfer_in,Kraken,,ETH,1", name="arrival.csv"),
    )

    refused = household("netting", "--year", "2026", "--sell", "eth")

    assert refused.code == 1
    assert "an error finding stands before it" in refused.err
    assert household("netting", "--year", "2026", "--sell", "eth", "--anyway").code == 0
    assert "eth" not in household("candidates", "--format", "csv").out


def test_a_planned_day_outside_the_year_is_a_mistake(household: Cli) -> None:
    refused = household("netting", "--year", "2026", "--on", "2027-01-02")

    assert refused.code == 2
    assert "2027-01-02 is not in 2026" in refused.err


def test_the_landscape_gives_exact_stretches_after_planned_sales(household: Cli) -> None:
    found = household(
        "landscape", "--year", "2026", "--sell", "eth", "--sell", "sol", "--format", "json"
    ).json()

    # 9,120 − 3,418.68 − 3,301.356 of short-term gain are left, at 24 + 5 percent
    assert found[0] == {
        "loss": "short-term",
        "start": "0",
        "end": "2399.964",
        "worth": "0.29",
        "worth_now": "0.29",
        "worth_later": "0",
        "reason": "offsets short-term gains",
    }
    assert [row["end"] for row in found[:5]] == [
        "2399.964",
        "16399.964",
        "19399.964",
        "28399.964",
        None,
    ]


def test_the_landscape_is_drawn_with_its_map_and_listed_point_by_point(household: Cli) -> None:
    text = household("landscape", "--year", "2026").out
    points = household("landscape", "--year", "2026", "--map", "--format", "csv").csv()

    assert "Saved by a short-term loss (across) and a long-term loss (down)" in text
    assert "The optimum is not computed." in text
    # all three candidates: 6,720.036 short, 5,338.484 long
    both = {"short_term_loss": "6720.036", "long_term_loss": "5338.484"}
    (both_sold,) = (row for row in points if both.items() <= row.items())
    assert Decimal(both_sold["saved"]) == Decimal("1948.81044") + Decimal("1067.6968")


def test_the_landscape_of_a_book_without_income_says_so(cli: Cli) -> None:
    cli("init")

    assert "income not given" in cli("landscape", "--year", "2026").out
    assert cli("landscape", "--year", "2026", "--format", "json").json() == []


def test_a_sale_that_saves_nothing_is_said_to(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    # 5,000 of wages are under the deduction of 16,100
    settings(HOUSEHOLD.replace("164000", "5000").replace("9120", "0").replace("14000", "0"))
    cli("import", ledger(ETH))
    cli("price", "set", "ETH=2800")

    netting = cli("netting", "--year", "2026", "--sell", "eth").out
    candidates = cli("candidates").out

    assert "The marked sales save no tax in 2026: no tax is due without them, and" in netting
    assert "a further short-term loss or long-term loss saves no tax now" in candidates
