"""Trezor Suite, "Export as CSV": one row an output, of one account; semicolons.

The timestamp is the truth, date and time are local. What is sent excludes the fee, which stands
on the first of several outputs; the fee of what is received was the sender's.

Read as in: BittyTax `trezorsuite.py`; dali-rp2 `trezor_v2.py`.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.text import advertises
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip, by
from harvest_tui.sources.on_chain import SPAM, Tally, settled

_COLUMNS: Final[Mapping[str, Column]] = {
    "time": text("Timestamp", needed=True),
    "type": text("Type", needed=True),
    "hash": text("Transaction ID", needed=True),
    "fee": number("Fee", needed=True),
    "fee_asset": text("Fee unit", needed=True),
    "address": text("Address"),
    "label": text("Label", identity=False),
    "amount": number("Amount", needed=True),
    "asset": text("Amount unit", needed=True),
}

_Items: TypeAlias = Iterator[Transaction | Skip]

_TYPES: Final = frozenset({"RECV", "SENT", "SELF", "FAILED"})


def _hash(row: Cells) -> Hashable:
    return row.text("hash") or None


def _book(group: Group) -> _Items:
    for row in group.rows:
        if row.word("type") not in _TYPES:
            raise row.wrong("type", "is not known")
    spam = [row for row in group.rows if _came(row) and advertises(row.text("asset"))]
    rows = [row for row in group.rows if row not in spam]
    if spam:
        yield Skip(spam, SPAM)
    came = {row.word("asset") for row in rows if _came(row)}
    went = {row.word("asset") for row in rows if row.text("type") == "SENT"}
    if came and went and came.isdisjoint(went):
        yield from _swap(group.part(rows))
        return
    rows.sort(key=lambda row: (not row.text("fee"), row.key))
    for count, row in enumerate(rows, start=1):
        name = row.text("hash") or row.identity
        yield from _output(group.part((row,)), name if count == 1 else f"{name}-{count}")


def _came(row: Cells) -> bool:
    return row.text("type") == "RECV"


def _swap(group: Group) -> _Items:
    tally = Tally()
    for row in group.rows:
        tally.move(row.word("asset"), row.amount("amount") * (1 if _came(row) else -1))
        if not _came(row):
            fee = _fee(row)
            tally.charge(fee.asset, fee.quantity)
    first = group.first
    yield from settled(
        group,
        tally,
        first.epoch("time"),
        first.text("hash"),
        txid=chain_hash(first.text("hash")),
        note=_note(first),
    )


def _output(group: Group, name: str) -> _Items:
    row = group.first
    at, kind, note, txid = row.epoch("time"), row.text("type"), _note(row), _txid(row)
    if kind == "RECV":
        came = Leg(row.word("asset"), row.amount("amount"))
        yield group.transaction(Kind.TRANSFER_IN, at, name, came=came, txid=txid, note=note)
    elif kind == "SENT":
        yield group.transaction(
            Kind.TRANSFER_OUT,
            at,
            name,
            went=Leg(row.word("asset"), row.amount("amount")),
            fee=_fee(row),
            txid=txid,
            note=note,
        )
    elif _fee(row).quantity:
        yield group.transaction(Kind.FEE, at, name, went=_fee(row), txid=txid, note=note)
    else:
        yield Skip((row,), "moves nothing, and cost this wallet nothing")


def _fee(row: Cells) -> Leg:
    fee = row.number("fee") or ZERO
    return Leg(row.word("fee_asset") if fee else "", fee)


def _txid(row: Cells) -> str | None:
    return chain_hash(row.text("hash"))


def _note(row: Cells) -> str:
    return f"{row.text('type')} {row.text('label')}".strip()


TREZOR_SUITE: Final = Format(
    name="trezor_suite",
    source="trezor_suite",
    title="Trezor Suite account export",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.SELF,
    form_1099da=False,
    account="Trezor",
    parser_version=1,
    columns=_COLUMNS,
    group=by(_hash),
    book=_book,
)
