"""The holding period: 26 U.S.C. § 1222, Rev. Rul. 66-7, Form 8949 instructions."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.kinds import Term
from harvest_tui.lots.holding import first_long_day, first_long_days, term_of, terms
from lots.books import buy, rows, run, sell

TABLE = [
    pytest.param(date(2025, 1, 15), date(2026, 1, 15), id="a common day"),
    pytest.param(date(2024, 2, 29), date(2025, 2, 28), id="from leap day"),
    pytest.param(date(2024, 2, 28), date(2025, 2, 28), id="from the day before leap day"),
    pytest.param(date(2023, 2, 28), date(2024, 2, 29), id="366 days and still short"),
    pytest.param(date(2025, 4, 30), date(2026, 4, 30), id="last day of a month"),
    pytest.param(date(2023, 12, 31), date(2024, 12, 31), id="last day of a year"),
]
"""Acquired, and the last day on which a sale is short-term; the next is the first long one."""


@pytest.mark.parametrize(("acquired", "last_short"), TABLE)
def test_a_lot_is_long_term_from_the_day_after_a_year_after_the_day_after(
    acquired: date, last_short: date
) -> None:
    first_long = last_short + timedelta(days=1)

    assert term_of(acquired, last_short) is Term.SHORT
    assert term_of(acquired, first_long) is Term.LONG
    assert first_long_day(acquired) == first_long


@pytest.mark.parametrize(("acquired", "last_short"), TABLE)
def test_the_column_says_the_same(acquired: date, last_short: date) -> None:
    frame = pl.DataFrame({"acquired": [acquired]}).select(first_long_days(pl.col("acquired")))

    assert frame.item() == last_short + timedelta(days=1)


@settings(deadline=None)
@given(st.dates(date(2008, 1, 1), date(2200, 12, 31)), st.integers(0, 1500))
def test_word_and_column_agree_on_every_day(acquired: date, days: int) -> None:
    sold = acquired + timedelta(days=days)
    columns = pl.DataFrame({"a": [acquired], "d": [sold], "i": [False]}).select(
        long=first_long_days(pl.col("a")), term=terms(pl.col("a"), pl.col("d"), pl.col("i"))
    )
    assert columns.row(0) == (first_long_day(acquired), term_of(acquired, sold).value)


@settings(deadline=None)
@given(st.dates(date(2008, 1, 1), date(2200, 12, 31)))
def test_a_sale_on_the_anniversary_is_never_long_term(acquired: date) -> None:
    if (acquired.month, acquired.day) != (2, 29):
        assert term_of(acquired, acquired.replace(year=acquired.year + 1)) is Term.SHORT


def test_sold_before_bought_is_a_broken_promise() -> None:
    with pytest.raises(ValueError, match="disposed on 2025-01-01, before 2025-01-02"):
        term_of(date(2025, 1, 2), date(2025, 1, 1))


def test_what_is_sold_on_the_day_it_was_bought_is_short_term() -> None:
    assert term_of(date(2025, 1, 1), date(2025, 1, 1)) is Term.SHORT


def test_leap_year_sale_is_short_term_in_the_books_too() -> None:
    done = run(buy("b1", "2023-02-28", 1, 100), sell("s1", "2024-02-29", 1, 150))
    assert rows(done, "term") == [("short",)]


@pytest.mark.parametrize(
    ("zone", "disposed_on", "term"),
    [
        pytest.param("America/New_York", date(2025, 12, 31), "short", id="still New Year's Eve"),
        pytest.param("UTC", date(2026, 1, 1), "long", id="already the next year"),
    ],
)
def test_the_taxpayers_zone_decides_day_year_and_term(
    zone: str, disposed_on: date, term: str
) -> None:
    """Sold at 02:30 UTC on 1 January 2026: 21:30 the evening before in New York."""
    done = run(
        buy("b1", "2024-12-31T18:00", 1, 100), sell("s1", "2026-01-01T02:30", 1, 150), zone=zone
    )
    assert rows(done, "disposed_on", "term") == [(disposed_on, term)]
