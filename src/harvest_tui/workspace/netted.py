"""The netting as scripts read it: cents, half up; lines by their number on Schedule D."""

from collections.abc import Iterable
from typing import Final, TypeAlias

import polars as pl

from harvest_tui.domain.amounts import Usd, cents
from harvest_tui.domain.schedule_d import NOT_FROM_HERE, FormLine
from harvest_tui.domain.tax_year import Netting, ScheduleD, TaxYear
from harvest_tui.reports.schedule_d import BeforeAndAfter

Cell: TypeAlias = str | int | bool | None
Side: TypeAlias = dict[str, "Cell | dict[str, Cell]"]

_QUESTIONS: Final = frozenset({"17", "20", "22"})
"""Lines with an answer instead of an amount."""
_TAXES: Final = (
    "adjusted_gross_income",
    "deduction",
    "senior_deduction",
    "taxable_income",
    "taxable_income_signed",
    "income_tax",
    "income_tax_form",
    "niit",
    "amt",
    "state_tax",
    "total_tax",
)


def netting_json(netting: Netting, lines: BeforeAndAfter) -> dict[str, "Cell | Side"]:
    """Give both sides by name; null where an amount is not known."""
    return {
        "year": netting.after.year,
        "before": _side(netting.before, lines.before),
        "after": _side(netting.after, lines.after),
        "carryover_in_assumed": netting.carryover_in_assumed,
        "ledger_income": _cents(netting.ledger_income),
        "ledger_income_added": netting.ledger_income_added,
        "law_year": netting.after.law_year,
    }


def netting_rows(netting: Netting, lines: BeforeAndAfter) -> pl.DataFrame:
    """Give `line`, `before`, `after`, one row for each amount."""
    before = _flat(_side(netting.before, lines.before))
    after = _flat(_side(netting.after, lines.after))
    rows = [(name, before.get(name), after.get(name)) for name in {**before, **after}]
    return pl.DataFrame(
        rows, schema=dict.fromkeys(("line", "before", "after"), pl.String), orient="row"
    )


def year_lines(year: TaxYear) -> dict[str, str | None]:
    """Give the amounts of a settled year by name, in cents."""
    return _flat(_side(year, ()))


def _side(year: TaxYear, lines: Iterable[FormLine]) -> Side:
    by_row: dict[str, Cell] = {
        one.line: one.answer if one.line in _QUESTIONS else _cents(one.gain)
        for one in lines
        if one.line not in NOT_FROM_HERE
    }
    return {
        "schedule_d": by_row | _settled(year.schedule_d),
        "short_term_carryover_out": _cents(year.short_term_carryover_out),
        "long_term_carryover_out": _cents(year.long_term_carryover_out),
        **{name: _cents(getattr(year.tax, name) if year.tax else None) for name in _TAXES},
    }


def _settled(lines: ScheduleD) -> dict[str, Cell]:
    return {
        "6": _cents(lines.short_term_carryover_in),
        "7": _cents(lines.net_short_term),
        "14": _cents(lines.long_term_carryover_in),
        "15": _cents(lines.net_long_term),
        "16": _cents(lines.net_gain),
        "18": _cents(lines.collectibles_gain),
        "21": _cents(lines.deductible_loss),
    }


def _flat(side: Side) -> dict[str, str | None]:
    flat: dict[str, str | None] = {}
    for name, amount in side.items():
        if isinstance(amount, dict):
            flat |= {line: _text(a) for line, a in amount.items()}
        else:
            flat[name] = _text(amount)
    return flat


def _text(amount: Cell) -> str | None:
    match amount:
        case None:
            return None
        case bool():
            return "true" if amount else "false"
        case _:
            return str(amount)


def _cents(amount: Usd | None) -> str | None:
    if amount is None:
        return None
    rounded = cents(amount)
    return f"{rounded or abs(rounded):f}"
