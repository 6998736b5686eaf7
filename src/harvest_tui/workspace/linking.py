"""The ledger made ready for the lots, from what was imported and decided."""

from dataclasses import dataclass

import polars as pl

from harvest_tui.domain.findings import Finding
from harvest_tui.ledger.assertions import balance_differences
from harvest_tui.ledger.overrides import overridden, treated
from harvest_tui.ledger.prepare import prepare
from harvest_tui.workspace.deciding import undismissed
from harvest_tui.workspace.inputs import Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A ledger that the lots can be replayed from."""

    ledger: pl.DataFrame
    """Schema LEDGER, in the stable order."""
    legs: pl.DataFrame
    """Schema LEGS."""
    findings: tuple[Finding, ...]
    """Of linking and of stated balances."""


def linked_of(inputs: Inputs) -> Linked:
    """Lay the user's decisions over the transactions, link and value them."""
    decided, zone = inputs.decisions, inputs.settings.taxpayer.time_zone
    prepared = prepare(
        treated(overridden(inputs.transactions, decided.resolutions), decided.treatments),
        inputs.prices,
        zone,
        chosen=dict(decided.links),
        apart=decided.apart,
        ranks=inputs.ranks,
    )
    checkable = [one for one in decided.balances if one.on <= inputs.today]
    differing = balance_differences(prepared.legs, checkable, zone, inputs.settings.dust)
    return Linked(
        ledger=prepared.ledger,
        legs=prepared.legs,
        findings=undismissed((*prepared.findings, *differing), decided.dismissals),
    )


def linked_alike(one: Inputs, other: Inputs) -> bool:
    """Tell whether two states of a book have the same ledger: elections do not matter."""
    frames = one.transactions is other.transactions and one.prices is other.prices
    return frames and _said(one) == _said(other)


def _said(inputs: Inputs) -> tuple[object, ...]:
    return (
        inputs.decisions,
        inputs.ranks,
        inputs.settings.taxpayer.time_zone,
        inputs.settings.dust,
        inputs.today,
    )
