from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.on_chain import swaps_joined

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def row(ident: str, kind: Kind, **fields: Any) -> Transaction:  # noqa: ANN401 # any field
    given = {"account": "0x11", "txid": "aa", **fields}
    return Transaction(transaction_id=ident, source="etherscan", at=AT, kind=kind, **given)


def left(asset: str, units: str, **fields: Any) -> Transaction:  # noqa: ANN401 # any field
    return row("aa", Kind.TRANSFER_OUT, out_asset=asset, out_quantity=Decimal(units), **fields)


def came(asset: str, units: str, ident: str = "aa-token", **fields: Any) -> Transaction:  # noqa: ANN401 # any field
    return row(ident, Kind.TRANSFER_IN, in_asset=asset, in_quantity=Decimal(units), **fields)


def joined(*transactions: Transaction) -> list[dict[str, Any]]:
    frame = swaps_joined(frame_of(transactions))
    return list(
        frame.select(
            "transaction_id", "kind", "out_asset", "in_asset", "in_quantity", "fee_asset"
        ).iter_rows(named=True)
    )


def test_one_thing_out_and_another_in_under_one_hash_is_a_swap() -> None:
    (swap,) = joined(
        left("ETH", "1", fee_asset="ETH", fee_quantity=Decimal("0.002")), came("USDC", "3500")
    )

    assert swap == {
        "transaction_id": "aa",
        "kind": "swap",
        "out_asset": "ETH",
        "in_asset": "USDC",
        "in_quantity": Decimal(3500),
        "fee_asset": "ETH",
    }


def test_a_network_fee_of_the_same_hash_is_the_swap_s_fee() -> None:
    fee = row("aa-fee", Kind.FEE, out_asset="ETH", out_quantity=Decimal("0.003"))
    (swap,) = joined(left("LINK", "10"), came("USDC", "140"), fee)

    assert (swap["kind"], swap["fee_asset"]) == ("swap", "ETH")


def test_a_wrap_is_not_taken_for_a_sale() -> None:
    (wrap,) = joined(left("ETH", "2"), came("WETH", "2"))

    assert wrap["kind"] == "wrap"


def test_two_things_in_stay_as_they_are() -> None:
    kinds = [r["kind"] for r in joined(left("ETH", "1"), came("USDC", "1"), came("DAI", "1", "b"))]

    assert kinds == ["transfer_out", "transfer_in", "transfer_in"]


def test_the_same_asset_back_or_another_account_is_no_swap() -> None:
    back = joined(left("ETH", "1"), came("ETH", "0.4"))
    moved = joined(left("ETH", "1"), came("USDC", "1", account="0x22"))

    assert [r["kind"] for r in back] == ["transfer_out", "transfer_in"]
    assert [r["kind"] for r in moved] == ["transfer_out", "transfer_in"]


def test_rows_without_a_hash_are_left_alone() -> None:
    frame = frame_of([left("ETH", "1", txid=None), came("USDC", "1", txid=None)])

    assert swaps_joined(frame).equals(frame)
    assert swaps_joined(frame.clear()).equals(pl.DataFrame(schema=frame.schema))
