"""A scenario beside what is, as scripts read it: exact amounts, null where not known."""

from collections.abc import Iterator

import polars as pl

from harvest_tui.domain.amounts import Usd, framed
from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.domain.scenario import Standing
from harvest_tui.domain.tax_year import TaxYear


def what_if_rows(what_is: Standing, what_might_be: Standing) -> pl.DataFrame:
    """Give `year` (null: no year's), `amount`, `what_is`, `what_might_be`, a row each."""
    pairs = zip(_rows(what_is), _rows(what_might_be), strict=True)
    rows = [(year, name, one, other) for (year, name, one), (_, _, other) in pairs]
    schema: Schema = {
        "year": pl.Int64,
        "amount": pl.String,
        "what_is": AMOUNT,
        "what_might_be": AMOUNT,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _rows(one: Standing) -> Iterator[tuple[int | None, str, Usd | None]]:
    yield None, "portfolio_value", one.portfolio_value
    yield None, "candidates", Usd(one.candidates)
    yield None, "short_term_loss", one.short_term_loss
    yield None, "long_term_loss", one.long_term_loss
    for year in one.years:
        for name, amount in _amounts(year):
            yield year.year, name, None if amount is None else framed(amount)


def _amounts(year: TaxYear) -> Iterator[tuple[str, Usd | None]]:
    lines = year.schedule_d
    yield "7", lines.net_short_term
    yield "15", lines.net_long_term
    yield "16", lines.net_gain
    yield "21", lines.deductible_loss
    yield "short_term_carryover_out", year.short_term_carryover_out
    yield "long_term_carryover_out", year.long_term_carryover_out
    yield "total_tax", year.tax.total_tax if year.tax else None
