"""Rows with an event's two sides in columns of their own: what came, what went, and the fee."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import MEND, Cells, RowError
from harvest_tui.sources.currencies import is_money, moved
from harvest_tui.sources.exchange import trade_kind
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.times import Moment


class Sided(NamedTuple):
    """The sides of one row; the fee is in neither."""

    came: Leg | None = None
    went: Leg | None = None
    fee: Leg | None = None
    """Negative where it is given back."""

    def without_fee_in_what_went(self) -> "Sided":
        """Give the same, where the source counts a fee in the asset that went among it."""
        if self.went is None or self.fee is None or self.fee.asset != self.went.asset:
            return self
        return self._replace(went=Leg(self.went.asset, self.went.quantity - self.fee.quantity))

    def with_fee_in_what_came(self) -> "Sided":
        """Give the same, where the source has taken a fee in the asset that came off it."""
        if self.came is None or self.fee is None or self.fee.asset != self.came.asset:
            return self
        return self._replace(came=Leg(self.came.asset, self.came.quantity + self.fee.quantity))


class Words(NamedTuple):
    """What a source's words mean, in lower case, by the sides that a row has.

    The blank word is what a row without a word means.
    """

    came: Mapping[str, Kind]
    went: Mapping[str, Kind]
    both: Mapping[str, Kind | None]
    """None: a trade, told by which side is money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a row says beside its sides."""

    at: Moment
    ident: str
    note: str
    usd_value: Usd | None = None
    fee_usd: Usd | None = None
    account: str | None = None
    txid: str | None = None


def leg(row: Cells, quantity: str, asset: str, code: Callable[[str], str] = str) -> Leg | None:
    """Give one side of a row; None where both its cells are blank, or nothing moved.

    Args:
        row: The row.
        quantity: Role of the number, which has no sign.
        asset: Role of the asset.
        code: Gives the asset that the source calls so.
    """
    amount = row.number(quantity)
    if amount is None:
        if row.text(asset):
            raise row.blank(quantity)
        return None
    if amount < 0:
        raise row.wrong(quantity, "is less than zero", MEND)
    return Leg(code(row.word(asset)), amount) if amount else None


def fee_leg(
    row: Cells,
    quantity: str = "fee",
    asset: str = "fee_asset",
    code: Callable[[str], str] = str,
) -> Leg | None:
    """Give the fee of a row; None where it has none. It may be negative: a rebate."""
    amount = row.number(quantity)
    return Leg(code(row.word(asset)), amount) if amount else None


def booked(
    group: Group, sided: Sided, beside: Beside, words: Words, label: str, role: str
) -> Iterator[Transaction]:
    """Book a row by its word and its sides.

    Args:
        group: The row.
        sided: Its sides.
        beside: What else it says.
        words: What words mean.
        label: The row's word.
        role: Of the cell that the word is from.

    Raises:
        RowError: Nothing moves, or the word is not known of a row with these sides.
    """
    came, went = sided.came, sided.went
    if came is None and went is None:
        raise RowError("the row moves nothing", MEND)
    table = words.came if went is None else words.went if came is None else words.both
    word = label.casefold()
    if word not in table:
        raise group.first.wrong(role, f"is not known of a row in which {_moves(sided)}")
    kind = table[word]
    if kind is None:
        yield from traded(group, sided, beside)
        return
    only = came or went
    if only is not None and not (came and went):
        kind = moved(kind, only.asset)
    yield from single(group, kind, sided, beside)


def _moves(sided: Sided) -> str:
    if sided.came and sided.went:
        return "one asset comes for another"
    return "something only comes" if sided.came else "something only goes"


def traded(group: Group, sided: Sided, beside: Beside) -> Iterator[Transaction]:
    """Book one asset for another; money for money is a withdrawal and a deposit."""
    came, went = sided.came, sided.went
    if came is None or went is None:
        raise RowError("the row is not one asset for another", MEND)
    paid, got = is_money(went.asset), is_money(came.asset)
    if not (paid and got):
        yield from single(group, trade_kind(paid=paid, got=got), sided, beside)
        return
    yield from single(group, Kind.FIAT_WITHDRAWAL, sided._replace(came=None), beside)
    yield group.transaction(
        Kind.FIAT_DEPOSIT,
        beside.at,
        f"{beside.ident}-in",
        came=came,
        account=beside.account,
        note=beside.note or None,
    )


def single(group: Group, kind: Kind, sided: Sided, beside: Beside) -> Iterator[Transaction]:
    """Book one transaction of a given kind, and beside it a fee that was given back.

    Values in dollars are left out where the asset itself is dollars.
    """
    came, went, fee = sided
    rebate = fee if fee is not None and fee.quantity < 0 else None
    dollars = "USD" in {leg.asset for leg in (came, went) if leg is not None}
    yield group.transaction(
        kind,
        beside.at,
        beside.ident,
        came=came,
        went=went,
        fee=None if rebate else fee,
        usd_value=None if dollars else beside.usd_value or None,
        fee_usd=None if fee is None or rebate or fee.asset == "USD" else beside.fee_usd or None,
        account=beside.account,
        txid=beside.txid,
        note=beside.note or None,
    )
    if rebate is not None:
        yield group.transaction(
            Kind.FEE_REBATE,
            beside.at,
            f"{beside.ident}-rebate",
            came=Leg(rebate.asset, -rebate.quantity),
            account=beside.account,
            note=beside.note or None,
        )
