"""All that is found in a book, stage by stage: what `check` and the self-audit tell."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from harvest_tui.domain.decisions import MonthClose
from harvest_tui.domain.findings import Finding
from harvest_tui.ledger.balance_audit import negative_balances
from harvest_tui.ledger.duplicates import superseded
from harvest_tui.ledger.impostors import look_alikes, spam_findings
from harvest_tui.ledger.legs import legs_of
from harvest_tui.ledger.months import closed_months_changed, last_day
from harvest_tui.ledger.plausibility import (
    coverage_gaps,
    edge_dates,
    far_prices,
    missing_fees,
)
from harvest_tui.ledger.running_balances import running_differences
from harvest_tui.workspace import chosen, events, warnings
from harvest_tui.workspace.elsewhere_findings import elsewhere_findings
from harvest_tui.workspace.inputs import Inputs
from harvest_tui.workspace.line_1 import unsettled_line_1
from harvest_tui.workspace.near_receipts import receipts_near_losses
from harvest_tui.workspace.parting import late_allocations, needless_allocations
from harvest_tui.workspace.sealed_words import changed_seals
from harvest_tui.workspace.wash_rules import wash_rule

if TYPE_CHECKING:
    from harvest_tui.workspace.figures import Figures


def all_found(figures: "Figures", on: date) -> Iterator[Finding]:
    """Give every finding, those set aside and those on spam among them.

    Args:
        figures: Of the book as it stands.
        on: Day that prices and the tax year are of.
    """
    yield from figures.inputs.findings
    yield from figures.replay.findings
    yield from changed_seals(figures.replay.changes, figures.inputs.seals)
    yield from _of_ledger(figures)
    yield from _of_choices(figures)
    yield from _of_events(figures)
    yield from _of_tax(figures, on)
    held = figures.replay.lots["asset"].unique()
    yield from warnings.stale_prices(figures.prices(on), held, on)


def _of_ledger(figures: "Figures") -> Iterator[Finding]:
    """What the rows say against each other, against balances and against prices."""
    ledger, zone = figures.replay.ledger, figures.zone
    yield from negative_balances(figures.replay.legs)
    yield from running_differences(_legs_as_read(figures.inputs), figures.inputs.closings())
    yield from far_prices(ledger, figures.inputs.prices, zone)
    yield from coverage_gaps(ledger, zone)
    yield from edge_dates(figures.disposals)
    yield from missing_fees(ledger)
    yield from look_alikes(ledger)
    yield from spam_findings(figures.spam)
    yield from closed_months_changed(figures.replay.legs, _closes(figures.inputs), zone)


def _of_choices(figures: "Figures") -> Iterator[Finding]:
    """Methods, units named, and allocations: whether they were in time, and shown by anything."""
    inputs, disposals, uses = figures.inputs, figures.disposals, figures.replay.uses
    yield from warnings.without_method(disposals, inputs.elections)
    yield from chosen.late_elections(disposals, inputs.elections)
    yield from chosen.unshown_elections(inputs.elections)
    yield from chosen.unproven_orders(uses)
    yield from chosen.named_after(disposals, uses, inputs.identifications)
    unbound = figures.brokers - set(figures.accounts.bound)
    stated = {one.identification_id for one in inputs.identifications if one.as_filed}
    yield from chosen.untold_brokers(disposals, uses, unbound, stated)
    yield from late_allocations(figures.replay.ledger, inputs.decisions.allotted, figures.zone)
    yield from needless_allocations(inputs.decisions.allotted, inputs.elections)


def _of_events(figures: "Figures") -> Iterator[Finding]:
    """Kinds of transactions of which something must be known, or said."""
    ledger, assets = figures.replay.ledger, figures.settings.assets
    yield from events.losses_not_deducted(ledger)
    yield from events.derivatives_in_money(ledger, assets)
    yield from events.collectibles_unsaid(ledger, assets)
    yield from warnings.migrations(ledger, figures.inputs.decisions.treatments)
    rule = wash_rule(figures.inputs)
    yield from receipts_near_losses(figures.disposals, ledger, rule, figures.zone)


def _of_tax(figures: "Figures", on: date) -> Iterator[Finding]:
    """What the return rests on beside the ledger."""
    assumed = figures.settled(on.year).carryover_in_assumed
    yield from warnings.assumed_carryover(on.year, assumed=assumed)
    yield from unsettled_line_1(figures.chain(on.year, {}, on).values())
    yield from warnings.undecided_income(figures.incomes, figures.settings.years)
    yield from warnings.off_return(figures.settings)
    yield from elsewhere_findings(
        figures.inputs.decisions.elsewhere,
        figures.elsewhere,
        figures.settings.years,
        figures.disposals,
    )


def _closes(inputs: Inputs) -> list[MonthClose]:
    """Give the closed months that are over."""
    return [one for one in inputs.decisions.closes if last_day(one.month) <= inputs.today]


def _legs_as_read(inputs: Inputs) -> pl.DataFrame:
    """Give the legs with each half of a transfer at its own time; what is told twice once."""
    twice = superseded(inputs.transactions, inputs.ranks, inputs.decisions.apart)
    return legs_of(inputs.transactions.filter(~pl.col("key").is_in(list(twice))))
