"""Short words for worked examples: days as text, amounts as text, one asset unless said."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

import polars as pl

from harvest_tui.domain.booking import frame_of, key_of
from harvest_tui.domain.elections import Election, Identification, Method, Pick, Purpose, Scope
from harvest_tui.domain.frames import PRICES
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.ids import lot_id
from harvest_tui.lots.kept import Kept
from harvest_tui.lots.replay import Conventions, Replay, replay

TODAY = date(2026, 11, 22)
LONG_AGO = datetime(2009, 1, 3, tzinfo=UTC)
Amount: TypeAlias = str | int | Decimal
Price: TypeAlias = tuple[str, str, Amount]
"""Asset, day, dollars for one unit."""


def at(text: str) -> datetime:
    """Read an instant, UTC; a day alone is its noon."""
    read = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return read if "T" in text else read + timedelta(hours=12)


def deed(
    kind: Kind,
    name: str,
    when: str,
    *,
    account: str = "Kraken",
    came: tuple[Amount, str] | None = None,
    went: tuple[Amount, str] | None = None,
    fee: tuple[Amount, str] | None = None,
    acquired: str | None = None,
    **more: Any,  # noqa: ANN401 # amounts as text, names as they are
) -> Transaction:
    """Write any transaction; amounts in `more` end in _usd or _value."""
    fields: dict[str, Any] = {
        key: Decimal(value) if key.endswith(("_usd", "_value")) else value
        for key, value in more.items()
    }
    for side, given in (("in", came), ("out", went), ("fee", fee)):
        if given:
            fields |= {f"{side}_quantity": Decimal(given[0]), f"{side}_asset": given[1]}
    return Transaction(
        transaction_id=name,
        source="ledger",
        account=account,
        at=at(when),
        kind=kind,
        acquired_at=at(acquired) if acquired else None,
        **fields,
    )


def buy(name: str, when: str, units: Amount, cost: Amount, **more: Any) -> Transaction:  # noqa: ANN401
    """Buy for dollars."""
    asset = more.pop("asset", "BTC")
    return deed(Kind.BUY, name, when, came=(units, asset), went=(cost, "USD"), **more)


def sell(name: str, when: str, units: Amount, proceeds: Amount, **more: Any) -> Transaction:  # noqa: ANN401
    """Sell for dollars."""
    asset = more.pop("asset", "BTC")
    return deed(Kind.SELL, name, when, came=(proceeds, "USD"), went=(units, asset), **more)


def move(name: str, when: str, units: Amount, to: str, **more: Any) -> Transaction:  # noqa: ANN401
    """Move between own accounts."""
    asset = more.pop("asset", "BTC")
    return deed(Kind.TRANSFER, name, when, went=(units, asset), to_account=to, **more)


def elect(
    method: Method,
    year: int = 2009,
    *,
    recorded: str | None = None,
    scope: Scope = Scope.PER_ACCOUNT,
    account: str | None = None,
    asset: str | None = None,
) -> Election:
    """Elect a method: as filed, or recorded at an instant."""
    return Election(
        year=year,
        method=method,
        scope=scope,
        account=account,
        asset=asset,
        recorded_at=at(recorded) if recorded else LONG_AGO,
        as_filed=recorded is None,
    )


def pooled(method: Method = Method.FIFO, year: int = 2009) -> Election:
    """Elect one pool over all accounts, as filed."""
    return elect(method, year, scope=Scope.UNIVERSAL)


def lot(one: Transaction) -> str:
    """Name the lot an acquisition opens."""
    key = key_of(one.account, one.source, one.transaction_id)
    return lot_id(key, one.in_asset or "", one.acquired_at or one.at)


def identify(
    number: int,
    when: str,
    *picks: tuple[Transaction, Amount],
    account: str = "Kraken",
    until: str | None = None,
    sale: str | None = None,
    purpose: Purpose = Purpose.SALE,
) -> Identification:
    """Name units: for a coming sale, or as filed for one long done."""
    return Identification(
        identification_id=number,
        recorded_at=at(when),
        account=account,
        asset=picks[0][0].in_asset or "",
        picks=tuple(Pick(lot_id=lot(one), quantity=Decimal(units)) for one, units in picks),
        purpose=purpose,
        valid_until=at(until) if until else None,
        transaction_id=sale,
        as_filed=sale is not None,
    )


def run(
    *transactions: Transaction,
    zone: str = "UTC",
    prices: tuple[Price, ...] = (),
    today: date = TODAY,
    known: Kept | None = None,
    **conventions: Any,  # noqa: ANN401 # fields of Conventions
) -> Replay:
    """Prepare and replay."""
    ready = prepare(frame_of(transactions), price_book(*prices), zone)
    told = Conventions(zone=zone, **conventions)
    return replay(ready.ledger, ready.legs, told, findings=ready.findings, today=today, known=known)


def price_book(*prices: Price) -> pl.DataFrame:
    """Give a frame of schema PRICES."""
    rows = [
        (asset, date.fromisoformat(day), Decimal(price), "by hand") for asset, day, price in prices
    ]
    return pl.DataFrame(rows, schema=PRICES, orient="row")


def rows(done: Replay, *columns: str) -> list[tuple[Any, ...]]:
    """Give columns of the disposals, in their order."""
    return _plain(done.disposals, columns)


def left(done: Replay, *columns: str) -> list[tuple[Any, ...]]:
    """Give columns of the open lots, likewise."""
    return _plain(done.lots, columns)


def taken(done: Replay) -> list[tuple[Any, ...]]:
    """Give what was sold of what: lot, units, basis, gain."""
    return rows(done, "acquired_transaction_id", "quantity", "cost_basis", "gain")


def _plain(frame: pl.DataFrame, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return frame.select(columns).rows()
