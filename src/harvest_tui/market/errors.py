"""What can be wrong with a price file: where, what, and the way out."""

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.text import shown

KNOWN = (
    "date,asset,currency,price (one line a day and asset); CoinGecko's snapped_at,price,…; "
    "Kraken's OHLCVT files of a day (…_1440.csv); Yahoo's Date,Open,High,Low,Close,…"
)


class PriceFileError(HarvestError):
    """A price file that cannot be used. Nothing is taken from it."""

    def __init__(
        self, name: str, what: str, fix: str, *, line: int | None = None, column: str | None = None
    ) -> None:
        place = [shown(name, 200)]
        if line is not None:
            place.append(f"line {line}")
        if column is not None:
            place.append(f"column {shown(column)}")
        super().__init__(f"{', '.join(place)}: {what}.\nFix: {fix}.")


class UnknownPriceFileError(PriceFileError):
    """No known layout."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(name, what, f"use one of these layouts: {KNOWN}")


class NoAssetError(PriceFileError):
    """The file does not say what it prices."""

    def __init__(self, name: str, example: str) -> None:
        super().__init__(
            name,
            "neither the file nor its name says which asset this is",
            f"name the file as it was downloaded, such as {example}",
        )
