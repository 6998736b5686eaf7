"""A whole ledger replayed: frames in, frames out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from harvest_tui.domain.allocation import Allocation
from harvest_tui.domain.amounts import Quantity
from harvest_tui.domain.elections import Election, Identification
from harvest_tui.domain.findings import Finding
from harvest_tui.domain.frames import WASHES, require
from harvest_tui.domain.settings import DUST, Owner, SwapFee
from harvest_tui.lots import tables
from harvest_tui.lots.grounds import Grounds
from harvest_tui.lots.kept import OUTPUTS, Kept, nothing
from harvest_tui.lots.methods import Order
from harvest_tui.lots.sealed import Filed
from harvest_tui.lots.sequence import findings_in_sequence, in_sequence
from harvest_tui.lots.spans import spans_of
from harvest_tui.lots.walks import Start, route, walked
from harvest_tui.rules.wash_sales import WashRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """What the replay must be told beside the ledger."""

    zone: str
    """The taxpayer's time zone: decides every date."""
    elections: tuple[Election, ...] = ()
    identifications: tuple[Identification, ...] = ()
    bound: Mapping[str, Order] = field(default_factory=dict)
    """Orders brokers were in fact instructed to use, by account."""
    forms_expected: frozenset[str] = frozenset()
    """Accounts whose broker sends a Form 1099-DA."""
    dust: Quantity = DUST
    allocated: frozenset[str] = frozenset()
    """Assets whose estimated allocation to accounts the user has confirmed."""
    filed: Filed | None = None
    """The sealed years, if there are any: their lots are taken as they were filed."""
    allocations: Mapping[str, Allocation] = field(default_factory=dict)
    """Allocations made under Rev. Proc. 2024-28 and stated by the user, by asset."""
    swap_fee_before: SwapFee = SwapFee.DISPOSED
    """Which side the fees of swaps belonged to before the rule of 2025, as the returns have it."""
    wash: WashRule = WashRule()  # noqa: RUF009 # frozen
    """Losses that can be wash sales."""
    owners: Mapping[str, Owner] = field(default_factory=dict)
    """Whose the accounts are that are not the taxpayer's own."""
    off_return: frozenset[str] = frozenset()
    """Accounts whose disposals go on no return, or on another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What a ledger comes to."""

    lots: pl.DataFrame
    """Schema LOTS: open lots, by account, asset and age."""
    disposals: pl.DataFrame
    """Schema DISPOSALS, in the stable order."""
    reliefs: pl.DataFrame
    """Schema RELIEFS: which lots each transaction took, in the stable order."""
    uses: pl.DataFrame
    """Schema USES, in the stable order."""
    findings: tuple[Finding, ...]
    washes: pl.DataFrame
    """Schema WASHES: losses put off."""
    kept: Kept
    """All its spans, for a replay of much the same."""
    spans: int
    """A span is one year of one group of assets that share lots."""
    known: int
    """Spans that were known before."""


def replay(
    ledger: pl.DataFrame,
    legs: pl.DataFrame,
    conventions: Conventions,
    *,
    findings: Iterable[Finding] = (),
    today: date,
    known: Kept | None = None,
) -> Replay:
    """Use up lots, deed by deed, in each group of assets that share them.

    Args:
        ledger: Schema LEDGER, in the stable order.
        legs: Schema LEGS of the same transactions.
        conventions: Zone, methods, identifications, accounts.
        findings: Of earlier stages; error findings make their pools provisional.
        today: Day in the taxpayer's zone up to which years are crossed.
        known: Of a replay before: spans that rest on the same as now are not walked again.
    """
    known, filed = known or nothing(), conventions.filed
    start = Start.of(ledger, legs, conventions, findings)
    grounds = Grounds(start)
    by_group = spans_of(ledger, start.methods, conventions, today.year)
    routes = [route(spans, list(grounds.digests(spans)), known) for spans in by_group]
    kept, pools = walked(routes, start, known)
    told = {name: in_sequence(kept.frames[name], ledger, conventions.zone) for name in OUTPUTS}
    washes = require(told["washes"].select(list(WASHES)), WASHES)
    put_off = washes if conventions.wash.adjusts else washes.clear()
    found = tables.disposals(told["rows"], conventions, put_off)
    reliefs = tables.reliefs(told["reliefs"])
    return Replay(
        lots=tables.open_lots(pools, conventions),
        disposals=found if filed is None else _after(filed, found),
        reliefs=reliefs if filed is None else pl.concat([filed.reliefs, reliefs]),
        uses=tables.uses(told["uses"]),
        washes=washes,
        findings=findings_in_sequence(kept.notes, ledger, conventions.zone),
        kept=kept,
        spans=sum([len(one.spans) for one in routes]),
        known=sum([one.known for one in routes]),
    )


def _after(filed: Filed, disposals: pl.DataFrame) -> pl.DataFrame:
    """Put the rows of later years behind those that were filed."""
    later = pl.col("disposed_on").dt.year() > filed.through
    return pl.concat([filed.disposals, disposals.filter(later)])
