"""Strike, annual transactions (2025) and monthly statements (to 2024): dollars and bitcoin.

Amounts are signed, and a negative fee stands apart from each. A statement repeats an id as it
goes from pending to completed, which alone counts. What is sent over Lightning is spent, unless
the user knows that it went to a wallet of theirs.

Header seen in readers of such files; the words for kinds in the newer form are from a help page.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from harvest_tui.domain.amounts import ZERO, Usd, times
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import moved
from harvest_tui.sources.format import Book, Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Grouping, Leg, Skip, by, one_by_one
from harvest_tui.sources.sided import Beside, Sided, single, traded
from harvest_tui.sources.times import Moment

_YEARLY: Final[Mapping[str, Column]] = {
    "id": text("Reference", needed=True),
    "time": moment("Date & Time (UTC)", needed=True),
    "type": text("Transaction Type", needed=True),
    "dollars": number("Amount USD", needed=True),
    "dollar_fee": number("Fee USD", needed=True),
    "coins": number("Amount BTC", needed=True),
    "coin_fee": number("Fee BTC", needed=True),
    "price": number("BTC Price", needed=True, identity=False),
    "words": text("Description", identity=False),
}
_MONTHLY: Final[Mapping[str, Column]] = {
    "id": text("Transaction ID", needed=True),
    "day": text("Completed Date (UTC)"),
    "time": text("Completed Time (UTC)", needed=True),
    "clock": text("Completed Time (UTC) (2)"),
    "type": text("Transaction Type", needed=True),
    "state": text("State", needed=True),
    "amount": number("Amount 1", needed=True),
    "currency": text("Currency 1", needed=True),
    "fee": number("Fee 1"),
    "amount2": number("Amount 2", needed=True),
    "currency2": text("Currency 2", needed=True),
    "fee2": number("Fee 2"),
    "price": number("BTC Price", needed=True, identity=False),
    "words": text("Description", identity=False),
}

_Items: TypeAlias = Iterator[Transaction | Skip]


class _Side(NamedTuple):
    """One asset of a row, signed; the fee unsigned."""

    asset: str
    amount: Decimal
    fee: Decimal


def _yearly(group: Group) -> _Items:
    row = group.first
    given = (("USD", "dollars", "dollar_fee"), ("BTC", "coins", "coin_fee"))
    yield from _event(group, row.moment("time"), [_side(row, *roles) for roles in given])


def _monthly(group: Group) -> _Items:
    left = [row for row in group.rows if row.word("state").casefold() != "completed"]
    if left:
        yield Skip(left, "only completed transactions count")
    done = [row for row in group.rows if row not in left]
    if len(done) > 1:
        raise RowError(f"{shown(done[0].text('id'))} is completed more than once")
    for row in done:
        first = _side(row, row.text("currency"), "amount", "fee")
        second = _side(row, row.text("currency2"), "amount2", "fee2")
        yield from _event(group.part((row,)), _completed(row), [first, second])


def _completed(row: Cells) -> Moment:
    """Put together what stands in one to three cells."""
    said = " ".join(filter(None, (row.text(role) for role in ("day", "time", "clock"))))
    return row.moment("time", said=said)


def _side(row: Cells, asset: str, amount: str, fee: str) -> _Side:
    side = _Side(asset.upper(), row.number(amount) or ZERO, abs(row.number(fee) or ZERO))
    if (side.amount or side.fee) and not side.asset:
        raise row.wrong(amount, "has no currency")
    return side


# -- both forms ------------------------------------------------------------------------------


def _event(group: Group, at: Moment, sides: list[_Side]) -> _Items:
    row, kind = group.first, group.first.word("type").casefold()
    there = [side for side in sides if side.amount]
    fees = [Leg(side.asset, side.fee) for side in sides if side.fee]
    if len(fees) > 1:
        raise RowError("the row has fees in two assets", line=row.line)
    fee = fees[0] if fees else None
    came = next((Leg(side.asset, side.amount) for side in there if side.amount > 0), None)
    went = next((Leg(side.asset, -side.amount) for side in there if side.amount < 0), None)
    sided, beside = Sided(came, went, fee), Beside(at=at, ident=row.word("id"), note=_note(row))
    if kind in _TRADES and came and went:
        yield from traded(group, sided, beside)
    elif kind in _LIGHTNING and went and not came and went.asset == "BTC":
        yield from single(group, Kind.SPEND, sided, replace(beside, usd_value=_worth(row, went)))
    elif kind in _ARRIVES and came and len(there) == 1:
        yield from single(group, moved(Kind.TRANSFER_IN, came.asset), sided, beside)
    elif kind in _LEAVES and went and len(there) == 1:
        yield from single(group, moved(Kind.TRANSFER_OUT, went.asset), sided, beside)
    elif kind in _TRADES | _LIGHTNING | _ARRIVES | _LEAVES:
        raise row.wrong("type", "does not fit the amounts of the row")
    else:
        raise row.wrong("type", "is not known")


def _worth(row: Cells, went: Leg) -> Usd | None:
    price = row.number("price")
    return times(price, went.quantity) if price else None


def _note(row: Cells) -> str:
    return f"{row.text('type')} {row.text('words')}".strip()


_TRADES: Final = frozenset({"trade", "purchase", "sale"})
_LIGHTNING: Final = frozenset({"lightning", "send"})
_ARRIVES: Final = frozenset({"deposit", "receive", "lightning"})
_LEAVES: Final = frozenset({"withdrawal", "reversal", "deposit reversal"})


def _id(row: Cells) -> Hashable:
    return row.text("id") or None


def _format(
    name: str,
    title: str,
    columns: Mapping[str, Column],
    book: Book,
    *,
    native_id: str = "",
    group: Grouping = one_by_one,
) -> Format:
    return Format(
        name=f"strike_{name}",
        source="strike",
        title=f"Strike, {title}",
        evidence=Evidence.B,
        coverage=Coverage.LEDGER,
        custody=Custody.BROKER,
        form_1099da=True,
        account="Strike",
        parser_version=1,
        columns=columns,
        native_id=native_id,
        group=group,
        book=book,
    )


STRIKE: Final = (
    _format("2024", "statements to 2024", _MONTHLY, _monthly, group=by(_id)),
    _format("2025", "transactions from 2025", _YEARLY, _yearly, native_id="id"),
)
