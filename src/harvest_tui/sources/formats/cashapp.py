"""Cash App, account history: dollars and bitcoin in one list, in Eastern time.

The amount excludes the fee: net = amount + fee, both signed. A boost in bitcoin gives its value
as the amount, and no cash moves. Of securities nothing is kept here.

Read as in: BittyTax `cashapp.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import MEND, Cells
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip
from harvest_tui.sources.status import undone
from harvest_tui.sources.times import Moment

_COLUMNS: Final[Mapping[str, Column]] = {
    "time": moment("Date", needed=True),
    "id": text("Transaction ID", needed=True),
    "type": text("Transaction Type", needed=True),
    "currency": text("Currency", needed=True),
    "amount": number("Amount", needed=True),
    "fee": number("Fee", needed=True),
    "net": number("Net Amount", needed=True),
    "asset": text("Asset Type", needed=True),
    "units": number("Asset Amount", needed=True),
    "status": text("Status", needed=True),
    "words": text("Notes"),
}

_ZONES: Final[Mapping[str, str]] = {"EST": "-05:00", "EDT": "-04:00"}
"""Eastern time names its offset, so that the repeated hour in November is no riddle."""

_Items: TypeAlias = Iterator[Transaction | Skip]
_Booker: TypeAlias = Callable[[Group, Moment], _Items]


def _book(group: Group) -> _Items:
    row = group.first
    reason, kind = undone(row, "status", "complete", "completed"), row.word("type").casefold()
    if reason is not None:
        yield Skip((row,), reason)
    elif kind.startswith("stock"):
        yield Skip((row,), "securities are not kept here")
    elif kind == "account notifications":
        yield Skip((row,), "a notification: nothing moved")
    elif kind in _KINDS:
        yield from _KINDS[kind](group, _moment(row))
    else:
        raise row.wrong("type", "is not known")


def _moment(row: Cells) -> Moment:
    clock, _, zone = row.word("time").rpartition(" ")
    if zone not in _ZONES:
        raise row.wrong("time", "names a time zone other than EST and EDT", MEND)
    return row.moment("time", said=clock + _ZONES[zone])


def _money(row: Cells) -> str:
    currency = row.word("currency").upper()
    if not is_money(currency):
        raise row.wrong("currency", f"is no money, which a {row.text('type')} moves")
    return currency


def _amounts(row: Cells) -> tuple[Decimal, Decimal]:
    """Give amount, signed, and fee; what is left must be the net amount."""
    amount, fee = row.amount("amount"), abs(row.number("fee") or ZERO)
    if row.amount("net") != amount - fee:
        raise row.wrong("net", "is not the amount less the fee")
    return amount, fee


def _units(row: Cells) -> Leg:
    return Leg(row.word("asset").upper(), abs(row.amount("units")))


def _bought(group: Group, at: Moment) -> _Items:
    row = group.first
    money, (amount, fee) = _money(row), _amounts(row)
    yield group.transaction(
        Kind.BUY,
        at,
        row.identity,
        came=_units(row),
        went=Leg(money, -amount),
        fee=Leg(money, fee),
        note=_note(row),
    )


def _sold(group: Group, at: Moment) -> _Items:
    row = group.first
    money, (amount, fee) = _money(row), _amounts(row)
    yield group.transaction(
        Kind.SELL,
        at,
        row.identity,
        came=Leg(money, amount),
        went=_units(row),
        fee=Leg(money, fee),
        note=_note(row),
    )


def _boosted(group: Group, at: Moment) -> _Items:
    row = group.first
    _money(row)
    if row.number("fee"):
        raise row.wrong("fee", "is a fee of a reward, inside it or beside it")
    yield group.transaction(
        Kind.CASHBACK,
        at,
        row.identity,
        came=_units(row),
        usd_value=row.amount("amount") if row.text("currency").upper() == "USD" else None,
        note=_note(row),
    )


def _bitcoin(group: Group, at: Moment) -> _Items:
    """Bitcoin to or from a wallet: the amounts are in bitcoin."""
    row = group.first
    coin, (amount, fee) = row.word("currency").upper(), _amounts(row)
    if coin != row.word("asset").upper() or abs(amount) != abs(row.amount("units")):
        raise row.wrong("units", "is not the amount, which should be in the same coin")
    if (amount > 0) is not row.text("type").casefold().endswith("deposit"):
        raise row.wrong("amount", "has a sign that does not fit the type")
    yield group.transaction(
        Kind.TRANSFER_IN if amount > 0 else Kind.TRANSFER_OUT,
        at,
        row.identity,
        came=Leg(coin, amount) if amount > 0 else None,
        went=Leg(coin, -amount) if amount < 0 else None,
        fee=Leg(coin, fee),
        note=_note(row),
    )


def _cash(group: Group, at: Moment) -> _Items:
    """Dollars from or to people, shops and banks: what they were for is not kept here."""
    row = group.first
    money, (amount, fee) = _money(row), _amounts(row)
    yield group.transaction(
        Kind.FIAT_DEPOSIT if amount > 0 else Kind.FIAT_WITHDRAWAL,
        at,
        row.identity,
        came=Leg(money, amount) if amount > 0 else None,
        went=None if amount > 0 else Leg(money, -amount),
        fee=Leg(money, fee),
        note=_note(row),
    )


def _note(row: Cells) -> str:
    return ": ".join(filter(None, (row.text("type"), row.text("words"))))


_KINDS: Final[Mapping[str, _Booker]] = {
    **dict.fromkeys(("bitcoin buy", "bitcoin recurring buy"), _bought),
    **dict.fromkeys(("bitcoin sell", "bitcoin sale"), _sold),
    **dict.fromkeys(("bitcoin boost", "loyalty rewards", "bitcoin loyalty rewards"), _boosted),
    **dict.fromkeys(("bitcoin withdrawal", "bitcoin deposit"), _bitcoin),
    **dict.fromkeys(
        (
            "p2p",
            "sent p2p",
            "received p2p",
            "deposits",
            "cash in",
            "withdrawal",
            "cash out",
            "cash card debit",
            "boost payment",
        ),
        _cash,
    ),
}

CASHAPP: Final = Format(
    name="cashapp",
    source="cashapp",
    title="Cash App account history",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=True,
    account="Cash App",
    parser_version=1,
    columns=_COLUMNS,
    native_id="id",
    zone=None,
    book=_book,
)
