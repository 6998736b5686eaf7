"""The costly part of the figures, kept between sessions: ledger, lots, disposals."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

import polars as pl

from harvest_tui.domain.findings import Finding, findings_of_frame, frame_of_findings
from harvest_tui.domain.frames import SEALED_CHANGES, empty
from harvest_tui.ledger.assertions import balance_differences
from harvest_tui.ledger.overrides import overridden, treated
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.replay import Conventions, replay
from harvest_tui.sources.collecting import uncollected
from harvest_tui.workspace.custody import Accounts, accounts_of
from harvest_tui.workspace.deciding import undismissed
from harvest_tui.workspace.inputs import Inputs
from harvest_tui.workspace.sealed_changes import changes_of

PARTS: Final = (
    "ledger",
    "legs",
    "lots",
    "disposals",
    "reliefs",
    "uses",
    "changes",
    "findings",
)


class Snapshots(Protocol):
    """Keeps frames between sessions, as long as it likes."""

    def get(self, digest: str) -> pl.DataFrame | None:
        """Give the frame kept under that digest, or None."""
        ...

    def put(self, digest: str, frame: pl.DataFrame) -> None:
        """Keep a frame."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """A book's ledger replayed."""

    ledger: pl.DataFrame
    """Schema LEDGER."""
    legs: pl.DataFrame
    """Schema LEGS."""
    lots: pl.DataFrame
    """Schema LOTS."""
    disposals: pl.DataFrame
    """Schema DISPOSALS."""
    reliefs: pl.DataFrame
    """Schema RELIEFS."""
    changes: pl.DataFrame = field(default_factory=lambda: empty(SEALED_CHANGES))
    """Schema SEALED_CHANGES: where sealed years computed again are not what was filed."""
    uses: pl.DataFrame
    """Schema USES."""
    findings: tuple[Finding, ...]
    """Of linking, of stated balances and of the lots."""


def replayed(
    read: Callable[[], Inputs], digest: str | None = None, snapshots: Snapshots | None = None
) -> Replayed:
    """Replay a book, or take up what was kept of it.

    Args:
        read: Reads what it rests on; not called when a snapshot serves.
        digest: Of all that the result depends on; None: nothing is kept.
        snapshots: Where frames are kept.
    """
    if digest is not None and snapshots is not None:
        kept = _kept(digest, snapshots)
        if kept is not None:
            return kept
    with uncollected():
        inputs = read()
        result = replay_of(inputs)
        result = replace(result, changes=changes_of(inputs, result, replay_of))
    if digest is not None and snapshots is not None:
        _keep(result, digest, snapshots)
    return result


def replay_of(inputs: Inputs) -> Replayed:
    """Prepare the ledger and use up its lots."""
    settings = inputs.settings
    zone = settings.taxpayer.time_zone
    accounts = accounts_of(inputs.transactions, settings, inputs.sources)
    decided = inputs.decisions
    prepared = prepare(
        treated(overridden(inputs.transactions, decided.resolutions), decided.treatments),
        inputs.prices,
        zone,
        chosen=dict(decided.links),
        apart=decided.apart,
        ranks=inputs.ranks,
    )
    checkable = [one for one in decided.balances if one.on <= inputs.today]
    differing = balance_differences(prepared.legs, checkable, zone, settings.dust)
    linking = undismissed((*prepared.findings, *differing), decided.dismissals)
    result = replay(
        prepared.ledger,
        prepared.legs,
        conventions(inputs, accounts),
        findings=(*inputs.findings, *linking),
        today=inputs.today,
    )
    return Replayed(
        ledger=prepared.ledger,
        legs=prepared.legs,
        lots=result.lots,
        disposals=result.disposals,
        reliefs=result.reliefs,
        uses=result.uses,
        findings=(*linking, *result.findings),
    )


def replays_alike(one: Inputs, other: Inputs) -> bool:
    """Tell whether two states of a book replay to the same: income and costs do not matter."""
    frames = one.transactions is other.transactions and one.prices is other.prices
    return frames and _said(one) == _said(other)


def _said(inputs: Inputs) -> tuple[object, ...]:
    settings = inputs.settings
    return (
        inputs.elections,
        inputs.identifications,
        inputs.decisions,
        inputs.seals.digest,
        settings.taxpayer.time_zone,
        settings.accounts,
        settings.rules,
        settings.assets,
        settings.dust,
        inputs.today.year,
    )


def conventions(inputs: Inputs, accounts: Accounts) -> Conventions:
    """Put together what the lots must be told."""
    return Conventions(
        zone=inputs.settings.taxpayer.time_zone,
        elections=inputs.elections,
        identifications=inputs.identifications,
        bound=accounts.bound,
        forms_expected=accounts.forms_expected,
        dust=inputs.settings.dust,
        swap_fee_before=inputs.settings.rules.swap_fee_before_2025,
        allocated=frozenset(asset for asset, _ in inputs.decisions.allocations),
        filed=inputs.seals.filed,
        allocations={one.asset: one for one in inputs.decisions.allotted},
    )


def _kept(digest: str, snapshots: Snapshots) -> Replayed | None:
    frames = {part: snapshots.get(f"{digest}/{part}") for part in PARTS}
    found = {part: frame for part, frame in frames.items() if frame is not None}
    if len(found) < len(PARTS):
        return None
    return Replayed(
        **{part: found[part] for part in PARTS[:-1]},
        findings=findings_of_frame(found["findings"]),
    )


def _keep(result: Replayed, digest: str, snapshots: Snapshots) -> None:
    for part in PARTS[:-1]:
        snapshots.put(f"{digest}/{part}", getattr(result, part))
    snapshots.put(f"{digest}/{PARTS[-1]}", frame_of_findings(result.findings))
