"""The words to send to a broker, where own books do not suffice: Treas. Reg. 1.1012-1(j)(3)."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

import polars as pl

from harvest_tui.domain.amounts import Quantity, atoms, cents, from_atoms, plain_text, share
from harvest_tui.domain.elections import Identification, Method, Purpose
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.text import shown
from harvest_tui.ledger.days import end_of
from harvest_tui.lots.methods import MethodBook, Order
from harvest_tui.lots.times import micros
from harvest_tui.rules.identification import (
    brokers_told_since,
    own_books_last_day,
    own_books_suffice,
)
from harvest_tui.workspace.figures import Figures, Marks

_FIRST: Final = {
    Method.FIFO: "that were acquired first",
    Method.LIFO: "that were acquired last",
    Method.HIFO: "with the highest cost per unit",
    Method.LOFO: "with the lowest cost per unit",
}
_TAKES: Final = {
    Purpose.SALE: "my next sale takes",
    Purpose.TRANSFER: "my next transfer moves",
    Purpose.GIFT: "my next gift takes",
}
KEEP: Final = (
    "Send it in time and keep the broker's confirmation. An order that the broker takes as a "
    "standing one goes into harvest.toml: bound_to and bound_since of that account."
)


class Units(NamedTuple):
    """Units of a lot, as a broker can find them."""

    lot_id: str
    quantity: Quantity
    acquired_on: date
    cost_basis: Decimal


def broker_must_be_told(figures: Figures, account: str, on: date) -> bool:
    """Tell whether a sale on a day counts as identified only if the broker was told.

    In own wallets the own books decide; an order that the broker was in fact given stands.

    Source: Treas. Reg. 1.1012-1(j)(2), (3); Notice 2026-20.
    """
    accounts = figures.accounts
    told = order_given(figures, account, on) is not None
    return (
        accounts.custody.get(account) is Custody.BROKER and not told and not own_books_suffice(on)
    )


def order_given(figures: Figures, account: str, on: date) -> Order | None:
    """Give the order that an account's broker was in fact given by a day: it binds."""
    order = figures.accounts.bound.get(account)
    return order if order is None or order.since is None or on >= order.since else None


def custody_words(figures: Figures, account: str, on: date, purpose: Purpose = Purpose.SALE) -> str:
    """Say what an identification needs beside the own books in an account, on a day."""
    if account in figures.accounts.custody_unsaid:
        return (
            "Taken for your own wallet, for nothing says who keeps it: this record in your own "
            'books identifies the units. If a broker does: custody = "broker" under '
            f'[accounts."{shown(account, 128)}"] of harvest.toml.'
        )
    if figures.accounts.custody.get(account) is not Custody.BROKER:
        return "Own wallet: this record in your own books identifies the units."
    if (order := order_given(figures, account, on)) is not None:
        return (
            f"Broker custody: the broker was told {order.method.value}, which units named in your "
            f"own books do not override: this record alone chooses nothing. Tell the broker before "
            f"the {purpose.value}, and when it is done state what was told (harvest-tui identify … "
            "--transaction ID --as-filed)."
        )
    if own_books_suffice(on):
        return (
            f"Broker custody: your own books suffice for {purpose.value}s until "
            f"{own_books_last_day()}, "
            "unless you have instructed the broker otherwise."
        )
    return (
        f"Broker custody: tell the broker these units before the {purpose.value}; own books do not "
        "suffice."
    )


def words_to_send(
    figures: Figures, marks: Marks, on: date, purpose: Purpose = Purpose.SALE
) -> tuple[str, ...]:
    """Give what to send to each broker that must be told before these units go.

    Args:
        figures: Of the book.
        marks: (lot id, account) → units, None for all.
        on: Planned day.
        purpose: What they are named for.
    """
    lots = figures.lots(on)
    accounts = sorted({account for _, account in marks})
    told = [a for a in accounts if broker_must_be_told(figures, a, on)]
    return tuple(
        text
        for account in told
        for asset, units in units_by_asset(lots, account, marks)
        for text in (
            _sentence(account, asset, units, purpose),
            *(_standing(figures, account, asset, on) if purpose is Purpose.SALE else ()),
        )
    )


def words_for(figures: Figures, record: Identification, on: date) -> tuple[str, ...]:
    """Give what to send to the broker for an identification, if it may serve a sale that day."""
    marks: Marks = {(pick.lot_id, record.account): pick.quantity for pick in record.picks}
    return words_to_send(figures, marks, on, record.purpose)


def hardest_day(figures: Figures, record: Identification) -> date:
    """Give the first day on which a sale needs more than this record, if it lasts so long."""
    until, today = record.valid_until, figures.inputs.today
    if until is None or until > end_of(own_books_last_day(), figures.zone):
        return max(brokers_told_since(), today)
    return today


def units_by_asset(
    lots: pl.DataFrame, account: str, marks: Marks
) -> Iterator[tuple[str, list[Units]]]:
    """Give the units that are marked in an account, asset by asset.

    Args:
        lots: Schema POSITIONS.
        account: Where they are.
        marks: (lot id, account) → units, None for all; no more than a lot holds are given.
    """
    here = lots.filter(pl.col("account") == account)
    for asset in here["asset"].unique().sort():
        units = list(_units(here.filter(pl.col("asset") == asset), account, marks))
        if units:
            yield asset, units


def _units(lots: pl.DataFrame, account: str, marks: Marks) -> Iterator[Units]:
    columns = ("lot_id", "quantity", "acquired_on", "cost_basis")
    for lot_id, held, acquired_on, basis in lots.select(columns).iter_rows():
        if (lot_id, account) in marks:
            wanted = marks[lot_id, account]
            quantity = held if wanted is None else min(wanted, held)
            part = from_atoms(share(atoms(basis), atoms(quantity), atoms(held)))
            yield Units(lot_id, quantity, acquired_on, part)


def _sentence(account: str, asset: str, units: Iterable[Units], purpose: Purpose) -> str:
    name = shown(asset, 16)
    listed = "; ".join(
        f"{plain_text(one.quantity)} {name} acquired on {one.acquired_on} at a basis of "
        f"{cents(one.cost_basis):,} USD (my lot {shown(one.lot_id)})"
        for one in units
    )
    return (
        f'To {shown(account)}, before the {purpose.value}: "I identify the units of {name} in my '
        f'account that {_TAKES[purpose]}: {listed}."'
    )


def _standing(figures: Figures, account: str, asset: str, on: date) -> Iterator[str]:
    """Word the method on record as a standing order; without one there is none to give.

    Units that are named may be others than it would sell: it is for the sales that name none.
    """
    book = MethodBook(figures.inputs.elections)
    election = book.election_for(account, asset, on, micros(end_of(on, figures.zone)))
    if election is not None and election.method in _FIRST:
        yield (
            f"Your method on record, {election.method.value}, as a standing order for sales that "
            f'name no units: "Until I say otherwise, sell the units of {shown(asset, 16)} '
            f'{_FIRST[election.method]} before any others."'
        )
