"""The last balance that a source itself states of each asset, to hold the ledger against."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from harvest_tui.domain.amounts import EXACT
from harvest_tui.domain.rows import Table
from harvest_tui.sources.binding import sheet_of
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.format import Format
from harvest_tui.sources.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What a file says an account held of an asset after its last row about it."""

    asset: str
    at: datetime
    """The instant of that row."""
    quantity: Decimal


def closings(table: Table, form: Format, options: Options, now: datetime) -> tuple[Closing, ...]:
    """Read the closing balances of a file whose format states them.

    Wallets inside the account (spot, earn) are added up. Where several rows of one wallet stand
    at the last instant with different balances, which is the last cannot be told: nothing is
    said of that asset.

    Args:
        table: As read or as stored.
        form: Its format; one without running balances gives nothing.
        options: As for `interpret`.
        now: As for `interpret`.
    """
    if form.running is None:
        return ()
    sheet = sheet_of(table, form, options, now)
    last: dict[tuple[str, str], tuple[datetime, set[Decimal]]] = {}
    rows = [Cells(sheet, index, row) for index, row in enumerate(table.rows)]
    for asset, wallet, at, balance in _stated(rows, form.running.names):
        before = last.get((asset, wallet))
        if before is None or at > before[0]:
            last[asset, wallet] = (at, {balance})
        elif at == before[0]:
            before[1].add(balance)
    return tuple(_by_asset(last))


def _stated(
    rows: Sequence[Cells], names: Callable[[str], str]
) -> Iterator[tuple[str, str, datetime, Decimal]]:
    for row in rows:
        try:
            balance = row.number("balance")
            if balance is not None:
                code = row.text("asset")
                wallet = row.text("wallet") if "wallet" in row.sheet.place else ""
                if asset := names(code):
                    yield asset, f"{code} {wallet}", row.moment("time").at, balance
        except RowError:
            continue  # its row says so where it is booked


def _by_asset(
    last: dict[tuple[str, str], tuple[datetime, set[Decimal]]],
) -> Iterator[Closing]:
    for asset in sorted({asset for asset, _ in last}):
        wallets = [stated for (a, _), stated in last.items() if a == asset]
        if all(len(balances) == 1 for _, balances in wallets):
            total = Decimal(0)
            for _, (balance,) in wallets:
                total = EXACT.add(total, balance)
            yield Closing(asset=asset, at=max(at for at, _ in wallets), quantity=total)
