"""Scenarios through the command line, on the household of the netting."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from cli.conftest import Cli, Ledger
from cli.test_harvest import ARB, ETH, HOUSEHOLD, SOL
from harvest_tui.domain.amounts import cents


@pytest.fixture
def household(cli: Cli, ledger: Ledger, settings: Callable[[str], None]) -> Cli:
    settings(HOUSEHOLD)
    cli("import", ledger(ETH, SOL, ARB))
    cli("price", "set", "ETH=2800", "SOL=130", "ARB=0.27")
    cli("year", "set", "2027", "wages_and_other=164000")
    return cli


def total_tax(cli: Cli, name: str, *more: str) -> list[tuple[str, str]]:
    """Total tax of each year, as it is and as it might be, to the cent."""
    rows = cli("whatif", "show", name, *more, "--format", "json").json()
    found = [(r["what_is"], r["what_might_be"]) for r in rows if r["amount"] == "total_tax"]
    return [(str(cents(Decimal(one))), str(cents(Decimal(other)))) for one, other in found]


def test_a_sale_moved_to_january_moves_the_loss(household: Cli) -> None:
    household("whatif", "set", "January", "sale_day=2027-01-04")

    # 2026: 40,933.80 less 29 % of 3,418.68, or not. 2027: taxable 147,900: 28,094 and 7,395 for
    # the state; in January the lot is long-term, 3,000 of its loss count: 870 less
    assert total_tax(household, "January", "--sell", "eth") == [
        ("39942.38", "40933.80"),
        ("35489.00", "34619.00"),
    ]


def test_another_filing_status_changes_the_tax(household: Cli) -> None:
    household("whatif", "set", "wedding", "filing_status=mfj")

    # 164,000 + 23,120 − 32,200 = 154,920; 2,480 + 9,120 + 22 % of 40,120; 15 % of 14,000; 5 %
    assert total_tax(household, "wedding") == [("40933.80", "30272.40")]


@pytest.mark.parametrize("change", ["short_term_gain=1000", "other_income=1000"])
def test_more_income_costs_its_rate(household: Cli, change: str) -> None:
    household("whatif", "set", "more", change)

    assert total_tax(household, "more") == [("40933.80", "41223.80")]  # 24 + 5 percent


def test_a_price_shock_changes_the_portfolio_and_the_candidates(household: Cli) -> None:
    household("whatif", "set", "fall", "price_percent=-50", "price_percent_of.SOL=100")

    rows = household("whatif", "show", "fall", "--format", "json").json()
    found = {r["amount"]: (r["what_is"], r["what_might_be"]) for r in rows if r["year"] is None}

    # 8,680 + 5,356 + 2,484; half of ETH and ARB, twice SOL; less the dollars paid for them
    paid = 12090 + 8652 + 7820
    assert found["portfolio_value"] == (str(16520 - paid), str(4340 + 10712 + 1242 - paid))
    assert found["candidates"] == ("3", "2")
    # ETH 12,090 − 4,340 × 0.999 = 7,754.34; SOL is in gain
    assert found["short_term_loss"] == ("6720.036", "7754.34")
    # ARB 7,820 − 1,242 × 0.999
    assert found["long_term_loss"] == ("5338.484", "6579.242")


def test_netting_and_landscape_can_stand_on_a_scenario(household: Cli) -> None:
    household("whatif", "set", "January", "sale_day=2027-01-04")
    household("whatif", "set", "wedding", "filing_status=mfj")

    wedding = household("netting", "--year", "2026", "--scenario", "wedding", "--format", "json")
    assert wedding.json()["before"]["total_tax"] == "30272.40"
    january = ("--year", "2027", "--scenario", "January", "--sell", "eth")
    sold = household("netting", *january, "--format", "json").json()
    assert sold["after"]["schedule_d"]["15"] == "-3418.68"
    stretches = household("landscape", *january, "--format", "json").json()
    assert stretches[0]["reason"] == "carried forward"
    refused = household("netting", "--year", "2026", "--scenario", "January")
    assert refused.code == 2
    assert "2027-01-04 is not in 2026" in refused.err


def test_scenarios_are_listed_changed_and_removed(household: Cli, book: Path) -> None:
    household("whatif", "set", "prices fall", "price_percent=-30")
    household("whatif", "set", "prices fall", "price_percent=-40")

    assert household("whatif", "list", "--format", "json").json() == [
        {"name": "prices fall", "changes": "prices −40 %"}
    ]
    assert '[scenario."prices fall"]' in (book / "harvest.toml").read_text()
    assert household("whatif", "remove", "prices fall").code == 0
    assert "scenario" not in (book / "harvest.toml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["price_percent=-101"], "percent is less than nothing"),
        (["price_percent_of.ETH=much"], "is no plain decimal number"),
        (["filing_status=divorced"], "is not known here"),
        (["sale_day=soon"], "is no date"),
        (["price=1"], "did you mean price_percent?"),
    ],
)
def test_what_a_scenario_cannot_change_is_refused(
    household: Cli, words: list[str], said: str
) -> None:
    refused = household("whatif", "set", "x", *words)

    assert refused.code == 1
    assert said in refused.err


def test_a_scenario_that_is_not_there_is_named_with_those_that_are(household: Cli) -> None:
    household("whatif", "set", "fall", "price_percent=-30")

    for command in (("whatif", "show", "flal"), ("whatif", "remove", "flal")):
        refused = household(*command)
        assert refused.code == 1
        assert "flal: there is no such scenario. Known: fall." in refused.err
