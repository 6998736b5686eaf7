"""What a harvest costs beside the tax it saves: fees now, and tax later on the lower basis."""

import polars as pl

from harvest_tui.domain.amounts import Atoms, Usd, atoms, from_atoms, times_atoms
from harvest_tui.domain.columns import column_atoms
from harvest_tui.domain.settings import HarvestSettings
from harvest_tui.harvest.sales import FeeRates


def fees(
    values: pl.Series, accounts: pl.Series, rates: FeeRates, settings: HarvestSettings
) -> list[Atoms]:
    """Give the proportional fees of each sale, and of buying back where that is the plan.

    Args:
        values: Market value of the units sold, a Decimal column.
        accounts: Where each is sold.
        rates: Fee of a sale, by account; buying back costs the same.
        settings: Whether the user buys back.
    """
    times = 2 if settings.reenter else 1
    pairs = zip(column_atoms(values), rates.of(accounts), strict=True)
    return [times * times_atoms(value or 0, rate) for value, rate in pairs]


def later_taxes(
    values: pl.Series,
    bases: pl.Series,
    accounts: pl.Series,
    rates: FeeRates,
    settings: HarvestSettings,
) -> list[Atoms]:
    """Give the tax that the lower basis of the units bought back brings later.

    The new basis is the value with its own fee; each dollar of basis given up costs what the
    user says. Nothing, for a user who does not buy back.
    """
    if not settings.reenter:
        return [0] * len(values)
    each = atoms(settings.later_tax_per_dollar)
    columns = (column_atoms(values), column_atoms(bases), rates.of(accounts))
    return [
        times_atoms(each, (basis or 0) - (value or 0) - times_atoms(value or 0, rate))
        for value, basis, rate in zip(*columns, strict=True)
    ]


def cost_of(sales: pl.DataFrame, rates: FeeRates, settings: HarvestSettings) -> Usd:
    """Give what planned sales cost in all: fees, fixed costs of orders, later tax.

    An order is one asset in one account.

    Args:
        sales: Schema PLANNED.
        rates: Fee of a sale, by account.
        settings: Costs, and whether the user buys back.
    """
    values = sales["proceeds"] + sales["fee"]
    orders = len(sales.select("account", "asset").unique())
    total = (
        sum(fees(values, sales["account"], rates, settings))
        + sum(later_taxes(values, sales["cost_basis"], sales["account"], rates, settings))
        + orders * atoms(settings.order_cost)
    )
    return from_atoms(total)


def later_tax_of(sales: pl.DataFrame, rates: FeeRates, settings: HarvestSettings) -> Usd:
    """Give the tax that the lower basis of planned sales (schema PLANNED) brings later."""
    values = sales["proceeds"] + sales["fee"]
    taxes = later_taxes(values, sales["cost_basis"], sales["account"], rates, settings)
    return from_atoms(sum(taxes))
