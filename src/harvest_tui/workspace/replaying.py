"""The costly part of the figures, kept between sessions: ledger, lots, disposals."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

import polars as pl

from harvest_tui import __version__
from harvest_tui.domain.findings import Finding, findings_of_frame, frame_of_findings
from harvest_tui.domain.frames import SEALED_CHANGES, WASHES, empty
from harvest_tui.lots.kept import Kept, unpacked
from harvest_tui.lots.replay import Conventions, replay
from harvest_tui.sources.collecting import uncollected
from harvest_tui.workspace.custody import Accounts, accounts_of, off_return
from harvest_tui.workspace.inputs import Inputs
from harvest_tui.workspace.linking import Linked, linked_alike, linked_of
from harvest_tui.workspace.sealed_changes import changes_of
from harvest_tui.workspace.wash_rules import wash_rule

PARTS: Final = (
    "ledger",
    "legs",
    "lots",
    "disposals",
    "reliefs",
    "uses",
    "changes",
    "washes",
)
_FOUND: Final = ("linking", "findings")
_SPANS: Final = f"spans/{__version__}"
"""One for a book, whatever is in it: its spans go by what they rest on."""


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
    washes: pl.DataFrame = field(default_factory=lambda: empty(WASHES))
    """Schema WASHES."""
    changes: pl.DataFrame = field(default_factory=lambda: empty(SEALED_CHANGES))
    """Schema SEALED_CHANGES: where sealed years computed again are not what was filed."""
    uses: pl.DataFrame
    """Schema USES."""
    findings: tuple[Finding, ...]
    """Of linking, of stated balances and of the lots."""
    linking: tuple[Finding, ...] = ()
    """The first of them: those that the lots rest on."""
    kept: Callable[[], Kept | None] = lambda: None
    """Reads its spans: a replay of much the same goes on from them."""


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
        kept = _taken_up(digest, snapshots)
        if kept is not None:
            return kept
    inputs = read()
    result = replay_of(inputs, known=kept_spans(snapshots) if snapshots is not None else None)
    result = replace(result, changes=changes_of(inputs, result, _after(inputs, result)))
    if digest is not None and snapshots is not None:
        _keep(result, digest, snapshots)
    return result


def replay_of(
    inputs: Inputs, *, known: Kept | None = None, linked: Linked | None = None
) -> Replayed:
    """Prepare the ledger and use up its lots.

    Args:
        inputs: What it rests on.
        known: Spans of a replay before.
        linked: The ledger prepared from the same, if it is there.
    """
    with uncollected():
        linked = linked or linked_of(inputs)
        accounts = accounts_of(inputs.transactions, inputs.settings, inputs.sources)
        result = replay(
            linked.ledger,
            linked.legs,
            conventions(inputs, accounts),
            findings=(*inputs.findings, *linked.findings),
            today=inputs.today,
            known=known,
        )
    return Replayed(
        ledger=linked.ledger,
        legs=linked.legs,
        lots=result.lots,
        disposals=result.disposals,
        reliefs=result.reliefs,
        uses=result.uses,
        washes=result.washes,
        findings=(*linked.findings, *result.findings),
        linking=linked.findings,
        kept=lambda: result.kept,
    )


def replay_after(inputs: Inputs, before: Inputs, replayed: Replayed) -> Replayed:
    """Replay what might be: only what is not as it was.

    Args:
        inputs: What might be.
        before: What is.
        replayed: What it comes to.
    """
    linked = None
    if linked_alike(inputs, before):
        linked = Linked(ledger=replayed.ledger, legs=replayed.legs, findings=replayed.linking)
    return replay_of(inputs, known=replayed.kept(), linked=linked)


def _after(before: Inputs, replayed: Replayed) -> Callable[[Inputs], Replayed]:
    return lambda inputs: replay_after(inputs, before, replayed)


def kept_spans(snapshots: Snapshots) -> Kept | None:
    """Read what the last replay of the book has left of its spans."""
    packed = snapshots.get(_SPANS)
    return None if packed is None else unpacked(packed)


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
        settings.assets,
        settings.dust,
        inputs.today.year,
        wash_rule(inputs),
        off_return(settings),
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
        wash=wash_rule(inputs),
        owners=accounts.owners,
        off_return=accounts.off_return,
    )


def _taken_up(digest: str, snapshots: Snapshots) -> Replayed | None:
    frames = {part: snapshots.get(f"{digest}/{part}") for part in (*PARTS, *_FOUND)}
    found = {part: frame for part, frame in frames.items() if frame is not None}
    if len(found) < len(frames):
        return None
    linking, findings = (findings_of_frame(found[part]) for part in _FOUND)
    return Replayed(
        **{part: found[part] for part in PARTS},
        linking=linking,
        findings=findings,
        kept=lambda: kept_spans(snapshots),
    )


def _keep(result: Replayed, digest: str, snapshots: Snapshots) -> None:
    for part in PARTS:
        snapshots.put(f"{digest}/{part}", getattr(result, part))
    for part in _FOUND:
        snapshots.put(f"{digest}/{part}", frame_of_findings(getattr(result, part)))
    kept = result.kept()
    if kept is not None:
        snapshots.put(_SPANS, kept.packed())
