"""Coinbase retail, "Transaction history": one row an event, newest first since 2024.

Money is in the account's currency, with fees apart. Of an Advanced trade the columns are a
valuation only: what was really paid or received stands in the notes.

Read as in: BittyTax `coinbase.py` and its issues 304 and 458; CoinTaxman `book.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from harvest_tui.domain.amounts import ZERO, Usd, from_atoms, share, times
from harvest_tui.domain.amounts import atoms as atoms_of
from harvest_tui.domain.kinds import FIAT, Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources import numbers
from harvest_tui.sources.aliases import coinbase
from harvest_tui.sources.cells import BY_HAND, Cells, RowError
from harvest_tui.sources.columns import Column, moment, size, text
from harvest_tui.sources.exchange import trade_kind
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, pairs_within
from harvest_tui.sources.options import DateOrder

_COLUMNS: Final[Mapping[str, Column]] = {
    "id": text("ID"),
    "time": moment("Timestamp", needed=True),
    "type": text("Transaction Type", needed=True),
    "asset": text("Asset", needed=True),
    "quantity": size("Quantity Transacted", needed=True),
    "currency": text("Price Currency", "Spot Price Currency"),
    "price": size(
        "Price at Transaction",
        "Spot Price at Transaction",
        pattern="[a-z]{3} spot price at transaction",
        identity=False,
    ),
    "subtotal": size("Subtotal", pattern="[a-z]{3} subtotal"),
    "total": size(
        "Total (inclusive of fees and/or spread)",
        "Total (inclusive of fees)",
        pattern=r"[a-z]{3} (total \(inclusive of fees\)"
        r"|amount transacted \(inclusive of coinbase fees\))",
    ),
    "fees": size("Fees and/or Spread", "Fees", pattern="[a-z]{3} fees"),
    "notes": text("Notes"),
}

_NUMBER: Final = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)"
_DEAL: Final = re.compile(
    rf"(?P<verb>Bought|Sold) {_NUMBER} (?P<base>\S+) for [$€£]?(?P<amount>{_NUMBER})"
    rf"(?: (?P<quote>\w+))?(?: on (?P<book>\S+))?(?: at (?P<price>{_NUMBER}) (?P<per>\S+))?",
    re.ASCII,
)
_CONVERTED: Final = re.compile(
    rf"Converted {_NUMBER} (?P<given>\S+) to (?P<amount>{_NUMBER}) (?P<got>\S+)", re.ASCII
)
_IN_HEADER: Final = re.compile(r"([A-Za-z]{3}) .+")
_CENTS_APART: Final = Decimal("0.02")
_WITHIN: Final = timedelta(seconds=10)

_Items: TypeAlias = Iterator[Transaction]
_Booker: TypeAlias = Callable[[Group], _Items]


def _book(group: Group) -> _Items:
    row = group.first
    booker = _KINDS.get(row.word("type").casefold())
    if booker is None:
        raise row.wrong("type", "is not known")
    return booker(group)


# -- what a row says ----------------------------------------------------------------------


def _asset(row: Cells) -> str:
    return coinbase(row.word("asset"))


def _units(row: Cells) -> Leg:
    """Give asset and size; the direction is the type's, for older files have no sign."""
    quantity = row.amount("quantity")
    if not quantity:
        raise row.wrong("quantity", "is zero")
    return Leg(_asset(row), abs(quantity))


def _incoming(row: Cells) -> Leg:
    if row.amount("quantity") < 0:
        raise row.wrong("quantity", f"goes out, and {row.text('type')} comes in")
    return _units(row)


def _currency(row: Cells) -> str:
    """Give the account's currency: a column, or in the oldest files part of a header."""
    if row.sheet.has("currency"):
        return row.text("currency").upper()
    for role in ("subtotal", "total"):
        found = _IN_HEADER.fullmatch(row.sheet.name_of(role))
        if row.sheet.has(role) and found is not None:
            return found[1].upper()
    return ""


def _money(row: Cells, role: str) -> Decimal | None:
    amount = row.number(role)
    return None if amount is None else abs(amount)


def _worth(row: Cells) -> Usd | None:
    """Give the value before fees in dollars; of dust, which is rounded to 0.00, by the price."""
    if _currency(row) != "USD" or _asset(row) == "USD":
        return None
    role = "subtotal" if row.sheet.has("subtotal") else "total"
    worth, price = _money(row, role), _money(row, "price")
    if not worth and price:
        return times(price, abs(row.amount("quantity")))
    return worth or None


def _note(row: Cells) -> str:
    notes = row.text("notes")
    return f"{row.text('type')}: {notes}" if notes else row.text("type")


# -- one asset for another ----------------------------------------------------------------


class _Quote(NamedTuple):
    """The other side of a trade, before its fee, which is in the same asset."""

    asset: str
    gross: Decimal
    fee: Decimal


def _bought(group: Group) -> _Items:
    row = group.first
    units, quote = _incoming(row), _quote(row, "Bought")
    if not quote.gross:
        raise row.wrong("subtotal", "is nothing paid: perhaps a gift or a reward")
    yield group.transaction(
        trade_kind(paid=quote.asset in FIAT, got=False),
        row.moment("time"),
        row.identity,
        came=units,
        went=Leg(quote.asset, quote.gross),
        fee=Leg(quote.asset, quote.fee),
        usd_value=None if quote.asset == "USD" else _worth(row),
        fee_usd=_fee_usd(row, quote),
        note=_note(row),
    )


def _sold(group: Group) -> _Items:
    row = group.first
    units, quote = _units(row), _quote(row, "Sold")
    at, note = row.moment("time"), _note(row)
    if not quote.gross:  # dust that brought nothing is gone all the same
        yield group.transaction(Kind.SPEND, at, row.identity, went=units, usd_value=ZERO, note=note)
        return
    yield group.transaction(
        trade_kind(paid=False, got=quote.asset in FIAT),
        at,
        row.identity,
        came=Leg(quote.asset, quote.gross),
        went=units,
        fee=Leg(quote.asset, quote.fee),
        usd_value=None if quote.asset == "USD" else _worth(row),
        fee_usd=_fee_usd(row, quote),
        note=note,
    )


def _quote(row: Cells, verb: str) -> _Quote:
    """Find what was paid or received: in the notes, and if that is money, in the columns."""
    currency, notes = _currency(row), row.text("notes")
    if _asset(row) in FIAT:
        raise row.wrong("asset", "is money, and this is a trade of it")
    if not notes and not row.text("type").casefold().startswith("advance"):
        return _quote_in_columns(row, currency, verb)
    deal = _DEAL.fullmatch(notes)
    if deal is None or deal["verb"] != verb or coinbase(deal["base"]) != _asset(row):
        raise row.wrong("notes", "does not say what was paid or received")
    quote = coinbase(deal["quote"] or currency)
    if quote == currency:
        return _quote_in_columns(row, currency, verb)
    return _quote_in_notes(row, deal, quote)


def _quote_in_columns(row: Cells, currency: str, verb: str) -> _Quote:
    if not currency:
        raise row.blank("currency")
    if not row.sheet.has("subtotal"):  # the oldest files have a total alone, fees within
        return _Quote(currency, abs(row.amount("total")), ZERO)
    gross, fee, total = (
        abs(row.amount("subtotal")),
        _money(row, "fees") or ZERO,
        row.number("total"),
    )
    expected = gross + fee if verb == "Bought" else gross - fee
    if total is not None and abs(abs(total) - abs(expected)) > _CENTS_APART:
        raise row.wrong("total", "is not the subtotal and the fees together")
    return _Quote(currency, gross, fee)


def _quote_in_notes(row: Cells, deal: re.Match[str], quote: str) -> _Quote:
    """Take the fee out of the amount that the notes give, which is what really moved.

    The gross amount is quantity times price; without a price the fee is the same part of it as
    the columns say.
    """
    amount = _noted(row, deal["amount"])
    subtotal, total = _money(row, "subtotal"), _money(row, "total")
    if not row.number("fees"):
        return _Quote(quote, amount, ZERO)
    if deal["price"]:
        if deal["per"] != f"{deal['quote']}/{deal['base']}":
            raise row.wrong("notes", "gives a price for something else")
        gross = times(_noted(row, deal["price"]), abs(row.amount("quantity")))
    elif subtotal and total:
        gross = from_atoms(share(atoms_of(amount), atoms_of(subtotal), atoms_of(total)))
    else:
        raise row.wrong("notes", "does not say how much of it was the fee")
    fee = amount - gross if deal["verb"] == "Bought" else gross - amount
    if fee < 0:
        raise row.wrong("notes", "gives an amount that price and fee contradict")
    return _Quote(quote, gross, fee)


def _fee_usd(row: Cells, quote: _Quote) -> Usd | None:
    if quote.asset == "USD" or _currency(row) != "USD":
        return None
    return _money(row, "fees")


def _noted(row: Cells, text: str) -> Decimal:
    """Read a number of the notes, which Coinbase always writes with a decimal point."""
    try:
        return numbers.parse(text)
    except ValueError as error:
        raise row.wrong("notes", f"holds {text}, which {error}") from None


def _converted(group: Group) -> _Items:
    """The spread is inside; the received quantity stands in the notes, its value is Subtotal."""
    row = group.first
    found = _CONVERTED.fullmatch(row.text("notes"))
    units = _units(row)
    if found is None or coinbase(found["given"]) != units.asset:
        raise row.wrong("notes", "does not say what was received")
    got = Leg(coinbase(found["got"]), _noted(row, found["amount"]))
    yield group.transaction(
        trade_kind(paid=units.asset in FIAT, got=got.asset in FIAT),
        row.moment("time"),
        row.identity,
        came=got,
        went=units,
        usd_value=None if "USD" in {got.asset, units.asset} else _worth(row),
        note=_note(row),
    )


# -- in or out ----------------------------------------------------------------------------


def _received(kind: Kind) -> _Booker:
    def book(group: Group) -> _Items:
        row = group.first
        units = _incoming(row)
        yield group.transaction(
            kind,
            row.moment("time"),
            row.identity,
            came=units,
            usd_value=_worth(row),
            note=_note(row),
        )

    return book


def _given(kind: Kind) -> _Booker:
    def book(group: Group) -> _Items:
        row = group.first
        units = _units(row)
        yield group.transaction(
            Kind.FIAT_WITHDRAWAL if units.asset in FIAT else kind,
            row.moment("time"),
            row.identity,
            went=units,
            usd_value=_worth(row),
            note=_note(row) + _fee_in_words(row),
        )

    return book


def _fee_in_words(row: Cells) -> str:
    """A fee of what is sent or spent: the file does not say in which asset it was paid."""
    return f" (fees and/or spread {row.text('fees')})" if row.number("fees") else ""


def _receive(group: Group) -> _Items:
    """From outside, unless the notes call it a reward."""
    notes = group.first.text("notes")
    for words, kind in _REWARDS.items():
        if words in notes:
            return _received(kind)(group)
    return _arrive(group)


def _arrive(group: Group) -> _Items:
    money = _asset(group.first) in FIAT
    return _received(Kind.FIAT_DEPOSIT if money else Kind.TRANSFER_IN)(group)


def _deposit(group: Group) -> _Items:
    """Money from a bank: the quantity is what was credited, after the fee."""
    row = group.first
    units, fee = _incoming(row), _bank_fee(row)
    if units.asset not in FIAT:
        yield from _arrive(group)
        return
    yield group.transaction(
        Kind.FIAT_DEPOSIT,
        row.moment("time"),
        row.identity,
        came=Leg(units.asset, units.quantity + fee),
        fee=Leg(units.asset, fee),
        note=_note(row),
    )


def _withdrawal(group: Group) -> _Items:
    """Money to a bank: the quantity is what was debited, the fee included."""
    row = group.first
    units, fee = _units(row), _bank_fee(row)
    if units.asset not in FIAT:
        yield from _given(Kind.TRANSFER_OUT)(group)
        return
    yield group.transaction(
        Kind.FIAT_WITHDRAWAL,
        row.moment("time"),
        row.identity,
        went=Leg(units.asset, units.quantity - fee),
        fee=Leg(units.asset, fee),
        note=_note(row),
    )


def _bank_fee(row: Cells) -> Decimal:
    fee = _money(row, "fees") or ZERO
    if fee and _currency(row) != _asset(row):
        raise row.wrong("fees", "is a fee in another currency than what moves")
    return fee


# -- two rows -----------------------------------------------------------------------------


def _two_sides(group: Group) -> tuple[Cells, Cells]:
    """Give the row that goes out and the row that comes in."""
    if len(group.rows) != 2:  # noqa: PLR2004 - a pair
        raise RowError(
            f"{group.first.text('type')} is one of two rows within {_WITHIN.seconds} seconds, "
            f"and here there are {len(group.rows)}",
            BY_HAND,
        )
    went, came = sorted(group.rows, key=lambda row: row.amount("quantity"))
    if not went.amount("quantity") < 0 < came.amount("quantity"):
        raise went.wrong("quantity", "does not say which of two rows goes out")
    if went.number("fees") or came.number("fees"):
        raise went.wrong("fees", "is a fee of two rows, which does not say how it was paid")
    return went, came


def _migrated(group: Group) -> _Items:
    went, came = _two_sides(group)
    if _asset(went) == _asset(came):
        yield from _internal(group)
        return
    yield group.transaction(
        Kind.REDENOMINATION,
        went.moment("time"),
        went.identity,
        came=_units(came),
        went=_units(went),
        note=_note(went),
    )


def _bought_on_chain(group: Group) -> _Items:
    went, came = _two_sides(group)
    paid, got = _asset(went) in FIAT, _asset(came) in FIAT
    yield group.transaction(
        trade_kind(paid=paid, got=got),
        went.moment("time"),
        went.identity,
        came=_units(came),
        went=_units(went),
        usd_value=None if _asset(went) == "USD" else _worth(came) or _worth(went),
        note=_note(came),
    )


def _internal(group: Group) -> _Items:
    """Staking, vaults and savings are the same account; some types write both sides."""
    came = [row for row in group.rows if row.amount("quantity") > 0]
    went = [row for row in group.rows if row.amount("quantity") < 0]
    first = (went or came or group.rows)[0]
    assets, sizes = {_asset(row) for row in group.rows}, {_units(row) for row in group.rows}
    if len(came) > 1 or len(went) > 1 or len(assets) > 1 or len(sizes) > 1:
        raise RowError(f"{first.text('type')}: what went in is not what came out")
    yield group.transaction(
        Kind.INTERNAL_TRANSFER,
        first.moment("time"),
        first.identity,
        came=_units(came[0]) if came else None,
        went=_units(went[0]) if went else None,
        note=_note(first),
    )


_REWARDS: Final[Mapping[str, Kind]] = {
    "Coinbase Earn": Kind.LEARN_REWARD,
    "Coinbase Rewards": Kind.STAKING_REWARD,
    "Coinbase Referral": Kind.REFERRAL,
}

_KINDS: Final[Mapping[str, _Booker]] = {
    **dict.fromkeys(("buy", "advanced trade buy", "advance trade buy", "credit"), _bought),
    **dict.fromkeys(
        ("sell", "advanced trade sell", "advance trade sell", "retail simple dust"), _sold
    ),
    "convert": _converted,
    "receive": _receive,
    "deposit": _deposit,
    "withdrawal": _withdrawal,
    **dict.fromkeys(("exchange withdrawal", "pro withdrawal", "prime withdrawal"), _arrive),
    **dict.fromkeys(
        ("send", "retail mgx dex send", "exchange deposit", "pro deposit", "prime deposit"),
        _given(Kind.TRANSFER_OUT),
    ),
    **dict.fromkeys(
        ("rewards income", "reward income", "inflation reward", "staking income"),
        _received(Kind.STAKING_REWARD),
    ),
    **dict.fromkeys(("coinbase earn", "learning reward"), _received(Kind.LEARN_REWARD)),
    "interest payout": _received(Kind.INTEREST),
    **dict.fromkeys(
        ("subscription rebate", "subscription rebates", "subscription rebates (24 hours)"),
        _received(Kind.FEE_REBATE),
    ),
    "donation": _given(Kind.DONATION),
    **dict.fromkeys(("card spend", "subscription", "admin debit"), _given(Kind.SPEND)),
    **dict.fromkeys(("asset migration", "retail eth2 deprecation"), _migrated),
    "retail mgx dex buy": _bought_on_chain,
    **dict.fromkeys(
        (
            "retail staking transfer",
            "retail unstaking transfer",
            "vault withdrawal",
            "cash to savings",
            "savings to cash",
            "transfer",
        ),
        _internal,
    ),
}
_IN_PAIRS: Final = frozenset(
    {
        "asset migration",
        "retail eth2 deprecation",
        "retail mgx dex buy",
        "retail staking transfer",
        "retail unstaking transfer",
    }
)


def _pair(row: Cells) -> str | None:
    label = row.text("type").casefold()
    return label if label in _IN_PAIRS else None


COINBASE: Final = Format(
    name="coinbase",
    source="coinbase",
    title="Coinbase transaction history",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=True,
    account="Coinbase",
    parser_version=1,
    columns=_COLUMNS,
    native_id="id",
    date_order=DateOrder.MDY,
    group=pairs_within(_WITHIN, _pair, "time", "notes"),
    book=_book,
)
