"""A replay that goes on from another: what is told both times, and what is walked again."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.findings import Finding
from harvest_tui.domain.frames import PRICES, empty
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import Prepared, prepare
from harvest_tui.lots.kept import Kept
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.replay import Conventions, Replay, replay
from harvest_tui.lots.sealing import filed_of, sealed_year
from lots.books import TODAY
from lots.scenarios import Scenario

ZONE = "America/New_York"


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that a replay is told."""

    transactions: list[Transaction]
    conventions: Conventions
    findings: tuple[Finding, ...] = ()
    today: date = TODAY


def walked_again(before: Told, after: Told) -> int:
    """Count the spans walked again, and see that nothing comes out otherwise for it."""
    first, whole = replayed(before), replayed(after)
    again = replayed(after, first.kept)

    assert again.disposals.equals(whole.disposals)
    assert again.lots.equals(whole.lots)
    assert again.reliefs.equals(whole.reliefs)
    assert again.uses.equals(whole.uses)
    assert again.washes.equals(whole.washes)
    assert again.findings == whole.findings
    assert again.kept.spans == whole.kept.spans
    return again.spans - again.known


def replayed(told: Told, known: Kept | None = None) -> Replay:
    """Replay it, going on from what is known."""
    ready = _prepared(tuple(told.transactions))
    return replay(
        ready.ledger,
        ready.legs,
        told.conventions,
        findings=(*ready.findings, *told.findings),
        today=told.today,
        known=known,
    )


def told_of(one: Scenario) -> Told:
    return Told(
        transactions=one.transactions,
        conventions=Conventions(
            zone=ZONE,
            elections=one.elections,
            identifications=one.identifications,
            bound=one.bound,
            forms_expected=one.forms_expected,
            allocations=one.allocations,
            swap_fee_before=one.swap_fee_before,
            wash=one.wash,
            owners=one.owners,
            off_return=one.off_return,
        ),
    )


def sealed(told: Told, year: int) -> Told:
    """Seal the years up to one as they are."""
    done = replayed(told)
    frames = (_prepared(tuple(told.transactions)).ledger, done.reliefs, done.disposals)
    filed = filed_of([sealed_year(year, 0, frames, MethodBook(told.conventions.elections), ZONE)])
    return saying(told, filed=filed)


def saying(told: Told, **said: Any) -> Told:  # noqa: ANN401 # fields of Conventions
    return replace(told, conventions=replace(told.conventions, **said))


@lru_cache(maxsize=8)
def _prepared(transactions: tuple[Transaction, ...]) -> Prepared:
    return prepare(frame_of(transactions), empty(PRICES), ZONE)
