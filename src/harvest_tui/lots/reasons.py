"""What decided which lots a disposal took, and what on record did not, and why."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from harvest_tui.domain.amounts import Atoms, from_atoms
from harvest_tui.domain.elections import Election, Identification, Method, Purpose
from harvest_tui.domain.explanation import Ground, Missed, PassedOver, Reason
from harvest_tui.lots.book import UNNAMED, GainRow
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.named import Use
from harvest_tui.lots.pool import Micros
from harvest_tui.lots.times import micros
from harvest_tui.lots.watching import Seen


class Reasons:
    """Elections, orders and identifications, asked about disposals that are done."""

    def __init__(
        self,
        methods: MethodBook,
        identifications: Iterable[Identification],
        rows: Iterable[GainRow],
    ) -> None:
        """Take what is on record, and all rows of gains: they tell which sale stood next to it."""
        self._methods = methods
        self._identifications = {one.identification_id: one for one in identifications}
        self._sales: Mapping[tuple[str, str], list[Micros]] = defaultdict(list)
        for row in rows:
            if row.kind not in UNNAMED:
                self._sales[row.deed.account, row.asset].append(row.deed.at)

    def reasons(self, seen: Seen) -> Iterator[tuple[Reason, ...]]:
        """Give what decided each row, in their order."""
        named = _by_lot(seen.uses)
        for row in seen.rows:
            if row.lot is not None and row.method == Method.SPECIFIC.value:
                yield tuple(self._named(named[row.lot.lot_id], row.quantity))
            else:
                yield (self._standing(seen, row.quantity),)

    def missed(self, seen: Seen) -> Iterator[PassedOver]:
        """Give what is on record for such a disposal and did not decide."""
        yield from self._elections_missed(seen)
        yield from self._names_missed(seen)

    def _elections_missed(self, seen: Seen) -> Iterator[PassedOver]:
        """Give the elections that did not decide, though they are for such a disposal."""
        deed = seen.deed
        asked = (deed.account, seen.asset, deed.on, deed.at)
        if self._methods.order_of(deed.account, deed.on) is not None:
            overruled = self._methods.election_for(*asked)
            if overruled is not None:
                yield PassedOver(why=Missed.OVERRULED, election=overruled)
            return
        for election in self._methods.passed_over(*asked):
            yield PassedOver(why=_missed(election, deed.at), election=election)

    def _names_missed(self, seen: Seen) -> Iterator[PassedOver]:
        """Give the units named there that it did not take, though it may have been meant."""
        for number, left in seen.named_left.items():
            one = self._identifications[number]
            if left and seen.kind not in UNNAMED and _meant(one, seen):
                why = self._why_missed(one, seen)
                if why is not None:
                    yield PassedOver(why=why, identification=one, quantity=from_atoms(left))

    def _standing(self, seen: Seen, units: Atoms) -> Reason:
        """Give what decided units that were not identified."""
        deed = seen.deed
        asked = (deed.account, seen.asset, deed.on, deed.at)
        order = self._methods.order_of(deed.account, deed.on)
        election = None if order else self._methods.election_for(*asked)
        return Reason(
            ground=Ground.BOUND if order else Ground.ELECTED if election else Ground.NOTHING,
            quantity=from_atoms(units),
            method=self._methods.method_for(*asked),
            election=election,
            since=order.since if order else None,
        )

    def _named(self, uses: list[Use], units: Atoms) -> Iterator[Reason]:
        """Give the identifications that named so many units of a lot, and use them up.

        No use is of two rows: of a lot, what had moved is named when nothing else is left of it.
        """
        while units:
            use = uses.pop(0)
            units -= use.quantity
            yield Reason(
                ground=Ground.IDENTIFIED,
                quantity=from_atoms(use.quantity),
                method=Method.SPECIFIC,
                identification=self._identifications[use.identification_id],
                unproven=use.unproven,
            )

    def _why_missed(self, one: Identification, seen: Seen) -> Missed | None:
        """Say why units were not used; of a record that no sale met only the nearest sale is told.

        Otherwise every sale of the past would name what was recorded for the sales to come.
        """
        if one.transaction_id is None and one.purpose is not Purpose.SALE:
            return Missed.PURPOSE if self._first_since(one, seen) else None
        at, recorded = seen.deed.at, micros(one.recorded_at)
        if not (one.as_filed and one.transaction_id is not None):
            if recorded > seen.deed.latest:
                return None if self._sold(seen, at, recorded) else Missed.LATE
            if one.valid_until is not None and (expired := micros(one.valid_until)) < at:
                return None if self._sold(seen, expired, at - 1) else Missed.EXPIRED
            if self._methods.order_of(seen.deed.account, seen.deed.on) is not None:
                return Missed.OVERRULED
        others = any(row.method != Method.SPECIFIC.value for row in seen.rows)
        return Missed.GONE if others else None

    def _first_since(self, one: Identification, seen: Seen) -> bool:
        """Tell whether a sale is the first after a record that is still in force."""
        at, recorded = seen.deed.at, micros(one.recorded_at)
        expired = one.valid_until is not None and micros(one.valid_until) < at
        return recorded <= at and not expired and not self._sold(seen, recorded, at - 1)

    def _sold(self, seen: Seen, after: Micros, until: Micros) -> bool:
        """Tell whether anything was sold after one instant, and until another."""
        sales = self._sales[seen.deed.account, seen.asset]
        return bisect_right(sales, after) < bisect_right(sales, until)


def _by_lot(uses: Iterable[Use]) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        found[use.taken].append(use)
    return found


def _meant(one: Identification, seen: Seen) -> bool:
    """Tell whether an identification of the asset may have been meant for this sale."""
    deed = seen.deed
    return one.account == deed.account and one.transaction_id in {None, deed.transaction_id}


def _missed(election: Election, at: Micros) -> Missed:
    late = not election.as_filed and micros(election.recorded_at) > at
    return Missed.LATE if late else Missed.NOT_YET
