"""The plain ledger CSV as text: every field of a transaction that has a column, and back."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.transaction import Precision, Transaction

HEADER: Final = (
    "id",
    "timestamp",
    "kind",
    "account",
    "to_account",
    "in_asset",
    "in_quantity",
    "out_asset",
    "out_quantity",
    "fee_asset",
    "fee_quantity",
    "usd_value",
    "fee_usd",
    "basis_usd",
    "acquired_at",
    "txid",
    "note",
)

_FORMULA: Final = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_GUARDED: Final = re.compile(r"'+\s*[=+\-@\t\r\n＝＋－＠]")
_NOON: Final = 12


def write_ledger(transactions: Iterable[Transaction]) -> str:
    """Write transactions as a plain ledger CSV, in the order given.

    Reading it back gives the same transactions, of source `ledger`. Texts that a spreadsheet
    would take for a formula get an apostrophe in front, which reading takes off again.
    """
    return "".join(map(_line, (HEADER, *map(_cells, transactions))))


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)  # so that it quotes both CR and LF
    return out.getvalue().removesuffix("\r\n") + "\n"


def guarded(text: str) -> str:
    """Write a text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Undo `guarded`."""
    return text[1:] if _GUARDED.match(text) else text


def _cells(t: Transaction) -> tuple[str, ...]:
    return (
        guarded(t.transaction_id),
        _instant(t.at, t.precision),
        t.kind.value,
        guarded(t.account),
        guarded(t.to_account or ""),
        guarded(t.in_asset or ""),
        _number(t.in_quantity),
        guarded(t.out_asset or ""),
        _number(t.out_quantity),
        guarded(t.fee_asset or ""),
        _number(t.fee_quantity),
        _number(t.usd_value),
        _number(t.fee_usd),
        _number(t.basis_usd),
        _instant(t.acquired_at, Precision.SECOND) if t.acquired_at else "",
        guarded(t.txid or ""),
        guarded(t.note or ""),
    )


def _number(amount: Decimal | None) -> str:
    return "" if amount is None else plain_text(amount)


def _instant(at: datetime, precision: Precision) -> str:
    """Write an instant as finely as it is known: `2024-01-03T10:00:00Z`, `…T10:00Z`, `…-03Z`."""
    exact = at.replace(tzinfo=None)
    if precision is Precision.DAY and exact == exact.replace(
        hour=_NOON, minute=0, second=0, microsecond=0
    ):
        return f"{exact.date().isoformat()}Z"
    if precision is Precision.MINUTE and not exact.second and not exact.microsecond:
        return f"{exact.isoformat(timespec='minutes')}Z"
    return f"{exact.isoformat()}Z"
