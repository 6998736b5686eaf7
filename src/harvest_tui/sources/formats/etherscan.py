"""Etherscan and its kin (BscScan, PolygonScan…): four exports of one address, each by itself.

Whose history it is stands only in the file's name; of which chain, only in the headers of coins.
The fee is the sender's, also of what failed. What one hash does to coins and to tokens stands in
different exports: each books its half under the same hash.

Read as in: BittyTax `etherscan.py` and its issue 83.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.text import advertises
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, number, text
from harvest_tui.sources.contracts import ETHEREUM, WRAPPED_ETH
from harvest_tui.sources.errors import UnknownOwnerError
from harvest_tui.sources.format import Book, Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip, by
from harvest_tui.sources.on_chain import SPAM, Tally, settled

_Items: TypeAlias = Iterator[Transaction | Skip]

_ADDRESS: Final = re.compile(r"0x[0-9a-f]{40}")
_NOBODY: Final = "0x" + "0" * 40
_NAME_WIDTH: Final = 10
"""So much of an address names an account where the user does not."""
_COIN: Final = re.compile(r".*\(([A-Za-z0-9]+)\)")

_EVERY: Final[Mapping[str, Column]] = {
    "hash": text("Transaction Hash", "Txhash", needed=True),
    "time": text("UnixTimestamp", needed=True),
    "from": text("From", needed=True),
}
_COINS: Final[Mapping[str, Column]] = {
    "in": number("Value_IN(ETH)", pattern=r"value in\([a-z0-9]+\)", needed=True),
    "out": number("Value_OUT(ETH)", pattern=r"value out\([a-z0-9]+\)", needed=True),
    "status": text("Status", needed=True),
}
_NORMAL: Final[Mapping[str, Column]] = {
    **_EVERY,
    "to": text("To", needed=True),
    **_COINS,
    "fee": number("TxnFee(ETH)", pattern=r"txnfee\((?!usd\))[a-z0-9]+\)", needed=True),
    "words": text("Method", identity=False),
}
_INTERNAL: Final[Mapping[str, Column]] = {
    **_EVERY,
    "to": text("TxTo", needed=True),
    **_COINS,
    "parent": text("ParentTxFrom", needed=True),
    "words": text("Type", identity=False),
}
_TOKENS: Final[Mapping[str, Column]] = {
    **_EVERY,
    "to": text("To", needed=True),
    "amount": number("TokenValue", "Value", needed=True),
    "contract": text("ContractAddress", needed=True),
    "name": text("TokenName"),
    "words": text("TokenSymbol", needed=True),
}
_NFTS: Final[Mapping[str, Column]] = {
    **_EVERY,
    "to": text("To", needed=True),
    "contract": text("ContractAddress", needed=True),
    "ident": text("Token ID", "TokenId", needed=True),
    "name": text("TokenName"),
    "words": text("TokenSymbol", needed=True),
    "quantity": number("Quantity"),
}


# -- whose ---------------------------------------------------------------------------------


def _by_hash(rows: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
    if rows and not _owners(rows[0]):
        raise UnknownOwnerError(rows[0].sheet.file, "export-0x….csv")
    return iter(list(by(lambda row: row.text("hash"))(rows)))


def _owners(row: Cells) -> tuple[str, ...]:
    return _addresses(row.sheet.file)


@lru_cache(maxsize=16)
def _addresses(file: str) -> tuple[str, ...]:
    return tuple(_ADDRESS.findall(file.lower()))


def _mine(row: Cells, role: str) -> bool:
    return row.text(role).lower() in _owners(row)


def _sign(row: Cells) -> int:
    """Give 1 for what comes to the owner, -1 for what goes, 0 for both at once."""
    if not (_mine(row, "from") or _mine(row, "to")):
        raise row.wrong("from", "is not the address in the file's name, and nor is the receiver")
    return _mine(row, "to") - _mine(row, "from")


def _booked(suffix: str, count: Callable[[Group, Tally], _Items]) -> Book:
    def book(given: Group) -> _Items:
        first = given.first
        group = given._replace(account=given.account or _owners(first)[0][:_NAME_WIDTH])
        tally = Tally()
        done = list(count(group, tally))
        yield from done
        left = [row for row in group.rows if not any(_tells(item, row) for item in done)]
        if not left:
            return
        yield from settled(
            group.part(left),
            tally,
            first.epoch("time"),
            first.word("hash") + suffix,
            txid=chain_hash(first.text("hash")),
            note=", ".join(dict.fromkeys(_note(row) for row in left)),
        )

    return book


def _tells(item: Transaction | Skip, row: Cells) -> bool:
    return row in item.rows if isinstance(item, Skip) else row.line in item.lines


def _note(row: Cells) -> str:
    return row.text("words") + (
        " (failed)" if "status" in row.sheet.columns and _failed(row) else ""
    )


# -- coins -----------------------------------------------------------------------------------


def _coin(row: Cells) -> str:
    found = _COIN.fullmatch(row.sheet.name_of("in"))
    if found is None:
        raise RowError("the header does not name the coin of the chain")
    return found[1].upper()


def _failed(row: Cells) -> bool:
    status = row.text("status").casefold()
    if status in {"", "0"} or status.startswith("error") or status == "1":
        return status not in {"", "0"}
    raise row.wrong("status", "is not known")


def _value(row: Cells) -> Decimal:
    """Give what the owner's coins change by, without the fee."""
    came, went = row.number("in") or ZERO, row.number("out") or ZERO
    if _failed(row):
        return ZERO
    if (came and not _mine(row, "to")) or (went and not _mine(row, "from")):
        raise row.wrong("in" if came else "out", "is not of the address in the file's name")
    return came - went


def _normal(group: Group, tally: Tally) -> _Items:
    for row in group.rows:
        _sign(row)
        fee = row.number("fee") or ZERO
        value = _value(row)
        if _coin(row) == "ETH" and row.text("to").lower() == WRAPPED_ETH and value < 0:
            yield _wrapped(group.part((row,)), Leg("ETH", -value), Leg("WETH", -value), fee)
            continue
        if _mine(row, "from"):
            tally.charge(_coin(row), fee)
        tally.move(_coin(row), value)


def _internal(group: Group, tally: Tally) -> _Items:
    for row in group.rows:
        _sign(row)
        value = _value(row)
        if _coin(row) == "ETH" and row.text("from").lower() == WRAPPED_ETH and value > 0:
            yield _wrapped(group.part((row,)), Leg("WETH", value), Leg("ETH", value), ZERO)
        elif _failed(row):
            yield Skip((row,), "failed: nothing moved")
        else:
            tally.move(_coin(row), value)


def _wrapped(group: Group, went: Leg, came: Leg, fee: Decimal) -> Transaction:
    """The same coin in another wrap: basis and date go on."""
    row = group.first
    return group.transaction(
        Kind.REDENOMINATION,
        row.epoch("time"),
        f"{row.word('hash')}-{came.asset}",
        came=came,
        went=went,
        fee=Leg("ETH", fee),
        txid=chain_hash(row.text("hash")),
        note=_note(row),
    )


# -- tokens ----------------------------------------------------------------------------------


def _tokens(group: Group, tally: Tally) -> _Items:
    for row in group.rows:
        sign, contract = _sign(row), row.word("contract").lower()
        if _is_spam(row, sign, contract):
            yield Skip((row,), SPAM)
        elif not row.amount("amount"):
            yield Skip((row,), "moves nothing: made to put a look-alike address into the history")
        elif contract == WRAPPED_ETH and _other(row) in {_NOBODY, WRAPPED_ETH}:
            yield Skip((row,), "wrapped or unwrapped: the exports of coins tell it")
        else:
            tally.move(ETHEREUM.get(contract, contract), sign * row.amount("amount"))


def _nfts(group: Group, tally: Tally) -> _Items:
    for row in group.rows:
        sign, contract = _sign(row), row.word("contract").lower()
        if _is_spam(row, sign, contract):
            yield Skip((row,), SPAM)
        else:
            quantity = row.number("quantity") if row.text("quantity") else Decimal(1)
            tally.move(f"{contract}#{row.word('ident')}", sign * (quantity or ZERO))


def _is_spam(row: Cells, sign: int, contract: str) -> bool:
    return sign > 0 and contract not in ETHEREUM and advertises(row.text("name"), row.text("words"))


def _other(row: Cells) -> str:
    return row.text("from" if _mine(row, "to") else "to").lower()


def _format(name: str, title: str, columns: Mapping[str, Column], book: Book) -> Format:
    return Format(
        name=f"etherscan_{name}",
        source="etherscan",
        title=f"Etherscan and kin, {title}",
        evidence=Evidence.A,
        coverage=Coverage.LEDGER,
        custody=Custody.SELF,
        form_1099da=False,
        account=None,  # one for each address
        parser_version=1,
        columns=columns,
        group=_by_hash,
        book=book,
    )


ETHERSCAN: Final = (
    _format("normal", "transactions", _NORMAL, _booked("", _normal)),
    _format("internal", "internal transactions", _INTERNAL, _booked("-internal", _internal)),
    _format("erc20", "token transfers", _TOKENS, _booked("-token", _tokens)),
    _format("nft", "NFT transfers", _NFTS, _booked("-nft", _nfts)),
)
