"""Section 1091 as it reads: every loss held against every purchase, again after every deed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

from lots.reference_amounts import NOTHING, Lot, take

PLAIN = 1
NO_LOSS = Fraction(1, 10**12)
"""Less is rounding in the kernel."""


@dataclass(frozen=True, kw_only=True)
class SoldAtLoss:
    """Units of one lot sold for less than their basis."""

    row: int
    number: int
    """Of the acquisition the units came from."""
    age: tuple[datetime, int, int]
    account: str
    asset: str
    on: date
    at: datetime
    loss: Fraction
    units: Fraction
    days: int
    """For which they were held."""
    provisional: bool
    sale: tuple[str, ...]
    """Tells what sold them apart: units of one lot sold by one are one loss."""

    def like(self, other: "SoldAtLoss") -> bool:
        return (self.sale, self.age, self.account) == (other.sale, other.age, other.account)


@dataclass(frozen=True)
class Bought:
    """One purchase."""

    number: int
    on: date
    account: str
    asset: str


@dataclass(kw_only=True)
class ReferenceWashes:
    """All losses and purchases there ever were, and which units of each are matched."""

    securities: frozenset[str] = frozenset()
    others_from: date | None = None
    exempt: frozenset[str] = frozenset()
    iras: frozenset[str] = frozenset()
    off_return: frozenset[str] = frozenset()
    purchases: list[Bought] = field(default_factory=list)
    losses: list[SoldAtLoss] = field(default_factory=list)
    replaced: dict[int, Fraction] = field(default_factory=dict)
    """Units of a row that others replaced."""
    put_off: dict[int, Fraction] = field(default_factory=dict)
    """Loss of a row that was put off."""
    parts: dict[int, int] = field(default_factory=dict)
    """The number of the last part of an acquisition that took a loss up."""

    def note(self, loss: SoldAtLoss) -> None:
        """Keep a loss, if the rule is about it."""
        other = self.others_from is not None and loss.asset not in self.exempt
        since = self.others_from or date.max
        about = loss.asset in self.securities or (other and loss.on >= since)
        if loss.loss <= NO_LOSS or not about or loss.account in self.off_return:
            return
        same = next((one for one in self.losses if one.like(loss)), None)
        if same is None:
            self.losses.append(loss)
        else:
            whole = replace(same, loss=same.loss + loss.loss, units=same.units + loss.units)
            self.losses[self.losses.index(same)] = whole

    def settle(self, lots: list[Lot], pooled: Callable[[str], bool]) -> list[tuple[str, str]]:
        """Match what can be matched now.

        Losses go by time of sale, then by age of what was sold; purchases by time. The units must
        be held, must have replaced nothing before, and must not come from the purchase that the
        units sold came from.

        Returns:
            Account and asset of units that replaced others in a row in doubt.
        """
        doubtful: list[tuple[str, str]] = []
        for loss in sorted(self.losses, key=lambda one: (one.at, one.age)):
            for purchase in self.purchases:
                near = abs((loss.on - purchase.on).days) <= 30
                if near and purchase.asset == loss.asset and purchase.number != loss.number:
                    doubtful += self._match(loss, purchase, lots, pooled)
        return doubtful

    def _match(
        self,
        loss: SoldAtLoss,
        purchase: Bought,
        lots: list[Lot],
        pooled: Callable[[str], bool],
    ) -> list[tuple[str, str]]:
        free = [
            lot
            for lot in lots
            if lot.number == purchase.number and not lot.part and lot.asset == purchase.asset
        ]
        places = sorted({lot.account for lot in free}, key=lambda a: (a != purchase.account, a))
        groups = [[lot for lot in free if lot.account == place] for place in places]
        if pooled(purchase.asset):
            groups = [free]
        doubtful: list[tuple[str, str]] = []
        for group in groups:
            wanted = loss.units - self.replaced.get(loss.row, NOTHING)
            matched = min(wanted, sum((lot.quantity for lot in group), NOTHING))
            if matched > 0:
                lots += self._parted(loss, purchase, group, matched)
                doubtful += [(group[0].account, loss.asset)] if loss.provisional else []
        lots[:] = [lot for lot in lots if lot.quantity > 0]
        return doubtful

    def _number(self, acquisition: int, *, alike: bool) -> int:
        """Number the parts of an acquisition; those that took up nothing are one, and first."""
        if alike:
            return PLAIN
        self.parts[acquisition] = self.parts.get(acquisition, PLAIN) + 1
        return self.parts[acquisition]

    def _parted(
        self, loss: SoldAtLoss, purchase: Bought, group: list[Lot], matched: Fraction
    ) -> list[Lot]:
        """Cut the units out; the loss on them goes into basis and period, but not in an IRA."""
        disallowed = loss.loss * matched / loss.units
        self.replaced[loss.row] = self.replaced.get(loss.row, NOTHING) + matched
        self.put_off[loss.row] = self.put_off.get(loss.row, NOTHING) + disallowed
        gone = purchase.account in self.iras
        number = self._number(purchase.number, alike=gone)
        parted: list[Lot] = []
        left = matched
        for lot in sorted(group, key=lambda lot: lot.moved):
            piece = take(lot, left, "")
            left -= piece.quantity
            more = NOTHING if gone else disallowed * piece.quantity / matched
            since = date.fromordinal(purchase.on.toordinal() - loss.days)
            parted.append(
                replace(
                    lot,
                    lot_id=f"{lot.lot_id}/w{number - PLAIN}",
                    quantity=piece.quantity,
                    cost=piece.cost + more,
                    part=number,
                    held_since=None if gone else since,
                )
            )
        return [lot for lot in parted if lot.quantity > 0]
