"""Planned sales: some units of some lots, at a day's price, less the cost of selling."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import ONE, Atoms, Quantity, Usd, atoms, plain_text, times_atoms
from harvest_tui.domain.columns import amount_column, column_atoms
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.frames import AMOUNT, Schema, require
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.sums import exact_sum

PLANNED: Final[Schema] = {
    "lot_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "term": pl.String,  # on the planned day
    "quantity": AMOUNT,
    "price": AMOUNT,
    "proceeds": AMOUNT,  # quantity × price × (1 − fee rate)
    "cost_basis": AMOUNT,
    "gain": AMOUNT,
    "fee": AMOUNT,  # what the sale itself costs
}


class SaleError(HarvestError):
    """A planned sale cannot be made from the open lots."""


@dataclass(frozen=True, slots=True)
class FeeRates:
    """Proportional cost of a sale, by account."""

    default: Usd
    by_account: Mapping[str, Usd]

    def of(self, accounts: pl.Series) -> list[Atoms]:
        """Give the rate of each account in a column, in 10**-18."""
        known = {account: atoms(rate) for account, rate in self.by_account.items()}
        usual = atoms(self.default)
        return [known.get(account, usual) for account in accounts]


def planned(
    priced_lots: pl.DataFrame, marks: Mapping[tuple[str, str], Quantity | None], rates: FeeRates
) -> pl.DataFrame:
    """Work out the sale of marked lots.

    Args:
        priced_lots: From `lots.positions.priced`, for the planned day.
        marks: (lot id, account) → units, or None for all of them.
        rates: Cost of selling.

    Returns:
        Schema PLANNED, in the order of the lots.

    Raises:
        SaleError: A lot is not open there, has no price, or holds fewer units.
    """
    wanted = pl.DataFrame(
        {
            "lot_id": [lot for lot, _ in marks],
            "account": [account for _, account in marks],
            "wanted": list(marks.values()),
        },
        schema={"lot_id": pl.String, "account": pl.String, "wanted": AMOUNT},
    )
    chosen = priced_lots.join(wanted, on=["lot_id", "account"], how="inner", maintain_order="left")
    _refuse(chosen, marks)
    sold = chosen.with_columns(sold=pl.coalesce("wanted", "quantity"))
    return require(_figures(sold, rates).select(list(PLANNED)), PLANNED)


def gains(sales: pl.DataFrame, term: Term) -> Usd:
    """Add up the gains of one term of planned sales (schema PLANNED)."""
    return exact_sum(sales.filter(pl.col("term") == term.value)["gain"])


def sale_figures(
    quantities: pl.Series,
    prices: pl.Series,
    costs: pl.Series,
    loss_costs: pl.Series,
    rates: list[Atoms],
) -> tuple[list[Atoms], list[Atoms], list[Atoms]]:
    """Give proceeds after the fee, the basis that counts, and the fee, row by row.

    The basis of a gift worth less than its cost to the donor depends on what it sells for.
    """
    proceeds, bases, fees = [], [], []
    columns = (column_atoms(c) for c in (quantities, prices, costs, loss_costs))
    for quantity, price, cost, loss_cost, rate in zip(*columns, rates, strict=True):
        value = times_atoms(quantity or 0, price or 0)
        fee = times_atoms(value, rate)
        net = value - fee
        proceeds.append(net)
        fees.append(fee)
        bases.append(_basis(net, cost or 0, loss_cost))
    return proceeds, bases, fees


def _basis(net: Atoms, cost: Atoms, loss_cost: Atoms | None) -> Atoms:
    if loss_cost is None or net > cost:
        return cost
    return min(net, cost) if net >= loss_cost else loss_cost


def _figures(sold: pl.DataFrame, rates: FeeRates) -> pl.DataFrame:
    parts = sold.with_columns(
        _share(sold, "cost_basis"), _share(sold, "loss_basis"), quantity=pl.col("sold")
    )
    proceeds, bases, fees = sale_figures(
        parts["quantity"],
        parts["price"],
        parts["cost_basis"],
        parts["loss_basis"],
        rates.of(parts["account"]),
    )
    return parts.with_columns(
        proceeds=amount_column(proceeds),
        cost_basis=amount_column(bases),
        gain=amount_column([p - b for p, b in zip(proceeds, bases, strict=True)]),
        fee=amount_column(fees),
    )


def _share(sold: pl.DataFrame, column: str) -> pl.Series:
    """Give the part of a basis that goes with the units sold, by floor as the kernel does."""
    columns = (column_atoms(sold[name]) for name in (column, "sold", "quantity"))
    return amount_column(
        [
            None if cost is None else cost * (part or 0) // (whole or ONE)
            for cost, part, whole in zip(*columns, strict=True)
        ],
        column,
    )


def _refuse(chosen: pl.DataFrame, marks: Mapping[tuple[str, str], Quantity | None]) -> None:
    found = set(zip(chosen["lot_id"], chosen["account"], strict=True))
    for lot, account in marks:
        if (lot, account) not in found:
            raise SaleError(
                f"{lot}@{account}: no such open lot.\nFix: list them (harvest-tui lots)."
            )
    for row in chosen.iter_rows(named=True):
        name = f"{row['lot_id']}@{row['account']}"
        if row["price"] is None:
            raise SaleError(
                f"{name}: {row['asset']} has no price.\n"
                f"Fix: give one (harvest-tui price set {row['asset']}=USD)."
            )
        if row["wanted"] is not None and not 0 < row["wanted"] <= row["quantity"]:
            raise SaleError(
                f"{name}: {plain_text(row['wanted'])} units cannot be sold from "
                f"{plain_text(row['quantity'])}.\n"
                "Fix: name more than 0 and at most what the lot holds."
            )
