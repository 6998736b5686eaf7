"""Solscan, the export of 2021 to 2023: one row a change, rows of one hash are one event.

Whose history it is stands only in the file's name. Every row of a hash repeats its fee, which
counts once and only where the owner signed, which he did if something left him. Wrapped SOL is
SOL, so that wrapping comes to nothing.

Header seen in a reader of such files; the present exports have other columns.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeAlias

from harvest_tui.domain.settings import Custody
from harvest_tui.domain.text import advertises
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, number, text
from harvest_tui.sources.contracts import SOLANA
from harvest_tui.sources.errors import UnknownOwnerError
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Skip, by
from harvest_tui.sources.on_chain import SPAM, Tally, settled

_COLUMNS: Final[Mapping[str, Column]] = {
    "type": text("Type", needed=True),
    "hash": text("Txhash", needed=True),
    "time": text("BlockTime Unix", needed=True),
    "fee": number("Fee (SOL)", needed=True),
    "held_in": text("TokenAccount"),
    "change": text("ChangeType", needed=True),
    "units": number("SPL BalanceChange", needed=True),
    "mint": text("TokenAddress", needed=True),
    "name": text("TokenName(off-chain)", identity=False),
    "symbol": text("Symbol(off-chain)", identity=False),
    "from": text("SolTransfer Source", needed=True),
    "to": text("SolTransfer Destination", needed=True),
    "amount": number("Amount (SOL)", needed=True),
}

_Items: TypeAlias = Iterator[Transaction | Skip]

_ADDRESS: Final = re.compile(r"[1-9A-HJ-NP-Za-km-z]{32,44}")
_NAME_WIDTH: Final = 8


def _by_hash(rows: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
    if rows and not _owners(rows[0]):
        raise UnknownOwnerError(rows[0].sheet.file, "solscan_ADDRESS.csv")
    return iter(list(by(lambda row: row.text("hash"))(rows)))


def _owners(row: Cells) -> tuple[str, ...]:
    return _addresses(row.sheet.file)


@lru_cache(maxsize=16)
def _addresses(file: str) -> tuple[str, ...]:
    return tuple(_ADDRESS.findall(file))


def _book(given: Group) -> _Items:
    first = given.first
    group = given._replace(account=given.account or f"Solana {_owners(first)[0][:_NAME_WIDTH]}")
    spam = [row for row in group.rows if _is_spam(row)]
    if spam:
        yield Skip(spam, SPAM)
    rows = [row for row in group.rows if row not in spam]
    if not rows:
        return
    tally = Tally()
    changes = [_change(row) for row in rows]
    for asset, change in changes:
        tally.move(asset, change)
    if any(change < 0 for _, change in changes):
        tally.charge("SOL", _fee(rows))
    yield from settled(
        group.part(rows),
        tally,
        first.epoch("time"),
        first.word("hash"),
        txid=chain_hash(first.text("hash")),
        note=", ".join(dict.fromkeys(row.text("type") for row in rows)),
    )


def _fee(rows: Sequence[Cells]) -> Decimal:
    fees = {row.amount("fee") for row in rows}
    if len(fees) > 1:
        raise rows[0].wrong("fee", "differs among the rows of one hash")
    return fees.pop()


def _change(row: Cells) -> tuple[str, Decimal]:
    if row.word("type") == "SolTransfer":
        return "SOL", row.amount("amount") * _sign(row)
    if row.text("type") == "TokenChange" and row.text("change") in _SIGNS:
        mint = row.word("mint")
        return SOLANA.get(mint, mint), row.amount("units") * _SIGNS[row.text("change")]
    raise row.wrong("change" if row.text("type") == "TokenChange" else "type", "is not known")


_SIGNS: Final = {"inc": 1, "dec": -1}


def _sign(row: Cells) -> int:
    owners = _owners(row)
    mine = row.text("to") in owners, row.text("from") in owners
    if not any(mine):
        raise row.wrong("from", "is not the address in the file's name, and nor is the receiver")
    return mine[0] - mine[1]


def _is_spam(row: Cells) -> bool:
    unasked = row.text("change") == "inc" and row.text("mint") not in SOLANA
    return unasked and advertises(row.text("name"), row.text("symbol"))


SOLSCAN: Final = Format(
    name="solscan",
    source="solscan",
    title="Solscan export of 2021 to 2023",
    evidence=Evidence.B,
    coverage=Coverage.LEDGER,
    custody=Custody.SELF,
    form_1099da=False,
    account=None,  # one for each address
    parser_version=1,
    columns=_COLUMNS,
    group=_by_hash,
    book=_book,
)
