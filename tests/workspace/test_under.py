"""Figures of what might be."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.settings import Settings, YearInputs
from workspace.books import book_of, ledger

BUYS_AND_A_SALE = ledger(
    "a,2024-01-02T12:00:00Z,buy,Kraken,,ETH,1,USD,1000",
    "b,2024-02-02T12:00:00Z,buy,Kraken,,ETH,1,USD,3000",
    "c,2025-06-02T12:00:00Z,sell,Kraken,,USD,2000,ETH,1",
)
LIFO = Election(
    year=2025, method=Method.LIFO, recorded_at=datetime(2024, 12, 1, tzinfo=UTC), as_filed=True
)


def test_other_income_does_not_use_up_the_lots_again(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": BUYS_AND_A_SALE}) as book:
        figures = book.figures()
        richer = Settings(years={2025: YearInputs(wages_and_other=Decimal(90000))})

        other = figures.under(replace(figures.inputs, settings=richer))

        assert other.replay is figures.replay


def test_another_method_does(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": BUYS_AND_A_SALE}) as book:
        figures = book.figures()

        other = figures.under(replace(figures.inputs, elections=(LIFO,)))

        # FIFO sells what cost 1,000 for 2,000; LIFO what cost 3,000
        assert figures.gains(2025)["gain"].to_list() == [Decimal(1000)]
        assert other.gains(2025)["gain"].to_list() == [Decimal(-1000)]
