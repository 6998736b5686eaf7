"""Reads tests/reference/lot_cases.json by its own conventions."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from harvest_tui.domain.booking import frame_of, key_of
from harvest_tui.domain.elections import Election, Identification, Method, Pick, Scope
from harvest_tui.domain.frames import PRICES, empty
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.ids import lot_id
from harvest_tui.lots.replay import Conventions, Replay, replay

REFERENCE = Path(__file__).parent.parent / "reference" / "lot_cases.json"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
TODAY = date(2026, 11, 22)

KINDS = {
    "buy": Kind.BUY,
    "sell": Kind.SELL,
    "income": Kind.INTEREST,
    "gift_in": Kind.GIFT_IN,
    "gift_out": Kind.GIFT_OUT,
    "donate_out": Kind.DONATION,
    "transfer": Kind.TRANSFER,
    "fee_out": Kind.FEE,
}
SINGLE_ACCOUNT_FROM_2025 = {"hk-01", "tlt-07"}
"""Said universal for sales after 2024, but with one account: run per account."""


@cache
def cases() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(REFERENCE.read_text())["cases"]
    return read


def transactions_of(case: dict[str, Any]) -> list[Transaction]:
    return [_transaction(row) for row in case["transactions"]]


def run(case: dict[str, Any]) -> Replay:
    prepared = prepare(frame_of(transactions_of(case)), empty(PRICES), "UTC")
    return replay(
        prepared.ledger,
        prepared.legs,
        Conventions(
            zone="UTC", elections=elections_of(case), identifications=identifications_of(case)
        ),
        findings=prepared.findings,
        today=TODAY if case["scope"] == "per_account" else date(2024, 12, 31),
    )


def elections_of(case: dict[str, Any]) -> tuple[Election, ...]:
    methods = case["method"]
    if isinstance(methods, str):
        methods = {"1970": methods}
    universal = case["scope"] == "universal" and case["id"] not in SINGLE_ACCOUNT_FROM_2025
    return tuple(
        Election(
            year=int(year),
            method=Method.SPECIFIC if method == "SPEC" else Method(method),
            scope=Scope.UNIVERSAL if universal else Scope.PER_ACCOUNT,
            recorded_at=LONG_AGO,
            as_filed=True,
        )
        for year, method in methods.items()
    )


def identifications_of(case: dict[str, Any]) -> tuple[Identification, ...]:
    by_id = {row["id"]: row for row in case["transactions"]}
    return tuple(
        Identification(
            identification_id=number,
            recorded_at=_instant(row["ts"]),
            account=row["account"],
            asset=row["asset"],
            picks=tuple(
                Pick(lot_id=_lot_id(by_id[p["lot"]]), quantity=Decimal(p["qty"]))
                for p in row["picks"]
            ),
            transaction_id=row["id"],
            as_filed=True,
        )
        for number, row in enumerate(case["transactions"])
        if row.get("picks")
    )


def rows_of(disposals: pl.DataFrame) -> dict[tuple[str, str], tuple[Decimal, ...]]:
    """Sum quantity, proceeds, basis and gain per (transaction, lot)."""
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    for row in disposals.iter_rows(named=True):
        at = (row["transaction_id"], row["acquired_transaction_id"])
        parts = (row["quantity"], row["proceeds"], row["cost_basis"], row["gain"])
        sums[at] = [a + b for a, b in zip(sums[at], parts, strict=True)]
    return {at: tuple(parts) for at, parts in sums.items()}


def expected_rows(case: dict[str, Any]) -> dict[tuple[str, str], tuple[Decimal, ...]]:
    """The same of the case's disposals; gifts and donations are not gains."""
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    for row in case["expected"]["disposals"] or []:
        if row["kind"] in {"gift", "donation", "gift_out", "donate_out", "donate"}:
            continue
        at = (row["tx"], row["lot"])
        parts = [Decimal(row[name]) for name in ("qty", "proceeds", "basis", "gain")]
        sums[at] = [a + b for a, b in zip(sums[at], parts, strict=True)]
    return {at: tuple(parts) for at, parts in sums.items()}


def _transaction(row: dict[str, Any]) -> Transaction:
    kind = KINDS[row["type"]]
    quantity = Decimal(row["qty"])
    value = Decimal(row["value_usd"]) if row.get("value_usd") else None
    fee_in_kind = bool(row.get("fee_asset")) and row["fee_asset"] == row["asset"]
    fee_quantity = Decimal(row.get("fee_qty") or 0)
    fee_usd = Decimal(row.get("fee_usd") or 0)
    fields: dict[str, Any] = {}
    if kind is Kind.FEE:
        quantity, value = fee_quantity or quantity, fee_usd or value
    elif fee_in_kind and fee_quantity:
        fields |= {"fee_asset": row["asset"], "fee_quantity": fee_quantity, "fee_usd": fee_usd}
    elif fee_usd and kind is not Kind.GIFT_IN:
        fields |= {"fee_asset": "USD", "fee_quantity": fee_usd}
    if kind in {Kind.BUY, Kind.INTEREST, Kind.GIFT_IN}:
        fields |= {"in_asset": row["asset"], "in_quantity": quantity}
    else:
        fields |= {"out_asset": row["asset"], "out_quantity": quantity}
    if kind is Kind.BUY:
        fields |= {"out_asset": "USD", "out_quantity": value}
    elif kind is Kind.SELL:
        fields |= {"in_asset": "USD", "in_quantity": value}
    elif kind is Kind.GIFT_IN:
        fields |= {"basis_usd": Decimal(row["basis_usd"])}
    elif kind is not Kind.TRANSFER:
        fields |= {"usd_value": value}
    return Transaction(
        transaction_id=row["id"],
        source="ledger",
        account=row["account"],
        to_account=row.get("to_account"),
        at=_instant(row["ts"]),
        kind=kind,
        **fields,
    )


def _lot_id(row: dict[str, Any]) -> str:
    return lot_id(key_of(row["account"], "ledger", row["id"]), row["asset"], _instant(row["ts"]))


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
