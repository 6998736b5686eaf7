from datetime import UTC, date, datetime

import polars as pl

from harvest_tui.domain.schedule_d import ELSEWHERE_KIND
from harvest_tui.reports.gains import gains_view
from reports import household

LATE = datetime(2025, 2, 1, 2, tzinfo=UTC)
"""In New York it is nine in the evening of 31 January."""


def test_the_day_of_acquisition_is_that_of_the_taxpayer() -> None:
    bought_late = household.disposals().with_columns(acquired_at=pl.lit(LATE))
    shown = gains_view(bought_late, None, "America/New_York").frame["acquired_on"]
    assert set(shown) == {date(2025, 1, 31)}


def test_the_day_of_acquisition_on_a_form_1099_b_is_shown_as_it_is() -> None:
    stated = household.disposals().with_columns(
        acquired_at=pl.lit(datetime(2025, 2, 1, tzinfo=UTC)), kind=pl.lit(ELSEWHERE_KIND)
    )
    shown = gains_view(stated, None, "America/New_York").frame["acquired_on"]
    assert set(shown) == {date(2025, 2, 1)}
