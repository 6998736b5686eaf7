"""Scenarios applied to a book: what might be, beside what is. Nothing is written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from harvest_tui.domain.amounts import EXACT
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.scenario import Scenario, Standing
from harvest_tui.domain.settings import Settings, WashSale, YearInputs
from harvest_tui.domain.sums import exact_sum, known_sum
from harvest_tui.domain.text import shown
from harvest_tui.workspace.figures import Figures, Marks


class ScenarioError(HarvestError):
    """A scenario that is not there, or cannot be applied to this book."""


def scenario_named(settings: Settings, name: str) -> Scenario:
    """Find a scenario.

    Raises:
        ScenarioError: There is none of that name.
    """
    if name not in settings.scenarios:
        known = ", ".join(shown(one) for one in settings.scenarios) or "none yet"
        raise ScenarioError(
            f"{shown(name)}: there is no such scenario. Known: {known}.\n"
            f"Fix: make it (harvest-tui whatif set NAME price_percent=-30)."
        )
    return settings.scenarios[name]


def under_scenario(figures: Figures, scenario: Scenario) -> Figures:
    """Give the figures of what might be. The replay is kept where it does not depend on it.

    Raises:
        ScenarioError: It changes an income that is not given, or the people do not fit the return.
    """
    inputs = figures.inputs
    settings = _settings(inputs.settings, scenario, inputs.today.year)
    if scenario.filing_status is not None:
        settings = replace(settings, years=_as_carried(figures, settings.years))
    return figures.under(replace(inputs, settings=settings, price_change=scenario.prices))


def standing(figures: Figures, marks: Marks, on: date, last: int) -> Standing:
    """Tell where one stands with the marked lots sold.

    Args:
        figures: As they are, or of a scenario.
        marks: What is sold.
        on: When.
        last: The last year shown; the first is this one.

    Raises:
        SaleError: A mark cannot be sold.
    """
    held = figures.positions(on).filter(~pl.col("asset").is_in(list(figures.spam)))
    found = figures.candidates(on).lots
    ahead = figures.years_ahead(marks, on, figures.inputs.today.year, last)
    short, long = (exact_sum(found.filter(pl.col("term") == t.value)["loss"]) for t in Term)
    return Standing(
        sale_day=on,
        portfolio_value=known_sum(held["market_value"]),
        candidates=len(found),
        short_term_loss=short,
        long_term_loss=long,
        years=tuple(one.with_sales.tax_year for one in ahead.years),
    )


def compared(
    figures: Figures, scenario: Scenario, marks: Marks, on: date
) -> tuple[Standing, Standing]:
    """Set a scenario beside what is.

    Returns:
        As it is, and in the scenario: the same marked lots, each on its day of sale.
    """
    other_day = scenario.sale_day or on
    last = max(on.year, other_day.year, figures.inputs.today.year)
    what_is = standing(figures, marks, on, last)
    return what_is, standing(under_scenario(figures, scenario), marks, other_day, last)


def _settings(settings: Settings, scenario: Scenario, year: int) -> Settings:
    taxpayer, rules = settings.taxpayer, settings.rules
    if scenario.filing_status is not None:
        taxpayer = replace(taxpayer, filing_status=scenario.filing_status)
        _require_people(settings, scenario)
    if scenario.wash_sale_from is not None:
        rules = replace(rules, wash_sale=WashSale.APPLY, wash_sale_from=scenario.wash_sale_from)
    years = settings.years
    if scenario.other_income or scenario.short_term_gain or scenario.long_term_gain:
        years = {**years, year: _income(years.get(year), scenario, year)}
    return replace(settings, taxpayer=taxpayer, rules=rules, years=years)


def _as_carried(figures: Figures, years: Mapping[int, YearInputs]) -> Mapping[int, YearInputs]:
    """Hold what is carried into this year: another filing status does not reach back."""
    year = figures.inputs.today.year
    now = figures.settled(year)
    if year not in years or now.carryover_in_assumed:
        return years
    short, long = now.case.carryover_in
    held = replace(years[year], short_term_carryover_in=short, long_term_carryover_in=long)
    return {**years, year: held}


def _income(given: YearInputs | None, scenario: Scenario, year: int) -> YearInputs:
    if given is None:
        raise ScenarioError(
            f"Income for {year} is not given, so a scenario cannot change it.\n"
            f"Fix: give it (harvest-tui year set {year} wages_and_other=USD)."
        )
    return replace(
        given,
        wages_and_other=EXACT.add(given.wages_and_other, scenario.other_income),
        short_term_gains_elsewhere=EXACT.add(
            given.short_term_gains_elsewhere, scenario.short_term_gain
        ),
        long_term_gains_elsewhere=EXACT.add(
            given.long_term_gains_elsewhere, scenario.long_term_gain
        ),
    )


def _require_people(settings: Settings, scenario: Scenario) -> None:
    most = scenario.filing_status.people if scenario.filing_status else 0
    for year, given in settings.years.items():
        if max(given.people_65_or_older, given.people_blind) > most:
            raise ScenarioError(
                f"[year.{year}] counts more people than file as {scenario.filing_status}.\n"
                "Fix: take another filing status for the scenario."
            )
