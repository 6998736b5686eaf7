"""What is not proposed for sale, whatever it would save."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from harvest_tui.domain.kinds import DERIVATIVES, FIAT
from harvest_tui.domain.settings import AssetSettings

OFFSET: Final = (
    "derivatives or an offsetting position: straddles (26 U.S.C. § 1092) and section 1256 are not "
    "modelled"
)
OFF_RETURN: Final = "in an account whose sales are not on this return"
ESTATE: Final = "held by an estate: a claim waits for its settlement, a distribution or a sale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """What is left out of the candidates, with the reason."""

    assets: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)

    def reason(self) -> pl.Expr:
        """Give the reason of each lot (columns `asset`, `account`); null: it is not blocked."""
        by = (("asset", self.assets), ("account", self.accounts))
        return pl.coalesce(
            pl.col(name).replace_strict(reasons, default=None, return_dtype=pl.String)
            for name, reasons in by
        )


def blocked_of(
    ledger: pl.DataFrame,
    assets: Mapping[str, AssetSettings],
    estates: Collection[str],
    off_return: Collection[str] = (),
) -> Blocked:
    """Find what is blocked.

    Units of an asset that derivatives were settled in may be one leg of a straddle: a loss on
    them is deferred as far as the other leg has a gain that is not recognised. What the user says
    of an asset counts before the ledger.

    Args:
        ledger: Schema LEDGER.
        assets: By asset: whether there are offsetting positions.
        estates: Accounts that a bankruptcy estate holds.
        off_return: Accounts whose disposals go on no return, or on another one.

    Source: 26 U.S.C. §§ 1092, 1256.
    """
    said = {asset: one.offsetting for asset, one in assets.items() if one.offsetting is not None}
    offset = dict.fromkeys(settled_in(ledger), True) | said
    return Blocked(
        assets={asset: OFFSET for asset, true in sorted(offset.items()) if true},
        accounts=dict.fromkeys(sorted(estates), ESTATE)
        | dict.fromkeys(sorted(off_return), OFF_RETURN),
    )


def settled_in(ledger: pl.DataFrame) -> frozenset[str]:
    """Name the assets, but for money, that margin, funding and the like were settled in."""
    rows = ledger.filter(pl.col("kind").is_in(sorted(DERIVATIVES)))
    named = {*rows["in_asset"], *rows["out_asset"], *rows["fee_asset"]} - {None}
    return frozenset(named - FIAT)
