"""Planned sales: some units of some lots, at a day's price, less the cost of selling."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from harvest_tui.domain.amounts import ONE, Atoms, Quantity, Usd, atoms, plain_text, times_atoms
from harvest_tui.domain.columns import amount_column, column_atoms
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.frames import AMOUNT, Schema, require
from harvest_tui.domain.text import shown
from harvest_tui.lots.positions import from_gift

PLANNED: Final[Schema] = {
    "lot_id": pl.String,
    "account": pl.String,
    "asset": pl.String,
    "term": pl.String,  # on the planned day
    "quantity": AMOUNT,
    "price": AMOUNT,
    "proceeds": AMOUNT,  # quantity × price × (1 − fee rate)
    "cost_basis": AMOUNT,
    "adjustment": AMOUNT,  # a loss put off: a wash sale
    "gain": AMOUNT,  # proceeds - cost_basis + adjustment
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
        SaleError: A lot is not open there, has no price or one of 0, or holds fewer units.
    """
    wanted = pl.DataFrame(
        {
            "lot_id": [lot for lot, _ in marks],
            "account": [account for _, account in marks],
            "wanted": list(marks.values()),
        },
        schema={"lot_id": pl.String, "account": pl.String, "wanted": AMOUNT},
    )
    # only the marked lots' rows are touched from here on: a hundred thousand cost as ten
    near = priced_lots.filter(pl.col("lot_id").is_in(wanted["lot_id"].implode()))
    chosen = near.join(wanted, on=["lot_id", "account"], how="inner", maintain_order="left")
    _refuse(chosen, marks)
    parts = chosen.with_columns(units=pl.coalesce("wanted", "quantity"))
    parts = parts.with_columns(
        _share(parts, "cost_basis"), _share(parts, "loss_basis"), quantity=pl.col("units")
    )
    return require(sold(parts, rates).select(list(PLANNED)), PLANNED)


def sold(priced_lots: pl.DataFrame, rates: FeeRates) -> pl.DataFrame:
    """Work out the sale of whole lots, each at its price less the fee.

    The basis of a gift worth less than its cost to the donor, and the day from which its holding
    period counts, depend on what it sells for.

    Args:
        priced_lots: From `lots.positions.priced`, all with a price.
        rates: Cost of selling.

    Returns:
        The same rows with `proceeds`, `fee` and `gain` added, and `cost_basis`, `acquired_on`,
        `term` and `days_to_long_term` as they count for this sale.

    Source: 26 U.S.C. §§ 1001(a), 1015(a), 1223(2).
    """
    names = ("quantity", "price", "cost_basis", "loss_basis")
    columns = [column_atoms(priced_lots[name]) for name in names]
    rows = [
        _row(quantity or 0, price or 0, cost or 0, loss_cost, rate)
        for quantity, price, cost, loss_cost, rate in zip(
            *columns, rates.of(priced_lots["account"]), strict=True
        )
    ]
    proceeds = amount_column([row.proceeds for row in rows])
    at_loss = from_gift(priced_lots, proceeds < pl.col("loss_basis"))
    return at_loss.with_columns(
        proceeds=proceeds,
        fee=amount_column([row.fee for row in rows]),
        adjustment=pl.lit(0, dtype=AMOUNT),
        cost_basis=amount_column([row.basis for row in rows]),
        gain=amount_column([row.proceeds - row.basis for row in rows]),
    )


class _Row(NamedTuple):
    proceeds: Atoms
    basis: Atoms
    fee: Atoms


def _row(quantity: Atoms, price: Atoms, cost: Atoms, loss_cost: Atoms | None, rate: Atoms) -> _Row:
    value = times_atoms(quantity, price)
    fee = times_atoms(value, rate)
    proceeds = value - fee
    if loss_cost is None or proceeds > cost:
        return _Row(proceeds, cost, fee)
    return _Row(proceeds, max(proceeds, loss_cost), fee)  # between the two: neither gain nor loss


def _share(parts: pl.DataFrame, column: str) -> pl.Series:
    """Give the part of a basis that goes with the units sold, by floor as the kernel does."""
    columns = (column_atoms(parts[name]) for name in (column, "units", "quantity"))
    return amount_column(
        [
            None if cost is None else cost * (part or 0) // (whole or ONE)
            for cost, part, whole in zip(*columns, strict=True)
        ],
        column,
    )


def refuse_provisional(lots: pl.DataFrame, marks: Iterable[tuple[str, str]]) -> None:
    """Refuse to sell what rests on an error finding.

    Args:
        lots: Schema LOTS, or more columns.
        marks: (lot id, account).

    Raises:
        SaleError: An error finding stands before a marked lot in its pool.
    """
    wanted = set(marks)
    shaky = lots.filter("provisional").select("lot_id", "account").iter_rows()
    for lot, account in shaky:
        if (lot, account) in wanted:
            raise SaleError(
                f"{shown(lot)}@{shown(account)}: an error finding stands before it, so its units "
                "and basis may be wrong.\n"
                "Fix: mend it (harvest-tui check), or look all the same (--anyway)."
            )


def refuse_off_return(marks: Iterable[tuple[str, str]], off_return: Collection[str]) -> None:
    """Refuse to plan sales that would not be on this return.

    Args:
        marks: (lot id, account).
        off_return: Accounts whose disposals go on no return, or on another one.

    Raises:
        SaleError: A marked lot is in such an account.
    """
    for lot, account in marks:
        if account in off_return:
            raise SaleError(
                f"{shown(lot)}@{shown(account)}: sales in this account are not on this return.\n"
                "Fix: plan without it, or mend its owner in harvest.toml."
            )


def _refuse(chosen: pl.DataFrame, marks: Iterable[tuple[str, str]]) -> None:
    found = set(zip(chosen["lot_id"], chosen["account"], strict=True))
    for lot, account in marks:
        if (lot, account) not in found:
            raise SaleError(
                f"{shown(lot)}@{shown(account)}: no such open lot.\n"
                "Fix: list them (harvest-tui lots)."
            )
    names = ("lot_id", "account", "asset", "price", "wanted", "quantity")
    for lot, account, asset, price, wanted, held in chosen.select(names).iter_rows():
        problem = _problem(shown(asset, 16), price, wanted, held)
        if problem is not None:
            raise SaleError(f"{shown(lot)}@{shown(account)}: {problem}")


def _problem(asset: str, price: Usd | None, wanted: Quantity | None, held: Quantity) -> str | None:
    """Say why units cannot be sold, and the way out."""
    if price is None:
        return f"{asset} has no price.\nFix: give one (harvest-tui price set {asset}=USD)."
    if not price:  # no loss comes from what is worthless and not sold: CCA 202302011
        return (
            f"{asset} has a price of 0, and what nobody pays for is not sold.\n"
            f"Fix: give what a buyer pays (harvest-tui price set {asset}=USD)."
        )
    if wanted is not None and not 0 < wanted <= held:
        return (
            f"{plain_text(wanted)} units cannot be sold from {plain_text(held)}.\n"
            "Fix: name more than 0 and at most what the lot holds."
        )
    return None
