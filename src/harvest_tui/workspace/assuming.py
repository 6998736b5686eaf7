"""What the figures of a book's year rest on: law, settings, defaults, and what is left out."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from enum import Enum
from typing import Final

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.assumptions import Assumption, Section
from harvest_tui.domain.settings import (
    AccountSettings,
    AssetSettings,
    HarvestSettings,
    RuleSettings,
    Settings,
    Taxpayer,
    Tier,
    YearInputs,
)
from harvest_tui.domain.text import shown
from harvest_tui.rules.in_use import parameters_in_use
from harvest_tui.rules.not_modelled import left_out
from harvest_tui.rules.parameters import FIRST_YEAR, last_known_year
from harvest_tui.rules.states import states

_QUIET: Final = frozenset({"time_zone_given", "cost_given", "state"})
"""Fields that say something about others."""


def assumptions(settings: Settings, year: int) -> tuple[Assumption, ...]:
    """List all of it for one year.

    Args:
        settings: The user's.
        year: Its law and its table of amounts.
    """
    return (
        *_law(year),
        *_household(settings, year),
        *_defaults(settings, year),
        *_state(settings.taxpayer),
        *_left_out(),
        *parameters_in_use(year, settings.taxpayer.filing_status),
    )


def state_note(taxpayer: Taxpayer) -> str | None:
    """Say what is known of the taxpayer's state; None where no state is given."""
    if taxpayer.state is None:
        return None
    one = states()[taxpayer.state]
    return f"{one.name}: {one.note or 'nothing is known here of its rules on capital losses.'}"


def _law(year: int) -> Iterator[Assumption]:
    last = last_known_year()
    if year < FIRST_YEAR:
        words = f"no tax is computed before {FIRST_YEAR}; lots and Schedule D are"
    elif year > last:
        words = f"{last} law assumed: amounts of {year} were not published with this version"
    else:
        words = "as published for the year"
    yield Assumption(section=Section.LAW_YEAR, name=f"Law of {year}", value=words)


def _household(settings: Settings, year: int) -> Iterator[Assumption]:
    """Give what the user has said and what differs from saying nothing."""
    yield from _said("taxpayer", settings.taxpayer, Taxpayer())
    if year in settings.years:
        yield from _said(f"year.{year}", settings.years[year], YearInputs())
    yield from _said("harvest", settings.harvest, HarvestSettings())
    yield from _said("rules", settings.rules, RuleSettings())
    for account, said in settings.accounts.items():
        yield from _said(f"accounts.{shown(account, 40)}", said, AccountSettings())
    for asset, known in settings.assets.items():
        yield from _said(f"assets.{shown(asset, 20)}", known, AssetSettings())


def _said(table: str, said: object, nothing: object) -> Iterator[Assumption]:
    for field in fields(said):  # type: ignore[arg-type] # each is a dataclass of settings
        value = getattr(said, field.name)
        if field.name not in _QUIET and value != getattr(nothing, field.name):
            name, words = field.name, _words(value)
            if name == "ledger_income_added":  # its key has two words instead
                name, words = "ledger_income", "add" if value else "included"
            yield Assumption(section=Section.HOUSEHOLD, name=f"[{table}] {name}", value=words)


def _defaults(settings: Settings, year: int) -> Iterator[Assumption]:
    taxpayer, harvest = settings.taxpayer, settings.harvest
    given = settings.years.get(year)
    unsaid = {
        "filing status": ("not given: no tax is computed", taxpayer.filing_status is None),
        f"income of {year}": (f"not given: no tax is computed ([year.{year}])", given is None),
        "time zone": (f"not set: {taxpayer.time_zone}", not taxpayer.time_zone_given),
        "state tax": ("not set: state_rate 0", not taxpayer.state_rate),
        "deduction": ("not given: the standard deduction", given and given.deduction is None),
        "65 or older, blind": (
            "nobody, as far as is said",
            given and not given.people_65_or_older and not given.people_blind,
        ),
        "ledger income": (
            "not said whether it is in the amounts: taken as included",
            given and given.ledger_income_added is None,
        ),
        "cost of trading": ("cost not set: fee_rate and order_cost 0", not harvest.cost_given),
        "worth of a carried loss": (
            "not set: a carried loss is worth nothing",
            not harvest.carryforward_value,
        ),
        "buying back": ("no: reenter is not set", not harvest.reenter),
    }
    for name, (words, applies) in unsaid.items():
        if applies:
            yield Assumption(section=Section.DEFAULT, name=name, value=words)


def _state(taxpayer: Taxpayer) -> Iterator[Assumption]:
    if taxpayer.state is None:
        return
    one, note = states()[taxpayer.state], state_note(taxpayer)
    yield Assumption(
        section=Section.STATE,
        name=one.code,
        value=f"{note} The flat rate stays a proxy.",
        reference="; ".join(reference.title for reference in one.reference),
        href=one.reference[0].href if one.reference else "",
    )


def _left_out() -> Iterator[Assumption]:
    for one in left_out():
        yield Assumption(
            section=Section.NOT_MODELLED,
            name=one.what,
            value=one.why,
            reference=one.reference.title,
            href=one.reference.href,
        )


def _words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return plain_text(value)
        case Tier():
            width = "the rest" if value.width is None else plain_text(value.width)
            return f"{width} at {plain_text(value.worth)}"
        case tuple():
            return ", ".join(map(_words, value))
        case Enum():
            return str(value.value)
        case _:
            return shown(str(value), 100)
