"""Bitstamp, transactions: the export since December 2023 and the one before it.

Amounts have no sign. The value of a trade is gross, and the fee is beside it in its own currency.
The older export has a number and its unit in one cell, no seconds and no id.

Read as in: BittyTax `bitstamp.py`; rotki `bitstamp.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import moved
from harvest_tui.sources.format import Book, Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.sided import Beside, Sided, leg, single, traded

_NEWER: Final[Mapping[str, Column]] = {
    "id": text("ID", needed=True),
    "type": text("Type", needed=True),
    "subtype": text("Subtype", needed=True),
    "time": moment("Datetime", needed=True),
    "amount": number("Amount", needed=True),
    "asset": text("Amount currency", needed=True),
    "value": number("Value", needed=True),
    "value_asset": text("Value currency", needed=True),
    "fee": number("Fee", needed=True),
    "fee_asset": text("Fee currency", needed=True),
}
_OLDER: Final[Mapping[str, Column]] = {
    "type": text("Type", needed=True),
    "subtype": text("Sub Type", needed=True),
    "time": moment("Datetime", needed=True),
    "account": text("Account", needed=True),
    "amount": number("Amount", needed=True),
    "value": number("Value", needed=True),
    "rate": number("Rate", needed=True),
    "fee": number("Fee", needed=True),
}

_COINS: Final[Mapping[str, str]] = {"ETH2": "ETH", "ETH2R": "ETH"}
"""Staked ether and its rewards."""
_ARRIVES: Final = frozenset({"deposit", "ripple deposit"})
_LEAVES: Final = frozenset({"withdrawal", "ripple payment"})

_Side: TypeAlias = Callable[[Cells, str], Leg | None]
"""Reads one of `amount`, `value` and `fee`."""


def _newer(row: Cells, role: str) -> Leg | None:
    return leg(row, role, "asset" if role == "amount" else f"{role}_asset", _coin)


def _older(row: Cells, role: str) -> Leg | None:
    found = row.measured(role)
    if found is None or not found[0]:
        return None
    amount, unit = found
    if amount < 0 or not unit:
        raise row.wrong(role, "is no amount without a sign and with a unit")
    return Leg(_coin(unit), amount)


def _coin(code: str) -> str:
    return _COINS.get(code, code)


def _booked(side: _Side) -> Book:
    def book(group: Group) -> Iterator[Transaction]:
        row = group.first
        kind, subtype = row.word("type").casefold(), row.text("subtype").casefold()
        units, value, fee = (side(row, role) for role in ("amount", "value", "fee"))
        if units is None:
            raise row.wrong("amount", "is nothing")
        note = f"{row.text('type')} {row.text('subtype')}".strip()
        beside = Beside(at=row.moment("time"), ident=row.identity, note=note)
        if kind == "market" and subtype in {"buy", "sell"} and value:
            came, went = (units, value) if subtype == "buy" else (value, units)
            yield from traded(group, Sided(came, went, fee), beside)
        elif kind == "market":
            raise row.wrong("subtype", "is not known, or the row has no value")
        elif value:
            raise row.wrong("value", "is a value that only a trade has")
        elif kind in _ARRIVES:
            arrived = moved(Kind.TRANSFER_IN, units.asset)
            yield from single(group, arrived, Sided(came=units, fee=fee), beside)
        elif kind in _LEAVES:
            left = moved(Kind.TRANSFER_OUT, units.asset)
            yield from single(group, left, Sided(went=units, fee=fee), beside)
        elif kind == "staking reward":
            yield from single(group, Kind.STAKING_REWARD, Sided(came=units, fee=fee), beside)
        else:
            raise row.wrong("type", "is not known")

    return book


def _format(
    name: str,
    title: str,
    columns: Mapping[str, Column],
    side: _Side,
    *,
    coverage: Coverage,
    native_id: str = "",
) -> Format:
    return Format(
        name=f"bitstamp_{name}",
        source="bitstamp",
        title=f"Bitstamp transactions, {title}",
        evidence=Evidence.A,
        coverage=coverage,
        custody=Custody.BROKER,
        form_1099da=True,
        account="Bitstamp",
        parser_version=1,
        columns=columns,
        native_id=native_id,
        book=_booked(side),
    )


BITSTAMP: Final = (
    _format(
        "new",
        "since December 2023",
        _NEWER,
        _newer,
        coverage=Coverage.LEDGER,
        native_id="id",
    ),
    # it has every movement too, but neither ids nor seconds: where both tell, the newer counts
    _format("old", "to December 2023", _OLDER, _older, coverage=Coverage.FILLS),
)
