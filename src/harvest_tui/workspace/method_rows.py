"""A comparison of methods as scripts read it: one row for each, cents, half up."""

from typing import Final

import polars as pl

from harvest_tui.domain.amounts import Usd, cents
from harvest_tui.domain.comparison import Comparison, Outcome
from harvest_tui.domain.frames import AMOUNT, Schema
from harvest_tui.domain.tax_year import Tax
from harvest_tui.reports.comparison import AVERAGE_COST

COMPARED: Final[Schema] = {
    "method": pl.String,  # FIFO to LOFO; recorded; average cost, which is not available
    "best": pl.Boolean,
    "short_term_gains": AMOUNT,  # lines 1 to 5
    "line_7": AMOUNT,
    "long_term_gains": AMOUNT,  # lines 8 to 13
    "line_15": AMOUNT,
    "line_16": AMOUNT,
    "line_21": AMOUNT,
    "income_tax": AMOUNT,
    "niit": AMOUNT,
    "amt": AMOUNT,
    "state_tax": AMOUNT,
    "total_tax": AMOUNT,
    "objective": AMOUNT,  # all taxes, less the value of carried losses
    "short_term_carryover_out": AMOUNT,
    "long_term_carryover_out": AMOUNT,
    "embedded_short_term_gain": AMOUNT,
    "embedded_long_term_gain": AMOUNT,
    "lots_without_price": pl.Int64,  # left out of the embedded gains
    "open_cost_basis": AMOUNT,
    "provisional_rows": pl.Int64,
    "note": pl.String,
}
_TAXES: Final = ("income_tax", "niit", "amt", "state_tax", "total_tax")


def comparison_rows(comparison: Comparison) -> pl.DataFrame:
    """Give schema COMPARED; null where an amount is not known."""
    rows = [_row(one) for one in comparison.outcomes]
    none = dict.fromkeys(COMPARED) | {"method": "average cost", "best": False, "note": AVERAGE_COST}
    return pl.DataFrame([*rows, none], schema=COMPARED)


def _row(one: Outcome) -> dict[str, object]:
    lines, left = one.year.schedule_d, one.embedded
    return {
        "method": one.method.value if one.method else "recorded",
        "best": one.best,
        "short_term_gains": _cents(lines.short_term_gains),
        "line_7": _cents(lines.net_short_term),
        "long_term_gains": _cents(lines.long_term_gains),
        "line_15": _cents(lines.net_long_term),
        "line_16": _cents(lines.net_gain),
        "line_21": _cents(lines.deductible_loss),
        **_taxes(one.year.tax),
        "objective": _cents(one.objective),
        "short_term_carryover_out": _cents(one.year.short_term_carryover_out),
        "long_term_carryover_out": _cents(one.year.long_term_carryover_out),
        "embedded_short_term_gain": _cents(left.short_term_gain),
        "embedded_long_term_gain": _cents(left.long_term_gain),
        "lots_without_price": left.lots_without_price,
        "open_cost_basis": _cents(left.cost_basis),
        "provisional_rows": one.provisional,
        "note": None,
    }


def _taxes(tax: Tax | None) -> dict[str, Usd | None]:
    return {name: _cents(getattr(tax, name) if tax else None) for name in _TAXES}


def _cents(amount: Usd | None) -> Usd | None:
    return None if amount is None else cents(amount)
