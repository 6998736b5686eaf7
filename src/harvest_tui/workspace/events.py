"""Findings on events of which the law thinks otherwise than their names suggest."""

from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.findings import Finding, warning
from harvest_tui.domain.kinds import DERIVATIVES, FIAT, Kind
from harvest_tui.domain.settings import AssetSettings
from harvest_tui.domain.text import shown

_NFT: Final = [Kind.NFT_BUY.value, Kind.NFT_SELL.value, Kind.NFT_MINT.value]
_LAW: Final = {
    Kind.LOST.value: (
        "a lost coin is no deduction (26 U.S.C. § 165(c)(3), (h): casualties of declared disasters "
        "only)"
    ),
    Kind.STOLEN.value: (
        "none is counted (26 U.S.C. § 165(c)(3), (h)); a theft from an investment made for profit "
        "may be one under § 165(c)(2)"
    ),
}


def losses_not_deducted(ledger: pl.DataFrame) -> Iterator[Finding]:
    """Units lost or stolen: their lots leave, and no loss is realised."""
    for row in ledger.filter(pl.col("kind").is_in(list(_LAW))).iter_rows(named=True):
        yield warning(
            "loss not deducted",
            f"{plain_text(row['out_quantity'])} {shown(row['out_asset'], 16)} {row['kind']} at "
            f"{shown(row['account'])}: the lots left without a loss; {_LAW[row['kind']]}",
            "ask a preparer about Form 4684; then set this aside (harvest-tui resolve --dismiss)",
            transaction_id=row["transaction_id"],
            account=row["account"],
            asset=row["out_asset"],
        )


def derivatives_in_money(
    ledger: pl.DataFrame, assets: Mapping[str, AssetSettings]
) -> Iterator[Finding]:
    """Margin and the like settled in money: what it offsets is not in the ledger."""
    if any(one.offsetting is not None for one in assets.values()):
        return
    money = pl.coalesce("in_asset", "out_asset", "fee_asset").is_in(sorted(FIAT))
    rows = ledger.filter(pl.col("kind").is_in(sorted(DERIVATIVES)) & money)
    for account, last in rows.group_by("account").agg(pl.col("at").max()).sort("account").rows():
        yield warning(
            "derivatives",
            f"{shown(account)} has margin or funding in money, the last on {last:%Y-%m-%d}: which "
            "coins it offset is not said, and straddles (26 U.S.C. § 1092) are not modelled",
            'offsetting = true under [assets."BTC"] of each coin with an open offsetting position; '
            "false where there is none",
            account=account,
        )


def collectibles_unsaid(
    ledger: pl.DataFrame, assets: Mapping[str, AssetSettings]
) -> Iterator[Finding]:
    """NFTs of which the user has not said whether they are collectibles.

    Source: Notice 2023-27; 26 U.S.C. § 408(m).
    """
    rows = ledger.filter(pl.col("kind").is_in(_NFT))
    came = pl.col("kind") != Kind.NFT_SELL.value
    tokens = rows.select(asset=pl.when(came).then("in_asset").otherwise("out_asset"))
    for asset in tokens["asset"].drop_nulls().unique().sort():
        if asset not in assets:
            yield warning(
                "collectible not said",
                f"{shown(asset, 24)} is an NFT, and whether what it stands for is a collectible "
                "is not said: taken for none, where up to 28 % may apply (Notice 2023-27)",
                f'collectible = true (or false) under [assets."{shown(asset, 24)}"]',
                asset=asset,
            )
