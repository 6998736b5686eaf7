"""Coinbase retail, "Transaction history": one row an event, newest first since 2024.

Money is in the account's currency, with fees apart. Of an Advanced trade the columns are a
valuation only: what was really paid or received stands in the notes.

Read as in: BittyTax `coinbase.py` and its issues 304 and 458; CoinTaxman `book.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import FIAT, Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.columns import Column, moment, size, text
from harvest_tui.sources.exchange import trade_kind
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.formats import coinbase_row as say
from harvest_tui.sources.formats.coinbase_trades import bought, converted, sold
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

_WITHIN: Final = timedelta(seconds=10)

_Items: TypeAlias = Iterator[Transaction]
_Booker: TypeAlias = Callable[[Group], _Items]


def _book(group: Group) -> _Items:
    row = group.first
    booker = _KINDS.get(row.word("type").casefold())
    if booker is None:
        raise row.wrong("type", "is not known")
    return booker(group)


# -- in or out ----------------------------------------------------------------------------


def _received(kind: Kind) -> _Booker:
    def book(group: Group) -> _Items:
        row = group.first
        units = say.incoming(row)
        yield group.transaction(
            kind,
            row.moment("time"),
            row.identity,
            came=units,
            usd_value=say.worth(row),
            note=say.note(row),
        )

    return book


def _given(kind: Kind) -> _Booker:
    def book(group: Group) -> _Items:
        row = group.first
        units = say.units(row)
        yield group.transaction(
            Kind.FIAT_WITHDRAWAL if units.asset in FIAT else kind,
            row.moment("time"),
            row.identity,
            went=units,
            usd_value=say.worth(row),
            note=say.note(row) + _fee_in_words(row),
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
    money = say.asset(group.first) in FIAT
    return _received(Kind.FIAT_DEPOSIT if money else Kind.TRANSFER_IN)(group)


def _deposit(group: Group) -> _Items:
    """Money from a bank: the quantity is what was credited, after the fee."""
    row = group.first
    units, fee = say.incoming(row), _bank_fee(row)
    if units.asset not in FIAT:
        yield from _arrive(group)
        return
    yield group.transaction(
        Kind.FIAT_DEPOSIT,
        row.moment("time"),
        row.identity,
        came=Leg(units.asset, units.quantity + fee),
        fee=Leg(units.asset, fee),
        note=say.note(row),
    )


def _withdrawal(group: Group) -> _Items:
    """Money to a bank: the quantity is what was debited, the fee included."""
    row = group.first
    units, fee = say.units(row), _bank_fee(row)
    if units.asset not in FIAT:
        yield from _given(Kind.TRANSFER_OUT)(group)
        return
    yield group.transaction(
        Kind.FIAT_WITHDRAWAL,
        row.moment("time"),
        row.identity,
        went=Leg(units.asset, units.quantity - fee),
        fee=Leg(units.asset, fee),
        note=say.note(row),
    )


def _bank_fee(row: Cells) -> Decimal:
    fee = say.money(row, "fees") or ZERO
    if fee and say.currency(row) != say.asset(row):
        raise row.wrong("fees", "is a fee in another currency than what moves")
    return fee


# -- two rows -----------------------------------------------------------------------------


def _two_sides(group: Group) -> tuple[Cells, Cells]:
    """Give the row that goes out and the row that comes in."""
    if len(group.rows) != 2:  # noqa: PLR2004 - a pair
        raise RowError(
            f"{group.first.text('type')} is one of two rows within {_WITHIN.seconds} seconds, "
            f"and here there are {len(group.rows)}"
        )
    went, came = sorted(group.rows, key=lambda row: row.amount("quantity"))
    if not went.amount("quantity") < 0 < came.amount("quantity"):
        raise went.wrong("quantity", "does not say which of two rows goes out")
    if went.number("fees") or came.number("fees"):
        raise went.wrong("fees", "is a fee of two rows, which does not say how it was paid")
    return went, came


def _migrated(group: Group) -> _Items:
    went, came = _two_sides(group)
    if say.asset(went) == say.asset(came):
        yield from _internal(group)
        return
    yield group.transaction(
        Kind.REDENOMINATION,
        went.moment("time"),
        went.identity,
        came=say.units(came),
        went=say.units(went),
        note=say.note(went),
    )


def _bought_on_chain(group: Group) -> _Items:
    went, came = _two_sides(group)
    paid, got = say.asset(went) in FIAT, say.asset(came) in FIAT
    yield group.transaction(
        trade_kind(paid=paid, got=got),
        went.moment("time"),
        went.identity,
        came=say.units(came),
        went=say.units(went),
        usd_value=None if say.asset(went) == "USD" else say.worth(came) or say.worth(went),
        note=say.note(came),
    )


def _internal(group: Group) -> _Items:
    """Staking, vaults and savings are the same account; some types write both sides."""
    came = [row for row in group.rows if row.amount("quantity") > 0]
    went = [row for row in group.rows if row.amount("quantity") < 0]
    first = (went or came or group.rows)[0]
    assets, sizes = {say.asset(row) for row in group.rows}, {say.units(row) for row in group.rows}
    if len(came) > 1 or len(went) > 1 or len(assets) > 1 or len(sizes) > 1:
        raise RowError(f"{first.text('type')}: what went in is not what came out")
    yield group.transaction(
        Kind.INTERNAL_TRANSFER,
        first.moment("time"),
        first.identity,
        came=say.units(came[0]) if came else None,
        went=say.units(went[0]) if went else None,
        note=say.note(first),
    )


_REWARDS: Final[Mapping[str, Kind]] = {
    "Coinbase Earn": Kind.LEARN_REWARD,
    "Coinbase Rewards": Kind.STAKING_REWARD,
    "Coinbase Referral": Kind.REFERRAL,
}

_KINDS: Final[Mapping[str, _Booker]] = {
    **dict.fromkeys(("buy", "advanced trade buy", "advance trade buy", "credit"), bought),
    **dict.fromkeys(
        ("sell", "advanced trade sell", "advance trade sell", "retail simple dust"), sold
    ),
    "convert": converted,
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
