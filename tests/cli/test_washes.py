"""Wash sales through the command line. Today is 2026-11-22."""

from collections.abc import Callable

import pytest

from cli.conftest import Cli, Ledger

TAXPAYER = """
[taxpayer]
filing_status = "single"
time_zone = "America/New_York"
"""
APPLY = TAXPAYER + '[rules]\nwash_sale = "apply"\nwash_sale_from = 2026-01-01\n'
OLD = "old,2025-12-01T15:00:00Z,buy,Kraken,,ETH,4,USD,16000"
SOLD = "sold,2026-08-10T15:00:00Z,sell,Kraken,,USD,6000,ETH,2"
AGAIN = "again,2026-08-20T15:00:00Z,buy,Coinbase,,ETH,1,USD,3100"
LATELY = "lately,2026-11-10T15:00:00Z,buy,Coinbase,,ETH,1,USD,2900"
"""Two of four at 4,000 sold at 3,000: a loss of 2,000. One was bought again ten days later."""


@pytest.fixture
def household(cli: Cli, ledger: Ledger, settings: Callable[[str], None]) -> Callable[..., Cli]:
    def with_rows(said: str, *rows: str) -> Cli:
        settings(said)
        cli("import", ledger(*rows))
        cli("price", "set", "ETH=2800")
        return cli

    return with_rows


Household = Callable[..., Cli]


def test_rebuys_are_listed_with_what_each_law_would_put_off(household: Household) -> None:
    """Half of the loss of 2,000 was replaced; only the bill of 8 June reaches August 2026."""
    cli = household(TAXPAYER, OLD, SOLD, AGAIN)

    (row,) = cli("washes", "--year", "2026", "--format", "json").json()

    assert {name: row[name] for name in row if name not in {"disposal_id", "lot_id"}} == {
        "account": "Kraken",
        "asset": "ETH",
        "disposed_on": "2026-08-10",
        "term": "short",
        "bought_transaction_id": "again",
        "bought_account": "Coinbase",
        "bought_on": "2026-08-20",
        "days": 10,
        "quantity": "1",
        "loss": "1000",
        "ira": False,
        "disallowed_today": "0",
        "disallowed_as_set": "0",
        "disallowed_s_2207": "0",
        "disallowed_hr_8899": "0",
        "disallowed_hr_9172": "1000",
        "disallowed_hr_10357": "0",
    }
    assert row["disposal_id"] == "sold@Kraken"


def test_a_rule_that_is_applied_puts_the_loss_off(household: Household) -> None:
    cli = household(APPLY, OLD, SOLD, AGAIN)

    (row,) = cli("gains", "--format", "json").json()
    lots = cli("lots", "--format", "json").json()

    assert (row["adjustment"], row["gain"], row["code"]) == ("1000", "-1000", "W")
    assert [(lot["acquired_transaction_id"], lot["cost_basis"]) for lot in lots] == [
        ("again", "4100"),
        ("old", "8000"),
    ]
    (listed,) = cli("washes", "--year", "2026", "--format", "csv").csv()
    assert listed["disallowed_as_set"] == "1000"
    assert listed["disallowed_today"] == "0"


def test_the_adjustment_reaches_schedule_d(household: Household) -> None:
    cli = household(APPLY, OLD, SOLD, AGAIN)

    before = cli("netting", "--year", "2026", "--format", "json").json()["before"]

    assert before["schedule_d"]["7"] == "-1000.00"


def test_a_planned_loss_meets_what_was_bought_of_late(household: Household) -> None:
    """Two left at 4,000, worth 2,800: a loss of 2,400, of which 1,200 was replaced on 10 November;
    the 1,000 of August stays put off."""
    cli = household(APPLY, OLD, SOLD, AGAIN, LATELY)

    netted = cli("netting", "--year", "2026", "--sell", "old=2", "--format", "json").json()

    assert netted["before"]["schedule_d"]["7"] == "-1000.00"
    assert netted["after"]["schedule_d"]["7"] == "-2200.00"


def test_a_candidate_says_what_was_bought_too_short_a_time_before(household: Household) -> None:
    cli = household(TAXPAYER, OLD, LATELY)

    notes = {r["acquired_at"]: r["note"] for r in cli("candidates", "--format", "csv").csv()}

    assert notes["2025-12-01T15:00:00Z"] == (
        "bought on 2026-11-10; a wash sale if H.R. 9172 became law"
    )


def test_with_the_rule_switched_off_no_bill_is_spoken_of(household: Household) -> None:
    cli = household(TAXPAYER + '[rules]\nwash_sale = "off"\n', OLD, LATELY)

    assert {r["note"] for r in cli("candidates", "--format", "csv").csv()} == {""}


def test_a_security_is_under_the_rule_today(household: Household) -> None:
    cli = household(TAXPAYER + "[assets.ETH]\nsecurity = true\n", OLD, SOLD, AGAIN)

    (row,) = cli("washes", "--year", "2026", "--format", "csv").csv()

    assert row["disallowed_today"] == "1000"
    assert cli("gains", "--format", "csv").csv()[0]["code"] == "W"


IRA = '[accounts.Coinbase]\nowner = "ira"\n'


def test_what_an_ira_does_is_on_no_return_but_counts_as_a_purchase(household: Household) -> None:
    inside = "inside,2026-09-20T15:00:00Z,sell,Coinbase,,USD,3000,ETH,1"
    cli = household(APPLY + IRA, OLD, SOLD, AGAIN, inside)

    (row,) = cli("gains", "--format", "csv").csv()
    assert row["transaction_id"] == "sold"
    assert row["adjustment"] == "1000"
    (wash,) = cli("washes", "--year", "2026", "--format", "csv").csv()
    assert wash["ira"] == "true"
    found = [r["finding"] for r in cli("check", "--format", "csv").csv()]
    assert "account not on the return" in found


def test_lots_in_an_ira_cannot_be_planned(household: Household) -> None:
    cli = household(TAXPAYER + IRA, OLD, AGAIN)

    refused = cli("netting", "--year", "2026", "--sell", "again")

    assert refused.code == 1
    assert "sales in this account are not on this return" in refused.err
    assert [r["account"] for r in cli("candidates", "--format", "csv").csv()] == ["Kraken"]
    assert {r["account"] for r in cli("portfolio", "--format", "csv").csv()} >= {"Coinbase"}


@pytest.mark.parametrize(("status", "rows"), [("mfj", 2), ("mfs", 1)])
def test_a_spouses_sales_are_on_a_joint_return_only(
    household: Household, status: str, rows: int
) -> None:
    spouse = '[accounts.Coinbase]\nowner = "spouse"\n'
    cli = household(
        f'[taxpayer]\nfiling_status = "{status}"\n{spouse}',
        OLD,
        SOLD,
        AGAIN,
        "theirs,2026-09-25T15:00:00Z,sell,Coinbase,,USD,3000,ETH,1",
    )

    assert len(cli("gains", "--format", "csv").csv()) == rows


def test_rewards_near_a_covered_loss_are_flagged(household: Household) -> None:
    reward = "reward,2026-08-15T15:00:00Z,staking_reward,Kraken,,ETH,0.1,,,,,300"
    cli = household(APPLY, OLD, SOLD, reward)

    (found,) = [
        r for r in cli("check", "--format", "csv").csv() if r["finding"] == "receipt near a loss"
    ]

    assert found["message"] == (
        "1 loss on ETH in 2026 had rewards or gifts within 30 days: they are no purchases, "
        "and no loss is put off for them"
    )
    assert cli("gains", "--format", "csv").csv()[0]["adjustment"] == "0"


def test_the_table_shows_law_and_bills_side_by_side(household: Household) -> None:
    cli = household(TAXPAYER, OLD, SOLD, AGAIN)

    said = cli("washes", "--year", "2026").out

    assert "Law today" in said
    assert "\n  As set" not in said
    (bill,) = [line for line in said.splitlines() if line.strip().startswith("H.R. 9172 ")]
    assert bill.split()[2:5] == ["2026-06-09", "1,000.00", "0.00"]
    assert "None of the bills is law." in said
    assert "income not given" in said


def test_a_year_without_rebuys_says_so(household: Household) -> None:
    cli = household(APPLY, OLD)

    said = cli("washes", "--year", "2026").out

    assert "\n  As set" in said
    assert "Nothing was bought within 30 days of a loss." in said
    assert cli("washes", "--year", "2026", "--format", "json").json() == []
