"""The program gives what was worked out by hand."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from harvest_tui.domain.findings import Severity
from harvest_tui.domain.rows import RowStatus
from harvest_tui.domain.tax_year import TaxYear
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.figures import Figures, Marks
from sample import rewards, worked, worked_tax
from sample.conftest import TODAY
from sample.tables import add, cents, held

NEAR = Fraction(1, 10**9)
"""Dollars: the program splits a basis down to 10**-18, the table not at all."""
NEW_YORK = ZoneInfo("America/New_York")


def near(found: Decimal, expected: Fraction) -> bool:
    return abs(Fraction(found) - expected) < NEAR


def rows_of(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return list(frame.iter_rows(named=True))


# -- import ------------------------------------------------------------------------------


def test_every_row_is_booked_but_one_pending_deposit(book: Book) -> None:
    skipped = rows_of(book.store.outcomes(RowStatus.SKIPPED))
    assert [(row["name"], row["line"]) for row in skipped] == [("kraken_ledgers.csv", 70)]
    assert book.store.outcomes(RowStatus.QUARANTINED).is_empty()


def test_the_self_audit_lists_what_was_planted_and_nothing_else(figures: Figures) -> None:
    account, asset, quantity = worked.WITHOUT_BASIS
    found = [(f.severity, f.finding, f.account, f.asset, f.amount) for f in figures.findings(TODAY)]
    assert found == [
        (Severity.ERROR, "unlinked transfer", account, asset, Decimal(quantity)),
        # sold at 2026-01-01 01:40 UTC, which is 31 December in New York
        (Severity.WARNING, "tax date", "Coinbase", "LINK", None),
    ]


def test_no_balance_is_ever_negative(figures: Figures) -> None:
    balance: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for leg in rows_of(figures.replay.legs.sort("at", maintain_order=True)):
        place = leg["account"], leg["asset"]
        balance[place] += leg["change"]
        assert balance[place] >= 0, (place, leg["at"])


# -- what was sold -----------------------------------------------------------------------


def test_each_disposal_uses_the_lots_worked_out_by_hand(figures: Figures) -> None:
    expected = {
        (sale.on, sale.account, sale.asset, part.lot.on): (
            add(part.units),
            sale.proceeds_of(part),
            part.lot.cost_of(add(part.units)),
            part.term,
            part.gain,
        )
        for sale in worked.SALES
        for part in sale.used
    }
    found = {}
    for row in rows_of(figures.disposals):
        acquired = row["acquired_at"].astimezone(NEW_YORK).date()
        found[row["disposed_on"], row["account"], row["asset"], acquired] = row
    assert set(found) == set(expected)
    for key, (units, proceeds, cost, term, gain) in expected.items():
        row = found[key]
        assert Fraction(row["quantity"]) == units, key
        assert near(row["proceeds"], proceeds), key
        assert near(row["cost_basis"], cost), key
        assert (row["term"], cents(Fraction(row["gain"]))) == (term, gain), key
        assert not row["provisional"], key


def test_gains_of_each_year_by_term(figures: Figures) -> None:
    found: dict[tuple[int, str], Fraction] = defaultdict(Fraction)
    for row in rows_of(figures.disposals):
        found[row["disposed_on"].year, row["term"]] += Fraction(row["gain"])
    assert {key: cents(gain) for key, gain in found.items()} == worked.GAINS


def test_fifo_holds_through_2024_and_hifo_from_2025_on(figures: Figures) -> None:
    methods = {(row["disposed_on"].year, row["method"]) for row in rows_of(figures.disposals)}
    assert methods == {
        *((year, "FIFO") for year in (2021, 2022, 2023, 2024)),
        (2025, "HIFO"),
        (2026, "HIFO"),
    }


def test_boxes_go_by_year_and_by_who_sends_a_form(figures: Figures) -> None:
    boxes = {
        (row["account"], row["disposed_on"].year, row["term"], row["covered"]): row["box"]
        for row in rows_of(figures.disposals)
    }
    assert boxes["Kraken", 2024, "short", False] == "C"
    assert boxes["Coinbase", 2024, "long", False] == "F"
    assert boxes["Coinbase", 2025, "short", False] == "H"
    assert boxes["Coinbase", 2025, "long", False] == "K"
    assert boxes["Coinbase", 2026, "short", True] == "G"  # bought there in 2026
    assert boxes["Kraken", 2026, "long", False] == "K"  # came from the wallet
    assert boxes["Ledger", 2026, "long", False] == "L"


# -- what is left ------------------------------------------------------------------------


def test_positions(figures: Figures) -> None:
    coins = [row for row in rows_of(figures.positions(TODAY)) if row["asset"] != "USD"]
    with_basis = {
        (row["account"], row["asset"]): (
            Fraction(row["quantity"]) - Fraction(row["quantity_without_basis"]),
            cents(Fraction(row["cost_basis"])),
        )
        for row in coins
        if row["cost_basis"] is not None
    }
    assert with_basis == {
        place: (add(quantity), cost) for place, (quantity, cost) in worked.POSITIONS.items()
    }
    assert [
        (row["account"], row["asset"], row["quantity_without_basis"])
        for row in coins
        if row["quantity_without_basis"]
    ] == [(*worked.WITHOUT_BASIS[:2], Decimal(worked.WITHOUT_BASIS[2]))]


def test_cash(figures: Figures) -> None:
    dollars = figures.positions(TODAY).filter(pl.col("asset") == "USD")
    assert {row["account"]: row["quantity"] for row in rows_of(dollars)} == {
        account: Decimal(left) for account, left in worked.CASH.items()
    }


def test_every_open_lot(figures: Figures) -> None:
    left = held(worked.LOTS, worked.MOVES, worked.SALES)
    expected = {
        (account, lot.asset, lot.on): (units, lot.cost_of(units))
        for (account, lot), units in left.items()
    }
    found = {
        (row["account"], row["asset"], row["acquired_on"]): row
        for row in rows_of(figures.lots(TODAY))
    }
    assert set(found) == set(expected)
    for key, (units, cost) in expected.items():
        assert Fraction(found[key]["quantity"]) == units, key
        assert near(found[key]["cost_basis"], cost), key


@pytest.mark.parametrize(
    ("asset", "expected"), [("ETH", worked.OPEN_ETH), ("SOL", worked.OPEN_SOL)]
)
def test_open_lots_one_by_one(
    figures: Figures, asset: str, expected: dict[tuple[str, str], tuple[str, str, str]]
) -> None:
    bought = figures.lots(TODAY).filter(
        (pl.col("asset") == asset) & (pl.col("evidence") != "staking_reward")
    )
    found = {
        (row["account"], row["acquired_on"].isoformat()): (
            Fraction(row["quantity"]),
            cents(Fraction(row["cost_basis"])),
            row["term"],
        )
        for row in rows_of(bought)
    }
    assert found == {
        place: (add(quantity), cost, term) for place, (quantity, cost, term) in expected.items()
    }


def test_income_of_each_year(figures: Figures) -> None:
    found: dict[tuple[int, str, str], Fraction] = defaultdict(Fraction)
    for row in rows_of(figures.income):
        found[row["received_on"].year, row["account"], row["asset"]] += Fraction(row["income"])
    assert {key: cents(income) for key, income in found.items()} == rewards.INCOME_OF


# -- the harvest -------------------------------------------------------------------------


def test_fourteen_lots_are_candidates_and_the_bonded_dot_is_kept(figures: Figures) -> None:
    found = figures.candidates(TODAY)
    assert len(found.lots) == worked_tax.NUMBER_OF_CANDIDATES
    kept = found.left_out.filter(pl.col("reason").str.starts_with("kept"))
    assert set(kept["asset"]) == {"DOT"}


@pytest.mark.parametrize(
    "expected", worked_tax.CANDIDATES, ids=lambda c: f"{c.asset} {c.account} {c.acquired_on}"
)
def test_candidate(figures: Figures, expected: worked_tax.Candidate) -> None:
    lots = figures.candidates(TODAY).lots
    found = lots.filter(
        (pl.col("account") == expected.account)
        & (pl.col("asset") == expected.asset)
        & (pl.col("acquired_on") == date.fromisoformat(expected.acquired_on))
    ).row(0, named=True)
    assert (found["term"], found["days_to_long_term"]) == (
        expected.term,
        expected.days_to_long_term,
    )
    amounts = ("market_value", "loss", "tax_saved", "trading_cost", "later_tax", "net_benefit")
    for name in amounts:
        assert cents(Fraction(found[name])) == getattr(expected, name), name


# -- Schedule D --------------------------------------------------------------------------


@pytest.mark.parametrize("year", sorted(worked_tax.CHAIN))
def test_losses_of_2022_are_carried_on_to_2026(figures: Figures, year: int) -> None:
    settled = figures.netting(year, {}, TODAY).before
    lines = settled.schedule_d
    found = [
        lines.short_term_carryover_in,
        lines.net_short_term,
        lines.long_term_carryover_in,
        lines.net_long_term,
        lines.net_gain,
        lines.deductible_loss,
        settled.short_term_carryover_out,
        settled.long_term_carryover_out,
    ]
    assert None not in found
    assert tuple(cents(Fraction(line or 0)) for line in found) == worked_tax.CHAIN[year]


def test_schedule_d_and_tax_before_and_after_selling_two_lots(figures: Figures) -> None:
    result = figures.netting(2026, marks(figures), TODAY)
    assert taxed(result.before) == worked_tax.BEFORE
    assert taxed(result.after) == worked_tax.AFTER
    assert not result.carryover_in_assumed
    assert cents(Fraction(result.ledger_income)) == rewards.INCOME[2026]


def marks(figures: Figures) -> Marks:
    """Mark all of the first two candidates of the table."""
    names = {(c.account, c.asset, c.acquired_on) for c in worked_tax.CANDIDATES[:2]}
    chosen = [
        row
        for row in rows_of(figures.lots(TODAY))
        if (row["account"], row["asset"], row["acquired_on"].isoformat()) in names
    ]
    return {(row["lot_id"], row["account"]): None for row in chosen}


def taxed(settled: TaxYear) -> worked_tax.Tax:
    lines, tax = settled.schedule_d, settled.tax
    assert tax is not None
    assert not tax.amt
    amounts = (
        lines.net_short_term,
        lines.net_long_term,
        lines.net_gain,
        tax.taxable_income,
        tax.income_tax,
        tax.niit,
        tax.state_tax,
        tax.total_tax,
    )
    return worked_tax.Tax(*(cents(Fraction(amount)) for amount in amounts))
