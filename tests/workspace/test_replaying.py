"""A replay goes on from the last one: in what might be, and in the next session."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from unittest.mock import Mock, patch

import polars as pl

from harvest_tui.config.locations import Book as Place
from harvest_tui.domain.elections import Election, Method
from harvest_tui.lots import walks
from harvest_tui.store.cache import Cache
from harvest_tui.workspace import linking
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.replaying import kept_spans
from workspace.books import StandingClock, book_of, ledger

TWO_ASSETS_AND_THREE_YEARS = ledger(
    *(
        row
        for year in (2023, 2024, 2025)
        for asset in ("BTC", "ETH")
        for row in (
            f"a{asset}{year},{year}-01-02T12:00:00Z,buy,Kraken,,{asset},1,USD,1000",
            f"b{asset}{year},{year}-02-02T12:00:00Z,buy,Kraken,,{asset},1,USD,{year}",
            f"c{asset}{year},{year}-06-02T12:00:00Z,sell,Kraken,,USD,1500,{asset},1",
        )
    )
)
LIFO = Election(
    year=2025,
    method=Method.LIFO,
    asset="ETH",
    recorded_at=datetime(2024, 12, 1, tzinfo=UTC),
    as_filed=True,
)


@contextmanager
def counted(module: object, name: str) -> Iterator[Mock]:
    """Count the calls of a function."""
    with patch.object(module, name, wraps=getattr(module, name)) as spy:
        yield spy


def test_what_might_be_walks_only_what_differs(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": TWO_ASSETS_AND_THREE_YEARS}) as book:
        figures = book.figures()
        assert len(figures.disposals) == 6

        with counted(walks, "walk") as walk, counted(linking, "prepare") as prepare:
            other = figures.under(replace(figures.inputs, elections=(LIFO,)))
            gains = other.gains(2025).filter(pl.col("asset") == "ETH")["gain"].to_list()

        assert (walk.call_count, prepare.call_count) == (1, 0)
        assert gains == [Decimal(1500) - Decimal(2025)]


def test_the_next_session_goes_on_from_the_last(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": TWO_ASSETS_AND_THREE_YEARS}) as book:
        assert len(book.figures().disposals) == 6
    with counted(walks, "walk") as walk, Book.open(_place(tmp_path), StandingClock()) as book:
        book.elect(LIFO)
        assert len(book.figures().disposals) == 6

    assert walk.call_count == 1


def test_a_snapshot_brings_its_spans_and_findings(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": TWO_ASSETS_AND_THREE_YEARS}) as book:
        first, second = book.figures().replay, book.figures().replay
        kept, again = first.kept(), second.kept()

        assert second is not first
        assert second.linking == first.linking
        assert kept is not None
        assert again is not None
        assert again.spans == kept.spans


def test_figures_of_an_earlier_day_go_on_from_the_last_too(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": TWO_ASSETS_AND_THREE_YEARS}) as book:
        assert len(book.figures().disposals) == 6
        with counted(walks, "walk") as walk:
            then = book.figures_at(date(2025, 3, 1))
            assert len(then.disposals) == 4

        assert walk.call_count == 2  # 2025, of both assets


def test_a_lost_cache_costs_only_time(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": TWO_ASSETS_AND_THREE_YEARS}) as book:
        before = book.figures().disposals
        for path in (tmp_path / "book" / "cache").iterdir():
            path.write_bytes(path.read_bytes()[:-7])

        assert kept_spans(Cache(tmp_path / "book" / "cache")) is None
        assert book.figures().disposals.equals(before)


def _place(folder: Path) -> Place:
    return Place(folder / "book")
