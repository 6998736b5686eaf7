from datetime import timedelta

import polars as pl
import pytest

from harvest_tui.reports.columns import TableView
from harvest_tui.reports.halves import halves_view
from reports import household


def view(halves: pl.DataFrame) -> TableView:
    return halves_view(halves, title="Which?", other="departures", zone="America/New_York")


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(minutes=3), "3 min later"),
        (timedelta(hours=1, minutes=35), "1 h 35 min later"),
        (timedelta(days=3, hours=2, minutes=59), "3 d 2 h later"),
        (-timedelta(minutes=61), "1 h 1 min before"),
        (timedelta(0), "0 min later"),
    ],
)
def test_the_time_between_is_said_in_its_two_largest_units(after: timedelta, words: str) -> None:
    halves = household.halves().head(1).with_columns(after=pl.lit(after))
    assert view(halves).frame["apart"].to_list() == [words]


def test_a_half_that_something_speaks_against_carries_a_sign() -> None:
    shown = view(household.halves())
    assert shown.frame["sign"].to_list() == [None, "!"]
    assert shown.legend == ("! something speaks against it",)
    assert view(household.halves().head(1)).legend == ()


def test_without_halves_the_way_out_is_named() -> None:
    empty = view(household.halves().clear())
    assert empty.facts == ("0 departures",)
    assert "No departures" in empty.empty[0]
