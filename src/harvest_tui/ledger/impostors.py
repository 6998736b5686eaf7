"""Tokens that are not what they seem: tickers that look like others, and spam."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import polars as pl

from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import AT_VALUE, FIAT, Kind
from harvest_tui.domain.text import advertises, shown, unusual

STOOD_IN: Final = frozenset({"unlinked transfer", "missing basis", "missing value"})
"""Findings about an arrival of spam: the one about the token says all there is to say."""

_RECEIPTS: Final = [kind.value for kind in AT_VALUE | {Kind.TRANSFER_IN, Kind.NFT_TRANSFER}]
_SITE: Final = re.compile(
    r"\b[a-z0-9-]+\.(?:app|com|fi|gift|info|io|link|live|net|org|pro|site|top|vip|xyz)\b",
    re.IGNORECASE,
)
_LOOKS: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧаеѕіјорсухοԁԛԝѵ",
    "ABESIJKMHOPCTYXABEZHIKMNOPTYXaesijopcyxodqwv",
)
"""Cyrillic and Greek letters that are drawn as Latin ones."""
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me"})
_WIDEST: Final = 32


def look_alikes(ledger: pl.DataFrame) -> Iterator[Finding]:
    """Report tickers with letters that are drawn like others, or hide among them.

    Args:
        ledger: Schema LEDGER.
    """
    for asset in _assets(ledger, "in_asset", "out_asset", "fee_asset"):
        codes = unusual(asset)
        if codes is None:
            continue
        like = _plain(asset)
        known = f"; it looks like {shown(like, _WIDEST)} and is not" if like else ""
        yield Finding(
            finding="look-alike ticker",
            severity=Severity.WARNING,
            asset=asset,
            message=f"{shown(asset, _WIDEST)} holds letters that are not plain ({codes}){known}",
            fix=_fix(asset, "look-alike ticker"),
        )


def spam_tokens(ledger: pl.DataFrame, priced: Collection[str]) -> tuple[str, ...]:
    """Give the tokens that only ever came in, are worth nothing anywhere, and advertise.

    Args:
        ledger: Schema LEDGER.
        priced: Assets that the price book knows.
    """
    other = pl.col("value").is_not_null() | ~pl.col("kind").is_in(_RECEIPTS)
    meant = {
        *_assets(ledger.filter(other), "in_asset"),
        *_assets(ledger, "out_asset", "fee_asset"),
        *priced,
        *FIAT,
    }
    unasked = [asset for asset in _assets(ledger, "in_asset") if asset not in meant]
    return tuple(asset for asset in unasked if advertises(asset) or _SITE.search(asset))


def spam_findings(tokens: Iterable[str]) -> Iterator[Finding]:
    """Report spam: it is left out of the tables that people read."""
    for asset in tokens:
        yield Finding(
            finding="spam token",
            severity=Severity.WARNING,
            asset=asset,
            message=(
                f"{shown(asset, _WIDEST)} came unasked, has no price and advertises: nothing is "
                "booked for it, and tables leave it out. Do not open what it names"
            ),
            fix=_fix(asset, "spam token"),
        )


def _fix(asset: str, finding: str) -> str:
    return (
        "nothing, if so; if it is what you want, harvest-tui resolve "
        f"'{shown(asset, _WIDEST)}' --dismiss \"{finding}\" --reason TEXT"
    )


def _assets(ledger: pl.DataFrame, *columns: str) -> list[str]:
    found = pl.concat([ledger[column].drop_nulls().alias("asset") for column in columns])
    return found.unique().sort().to_list()


def _plain(asset: str) -> str | None:
    """Give the plain ticker that a reader takes it for; None where there is none."""
    composed = unicodedata.normalize("NFKD", asset).translate(_LOOKS)
    visible = "".join(c for c in composed if unicodedata.category(c) not in _UNSEEN)
    return visible if visible.isascii() and visible.isalnum() else None
