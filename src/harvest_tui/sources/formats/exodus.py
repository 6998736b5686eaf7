"""Exodus, "Export all transactions" in two forms, and its staking report.

A swap is one row in the older form and two in the newer, which an order id joins. The fee stands
apart from the amount; what failed cost its fee alone.

Read as in: BittyTax `exodus.py` and its issue 200.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Final, TypeAlias

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Book, Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Grouping, Leg, Skip, by, one_by_one
from harvest_tui.sources.on_chain import Tally, settled

_Items: TypeAlias = Iterator[Transaction | Skip]

_FAILED: Final = " (failed)"
_TYPES: Final = frozenset({"deposit", "withdrawal", "exchange"})

_NEWER: Final[Mapping[str, Column]] = {
    "hash": text("TXID", needed=True),
    "time": moment("DATE", needed=True),
    "type": text("TYPE", needed=True),
    "amount": number("COINAMOUNT", needed=True),
    "fee": number("FEE", needed=True),
    "order": text("EXCHANGE", needed=True),
    "words": text("PERSONALNOTE", identity=False),
}
_OLDER: Final[Mapping[str, Column]] = {
    "time": moment("DATE", needed=True),
    "type": text("TYPE", needed=True),
    "out": number("OUTAMOUNT", needed=True),
    "out_asset": text("OUTCURRENCY", needed=True),
    "fee": number("FEEAMOUNT", needed=True),
    "fee_asset": text("FEECURRENCY", needed=True),
    "hash": text("OUTTXID", needed=True),
    "in": number("INAMOUNT", needed=True),
    "in_asset": text("INCURRENCY", needed=True),
    "in_hash": text("INTXID", needed=True),
    "order": text("ORDERID", needed=True),
    "words": text("PERSONALNOTE", identity=False),
}
_STAKING: Final[Mapping[str, Column]] = {
    "type": text("Type", needed=True),
    "amount": number("Buy", needed=True),
    "asset": text("Cur.", needed=True),
    "exchange": text("Exchange", needed=True),
    "group": text("Group", needed=True),
    "words": text("Comment", needed=True),
    "time": moment("Date", needed=True),
}


def _event(row: Cells) -> Hashable:
    """Name the event of a row: its order, else its hash."""
    return row.text("order") or _row_hash(row) or None


def _row_hash(row: Cells) -> str:
    return row.text("hash") or (row.text("in_hash") if "in_hash" in row.sheet.columns else "")


def _booked(count: Callable[[Cells, Tally], None]) -> Book:
    def book(group: Group) -> _Items:
        tally = Tally()
        for row in group.rows:
            if row.word("type").casefold().removesuffix(_FAILED) not in _TYPES:
                raise row.wrong("type", "is not known")
            count(row, tally)
        first = next((row for row in group.rows if _leaves(row)), group.first)
        yield from settled(
            group,
            tally,
            min(row.moment("time") for row in group.rows),
            first.text("order") or _row_hash(first) or first.identity,
            txid=chain_hash(_row_hash(first)),
            note=", ".join(dict.fromkeys(map(_note, group.rows))),
        )

    return book


def _leaves(row: Cells) -> bool:
    return not row.text("type").casefold().startswith("deposit")


def _failed(row: Cells) -> bool:
    return row.text("type").casefold().endswith(_FAILED)


def _note(row: Cells) -> str:
    return f"{row.text('type')} {row.text('words')}".strip()


def _newer(row: Cells, tally: Tally) -> None:
    moved, fee = row.measured("amount"), row.measured("fee")
    if moved is None:
        raise row.blank("amount")
    amount, asset = moved
    if (amount < 0) is not _leaves(row):
        raise row.wrong("amount", f"has a sign that does not fit a {row.text('type')}")
    if fee is not None:
        if not _leaves(row) and fee[0]:
            raise row.wrong("fee", "is a fee of what comes in, which the sender pays")
        tally.charge(fee[1], abs(fee[0]))
    if not _failed(row):
        tally.move(asset, amount)


def _older(row: Cells, tally: Tally) -> None:
    sent, received, fee = row.number("out"), row.number("in"), row.number("fee")
    if bool(sent) is not _leaves(row) or (row.text("type") == "deposit" and not received):
        raise row.wrong("type", "does not fit the amounts of the row")
    if fee:
        tally.charge(row.word("fee_asset"), abs(fee))
    if _failed(row):
        return
    if sent:
        tally.move(row.word("out_asset"), -abs(sent))
    if received:
        tally.move(row.word("in_asset"), received)


def _staked(group: Group) -> _Items:
    row = group.first
    if row.word("type") != "Staking":
        raise row.wrong("type", "is not known")
    if row.word("exchange") != "Exodus":
        raise row.wrong("exchange", "is not Exodus, whose report this should be")
    yield group.transaction(
        Kind.STAKING_REWARD,
        row.moment("time"),
        row.identity,
        came=Leg(row.word("asset"), row.amount("amount")),
        note=_note(row),
    )


def _format(
    name: str, title: str, columns: Mapping[str, Column], book: Book, group: Grouping
) -> Format:
    return Format(
        name=name,
        source="exodus",
        title=title,
        evidence=Evidence.A,
        coverage=Coverage.LEDGER,
        custody=Custody.SELF,
        form_1099da=False,
        account="Exodus",
        parser_version=1,
        columns=columns,
        group=group,
        book=book,
    )


EXODUS: Final = (
    _format("exodus_v2", "Exodus transactions", _NEWER, _booked(_newer), by(_event)),
    _format("exodus_v1", "Exodus transactions, older form", _OLDER, _booked(_older), by(_event)),
    _format("exodus_staking", "Exodus staking report", _STAKING, _staked, one_by_one),
)
