"""Gemini, transaction history: one row a fill or a movement, three columns for each coin.

Amounts are signed, or shown as `($1,000.00)` and `(0.5 BTC)`; the fee is in whichever coin's fee
column and not in the amount. The last row is a total without a date.

Read as in: BittyTax `gemini.py` and its issue 220 (header); the words of credits and debits are
from a help page.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from decimal import Decimal
from functools import lru_cache
from typing import Final

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources import numbers
from harvest_tui.sources.cells import MEND, Cells, RowError
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import moved
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.headers import normal
from harvest_tui.sources.sided import Beside, Sided, traded
from harvest_tui.sources.times import Moment

_COLUMNS: Final[Mapping[str, Column]] = {
    "date": moment("Date", needed=True),
    "clock": text("Time (UTC)", needed=True),
    "type": text("Type", needed=True),
    "symbol": text("Symbol", needed=True),
    "specification": text("Specification", needed=True),
    "rate": number("Trading Fee Rate (bps)", identity=False),
    "trade": text("Trade ID", needed=True),
    "hash": text("Tx Hash", needed=True),
}

_OF_COIN: Final = re.compile(
    r"(?:(?P<amount>\S+) amount (?P=amount)|fee \((?P<fee>\S+)\) (?P=fee))"
)

_NO_WORD: Final = re.compile(r"[^a-z0-9]+")

_CREDITS: Final = (
    (re.compile(r"interest( credit)?"), Kind.INTEREST),
    (re.compile(r".*card reward.*"), Kind.CASHBACK),
    (re.compile(r"administrative credit"), Kind.ADJUSTMENT),
    (re.compile(r"deposit\b.*"), Kind.TRANSFER_IN),
)
_DEBITS: Final = (
    (re.compile(r"gemini pay\b.*"), Kind.SPEND),
    (re.compile(r"administrative debit"), Kind.ADJUSTMENT),
    (re.compile(r"withdrawal\b.*"), Kind.TRANSFER_OUT),
)


def _aside(row: Cells) -> str | None:
    return None if row.text("date") else "a total, not a record"


def _book(group: Group) -> Iterator[Transaction]:
    row = group.first
    kind = row.word("type")
    if kind in {"Buy", "Sell"}:
        yield from _traded(group, bought=kind == "Buy")
    elif kind in {"Credit", "Debit"}:
        yield _moved(group, arriving=kind == "Credit")
    else:
        raise row.wrong("type", "is not known")


def _traded(group: Group, *, bought: bool) -> Iterator[Transaction]:
    row = group.first
    base, quote = _pair(row)
    came, went = (base, quote) if bought else (quote, base)
    sided = Sided(Leg(came, _amount(row, came)), Leg(went, -_amount(row, went)), _fee(row))
    beside = Beside(at=_moment(row), ident=row.word("trade"), note=_note(row))
    yield from traded(group, sided, beside)


def _moved(group: Group, *, arriving: bool) -> Transaction:
    row, at = group.first, _moment(group.first)
    coin, said = row.word("symbol").upper(), row.word("specification")
    kind = next(
        (k for words, k in (_CREDITS if arriving else _DEBITS) if words.fullmatch(said.casefold())),
        None,
    )
    if kind is None:
        raise row.wrong("specification", f"is not known of a {row.text('type')}")
    amount = _amount(row, coin)
    return group.transaction(
        moved(kind, coin),
        at,
        _name(row, at),
        came=Leg(coin, amount) if arriving else None,
        went=None if arriving else Leg(coin, -amount),
        fee=_fee(row),
        txid=chain_hash(row.text("hash")),
        note=_note(row),
    )


def _name(row: Cells, at: Moment) -> str:
    """Make an id that does not depend on how the file shows amounts."""
    stamp = at.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    words = " ".join(row.text(role) for role in ("type", "symbol", "specification"))
    count = row.key.rpartition("#")[2]
    name = f"{stamp}-{_NO_WORD.sub('-', words.casefold()).strip('-')}"
    return name if count == "1" else f"{name}-{count}"


def _moment(row: Cells) -> Moment:
    """Take the day of one cell and the clock of the other; a workbook has both in both."""
    day, clock = row.word("date").split()[0], row.word("clock").split()[-1]
    return row.moment("date", said=f"{day} {clock}")


def _note(row: Cells) -> str:
    return f"{row.text('type')} {row.text('symbol')} {row.text('specification')}".strip()


# -- columns of coins ------------------------------------------------------------------------


@lru_cache(maxsize=16)
def _coins(header: tuple[str, ...], part: str) -> Mapping[str, int]:
    """Find each coin's column of amounts or of fees."""
    found = ((index, _OF_COIN.fullmatch(normal(name))) for index, name in enumerate(header))
    return {match[part].upper(): at for at, match in found if match and match[part]}


def _pair(row: Cells) -> tuple[str, str]:
    """Split a symbol into the two coins whose amounts the row gives."""
    symbol = row.word("symbol").upper()
    given = [coin for coin, at in _coins(row.sheet.header, "amount").items() if _cell(row, at)]
    pairs = [(base, quote) for base in given for quote in given if base + quote == symbol]
    if len(pairs) != 1:
        raise row.wrong("symbol", "is not a pair of the two coins that the row moves")
    return pairs[0]


def _amount(row: Cells, coin: str) -> Decimal:
    at = _coins(row.sheet.header, "amount").get(coin)
    if at is None:
        raise row.wrong("symbol", "has no column of amounts")
    return _number(row, at, coin)


def _fee(row: Cells) -> Leg | None:
    fees = {
        coin: _number(row, at, coin)
        for coin, at in _coins(row.sheet.header, "fee").items()
        if _cell(row, at)
    }
    charged = [Leg(coin, -fee) for coin, fee in fees.items() if fee]
    if len(charged) > 1:
        raise RowError("the row has fees in several coins", line=row.line)
    return charged[0] if charged else None


def _cell(row: Cells, at: int) -> str:
    return row.raw[at].strip()


def _number(row: Cells, at: int, coin: str) -> Decimal:
    """Read an amount with or without its coin: `-0.5`, `(0.5 BTC)`, `($1.00)`."""
    said = _cell(row, at)
    try:
        return numbers.parse(said.replace(f" {coin}", ""), row.sheet.mark)
    except ValueError as error:
        header = row.sheet.header[at]
        what = f'{shown(header)} "{shown(said, 40)}" {error}'
        raise RowError(what, MEND, column=header, line=row.line) from None


GEMINI: Final = Format(
    name="gemini",
    source="gemini",
    title="Gemini transaction history",
    evidence=Evidence.C,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=True,
    account="Gemini",
    parser_version=1,
    columns=_COLUMNS,
    aside=_aside,
    native_id="trade",
    book=_book,
)
