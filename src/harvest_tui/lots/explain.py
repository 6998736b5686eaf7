"""Why disposals took the lots they took, found by replaying their groups of assets once more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.amounts import ZERO, atoms, from_atoms
from harvest_tui.domain.elections import Method, Scope
from harvest_tui.domain.explanation import Explanation, GiftBasis, Ground, LotUsed, Reason
from harvest_tui.domain.findings import Finding
from harvest_tui.lots.otherwise import alternatives, unavailable, unit_cost
from harvest_tui.lots.pool import Lot
from harvest_tui.lots.reasons import Reasons
from harvest_tui.lots.replay import Conventions
from harvest_tui.lots.spans import spans_of
from harvest_tui.lots.times import instant_of
from harvest_tui.lots.walks import Start, walked_in
from harvest_tui.lots.watching import Held, Seen, Watching

Row: TypeAlias = Mapping[str, Any]
"""A row of schema DISPOSALS by column name."""


def explain(
    ledger: pl.DataFrame,
    legs: pl.DataFrame,
    conventions: Conventions,
    disposals: pl.DataFrame,
    *,
    findings: Iterable[Finding] = (),
    today: date,
) -> tuple[Explanation, ...]:
    """Explain disposals.

    Args:
        ledger: Schema LEDGER, in the stable order.
        legs: Schema LEGS of the same transactions.
        conventions: As the ledger was replayed with.
        disposals: Schema DISPOSALS, whole disposals of that replay: those asked about.
        findings: Of earlier stages.
        today: As the ledger was replayed with.

    Returns:
        One for each disposal, in the order in which they happened. Margin profit, which has no
        lots, is not among them.

    Raises:
        ValueError: The disposals are not of that replay.
    """
    parts = disposals.filter(pl.col("lot_id").is_not_null()).partition_by(
        "key", "disposal_id", as_dict=True, maintain_order=True
    )
    asked = {(str(key), str(name)): rows for (key, name), rows in parts.items()}
    start = Start.of(ledger, legs, conventions, findings)
    found: dict[tuple[str, str], Explanation] = {}
    for spans in spans_of(ledger, start.methods, conventions, today.year):
        ours = {which: rows for which, rows in asked.items() if rows["asset"][0] in spans[0].group}
        if ours:
            book = walked_in(partial(Watching, asked=ours.keys()), spans, start)
            found |= _Teller(book, conventions).all_told(ours)
    lost = {which: rows for which, rows in asked.items() if which not in found}
    found |= _Teller(start.book(Watching, frozenset()), conventions).all_told(lost)
    return tuple(found[which] for which in asked)


class _Teller:
    """Turns what was seen into explanations."""

    def __init__(self, book: Watching, conventions: Conventions) -> None:
        self._zone = ZoneInfo(conventions.zone)
        self._dust = book.dust
        self._sealed = conventions.filed.through if conventions.filed else 0
        self._reasons = Reasons(book.methods, conventions.identifications, book.rows)
        self._seen = {(one.deed.key, one.name): one for one in book.seen}
        self._lots = book.lots
        self._methods = book.methods
        self._acquired = _acquired(book.lots.values())

    def all_told(
        self, asked: Mapping[tuple[str, str], pl.DataFrame]
    ) -> dict[tuple[str, str], Explanation]:
        """Explain all disposals asked about, each by its rows."""
        return {
            which: self.told(self._seen.get(which), list(rows.iter_rows(named=True)))
            for which, rows in asked.items()
        }

    def told(self, seen: Seen | None, rows: Sequence[Row]) -> Explanation:
        """Explain one disposal by its rows of schema DISPOSALS, and what was seen of it."""
        sealed = rows[0]["disposed_on"].year <= self._sealed
        if not sealed and (seen is None or not _same(seen, rows)):
            raise ValueError(f"{rows[0]['disposal_id']} is not of this ledger")
        if seen is None:
            return self._gone(rows)
        reasons = map(_filed, rows) if sealed else self._reasons.reasons(seen)
        taken = sum([row.quantity for row in seen.rows])
        return Explanation(
            disposal_id=seen.name,
            kind=seen.kind.value,
            account=seen.deed.account,
            asset=seen.asset,
            disposed_at=instant_of(seen.deed.at),
            disposed_on=seen.deed.on,
            quantity=from_atoms(seen.units),
            missing=from_atoms(seen.units - taken),
            pooled=seen.pooled,
            provisional=rows[0]["provisional"],
            used=tuple(self._used(rows, reasons, seen.here, pooled=seen.pooled)),
            left=from_atoms(sum([one.units for one in seen.here]) - taken),
            lots_left=_lots_left(seen),
            passed_over=() if sealed else tuple(self._reasons.missed(seen)),
            unavailable=tuple(unavailable(seen, self._in_reach(seen))),
            alternatives=tuple(alternatives(seen, self._zone, self._dust)),
        )

    def _in_reach(self, seen: Seen) -> Iterator[Lot]:
        """Give the lots of the asset ever acquired in the account, or in any if they are pooled."""
        for (account, asset), lots in self._acquired.items():
            if asset == seen.asset and (seen.pooled or account == seen.deed.account):
                yield from lots

    def _gone(self, rows: Sequence[Row]) -> Explanation:
        """Explain a disposal that was filed, and of which the ledger holds nothing any more."""
        first = rows[0]
        quantity = from_atoms(sum([atoms(row["quantity"]) for row in rows]))
        scope = self._methods.scope_of(first["asset"], first["disposed_on"].year)
        pooled = scope is Scope.UNIVERSAL
        return Explanation(
            disposal_id=first["disposal_id"],
            kind=first["kind"],
            account=first["account"],
            asset=first["asset"],
            disposed_at=first["disposed_at"],
            disposed_on=first["disposed_on"],
            gone=True,
            quantity=quantity,
            missing=ZERO,
            pooled=pooled,
            provisional=first["provisional"],
            used=tuple(self._used(rows, map(_filed, rows), (), pooled=pooled)),
            left=ZERO,
            lots_left=0,
            passed_over=(),
            unavailable=(),
            alternatives=(),
        )

    def _used(
        self,
        rows: Sequence[Row],
        reasons: Iterable[tuple[Reason, ...]],
        here: Iterable[Held],
        *,
        pooled: bool,
    ) -> Iterator[LotUsed]:
        lots = {one.lot.lot_id: one.lot for one in here}
        for row, why in zip(rows, reasons, strict=True):
            lot = self._lot(row, lots)
            yield LotUsed(
                lot_id=row["lot_id"],
                acquired_on=row["acquired_at"].astimezone(self._zone).date(),
                quantity=row["quantity"],
                unit_cost=None if lot is None else from_atoms(unit_cost(lot)),
                proceeds=row["proceeds"],
                cost_basis=row["cost_basis"],
                adjustment=row["adjustment"],
                gain=row["gain"],
                term=row["term"],
                inherited=row["inherited"],
                gift=_gift_basis(lot, row),
                came_from=None if pooled else _came_from(lot, row),
                reasons=why,
            )

    def _lot(self, row: Row, here: Mapping[str, Lot]) -> Lot | None:
        """Give the lot of a row as it was there; a migration has restated it in the new asset."""
        lot = here.get(row["lot_id"]) or self._lots.get(row["lot_id"])
        return lot if lot is not None and lot.asset == row["asset"] else None


def _came_from(lot: Lot | None, row: Row) -> str | None:
    return None if lot is None or lot.account == row["account"] else lot.account


def _filed(row: Row) -> tuple[Reason, ...]:
    method = Method(row["method"])
    return (Reason(ground=Ground.SEALED, quantity=row["quantity"], method=method),)


def _gift_basis(lot: Lot | None, row: Row) -> GiftBasis | None:
    """Tell which of a gift's two bases a row has; see `book.gift_basis`."""
    if lot is None or lot.loss_cost is None:
        return None
    if row["proceeds"] == row["cost_basis"]:
        return GiftBasis.NEITHER
    return GiftBasis.DONORS if row["proceeds"] > row["cost_basis"] else GiftBasis.VALUE


def _same(seen: Seen, rows: Sequence[Row]) -> bool:
    """Tell whether the rows are those that were written."""
    return [row.lot.lot_id for row in seen.rows if row.lot] == [row["lot_id"] for row in rows]


def _acquired(lots: Iterable[Lot]) -> Mapping[tuple[str, str], list[Lot]]:
    found: dict[tuple[str, str], list[Lot]] = defaultdict(list)
    for lot in lots:
        found[lot.account, lot.asset].append(lot)
    return found


def _lots_left(seen: Seen) -> int:
    """Count the lots that were there and of which something stayed."""
    left: dict[int, int] = defaultdict(int)
    for one in seen.here:
        left[one.lot.number] += one.units
    for row in seen.rows:
        if row.lot is not None:
            left[row.lot.number] -= row.quantity
    return sum([units > 0 for units in left.values()])
