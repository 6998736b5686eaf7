"""Ordinary income that the ledger holds: staking and the like, at fair value on receipt."""

import polars as pl

from harvest_tui.domain.frames import INCOME_ROWS, require
from harvest_tui.domain.kinds import INCOME


def income_rows(ledger: pl.DataFrame, zone: str) -> pl.DataFrame:
    """List the receipts that are income.

    Args:
        ledger: Schema LEDGER.
        zone: The taxpayer's; decides the year.

    Returns:
        Schema INCOME_ROWS; income null where no value is known.

    Source: Rev. Rul. 2023-14; Rev. Rul. 2019-24; Notice 2014-21.
    """
    kinds = [kind.value for kind in INCOME]
    return require(
        ledger.filter(pl.col("kind").is_in(kinds) & pl.col("in_asset").is_not_null())
        .select(
            "transaction_id",
            "account",
            "kind",
            "at",
            asset="in_asset",
            received_on=pl.col("at").dt.convert_time_zone(zone).dt.date(),
            quantity="in_quantity",
            income="value",
        )
        .select(list(INCOME_ROWS)),
        INCOME_ROWS,
    )
