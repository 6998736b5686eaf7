"""Balances that the user has stated, held against what the ledger adds up to."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO, Quantity, plain_text
from harvest_tui.domain.decisions import StatedBalance
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.settings import DUST
from harvest_tui.domain.text import shown
from harvest_tui.ledger.days import end_of
from harvest_tui.ledger.legs import balances


class Compared(NamedTuple):
    """A stated balance beside the ledger's."""

    stated: StatedBalance
    held: Quantity
    """What the legs add up to at the end of that day."""

    @property
    def difference(self) -> Quantity:
        """What the ledger holds too much; too little is negative."""
        return EXACT.subtract(self.held, self.stated.quantity)


def compared(legs: pl.DataFrame, stated: Iterable[StatedBalance], zone: str) -> Iterator[Compared]:
    """Find what the ledger says to each statement.

    Args:
        legs: Schema LEGS.
        stated: In the order in which they are to be given.
        zone: The taxpayer's: decides when a day ends.
    """
    held: dict[date, Mapping[tuple[str, str], Quantity]] = {}
    for one in stated:
        if one.on not in held:
            held[one.on] = _held_after(legs, one.on, zone)
        yield Compared(one, held[one.on].get((one.account, one.asset), ZERO))


def balance_differences(
    legs: pl.DataFrame, stated: Iterable[StatedBalance], zone: str, dust: Quantity = DUST
) -> Iterator[Finding]:
    """Report each statement that the ledger contradicts by at least `dust`.

    What the account holds of that asset is provisional from the end of that day on.

    Args:
        legs: Schema LEGS.
        stated: Of days that are over.
        zone: The taxpayer's.
        dust: Units; a smaller difference is none.
    """
    for one in compared(legs, stated, zone):
        if abs(one.difference) >= dust:
            yield _finding(one, zone)


def _held_after(legs: pl.DataFrame, day: date, zone: str) -> Mapping[tuple[str, str], Quantity]:
    summed = balances(legs.filter(pl.col("at") <= end_of(day, zone)))
    return {(account, asset): units for account, asset, units in summed.iter_rows()}


def _finding(one: Compared, zone: str) -> Finding:
    said, asset = one.stated, shown(one.stated.asset, 16)
    much = "too much" if one.difference > 0 else "too little"
    return Finding(
        finding="balance differs",
        severity=Severity.ERROR,
        account=said.account,
        asset=said.asset,
        amount=abs(one.difference),
        message=(
            f"{asset} at {shown(said.account)} at the end of {said.on}: the ledger holds "
            f"{plain_text(one.held)} and you stated {plain_text(said.quantity)}: "
            f"{plain_text(abs(one.difference))} {much}"
        ),
        fix=(
            "import what is missing before that day, or take back what is there twice; if the "
            f"statement is wrong: harvest-tui resolve --undo {said.decision_id}"
        ),
        at=end_of(said.on, zone),
    )
