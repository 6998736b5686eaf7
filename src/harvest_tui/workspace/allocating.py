"""An allocation made under Rev. Proc. 2024-28: checked and recorded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from harvest_tui.domain.allocation import Allocation, AllocationMethod, Allotment
from harvest_tui.domain.amounts import atoms
from harvest_tui.domain.decisions import DecisionKind
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.text import shown
from harvest_tui.lots.allocation import misfits
from harvest_tui.rules.identification import per_account_since
from harvest_tui.store.results import Decision
from harvest_tui.workspace.allotments import AllocationFileError, Line, payload_of
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.marks import Wanted, marks_of
from harvest_tui.workspace.pooled import Pool, pools


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What the user says about how an allocation came about."""

    method: AllocationMethod
    on: date
    """The day on which it was complete."""
    evidence: str


def allocate(book: Book, lines: Sequence[Line], made: Made, name: str) -> tuple[Decision, ...]:
    """Record an allocation, one decision for each asset.

    Args:
        book: Is written to.
        lines: Of the file.
        made: How it was made.
        name: Of the file, for messages.

    Raises:
        HarvestError: It does not fit the pooled lots or the balances. Nothing is recorded then.
    """
    figures = book.figures()
    if made.on > figures.inputs.today:
        raise HarvestError(f"{made.on} lies in the future.\nFix: --made DATE, when it was made.")
    stated = tuple(_stated(lines, pools(figures), made, atoms(figures.settings.dust), name))
    return tuple(book.store.decide(DecisionKind.ALLOTMENT, payload_of(one)) for one in stated)


def _stated(
    lines: Sequence[Line], pooled: dict[str, Pool], made: Made, dust: int, name: str
) -> Iterator[Allocation]:
    """Read the lines asset by asset, and refuse all of them if one asset does not fit."""
    wrong: list[str] = []
    allocations: list[Allocation] = []
    for asset in dict.fromkeys(one.asset for one in lines):
        mine = [one for one in lines if one.asset == asset]
        lots = list(_allotments(mine, pooled.get(asset), wrong))
        if asset in pooled and len(lots) == len(mine):
            pool = pooled[asset]
            found = misfits(lots, pool.by_lot(), pool.held, dust)
            wrong += [f"{shown(asset, 16)}: {what}" for what in found]
        allocations.append(
            Allocation(
                asset=asset,
                method=made.method,
                made_on=made.on,
                evidence=made.evidence,
                lots=tuple(lots),
            )
        )
    if wrong:
        raise AllocationFileError(
            name,
            wrong,
            "compare it with harvest-tui allocation show, and with what is missing from the "
            "ledger; nothing was recorded",
        )
    yield from allocations


def _allotments(lines: Iterable[Line], pool: Pool | None, wrong: list[str]) -> Iterator[Allotment]:
    for one in lines:
        if pool is None:
            last = per_account_since().year - 1
            what = f"{shown(one.asset, 16)} was not pooled at the end of {last}"
            wrong.append(f"line {one.line}, {what}")
            continue
        try:
            ((lot_id, _),) = marks_of([Wanted(one.lot, None)], pool.lots)
        except HarvestError as error:
            wrong.append(f"line {one.line}, {str(error).splitlines()[0].rstrip('.')}")
            continue
        yield Allotment(
            lot_id=lot_id, account=one.account, quantity=one.quantity, cost_basis=one.cost_basis
        )
