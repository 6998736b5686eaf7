"""Pools of lots, and the order in which they are used up: a method is a sort key.

Amounts are integers of 10**-18. A lot's basis is split by cumulative floor, so that the pieces
add up to the lot whatever the order in which it is used.
"""

from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from typing import Final, NamedTuple, Protocol, TypeAlias

from harvest_tui.domain.amounts import Atoms, plus
from harvest_tui.domain.elections import Method

Micros: TypeAlias = int
"""Microseconds since 1970, UTC."""

ROOM: Final = 1_000_000
"""Numbers kept free behind that of a lot, for parts of it."""

_FINE: Final = 256
"""Bits that make a unit cost comparable as one integer.

Two unequal fractions with denominators below 10**38 differ by more than 10**-76, which is more
than 2**-256 apart: the floors of both, times 2**256, are in the same order as the fractions, and
equal only if the fractions are. So this is cross-multiplication, done once for each lot.
"""


@dataclass(slots=True, eq=False)
class Lot:
    """One acquisition, as it was."""

    number: int
    """Its place in the stable order: the older of two lots has the lower one. Those of the parts
    parted from it follow its own."""
    lot_id: str
    key: str
    transaction_id: str
    account: str
    asset: str
    acquired_at: Micros
    received_at: Micros
    quantity: Atoms
    cost: Atoms
    loss_cost: Atoms | None
    """What counts for a loss, where a gift was worth less than it had cost the donor."""
    inherited: bool
    evidence: str
    held_since: date | None = None
    """Day from which the holding period counts, where units replaced others sold at a loss."""
    replacement: bool = False
    """These units replaced others sold at a loss, and so can replace no more."""
    parts: int = 0
    """How many such parts were parted from it."""


@dataclass(slots=True, eq=False)
class Piece:
    """What one account holds, or held, of one lot."""

    lot: Lot
    moved: bool
    """Came from another account: no longer covered by a broker's basis reporting."""
    quantity: Atoms
    cost: Atoms
    loss_cost: Atoms | None
    used: Atoms = 0

    def left(self) -> Atoms:
        """Give the units still here."""
        return self.quantity - self.used

    def cost_left(self) -> Atoms:
        """Give the basis of the units still here."""
        return self.cost - self.cost * self.used // self.quantity

    def loss_cost_left(self) -> Atoms | None:
        """Give the loss basis of the units still here."""
        if self.loss_cost is None:
            return None
        return self.loss_cost - self.loss_cost * self.used // self.quantity


class Take(NamedTuple):
    """Units taken from a lot, with their basis."""

    lot: Lot
    moved: bool
    quantity: Atoms
    cost: Atoms
    loss_cost: Atoms | None
    method: str


_Entry: TypeAlias = tuple[tuple[int, ...], bool, int, Piece]
"""Rank, whether moved, a number that keeps entries apart, and the piece."""


class Acquired(Protocol):
    """What of a lot decides its place."""

    @property
    def number(self) -> int:
        """Its place in the stable order."""

    @property
    def acquired_at(self) -> Micros:
        """The instant of acquisition."""

    @property
    def quantity(self) -> Atoms:
        """As acquired."""

    @property
    def cost(self) -> Atoms:
        """Of that quantity, fees included."""


def rank(lot: Acquired, method: Method) -> tuple[int, ...]:
    """Give the sort key of a lot under a method: the lowest goes first; ties to the older lot."""
    match method:
        case Method.LIFO:
            return (-lot.acquired_at, -lot.number)
        case Method.HIFO:
            return (-_unit_cost(lot), lot.acquired_at, lot.number)
        case Method.LOFO:
            return (_unit_cost(lot), lot.acquired_at, lot.number)
        case Method.FIFO | Method.SPECIFIC:  # spec-id without a pick is FIFO
            return (lot.acquired_at, lot.number)


def _unit_cost(lot: Acquired) -> int:
    """Give an integer in the order of cost per unit, fees included."""
    return (lot.cost << _FINE) // lot.quantity


class Pool:
    """The lots of one asset in one account (or in all, in a universal year)."""

    __slots__ = ("_arrivals", "_heaps", "account", "asset", "pieces", "tainted_from")

    def __init__(self, account: str, asset: str, tainted_from: Micros | None = None) -> None:
        self.account = account
        self.asset = asset
        self.pieces: dict[tuple[int, bool], Piece] = {}
        """What is here, by number of the lot and whether it had moved; nothing used up."""
        self.tainted_from = tainted_from
        """Since when an error finding makes what happens here provisional."""
        self._heaps: dict[Method, list[_Entry]] = {}
        self._arrivals = 0

    def taint(self, at: Micros) -> None:
        """Mark what happens here from `at` on as provisional."""
        self.tainted_from = at if self.tainted_from is None else min(at, self.tainted_from)

    def tainted(self, at: Micros) -> bool:
        """Tell whether an error finding stands before `at`."""
        return self.tainted_from is not None and self.tainted_from <= at

    def add(
        self, lot: Lot, quantity: Atoms, cost: Atoms, loss_cost: Atoms | None, *, moved: bool
    ) -> None:
        """Put units of a lot in, joining them to what is here of the same lot."""
        here = self.pieces.get((lot.number, moved))
        if here is not None:
            here.loss_cost = plus(here.loss_cost_left(), loss_cost)
            here.cost = here.cost_left() + cost
            here.quantity, here.used = here.left() + quantity, 0
            return
        piece = Piece(lot, moved, quantity, cost, loss_cost)
        self.pieces[lot.number, moved] = piece
        self._arrivals += 1  # the same lot may come again when a used-up piece is still in a heap
        for method, heap in self._heaps.items():
            heappush(heap, (rank(lot, method), moved, self._arrivals, piece))

    def forget_orders(self) -> None:
        """Drop the orders drawn by so far: the next draw sorts anew.

        Every order that is there costs time with each lot that comes, wanted again or not.
        """
        self._heaps.clear()

    def put_back(self, piece: Piece) -> None:
        """Take up what was here at a checkpoint, before anything else is done."""
        self.pieces[piece.lot.number, piece.moved] = piece

    def draw(self, units: Atoms, method: Method) -> list[Take]:
        """Take units in the order of a method, as far as they reach.

        Returns:
            What each lot gave, in order; together `units` or, if the pool falls short, less.
        """
        heap = self._heap(method)
        takes: list[Take] = []
        label = method.value
        while units and heap:
            piece = heap[0][3]
            left = piece.quantity - piece.used
            if left <= units:
                heappop(heap)
            if left:
                given = min(left, units)
                takes.append(self._take(piece, given, label))
                units -= given
        return takes

    def would_draw(self, units: Atoms, method: Method) -> list[Take]:
        """Give what `draw` would, and take nothing."""
        heap = self._heap(method).copy()
        takes: list[Take] = []
        while units and heap:
            piece = heappop(heap)[3]
            given = min(piece.left(), units)
            if given:
                takes.append(_cut(piece, given, method.value))
                units -= given
        return takes

    def draw_named(self, lot: Lot, units: Atoms, label: str) -> list[Take]:
        """Take units of one named lot and of the parts parted from it, as far as they reach."""
        takes: list[Take] = []
        for number in range(lot.number, lot.number + lot.parts + 1):
            drawn = self.draw_from(number, units, label)
            units -= sum([take.quantity for take in drawn])
            takes += drawn
        return takes

    def draw_from(self, number: int, units: Atoms, label: str) -> list[Take]:
        """Take units of the lot with one number, as far as it reaches."""
        takes = self.draw_piece(number, units, label, moved=False)
        units -= sum([take.quantity for take in takes])
        return takes + self.draw_piece(number, units, label, moved=True)

    def draw_piece(self, number: int, units: Atoms, label: str, *, moved: bool) -> list[Take]:
        """Take units of that lot that came from elsewhere, or that did not."""
        piece = self.pieces.get((number, moved))
        if piece is None or not units:
            return []
        return [self._take(piece, min(piece.left(), units), label)]

    def _take(self, piece: Piece, units: Atoms, label: str) -> Take:
        take = _cut(piece, units, label)
        piece.used += units
        if piece.used == piece.quantity:
            del self.pieces[piece.lot.number, piece.moved]
        return take

    def _heap(self, method: Method) -> list[_Entry]:
        """Give the live heap of a method, made on first use; the used-up are skipped on sight."""
        if method not in self._heaps:
            self._heaps[method] = sorted(
                (rank(p.lot, method), p.moved, 0, p) for p in self.pieces.values()
            )
        return self._heaps[method]


def _cut(piece: Piece, units: Atoms, label: str) -> Take:
    """Give the next units of a piece with their share of its basis."""
    before, after = piece.used, piece.used + units
    whole, loss = piece.quantity, piece.loss_cost
    return Take(
        piece.lot,
        piece.moved,
        units,
        piece.cost * after // whole - piece.cost * before // whole,
        None if loss is None else loss * after // whole - loss * before // whole,
        label,
    )
