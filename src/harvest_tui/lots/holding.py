"""The holding period, counted in calendar dates."""

from datetime import date, timedelta

import polars as pl

from harvest_tui.domain.kinds import Term


def term_of(acquired_on: date, disposed_on: date) -> Term:
    """Tell whether a lot was held for more than one year.

    The count starts on the day after acquisition and includes the day of disposal. A year is a
    calendar year, not 365 days.

    Args:
        acquired_on: Day of acquisition, in the taxpayer's time zone.
        disposed_on: Day of disposal, same zone.

    Raises:
        ValueError: `disposed_on` is before `acquired_on`.

    Source: 26 U.S.C. § 1222; Rev. Rul. 66-7, 1966-1 C.B. 188.
    """
    if disposed_on < acquired_on:
        raise ValueError(f"disposed on {disposed_on}, before {acquired_on}")
    return Term.LONG if disposed_on >= first_long_day(acquired_on) else Term.SHORT


def first_long_day(acquired_on: date) -> date:
    """Give the first day on which a disposal is long-term."""
    start = acquired_on + timedelta(days=1)
    try:
        return start.replace(year=start.year + 1)
    except ValueError:  # 29 February: its year is over when the next February is
        return date(start.year + 1, 3, 1)


def first_long_days(acquired_on: pl.Expr) -> pl.Expr:
    """Give `first_long_day` for a column of dates."""
    start = acquired_on.dt.offset_by("1d")
    later = start.dt.offset_by("1y")  # of 29 February it makes 28 February
    return pl.when(later.dt.day() == start.dt.day()).then(later).otherwise(later.dt.offset_by("1d"))


def terms(acquired_on: pl.Expr, disposed_on: pl.Expr, inherited: pl.Expr) -> pl.Expr:
    """Give `term_of` for columns; what was inherited is always long-term (26 U.S.C. § 1223(9))."""
    long = inherited | (disposed_on >= first_long_days(acquired_on))
    return pl.when(long).then(pl.lit(Term.LONG.value)).otherwise(pl.lit(Term.SHORT.value))
