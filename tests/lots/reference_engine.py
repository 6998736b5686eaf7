"""A slow, plain lot engine to hold the real one against: lists, fractions, a function per rule.

It reads rows of schema LEDGER (as dictionaries, in any order) and shares no code with the
package but the domain's words. It was written from the rules, not from the kernel.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from harvest_tui.domain.elections import Purpose
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import (
    AT_VALUE,
    DERIVATIVES,
    FIAT,
    PURCHASES,
    SALES,
    SWAPS,
    WITHOUT_ROW,
    Kind,
    Term,
)
from lots.reference_amounts import (
    NOTHING,
    Deed,
    Lot,
    Piece,
    amount,
    fee_value,
    first_long_day,
    fraction,
    gift_basis,
    in_turn,
    minus,
    part,
    plus,
    rounded,
)
from lots.reference_pools import ReferencePools
from lots.reference_washes import Bought, ReferenceWashes, SoldAtLoss

WAITING = frozenset(
    {
        Kind.LOAN_IN,
        Kind.LOAN_OUT,
        Kind.LP_IN,
        Kind.LP_OUT,
        Kind.WRAP,
        Kind.NFT_TRANSFER,
        Kind.ESTATE_CLAIM,
        Kind.ESTATE_DISTRIBUTION,
        Kind.REVERSAL,
    }
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One lot used by one disposal."""

    kind: str
    transaction_id: str
    lot_id: str | None
    account: str
    asset: str
    quantity: Fraction
    proceeds: Fraction
    basis: Fraction
    acquired_at: datetime
    term: str
    method: str
    covered: bool
    provisional: bool


@dataclass(kw_only=True)
class ReferenceEngine(ReferencePools):
    """Goes through a ledger deed by deed."""

    name: Callable[[str, str, datetime], str]
    """Names a lot by transaction key, asset and instant."""
    forms_expected: frozenset[str] = frozenset()
    swap_fee_before: str = "disposed"
    rows: list[Row] = field(default_factory=list)
    waiting: list[Piece] = field(default_factory=list)
    """Drawn by disposals without a value."""
    removed: list[Piece] = field(default_factory=list)
    """Given away, lost, or sent where no file shows."""
    acquired: list[tuple[str, Fraction, Fraction]] = field(default_factory=list)
    """Asset, units and basis of every lot ever opened."""
    washes: ReferenceWashes = field(default_factory=ReferenceWashes)

    def run(self, ledger: Iterable[Deed], findings: Sequence[Finding], today: date) -> None:
        """Treat every deed in order, crossing into the per-account years on the way."""
        for one in findings:
            if one.severity is Severity.ERROR and one.account and one.asset and one.at:
                place = (one.account, one.asset)
                self.stated_doubts[place] = min(one.at, self.stated_doubts.get(place, one.at))
        for deed in sorted(ledger, key=in_turn):
            self.enter(self.day(deed["at"]).year)
            self._treat(deed)
            self._put_off_losses(deed["at"])
        self.enter(today.year)

    def on_return(self) -> Iterable[tuple[Row, Fraction]]:
        """List the rows that this return shows, each with the loss put off."""
        for number, row in enumerate(self.rows):
            if row.account not in self.washes.off_return:
                yield row, self.washes.put_off.get(number, NOTHING)

    def _treat(self, deed: Deed) -> None:
        kind = Kind(deed["kind"])
        if kind in WAITING or (kind in DERIVATIVES and not _in_money(deed)):
            self._wait(deed)
        elif kind in DERIVATIVES:
            self._settle_bet(deed)
            return
        elif _swaps(deed, kind):
            self._dispose_principal(deed, "swap", self._to_the_other_side(deed))
            self._open_swapped(deed)
        elif kind is Kind.TRANSFER:
            self._transfer(deed)
        elif kind is Kind.REDENOMINATION:
            self._redenominate(deed)
        elif deed["in_asset"] in {None, "USD"}:
            self._give(deed, kind)
        else:
            self._receive(deed, kind)
        self._dispose_other_fee(deed)

    def _give(self, deed: Deed, kind: Kind) -> None:
        if kind in SALES:
            self._dispose_principal(deed, "sale")
        elif kind in {Kind.SPEND, Kind.FEE, Kind.LOAN_INTEREST}:
            self._dispose_principal(deed, "fee" if kind is Kind.FEE else "spend")
        elif kind is Kind.ADJUSTMENT:
            self._wait(deed)
        elif kind in WITHOUT_ROW or kind is Kind.TRANSFER_OUT:
            units = amount(deed["out_quantity"])
            purpose = Purpose.TRANSFER if kind is Kind.TRANSFER_OUT else Purpose.GIFT
            self.removed += self.draw(deed, deed["out_asset"], units, purpose=purpose)

    def _receive(self, deed: Deed, kind: Kind) -> None:
        if kind in PURCHASES or kind in SWAPS:
            self._open_bought(deed)
        elif kind in AT_VALUE or kind is Kind.INHERITANCE:
            self._open(deed, fraction(deed["value"]), inherited=kind is Kind.INHERITANCE)
        elif kind is Kind.GIFT_IN:
            self._open_given(deed)
        elif kind in {Kind.OPENING_BALANCE, Kind.ADJUSTMENT}:
            self._open(deed, fraction(deed["basis_usd"]), acquired_at=deed["acquired_at"])

    def _wait(self, deed: Deed) -> None:
        """Not modelled: units out are set aside, units in open no lot, both with a finding."""
        for side in ("out", "in"):
            asset = deed[f"{side}_asset"]
            if asset is None or asset in FIAT:
                continue
            self.report("treatment needed", deed, asset)
            if side == "out":
                units = amount(deed["out_quantity"])
                self.removed += self.draw(deed, asset, units, purpose=Purpose.SALE)

    def _settle_bet(self, deed: Deed) -> None:
        """A gain or loss without lots, the fee in it; a fee in coins sells those besides."""
        fee = fee_value(deed) if deed["fee_asset"] is not None else NOTHING
        if fee is not None:
            won, lost = (fraction(deed[f"{side}_quantity"]) or NOTHING for side in ("in", "out"))
            self.rows.append(
                Row(
                    kind="margin",
                    transaction_id=deed["transaction_id"],
                    lot_id=None,
                    account=deed["account"],
                    asset="USD",
                    quantity=NOTHING,
                    proceeds=won,
                    basis=lost + fee,
                    acquired_at=deed["at"],
                    term=Term.SHORT,
                    method="",
                    covered=False,
                    provisional=False,
                )
            )
        self._dispose_other_fee(deed)

    def _open_bought(self, deed: Deed) -> None:
        """What was paid, with the fee: money of any sort adds to basis, a fee in kind is in it."""
        cost = fraction(deed["value"])
        if deed["fee_asset"] not in {None, deed["in_asset"]}:
            cost = plus(cost, fraction(deed["fee_value"]))
        self._open(deed, cost, bought=True)

    def _open_swapped(self, deed: Deed) -> None:
        """The fair value of what is kept; no fee in it (Treas. Reg. 1.1012-1(h)(2))."""
        cost = fraction(deed["value"])
        if cost is not None and deed["fee_asset"] == deed["in_asset"]:
            gross = amount(deed["in_quantity"])
            cost = cost * (gross - amount(deed["fee_quantity"])) / gross
        self._open(deed, plus(cost, self._to_the_other_side(deed)), bought=True)

    def _to_the_other_side(self, deed: Deed) -> Fraction | None:
        """Before 2025 some put the fee of a swap, or half of it, into what they received."""
        parts = {"disposed": NOTHING, "acquired": Fraction(1), "split": Fraction(1, 2)}
        if deed["fee_asset"] is None or self.day(deed["at"]).year >= 2025:
            return NOTHING
        value, part = fee_value(deed), parts[self.swap_fee_before]
        if not part:
            return NOTHING
        return None if value is None else value * part

    def _open_given(self, deed: Deed) -> None:
        """Two bases: the donor's, and for a loss the value at the gift if lower (§ 1015)."""
        donors, value = fraction(deed["basis_usd"]), fraction(deed["value"])
        lower = value if donors is not None and value is not None and value < donors else None
        self._open(deed, donors, loss_cost=lower, acquired_at=deed["acquired_at"])

    def _open(
        self,
        deed: Deed,
        cost: Fraction | None,
        *,
        loss_cost: Fraction | None = None,
        acquired_at: datetime | None = None,
        inherited: bool = False,
        bought: bool = False,
    ) -> None:
        asset, since = deed["in_asset"], acquired_at or deed["at"]
        if asset in FIAT:
            return
        if cost is None:
            self.report("missing basis", deed, asset)
            return
        quantity, cost = amount(deed["in_quantity"]), rounded(cost)
        if deed["fee_asset"] == asset:
            quantity -= amount(deed["fee_quantity"])
        self.acquired.append((asset, quantity, cost))
        self.lots.append(
            Lot(
                lot_id=self.name(deed["key"], asset, since),
                transaction_id=deed["transaction_id"],
                number=len(self.acquired),
                home=deed["account"],
                account=deed["account"],
                asset=asset,
                quantity=quantity,
                cost=cost,
                loss_cost=None if loss_cost is None else rounded(loss_cost),
                acquired_at=since,
                received_at=deed["at"],
                unit_cost=cost / quantity,
                inherited=inherited,
                bought=bought,
            )
        )
        if bought:
            day = self.day(deed["at"])
            self.washes.purchases.append(Bought(len(self.acquired), day, deed["account"], asset))

    def _dispose_principal(self, deed: Deed, kind: str, across: Fraction | None = NOTHING) -> None:
        """A fee in the asset given up leaves with it; any other fee lowers the proceeds."""
        units, proceeds = amount(deed["out_quantity"]), fraction(deed["value"])
        if deed["fee_asset"] == deed["out_asset"]:
            units += amount(deed["fee_quantity"])
        elif deed["fee_asset"] is not None:
            proceeds = minus(proceeds, fee_value(deed))
        proceeds = plus(proceeds, across)
        purpose = None if kind == "fee" else Purpose.SALE
        self._dispose(deed, kind, deed["out_asset"], units, proceeds, purpose)

    def _dispose_other_fee(self, deed: Deed) -> None:
        """A fee paid in an asset that is neither given nor received is a disposal of its own."""
        asset, units = deed["fee_asset"], deed["fee_quantity"]
        if asset not in {None, deed["in_asset"], deed["out_asset"]}:
            kind = "transfer_fee" if deed["kind"] == Kind.TRANSFER else "fee"
            self._dispose(deed, kind, asset, amount(units), fee_value(deed), None)

    def _transfer(self, deed: Deed) -> None:
        """Move units with date and basis; then the fee units are a disposal at market value."""
        asset, account, to_account = deed["out_asset"], deed["account"], deed["to_account"]
        if not self.pooled(asset):
            units = amount(deed["out_quantity"])
            for piece in self.draw(deed, asset, units, purpose=Purpose.TRANSFER, moving=True):
                self.lots.append(part(piece, to_account))
            if self.doubted(account, asset, deed["at"]):
                self.doubt(to_account, asset, deed["at"])
        if deed["fee_asset"] == asset:
            units = amount(deed["fee_quantity"])
            self._dispose(deed, "transfer_fee", asset, units, fee_value(deed), None)

    def _redenominate(self, deed: Deed) -> None:
        """New units for old ones: dates and basis go over, each lot by its share."""
        old, new, account = deed["out_asset"], deed["in_asset"], deed["account"]
        ratio = amount(deed["in_quantity"]) / amount(deed["out_quantity"])
        units = amount(deed["out_quantity"])
        for piece in self.draw(deed, old, units, purpose=None, moving=True):
            lot = part(piece, account)
            lot.asset, lot.quantity = new, piece.quantity * ratio
            lot.unit_cost = piece.lot.unit_cost / ratio
            self.lots.append(lot)
        if self.doubted(account, old, deed["at"]):
            self.doubt(account, new, deed["at"])

    def _dispose(
        self,
        deed: Deed,
        kind: str,
        asset: str,
        units: Fraction,
        proceeds: Fraction | None,
        purpose: Purpose | None,
    ) -> None:
        """Rows share the proceeds by units; missing units keep theirs back, but for dust."""
        if asset in FIAT:
            return
        pieces = self.draw(deed, asset, units, purpose=purpose)
        if proceeds is None:
            self.report("missing value", deed, asset)
            self.waiting += pieces
            return
        found = sum((piece.quantity for piece in pieces), NOTHING)
        whole = found if units - found < self.dust else units
        for piece in pieces:
            self.rows.append(self._row(deed, kind, piece, proceeds * piece.quantity / whole))
            self._note_loss(piece, self.rows[-1], deed)

    def _row(self, deed: Deed, kind: str, piece: Piece, proceeds: Fraction) -> Row:
        lot = piece.lot
        basis, since = gift_basis(piece, proceeds)
        start = lot.held_since or self.day(since)
        long = lot.inherited or self.day(deed["at"]) >= first_long_day(start)
        return Row(
            kind=kind,
            transaction_id=deed["transaction_id"],
            lot_id=lot.lot_id,
            account=deed["account"],
            asset=lot.asset,
            quantity=piece.quantity,
            proceeds=proceeds,
            basis=basis,
            acquired_at=since,
            term=Term.LONG if long else Term.SHORT,
            method=piece.method,
            covered=self.covered(lot),
            provisional=self.doubted(deed["account"], lot.asset, deed["at"]),
        )

    def _note_loss(self, piece: Piece, row: Row, deed: Deed) -> None:
        lot, on = piece.lot, self.day(deed["at"])
        days = (on - (lot.held_since or self.day(row.acquired_at))).days
        self.washes.note(
            SoldAtLoss(
                row=len(self.rows) - 1,
                number=lot.number,
                age=lot.age,
                account=row.account,
                asset=row.asset,
                on=on,
                at=deed["at"],
                loss=row.basis - row.proceeds,
                units=row.quantity,
                days=max(days, 367) if lot.inherited else days,
                provisional=row.provisional,
                sale=(row.transaction_id, row.kind, row.method, str(lot.moved)),
            )
        )

    def _put_off_losses(self, now: datetime) -> None:
        where = self.washes.settle(self.lots, self.pooled)
        for account, asset in where:
            self.doubt(account, asset, now)

    def covered(self, lot: Lot) -> bool:
        """Tell whether a broker must report its basis: bought there since 2026, never moved out."""
        return (
            lot.bought
            and not lot.moved
            and self.day(lot.received_at).year >= 2026
            and lot.account in self.forms_expected
        )


def _swaps(deed: Deed, kind: Kind) -> bool:
    """Tell whether an asset is given for another; dollars given for one buy it."""
    if kind in SWAPS:
        return deed["out_asset"] not in FIAT
    both = deed["in_asset"] not in {None, *FIAT} and deed["out_asset"] not in {None, *FIAT}
    return both and kind in PURCHASES | SALES


def _in_money(deed: Deed) -> bool:
    return {deed["in_asset"], deed["out_asset"]} <= FIAT | {None}
