"""Binance.US, transaction history or tax report: one row an event, its sides in columns.

Primary is what moves alone, Base and Quote are a trade, and the fee is in none of them. Outside
spot trading Base is what is given and Quote what is got, whatever the name. Amounts have no
sign, but for the service fee of staking.

Read as in: BittyTax `binance_us.py` and its issue 349.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money, moved
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.sided import Beside, Sided, fee_leg, leg, single, traded


def _amounts(role: str) -> dict[str, Column]:
    """Give the three columns of one side; the older files name dollars at more length."""
    amount = f"Realized Amount For {role} Asset"
    return {
        f"{role.casefold()}_asset": text(f"{role} Asset", needed=True),
        role.casefold(): number(amount, needed=True),
        f"{role.casefold()}_usd": number(
            f"{amount} in USD", f"{amount} in USD Value", needed=True, identity=False
        ),
    }


_COLUMNS: Final[Mapping[str, Column]] = {
    "time": moment("Time", needed=True),
    "category": text("Category", needed=True),
    "operation": text("Operation", needed=True),
    "order": text("Order ID", needed=True),
    "id": text("Transaction ID", needed=True),
    **_amounts("Primary"),
    **_amounts("Base"),
    **_amounts("Quote"),
    **_amounts("Fee"),
    "note": text("Additional Note", identity=False),
}

_IN_DOLLARS: Final = frozenset({"USD", "USDT", "BUSD"})
"""Quotes whose amount may stand only in the column in dollars."""

_ON_CHAIN: Final = frozenset({Kind.TRANSFER_IN, Kind.TRANSFER_OUT})
"""Of coins moved, the Transaction ID is their hash."""

_Items: TypeAlias = Iterator[Transaction]


def _beside(row: Cells, usd: str) -> Beside:
    said = f"{row.text('category')}: {row.text('operation')} {row.text('note')}"
    return Beside(
        at=row.moment("time"),
        ident=row.text("id") or row.text("order") or row.identity,
        note=said.strip(),
        usd_value=_dollars(row, usd),
        fee_usd=_dollars(row, "fee_usd"),
    )


def _dollars(row: Cells, role: str) -> Usd | None:
    usd = row.number(role)
    return abs(usd) if usd else None


# -- trades -------------------------------------------------------------------------------------


def _spot(group: Group) -> _Items:
    row = group.first
    base, quote = leg(row, "base", "base_asset"), _quote(row)
    side = row.word("operation").casefold()
    if side not in {"buy", "sell"}:
        raise row.wrong("operation", "is neither Buy nor Sell")
    fee = fee_leg(row)
    sided = Sided(base, quote, fee) if side == "buy" else Sided(quote, base, fee)
    return traded(group, sided, _beside(row, "base_usd" if side == "buy" else "quote_usd"))


def _given_for(group: Group) -> _Items:
    row = group.first
    sided = Sided(_quote(row), leg(row, "base", "base_asset"), fee_leg(row))
    return traded(group, sided, _beside(row, "quote_usd"))


def _quote(row: Cells) -> Leg | None:
    if not row.text("quote") and row.text("quote_asset").upper() in _IN_DOLLARS:
        return leg(row, "quote_usd", "quote_asset")
    return leg(row, "quote", "quote_asset")


# -- one asset ----------------------------------------------------------------------------------


def _alone(kind: Kind, *, comes: bool) -> Callable[[Group], _Items]:
    def book(group: Group) -> _Items:
        row = group.first
        units = leg(row, "primary", "primary_asset")
        sided = Sided(units if comes else None, None if comes else units, fee_leg(row))
        beside = _beside(row, "primary_usd")
        if units is None:
            raise row.blank("primary")
        if kind in _ON_CHAIN and not is_money(units.asset):
            beside = replace(beside, txid=chain_hash(row.text("id")))
        return single(group, moved(kind, units.asset), sided, beside)

    return book


def _staked(group: Group) -> _Items:
    """A reward, before what Binance.US keeps of it; that is a row of its own, below zero."""
    row = group.first
    amount = row.amount("primary")
    units = Leg(row.word("primary_asset"), abs(amount))
    kept = amount < 0
    sided = Sided(went=units) if kept else Sided(came=units)
    return single(
        group, Kind.FEE if kept else Kind.STAKING_REWARD, sided, _beside(row, "primary_usd")
    )


_Booker: TypeAlias = Callable[[Group], _Items]
_BY_CATEGORY: Final[Mapping[str, _Booker]] = {
    "spot trading": _spot,
    **dict.fromkeys(("buy", "sell", "quick buy", "convert"), _given_for),
    "deposit": _alone(Kind.TRANSFER_IN, comes=True),
    "withdrawal": _alone(Kind.TRANSFER_OUT, comes=False),
}
_DISTRIBUTED: Final[Mapping[str, _Booker]] = {
    "staking rewards": _staked,
    "referral commission": _alone(Kind.REFERRAL, comes=True),
    "others": _alone(Kind.AIRDROP, comes=True),
}


def _book(group: Group) -> _Items:
    row = group.first
    category = row.word("category").casefold()
    if category == "distribution":
        booker = _DISTRIBUTED.get(row.word("operation").casefold())
        role = "operation"
    else:
        booker, role = _BY_CATEGORY.get(category), "category"
    if booker is None:
        raise row.wrong(role, "is not known")
    return booker(group)


BINANCE_US: Final = Format(
    name="binance_us",
    source="binance_us",
    title="Binance.US transaction history",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=True,
    account="Binance.US",
    parser_version=1,
    columns=_COLUMNS,
    native_id="id",
    book=_book,
)
