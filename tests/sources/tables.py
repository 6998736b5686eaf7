"""Files for the tests of sources, and what became of them in few words."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from harvest_tui.domain.amounts import EXACT, ZERO, plain_text
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.rows import Interpretation, Outcome, RowStatus, Table
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources import Options, load

NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
SAMPLES: Final = Path(__file__).parent / "samples"


def sample(name: str) -> str:
    return (SAMPLES / name).read_bytes().decode()


def loaded(
    content: str | bytes,
    name: str = "export.csv",
    *,
    account: str | None = None,
    source: str | None = None,
    options: Options | None = None,
) -> tuple[Table, Interpretation]:
    data = content.encode() if isinstance(content, str) else content
    return load(data, name, account=account, source=source, options=options, now=NOW)


def booked(content: str | bytes) -> list[Transaction]:
    return list(loaded(content)[1].transactions)


def only(content: str | bytes) -> Transaction:
    (one,) = booked(content)
    return one


def refused(content: str | bytes) -> Outcome:
    """Give the outcome of the one row that is quarantined."""
    (one,) = by_status(loaded(content)[1], RowStatus.QUARANTINED)
    return one


def by_status(understood: Interpretation, status: RowStatus) -> list[Outcome]:
    return [one for one in understood.outcomes if one.status is status]


class Told(NamedTuple):
    """A transaction in the words of a test."""

    ident: str
    kind: str
    came: str = ""
    went: str = ""
    fee: str = ""
    usd: str = ""
    """Value of the principal."""


def told(transaction: Transaction) -> Told:
    t = transaction
    return Told(
        t.transaction_id,
        t.kind.value,
        _leg(t.in_quantity, t.in_asset),
        _leg(t.out_quantity, t.out_asset),
        _leg(t.fee_quantity, t.fee_asset),
        "" if t.usd_value is None else plain_text(t.usd_value),
    )


def _leg(quantity: Decimal | None, asset: str | None) -> str:
    return "" if quantity is None else f"{plain_text(quantity)} {asset}"


def balances(transactions: Iterable[Transaction]) -> dict[str, Decimal]:
    """Add up in, minus out, minus fee; moves inside the account change nothing."""
    total: defaultdict[str, Decimal] = defaultdict(Decimal)
    for t in transactions:
        if t.kind is Kind.INTERNAL_TRANSFER:
            continue
        legs = (
            (t.in_asset, t.in_quantity or ZERO),
            (t.out_asset, -(t.out_quantity or ZERO)),
            (t.fee_asset, -(t.fee_quantity or ZERO)),
        )
        for asset, change in legs:
            if asset is not None:
                total[asset] = EXACT.add(total[asset], change)
    return {asset: amount for asset, amount in total.items() if amount}


def unplaced(transactions: Iterable[Transaction]) -> set[Transaction]:
    """Forget on which lines transactions stood."""
    return {replace(t, lines=()) for t in transactions}


def cells(content: str) -> list[list[str]]:
    """Split a CSV that has its header on the first line."""
    return list(csv.reader(io.StringIO(content, newline="")))


def joined(rows: Iterable[Sequence[str]], delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().replace("\r\n", end)
