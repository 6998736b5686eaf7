"""What each kind of transaction does to the lots, in the law's words."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import Atoms, plus, share
from harvest_tui.domain.elections import Method
from harvest_tui.domain.kinds import (
    AT_VALUE,
    DERIVATIVES,
    FIAT,
    PURCHASES,
    SALES,
    SWAPS,
    WITHOUT_LOTS,
    WITHOUT_ROW,
    DisposalKind,
    Kind,
)
from harvest_tui.domain.settings import SwapFee
from harvest_tui.lots import notes
from harvest_tui.lots.book import Book, GainRow
from harvest_tui.lots.deeds import Deed
from harvest_tui.lots.groups import MONEY
from harvest_tui.lots.pool import Lot, Pool
from harvest_tui.rules.swaps import swap_fee_by_rule_since

Treatment: TypeAlias = Callable[[Book, Deed], None]

_UNITS_WITHOUT_FEE: Final = WITHOUT_LOTS | {Kind.REDENOMINATION}


def treat(book: Book, deed: Deed) -> None:
    """Carry out one deed, and the disposal that a fee beside its units is."""
    _TREATMENTS[deed.kind](book, deed)
    if deed.fee and deed.fee_asset in book.mine:
        _fee_apart(book, deed, deed.fee_asset, deed.fee)


def _purchase(book: Book, deed: Deed) -> None:
    """Cost is what was paid, with the fee; paid in another asset it is a swap."""
    if _is_lot(deed.out_asset):
        _swap(book, deed)
        return
    book.open(deed, _with_fee(deed, deed.value))


def _receipt_at_value(book: Book, deed: Deed) -> None:
    """Income and rebates: fair value on receipt is the basis (Rev. Rul. 2023-14)."""
    book.open(deed, _with_fee(deed, deed.value))


def _receipt_with_basis(book: Book, deed: Deed) -> None:
    """Gifts and opening balances: the basis given, and for a gift the donor's date.

    Where a gift was worth less than it had cost the donor, a loss is measured from that value
    (26 U.S.C. § 1015(a)).
    """
    loss = None
    if deed.kind == Kind.GIFT_IN and deed.value is not None and deed.basis is not None:
        loss = deed.value if deed.value < deed.basis else None
    book.open(deed, deed.basis, loss)


def _inheritance(book: Book, deed: Deed) -> None:
    """Value at death is the basis; always long-term (26 U.S.C. § 1014)."""
    book.open(deed, deed.value)


def _sale(book: Book, deed: Deed) -> None:
    """Proceeds are net of the fee; a fee in the asset sold is part of the units sold.

    Sold for another asset, such as a token for coins, it is a swap.
    """
    if _is_lot(deed.in_asset):
        _swap(book, deed)
        return
    _dispose_principal(book, deed, DisposalKind.SALE, _less_fee(deed, deed.value))


def _spending(book: Book, deed: Deed) -> None:
    """Paying with an asset disposes of it at fair value (Notice 2014-21)."""
    kind = DisposalKind.FEE if deed.kind == Kind.FEE else DisposalKind.SPEND
    _dispose_principal(book, deed, kind, _less_fee(deed, deed.value))


def _swap(book: Book, deed: Deed) -> None:
    """The given asset is sold for the value received; the fee is all on that side.

    A fee withheld from what is received leaves fewer units, at their share of the value. Money
    given for an asset is a purchase, under whatever name. Before 2025 a return may have put the
    fee, or half of it, on the other side: then proceeds and cost are both higher by that much.

    Source: Treas. Reg. 1.1001-7(b), 1.1012-1(h)(2): the rule from 2025 on.
    """
    if deed.out_asset in FIAT:
        _purchase(book, deed)
        return
    across = _fee_across(book, deed)
    proceeds = _less_fee(deed, deed.value)
    _dispose_principal(book, deed, DisposalKind.SWAP, plus(proceeds, across))
    cost = deed.value
    if cost is not None and deed.received:
        cost = share(cost, deed.received - deed.fee_in(deed.in_asset), deed.received)
    book.open(deed, plus(cost, across))


def _fee_across(book: Book, deed: Deed) -> Atoms | None:
    """Give what of a swap's fee belongs to the side received; None: its value is not known."""
    side = book.swap_fee_before
    if not deed.fee or side is SwapFee.DISPOSED or deed.on >= swap_fee_by_rule_since():
        return 0
    if deed.fee_value is None or side is SwapFee.ACQUIRED:
        return deed.fee_value
    return deed.fee_value // 2


def _without_row(book: Book, deed: Deed) -> None:
    """Gifts, donations, losses, and departures that found no arrival: lots leave, no sale."""
    book.remove(deed)


def _unlinked_arrival(book: Book, deed: Deed) -> None:
    """Units whose basis is not known open no lot; the finding was made when linking."""


def _transfer(book: Book, deed: Deed) -> None:
    """Moved units first, then the fee units; moved lots keep date and basis.

    In a universal year nothing moves, but the fee is disposed of all the same.
    """
    asset, units = deed.out_asset, deed.given
    if asset not in book.mine or units is None:
        return
    source = book.pool(deed.account, asset)
    if source.account and deed.to_account:
        _move(book, deed, source, book.pool(deed.to_account, asset), units)
    if deed.fee_asset == asset and deed.fee:
        book.dispose(deed, source, deed.fee, deed.fee_value, DisposalKind.TRANSFER_FEE)


def _move(book: Book, deed: Deed, source: Pool, target: Pool, units: Atoms) -> None:
    for take in book.draw(deed, source, units, Method.FIFO, Kind.TRANSFER):
        target.add(take.lot, take.quantity, take.cost, take.loss_cost, moved=True)
        units -= take.quantity
    if units > 0:
        book.fell_short(deed, source, units, 0)
    if source.tainted(deed.at):
        target.taint(deed.at)


def _redenomination(book: Book, deed: Deed) -> None:
    """A migration: every lot goes on in the new asset, its basis and date kept.

    It is no sale: units named for one are not used up here. Into a currency, or out of one, it is
    no migration.
    """
    if not (_is_lot(deed.in_asset) and _is_lot(deed.out_asset)):
        _waiting(book, deed)
        return
    asset, units = deed.out_asset, deed.given
    if asset not in book.mine or not units or not deed.in_asset or not deed.received:
        return
    source, target = book.pool(deed.account, asset), book.pool(deed.account, deed.in_asset)
    done = 0
    for take in book.draw(deed, source, units, Method.FIFO, Kind.REDENOMINATION):
        after = done + take.quantity
        became = deed.received * after // units - deed.received * done // units
        done = after
        if became:
            lot = _restated(take.lot, deed.in_asset, deed.received, units)
            target.add(lot, became, take.cost, take.loss_cost, moved=take.moved)
    if done < units:
        book.fell_short(deed, source, units - done, 0)
    if source.tainted(deed.at):
        target.taint(deed.at)


def _restated(lot: Lot, asset: str, became: Atoms, units: Atoms) -> Lot:
    """Give a lot in units of the new asset, so that its unit cost ranks among them."""
    return replace(lot, asset=asset, quantity=max(1, share(lot.quantity, became, units)))


def _adjustment(book: Book, deed: Deed) -> None:
    """A lot stated by hand; units taken off wait for the user to say what they were."""
    (_receipt_with_basis if deed.in_asset else _waiting)(book, deed)


def _margin(book: Book, deed: Deed) -> None:
    """Profit or loss without lots, in money; settled in coins it waits for a treatment."""
    if not {deed.in_asset, deed.out_asset} <= FIAT | {None}:
        _waiting(book, deed)
        return
    if MONEY not in book.mine:
        return
    proceeds = _in_dollars(deed, deed.in_asset, deed.received)
    cost = _in_dollars(deed, deed.out_asset, deed.given)
    fee = deed.fee_value if deed.fee else 0
    if proceeds is None or cost is None or fee is None:
        _unvalued(book, deed, proceeds, cost)
        return
    book.rows.append(
        GainRow(
            deed=deed,
            kind=DisposalKind.MARGIN,
            suffix="",
            asset="USD",
            lot=None,
            moved=False,
            quantity=0,
            acquired_at=deed.at,
            proceeds=proceeds,
            cost=cost + fee,
            method="",
            provisional=False,
        )
    )


def _unvalued(book: Book, deed: Deed, proceeds: Atoms | None, cost: Atoms | None) -> None:
    """Report the money that has no value; a coin that pays the fee is told of where it is sold."""
    asset, units = deed.fee_asset, deed.fee
    if proceeds is None:
        asset, units = deed.in_asset, deed.received
    elif cost is None:
        asset, units = deed.out_asset, deed.given
    if asset in FIAT and units:
        book.notes.append(notes.no_value(deed, asset, units))


def _in_dollars(deed: Deed, asset: str | None, units: Atoms | None) -> Atoms | None:
    if not units:
        return 0
    return units if asset == "USD" else deed.value


def _waiting(book: Book, deed: Deed) -> None:
    """Not modelled: units out are set aside, units in open no lot, and both are provisional."""
    _set_aside(book, deed, deed.out_asset, deed.given)
    book.remove(deed)
    _set_aside(book, deed, deed.in_asset, deed.received)


def _set_aside(book: Book, deed: Deed, asset: str | None, units: Atoms | None) -> None:
    if asset in book.mine and units:
        book.notes.append(notes.untreated(deed, asset, units))
        book.pool(deed.account, asset).taint(deed.at)


def _nothing(book: Book, deed: Deed) -> None:
    """Currency, and moves inside an account, touch no lot."""


def _is_lot(asset: str | None) -> bool:
    return asset is not None and asset not in FIAT


def _dispose_principal(book: Book, deed: Deed, kind: DisposalKind, proceeds: Atoms | None) -> None:
    asset, units = deed.out_asset, deed.given
    if asset not in book.mine or units is None:
        return
    units += deed.fee_in(asset)
    book.dispose(deed, book.pool(deed.account, asset), units, proceeds, kind)


def _with_fee(deed: Deed, cost: Atoms | None) -> Atoms | None:
    if cost is None or not deed.fee or deed.fee_asset == deed.in_asset:
        return cost
    return None if deed.fee_value is None else cost + deed.fee_value


def _less_fee(deed: Deed, proceeds: Atoms | None) -> Atoms | None:
    if proceeds is None or not deed.fee:
        return proceeds
    if deed.fee_asset == deed.out_asset and deed.fee_asset not in FIAT:
        return proceeds  # in kind: it is among the units disposed of
    return None if deed.fee_value is None else proceeds - deed.fee_value


def _fee_apart(book: Book, deed: Deed, asset: str, units: Atoms) -> None:
    """A fee in another asset is itself a disposal of that asset (Treas. Reg. 1.1001-7).

    So is one in kind, where no treatment counts it among the units.
    """
    if asset in {deed.in_asset, deed.out_asset} and deed.kind not in _UNITS_WITHOUT_FEE:
        return
    kind = DisposalKind.TRANSFER_FEE if deed.kind == Kind.TRANSFER else DisposalKind.FEE
    book.dispose(deed, book.pool(deed.account, asset), units, deed.fee_value, kind, "/fee")


def _table(groups: Iterable[tuple[Treatment, Iterable[Kind]]]) -> dict[str, Treatment]:
    table: dict[str, Treatment] = {kind.value: _waiting for kind in Kind}
    for treatment, kinds in groups:
        table |= {kind.value: treatment for kind in kinds}
    return table


_TREATMENTS: Final = _table(
    [
        (_purchase, PURCHASES),
        (_receipt_at_value, AT_VALUE),
        (_receipt_with_basis, {Kind.GIFT_IN, Kind.OPENING_BALANCE}),
        (_adjustment, {Kind.ADJUSTMENT}),
        (_inheritance, {Kind.INHERITANCE}),
        (_unlinked_arrival, {Kind.TRANSFER_IN}),
        (_sale, SALES),
        (_spending, {Kind.SPEND, Kind.FEE, Kind.LOAN_INTEREST}),
        (_swap, SWAPS),
        (_without_row, WITHOUT_ROW | {Kind.TRANSFER_OUT}),
        (_transfer, {Kind.TRANSFER}),
        (_redenomination, {Kind.REDENOMINATION}),
        (_margin, DERIVATIVES),
        (_nothing, WITHOUT_LOTS),
    ]
)
