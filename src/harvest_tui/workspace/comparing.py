"""The methods of a year side by side, each as if it had been in force from its first day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import polars as pl

from harvest_tui.domain.comparison import Comparison, Embedded, Outcome
from harvest_tui.domain.elections import Method
from harvest_tui.domain.errors import UsageError
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.sums import exact_sum, known_sum
from harvest_tui.domain.text import shown
from harvest_tui.lots.supposed import supposed
from harvest_tui.lots.watching import METHODS
from harvest_tui.tax.objective import objective
from harvest_tui.workspace.figures import Figures


def methods_compared(
    figures: Figures, year: int, account: str | None = None, asset: str | None = None
) -> Comparison:
    """Compare FIFO, LIFO, HIFO and LOFO with what is on record.

    A sealed year is as filed on record, and under each method as if it were not sealed.

    Args:
        figures: Of the book.
        year: Its disposals are looked at; those before and after stay as they are.
        account: Only there the method differs; None for all.
        asset: Only of it; None for all.

    Raises:
        UsageError: The year has not begun, or there is no such account or asset.
    """
    today = figures.inputs.today
    if year > today.year:
        raise UsageError(
            f"method compare: {year} has not begun.\nFix: name a year up to {today.year}."
        )
    _require_known(figures, account, asset)
    through = min(date(year, 12, 31), today)
    recorded = _standing_on(figures, through)
    inputs = recorded.inputs
    supposing = [
        _outcome(
            recorded.under(
                replace(
                    inputs,
                    elections=supposed(inputs.elections, method, year, account, asset),
                    seals=inputs.seals.before(year),
                )
            ),
            method,
            through,
        )
        for method in METHODS
    ]
    now = _outcome(recorded, None, through)
    *methods, now = _judged([*supposing, now])
    return Comparison(
        year=year,
        through=through,
        account=account,
        asset=asset,
        recorded=now,
        methods=tuple(methods),
        carryover_in_assumed=recorded.settled(year).carryover_in_assumed,
        to_come=through < date(year, 12, 31),
        sealed=figures.inputs.seals.of(year) is not None,
    )


def _require_known(figures: Figures, account: str | None, asset: str | None) -> None:
    """Refuse an account or an asset that never held a lot: misspelt, it would change nothing.

    Raises:
        UsageError: It is not in the book.
    """
    for column, name in (("account", account), ("asset", asset)):
        there = {*figures.disposals[column], *figures.replay.lots[column]}
        if name is not None and name not in there:
            known = ", ".join(shown(one, 24) for one in sorted(there)) or "none"
            raise UsageError(
                f"method compare: no lot of {shown(name, 24)} is in this book.\n"
                f"Fix: one of {known}."
            )


def _standing_on(figures: Figures, day: date) -> Figures:
    """Give the figures as they stood at the end of a day; what was under way then arrives."""
    inputs = figures.inputs
    if day >= inputs.today:
        return figures
    on = pl.col("at").dt.convert_time_zone(figures.zone).dt.date()
    under_way = figures.replay.ledger.filter(on <= day)["linked_key"].drop_nulls()
    there = inputs.transactions.filter((on <= day) | pl.col("key").is_in(under_way.to_list()))
    return figures.under(replace(inputs, transactions=there, seals=inputs.seals.at(day), today=day))


def _outcome(figures: Figures, method: Method | None, through: date) -> Outcome:
    year = figures.settled(through.year).tax_year
    return Outcome(
        method=method,
        year=year,
        objective=None if year.tax is None else objective(year, figures.settings.harvest),
        embedded=_embedded(figures.lots(through)),
        provisional=int(figures.gains(through.year)["provisional"].sum()),
    )


def _embedded(priced_lots: pl.DataFrame) -> Embedded:
    gains = {
        term: priced_lots.filter(pl.col("term") == term.value)["unrealized_gain"] for term in Term
    }
    return Embedded(
        cost_basis=exact_sum(priced_lots["cost_basis"]),
        short_term_gain=known_sum(gains[Term.SHORT]),
        long_term_gain=known_sum(gains[Term.LONG]),
        lots_without_price=priced_lots["price"].null_count(),
    )


def _judged(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Mark those with the lowest objective; none where it is not known."""
    listed = list(outcomes)
    known = [one.objective for one in listed if one.objective is not None]
    least = min(known, default=None)
    return [replace(one, best=least is not None and one.objective == least) for one in listed]
