"""All that the figures of a book rest on, read once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from harvest_tui.domain.decisions import Decisions
from harvest_tui.domain.elections import Election, Identification
from harvest_tui.domain.findings import Finding
from harvest_tui.domain.frames import PRICES, TRANSACTIONS, empty
from harvest_tui.domain.scenario import PriceChange
from harvest_tui.domain.settings import Settings
from harvest_tui.ledger.running_balances import CLOSINGS
from harvest_tui.rules.wash_sales import WashRule
from harvest_tui.workspace.custody import SourceCustody
from harvest_tui.workspace.seals import Seals


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the user has and has said."""

    transactions: pl.DataFrame = field(default_factory=lambda: empty(TRANSACTIONS))
    """Schema TRANSACTIONS."""
    prices: pl.DataFrame = field(default_factory=lambda: empty(PRICES))
    """Schema PRICES, one row for an asset and day."""
    settings: Settings = field(default_factory=Settings)
    elections: tuple[Election, ...] = ()
    identifications: tuple[Identification, ...] = ()
    sources: Mapping[str, SourceCustody] = field(default_factory=dict)
    """By format family."""
    ranks: Mapping[str, int] = field(default_factory=dict)
    """By format family: of two that tell the same event, the lowest counts."""
    decisions: Decisions = field(default_factory=Decisions)
    """What the user has decided about the data."""
    closings: Callable[[], pl.DataFrame] = lambda: empty(CLOSINGS)
    """Reads the balances that files state themselves, schema CLOSINGS, when they are asked for."""
    seals: Seals = field(default_factory=Seals)
    """The sealed years."""
    wash: WashRule | None = None
    """The wash-sale rule, for what might be; None: as the settings say."""
    findings: tuple[Finding, ...] = ()
    """Of the import: quarantined rows."""
    price_change: PriceChange = field(default_factory=PriceChange)
    """Of positions and plans, in what might be; what happened keeps its values."""
    today: date
    """In the taxpayer's zone."""
