"""A scenario beside what is: portfolio, candidates, Schedule D, tax and carryovers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from harvest_tui.domain.amounts import EXACT, ZERO, cents, plain_text
from harvest_tui.domain.text import shown
from harvest_tui.reports.details import NO_INCOME
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.netting import NO_STATUS, STATUS_WORDS
from harvest_tui.reports.wording import MINUS, money, signed_money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from harvest_tui.domain.amounts import Usd
    from harvest_tui.domain.scenario import Scenario, Standing
    from harvest_tui.domain.tax_year import TaxYear

_LONGEST_NAME: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedLine:
    """One amount, twice, in words."""

    label: str
    what_is: str = ""
    what_might_be: str = ""
    change: str = ""
    """With its sign; empty where nothing changes."""
    tone: Tone = Tone.PLAIN
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfView:
    """A scenario beside what is."""

    title: str
    facts: tuple[str, ...]
    name: str
    """Of the scenario, over its column."""
    lines: tuple[ComparedLine, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenariosView:
    """The scenarios that are kept."""

    title: str
    names: tuple[str, ...]
    """In order; the row of each is its place among them."""
    words: tuple[str, ...]
    """What each changes."""
    empty: tuple[str, ...]


def scenarios_view(scenarios: Mapping[str, Scenario]) -> ScenariosView:
    """List scenarios with what each changes."""
    return ScenariosView(
        title="Scenarios",
        names=tuple(scenarios),
        words=tuple(scenario_words(one) for one in scenarios.values()),
        empty=(
            "No scenario is kept.",
            'Next: n makes one; or  harvest-tui whatif set "prices fall" price_percent=-30',
        ),
    )


def scenario_words(scenario: Scenario) -> str:
    """Say what a scenario changes."""
    return ", ".join(_changes(scenario)) or "changes nothing"


def what_if_view(
    name: str, scenario: Scenario, what_is: Standing, what_might_be: Standing, marked: int
) -> WhatIfView:
    """Word a comparison.

    Args:
        name: Of the scenario.
        scenario: What it changes.
        what_is: With the marked lots sold on the planned day.
        what_might_be: In the scenario; the same years.
        marked: How many lots are marked.
    """
    lots = f"with {marked:,} marked lot{'' if marked == 1 else 's'}" if marked else "nothing marked"
    return WhatIfView(
        title=f"What if: {shown(name, 40)}",
        facts=(lots, scenario_words(scenario)),
        name=shown(name, _LONGEST_NAME),
        lines=tuple(_lines(what_is, what_might_be)),
        notes=tuple(_notes(what_is, what_might_be)),
    )


def _changes(scenario: Scenario) -> Iterator[str]:
    if scenario.prices.percent:
        yield f"prices {_percent(scenario.prices.percent)}"
    for asset, percent in scenario.prices.percent_of.items():
        yield f"{shown(asset, 16)} {_percent(percent)}"
    for words, amount in (
        ("short-term gain", scenario.short_term_gain),
        ("long-term gain", scenario.long_term_gain),
        ("other income", scenario.other_income),
    ):
        if amount:
            yield f"{words} {'+' if amount > 0 else ''}{money(amount)}"
    if scenario.filing_status is not None:
        yield STATUS_WORDS[scenario.filing_status]
    if scenario.sale_day is not None:
        yield f"sale on {scenario.sale_day}"
    if scenario.wash_sale_from is not None:
        yield f"wash sales from {scenario.wash_sale_from}"


def _percent(percent: Usd) -> str:
    sign = "+" if percent > 0 else MINUS if percent < 0 else ""
    return f"{sign}{plain_text(percent.copy_abs())} %"


def _lines(one: Standing, other: Standing) -> Iterator[ComparedLine]:
    if one.sale_day != other.sale_day:
        yield ComparedLine(
            label="Day of sale", what_is=str(one.sale_day), what_might_be=str(other.sale_day)
        )
    yield _money("Portfolio value", one.portfolio_value, other.portfolio_value, missing="no price")
    change = other.candidates - one.candidates
    yield ComparedLine(
        label="Loss candidates, lots",
        what_is=f"{one.candidates:,}",
        what_might_be=f"{other.candidates:,}",
        change=f"{change:+,}".replace("-", MINUS) if change else "",
    )
    yield _money("Short-term losses they hold", one.short_term_loss, other.short_term_loss, like=0)
    yield _money("Long-term losses they hold", one.long_term_loss, other.long_term_loss, like=0)
    for before, after in zip(one.years, other.years, strict=True):
        yield ComparedLine(label=f"Schedule D {before.year}", strong=True)
        for label, amount, like in _YEAR:
            missing = NO_STATUS if "line 21" in label else NO_INCOME
            label_ = label.format(next=before.year + 1)
            yield _money(label_, amount(before), amount(after), like=like, missing=missing)
    if len(one.years) > 1:
        yield _money(
            f"Total tax {one.years[0].year} to {one.years[-1].year}",
            _all_tax(one.years),
            _all_tax(other.years),
            like=-1,
            missing=NO_INCOME,
        )


def _money(
    label: str, one: Usd | None, other: Usd | None, *, like: int = 1, missing: str = ""
) -> ComparedLine:
    """Compare two amounts; `like` tells whether more is liked (1), not liked (-1), or neither."""
    what_is, what_might_be = (missing if a is None else money(a) for a in (one, other))
    change = ZERO if one is None or other is None else EXACT.subtract(cents(other), cents(one))
    good = change * like > 0
    return ComparedLine(
        label=label,
        what_is=what_is,
        what_might_be=what_might_be,
        change=signed_money(change).words if change else "",
        tone=Tone.PLAIN if not change or not like else Tone.GAIN if good else Tone.LOSS,
        strong=label.startswith("Total tax"),
    )


def _all_tax(years: Iterable[TaxYear]) -> Usd | None:
    total = ZERO
    for year in years:
        if year.tax is None:
            return None
        total = EXACT.add(total, year.tax.total_tax)
    return total


_YEAR: Final[tuple[tuple[str, Callable[[TaxYear], Usd | None], int], ...]] = (
    ("Net short-term (line 7)", lambda year: year.schedule_d.net_short_term, 0),
    ("Net long-term (line 15)", lambda year: year.schedule_d.net_long_term, 0),
    ("Net (line 16)", lambda year: year.schedule_d.net_gain, 0),
    ("Deductible loss (line 21)", lambda year: year.schedule_d.deductible_loss, 0),
    ("Short-term loss carried to {next}", lambda year: year.short_term_carryover_out, 0),
    ("Long-term loss carried to {next}", lambda year: year.long_term_carryover_out, 0),
    ("Total tax", lambda year: year.tax.total_tax if year.tax else None, -1),
)


def _notes(one: Standing, other: Standing) -> Iterator[str]:
    for year in one.years:
        if year.tax is None:
            yield (
                f"Income for {year.year} not given: no tax figure. "
                f"Next: harvest-tui year set {year.year} wages_and_other=USD"
            )
    if any(year.law_year != year.year for year in other.years):
        yield f"{other.years[-1].law_year} law assumed for {other.years[-1].year}."
