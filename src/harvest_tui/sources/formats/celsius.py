"""Celsius, transactions: signed amounts, each with its value; a swap is two rows of one minute.

What is still held lies with the estate: its lots stay open in this account until the estate
distributes in kind or in cash, and a loss is the user's to state. Times are taken for UTC.

Read as in: BittyTax `celsius.py` and its pull request 70.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.columns import Column, moment, number, size, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.exchange import Entry, exchange
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Skip, by
from harvest_tui.sources.sided import Beside
from harvest_tui.sources.status import undone
from harvest_tui.sources.ways import ARRIVED, INCOME, INTEREST, REFERRAL, SENT, Ways, by_sign

_COLUMNS: Final[Mapping[str, Column]] = {
    "id": text("Internal id", needed=True),
    "time": moment("Date and time", needed=True),
    "type": text("Transaction type", needed=True),
    "asset": text("Coin type", needed=True),
    "amount": number("Coin amount", needed=True),
    "usd": size("USD Value", needed=True, identity=False),
    "earned_in": text("Original Reward Coin", "Original Interest Coin"),
    "confirmed": text("Confirmed", needed=True),
}

_Items: TypeAlias = Iterator[Transaction | Skip]
_SWAPS: Final = frozenset({"swap in", "swap out"})
_WAYS: Final[Mapping[str, Ways]] = {
    **dict.fromkeys(("transfer", "deposit", "inbound transfer"), ARRIVED),
    **dict.fromkeys(("withdrawal", "outbound transfer"), SENT),
    **dict.fromkeys(("reward", "interest"), INTEREST),
    **dict.fromkeys(("referred award", "referrer award"), REFERRAL),
    **dict.fromkeys(("promo code reward", "bonus token"), INCOME),
}


def _type(row: Cells) -> str:
    return row.word("type").casefold().replace("_", " ")


def _swap(row: Cells) -> Hashable:
    swaps = row.text("type").casefold().replace("_", " ") in _SWAPS
    return (row.text("time"), row.text("confirmed")) if swaps else None


def _book(group: Group) -> _Items:
    row = group.first
    reason = undone(row, "confirmed", "yes")
    if reason is not None:
        yield Skip(group.rows, "never confirmed")
    elif _type(row) in _SWAPS:
        yield from _swapped(group)
    else:
        yield from _alone(group)


def _alone(group: Group) -> Iterator[Transaction]:
    row = group.first
    ways = _WAYS.get(_type(row))
    if ways is None:
        raise row.wrong("type", "is not known")
    earned = f", earned in {row.text('earned_in')}" if row.text("earned_in") else ""
    beside = Beside(
        at=row.moment("time"),
        ident=row.identity,
        note=row.text("type") + earned,
        usd_value=_usd(row),
    )
    return by_sign(group, ways, beside, asset=row.word("asset"), amount=row.amount("amount"))


def _swapped(group: Group) -> Iterator[Transaction]:
    entries = [
        Entry(
            row=row,
            label=row.text("type"),
            asset=row.word("asset"),
            amount=row.amount("amount"),
            fee=ZERO,
            worth=_usd(row),
            money=is_money(row.word("asset")),
        )
        for row in group.rows
    ]
    if len(entries) == 1:
        raise RowError("one side of a swap, whose other side is not of the same minute")
    name = next((row.identity for row in group.rows if row.amount("amount") < 0), "")
    return exchange(group, entries, name, note="Swap")


def _usd(row: Cells) -> Usd | None:
    usd = row.number("usd")
    return abs(usd) if usd else None


CELSIUS: Final = Format(
    name="celsius",
    source="celsius",
    title="Celsius transactions",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=False,
    estate=True,
    account="Celsius (estate)",
    parser_version=1,
    columns=_COLUMNS,
    native_id="id",
    group=by(_swap),
    book=_book,
)
