"""Findings on elections and identifications, and on what shows them."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from harvest_tui.domain.elections import Election, Identification, Method, Pick, Purpose
from harvest_tui.domain.findings import Finding
from harvest_tui.workspace.chosen import (
    late_elections,
    named_after,
    unproven_orders,
    unshown_elections,
    untold_brokers,
)
from lots.books import at, buy, identify, run, sell
from workspace.books import book_of, ledger

SOLD = (
    buy("b1", "2025-01-01", 1, 10_000),
    buy("b2", "2025-02-01", 1, 20_000),
    sell("s1", "2025-06-01", 1, 15_000),
)


def elected(recorded: str, **more: object) -> Election:
    return Election(
        year=2025,
        method=Method.HIFO,
        recorded_at=at(recorded),
        **more,  # type: ignore[arg-type] # fields of Election
    )


def late(*elections: Election) -> list[Finding]:
    return list(late_elections(run(*SOLD).disposals, elections))


@pytest.mark.parametrize(
    "election",
    [
        pytest.param(elected("2025-06-02"), id="for all"),
        pytest.param(elected("2025-06-02", account="Kraken"), id="for the account"),
        pytest.param(elected("2025-06-02", asset="BTC"), id="for the asset"),
        pytest.param(
            elected("2025-06-02", effective_from=at("2025-05-01")), id="from before the sale"
        ),
    ],
)
def test_an_election_recorded_after_the_first_disposal_it_is_for_is_late(
    election: Election,
) -> None:
    (found,) = late(election)

    assert found.finding == "late election"
    assert found.message.endswith(
        "was recorded on 2025-06-02, after the first disposal it is for: it covers only what came "
        "after, and is weak evidence"
    )


@pytest.mark.parametrize(
    "election",
    [
        pytest.param(elected("2025-05-31"), id="before it"),
        pytest.param(elected("2025-06-02", as_filed=True), id="as filed"),
        pytest.param(elected("2025-06-02", account="Coinbase"), id="for another account"),
        pytest.param(elected("2025-06-02", asset="ETH"), id="for another asset"),
        pytest.param(
            elected("2025-06-02", effective_from=at("2025-07-01")), id="for what comes later"
        ),
    ],
)
def test_one_recorded_before_what_it_is_for_is_not(election: Election) -> None:
    assert late(election) == []


def test_what_is_stated_as_filed_needs_something_that_shows_it() -> None:
    bare = elected("2026-01-01", as_filed=True, asset="BTC")
    backed = elected("2026-02-01", as_filed=True, asset="BTC", evidence="return of 2025")

    (found,) = unshown_elections([bare, bare])

    assert (found.finding, found.asset) == ("no evidence named", "BTC")
    assert found.message == (
        "HIFO for 2025 (BTC) is stated as filed, and nothing is named that shows it"
    )
    assert list(unshown_elections([bare, backed])) == []
    assert list(unshown_elections([elected("2025-01-01")])) == []


LOTS = SOLD[:2]


def test_units_named_just_after_the_sale_of_as_many_are_said_to_be_late() -> None:
    late_record = identify(1, "2025-06-03", (SOLD[1], 1))
    done = run(*SOLD, identifications=(late_record,))

    (found,) = named_after(done.disposals, done.uses, (late_record,))

    assert found.finding == "identification after the sale"
    assert found.message == (
        "identification 1 of 1 BTC was recorded on 2025-06-03 12:00Z, after s1: it does not count "
        "for that sale, and stands for the next"
    )


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(identify(1, "2025-06-03", (SOLD[1], "0.5")), id="other units"),
        pytest.param(identify(1, "2025-06-09", (SOLD[1], 1)), id="long after"),
        pytest.param(identify(1, "2025-05-31", (SOLD[1], 1)), id="before, and used"),
        pytest.param(identify(1, "2025-06-03", (SOLD[1], 1), account="Coinbase"), id="elsewhere"),
        pytest.param(
            identify(1, "2025-06-03", (SOLD[1], 1), purpose=Purpose.TRANSFER), id="for a move"
        ),
        pytest.param(identify(1, "2025-06-03", (SOLD[1], 1), sale="s9"), id="stated as filed"),
    ],
)
def test_units_named_for_something_else_are_not(record: Identification) -> None:
    done = run(*SOLD, identifications=(record,))
    assert list(named_after(done.disposals, done.uses, (record,))) == []


SOLD_IN_2027 = (
    *LOTS,
    sell("s0", "2026-12-31", "0.5", 15_000),
    sell("s1", "2027-01-04", "0.5", 15_000),
    sell("s2", "2027-01-05", 1, 15_000),
)


def test_from_2027_on_own_choice_at_a_broker_counts_only_if_it_was_told() -> None:
    """Notice 2026-20 ends with 2026: two sales of the new year, none of the old."""
    named = (identify(1, "2026-12-01", (LOTS[1], 1)), identify(2, "2027-01-05", (LOTS[0], 1)))
    done = run(*SOLD_IN_2027, identifications=named)

    (found,) = untold_brokers(done.disposals, done.uses, {"Kraken"}, set())

    assert found.finding == "broker not told"
    assert found.message == (
        "2 sales of BTC at Kraken since 2027-01-01 took lots by your own record: that counts only "
        "if the broker was told before each"
    )
    assert list(untold_brokers(done.disposals, done.uses, set(), set())) == []


def test_first_in_first_out_needs_no_word_to_the_broker() -> None:
    done = run(*SOLD_IN_2027)
    assert list(untold_brokers(done.disposals, done.uses, {"Kraken"}, set())) == []


def test_what_the_broker_was_told_may_be_stated_sale_by_sale() -> None:
    stated = (
        identify(1, "2027-02-01", (LOTS[1], "0.5"), sale="s1"),
        identify(2, "2027-02-01", (LOTS[0], "0.5"), (LOTS[1], "0.5"), sale="s2"),
    )
    done = run(*SOLD_IN_2027, identifications=stated)
    assert done.disposals.filter(pl.col("method") == "spec-id").height == 3
    assert list(untold_brokers(done.disposals, done.uses, {"Kraken"}, {1, 2})) == []


def test_a_sale_known_to_the_day_on_which_its_units_were_named_is_told(tmp_path: Path) -> None:
    """The file gives the day only; the units are named on that day, at noon in New York."""
    bought = ledger("b1,2025-01-10T15:00:00Z,buy,Wallet,,BTC,1,USD,40000")
    sold = ledger("s1,2026-11-22Z,sell,Wallet,,USD,50000,BTC,1")
    with book_of(tmp_path, {"bought.csv": bought}) as book:
        lot = book.figures().replay.lots["lot_id"][0]
        book.store.identify("Wallet", "BTC", [Pick(lot_id=lot, quantity=Decimal(1))])
    with book_of(tmp_path, {"sold.csv": sold}) as book:
        figures = book.figures()
        (found,) = unproven_orders(figures.replay.uses)

        assert figures.disposals["method"].to_list() == ["spec-id"]
        assert found in figures.findings(figures.inputs.today)
        assert found.message == (
            "s1 took units of identification 1, and is known only to the minute or the day: that "
            "the record came first is not shown"
        )
