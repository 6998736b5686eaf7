"""The portfolio: positions by asset or by account, with what share of the whole each is."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO
from harvest_tui.domain.frames import AMOUNT
from harvest_tui.domain.kinds import FIAT
from harvest_tui.domain.sums import exact_sum, exact_sums, known_sum
from harvest_tui.domain.text import shown
from harvest_tui.reports.columns import Column, ColumnKind, Group, TableView
from harvest_tui.reports.measure import measured

NO_BASIS: Final = "✖ without basis: harvest-tui check says why"
CASH: Final = "cash: no lots are kept"
NO_PRICE: Final = "◌"
GAP: Final = "✖"
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_UNITS: Final = ("quantity", "quantity_without_basis")
_GAINS: Final = ("unrealized_gain", "short_term_gain", "long_term_gain")
_PRICED: Final = ("market_value", *_GAINS)
_SUMMED: Final = ("cost_basis", *_PRICED)


def portfolio_view(
    positions: pl.DataFrame,
    group: Group,
    *,
    facts: Sequence[str] = (),
    arrivals: Mapping[str, str] = _NONE,
) -> TableView:
    """Show what is held, the largest value first.

    Units without basis stand in a row of their own and are in the totals of value only.

    Args:
        positions: Schema `POSITIONS`.
        group: What one row is.
        facts: Said in the title: how old the prices are.
        arrivals: By asset: where units without basis came from, in words.

    Returns:
        Hidden columns `asset` and `account` say what a row is; null where it is not one.
    """
    rows = _by_asset(positions, arrivals) if group is Group.ASSET else _by_account(positions)
    rows = _with_share(rows).sort("market_value", descending=True, nulls_last=True)
    return measured(
        TableView(
            title=f"Portfolio by {group}",
            facts=(_extent(positions), *_unpriced(positions), *facts),
            columns=_columns(group),
            frame=rows,
            key="key",
            empty=(
                "Nothing is held.",
                "Next: leave with q, then  harvest-tui import FILE…  reads an exchange's export.",
            ),
            totals={name: known_sum(rows[name]) for name in _SUMMED},
            summed=_SUMMED,
            gutter="sign",
            note="note",
            note_from="cost_basis",
            legend=_legend(rows),
            sort="market_value",
            descending=True,
            noun="assets" if group is Group.ASSET else "accounts",
        )
    )


def _columns(group: Group) -> tuple[Column, ...]:
    money, signed = ColumnKind.MONEY, ColumnKind.SIGNED_MONEY
    what = (
        (
            Column(name="asset", title="Asset", kind=ColumnKind.TEXT),
            Column(name="quantity", title="Quantity", kind=ColumnKind.QUANTITY),
        )
        if group is Group.ASSET
        else (
            Column(name="account", title="Account", kind=ColumnKind.ACCOUNT),
            Column(name="assets", title="Assets", kind=ColumnKind.COUNT),
        )
    )
    no_price = "no price"
    return (
        *what,
        Column(name="market_value", title="Value", kind=money, missing=no_price),
        Column(name="cost_basis", title="Basis", kind=money, missing="without basis", rank=2),
        Column(name="unrealized_gain", title="Unrealized", kind=signed, missing=no_price),
        Column(name="short_term_gain", title="Short", kind=signed, missing=no_price, rank=3),
        Column(name="long_term_gain", title="Long", kind=signed, missing=no_price, rank=4),
        Column(name="share", title="Share", kind=ColumnKind.BAR, missing="", rank=1),
    )


def _by_asset(positions: pl.DataFrame, arrivals: Mapping[str, str]) -> pl.DataFrame:
    totals = _grouped(positions, "asset", _UNITS)
    cash = pl.col("asset").is_in(FIAT)
    without = pl.col("quantity_without_basis")
    value_without = (without * pl.col("price")).cast(AMOUNT)
    known = (
        totals.filter((without == 0) | (pl.col("quantity") > without))
        .with_columns(
            key=pl.col("asset"),
            quantity=pl.col("quantity") - without,
            market_value=pl.col("market_value") - value_without,
            note=pl.when(cash).then(pl.lit(CASH)),
        )
        .with_columns(pl.when(~cash).then(name).alias(name) for name in _GAINS)
    )
    nothing = pl.lit(None, AMOUNT)
    unknown = totals.filter(without > 0).with_columns(
        key=pl.col("asset") + "\twithout basis",
        quantity=without,
        market_value=value_without,
        cost_basis=nothing,
        unrealized_gain=nothing,
        short_term_gain=nothing,
        long_term_gain=nothing,
        note=pl.col("asset").replace_strict(
            {asset: f"✖ {words}" for asset, words in arrivals.items()},
            default=NO_BASIS,
            return_dtype=pl.String,
        ),
    )
    return pl.concat([known, unknown]).with_columns(account=pl.lit(None, pl.String))


def _by_account(positions: pl.DataFrame) -> pl.DataFrame:
    return _grouped(positions, "account", ()).with_columns(
        key=pl.col("account"),
        asset=pl.lit(None, pl.String),
        note=pl.lit(None, pl.String),
    )


def _grouped(positions: pl.DataFrame, by: str, units: Sequence[str]) -> pl.DataFrame:
    """Add up; what is known of no position stays null, what is known of some gets a sign."""
    sums = exact_sums(
        positions,
        [by],
        [*units, *_SUMMED],
        pl.col("price").first(),
        pl.col("asset").n_unique().alias("assets"),
        pl.col("market_value").null_count().alias("unpriced"),
        pl.col("cost_basis").null_count().alias("unknown"),
        (pl.col("quantity_without_basis") > 0).any().alias("gaps"),
        pl.len().alias("positions"),
    )
    priced = pl.col("unpriced") < pl.col("positions")
    return sums.with_columns(
        *(pl.when(priced).then(name).alias(name) for name in _PRICED),
        pl.when(pl.col("unknown") < pl.col("positions")).then("cost_basis").alias("cost_basis"),
        pl.when(pl.col("unpriced") > 0)
        .then(pl.lit(NO_PRICE))
        .when(pl.col("gaps") & pl.lit(by == "account"))
        .then(pl.lit(GAP))
        .alias("sign"),
    )


def _with_share(rows: pl.DataFrame) -> pl.DataFrame:
    whole = exact_sum(rows["market_value"])
    shares = [_share(value, whole) for value in rows["market_value"]]
    return rows.with_columns(pl.Series("share", shares, AMOUNT))


def _share(value: Decimal | None, whole: Decimal) -> Decimal | None:
    if value is None or whole <= ZERO:
        return None
    return EXACT.divide(value, whole).quantize(Decimal(1).scaleb(-18), context=EXACT)


def _legend(rows: pl.DataFrame) -> tuple[str, ...]:
    meanings = {NO_PRICE: "something here has no price", GAP: "holds units without basis"}
    return tuple(f"{s} {words}" for s, words in meanings.items() if (rows["sign"] == s).any())


def _extent(positions: pl.DataFrame) -> str:
    assets, accounts = positions["asset"].n_unique(), positions["account"].n_unique()
    return f"{_counted(assets, 'asset')} in {_counted(accounts, 'account')}"


def _unpriced(positions: pl.DataFrame) -> tuple[str, ...]:
    names = positions.filter(pl.col("market_value").is_null())["asset"].unique().sort()
    if names.is_empty():
        return ()
    few = ", ".join(shown(name, 12) for name in names.head(4))
    return (f"no price: {few}{' …' if len(names) > len(names.head(4)) else ''}",)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
