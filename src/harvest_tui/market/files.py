"""Price files: four layouts, one frame.

- long: `date,asset,currency,price`, one line for each day and asset, in US dollars;
- CoinGecko: `snapped_at,price,…`; the coin is in the file's name, and a snapshot at 00:00 UTC is
  the close of the day before;
- Kraken OHLCVT: no header; the pair is in the file's name; one candle a day (`_1440`);
- Yahoo: `Date,Open,High,Low,Close,Adj Close,Volume`; the pair is in the file's name. A day that
  Yahoo has nothing for says `null` and is left out.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum, auto
from typing import Final, TypeAlias

import polars as pl

from harvest_tui.domain.frames import PRICES
from harvest_tui.domain.text import shown
from harvest_tui.market.cells import Line
from harvest_tui.market.errors import NoAssetError, PriceFileError, UnknownPriceFileError

Priced: TypeAlias = tuple[str, date, Decimal]
"""Asset, day, USD for one unit."""

_SIZE: Final = 64 * 2**20
"""Most bytes of a price file."""
_KRAKEN: Final = ("time", "open", "high", "low", "close", "volume", "trades")
_MINUTES_A_DAY: Final = "1440"
_KRAKEN_NAMES: Final = {"XBT": "BTC", "XDG": "DOGE"}
_NULL: Final = "null"


class _Layout(Enum):
    LONG = auto()
    COINGECKO = auto()
    YAHOO = auto()
    KRAKEN = auto()


def read_prices(content: bytes, name: str, asset: str | None = None) -> pl.DataFrame:
    """Read a price file.

    Args:
        content: Bytes of the file.
        name: Its name without the folder; it becomes the source of each price.
        asset: Ticker, for a file that holds one asset and does not say which.

    Returns:
        Schema `PRICES`, in the order of the file. The day is the file's own (UTC).

    Raises:
        PriceFileError: The layout is unknown, a cell is no price or day, an asset has two prices
            for one day, or the prices are not in US dollars. Nothing is taken then.
    """
    rows = _rows(content, name)
    number, header = rows[0]
    columns = tuple(cell.strip().casefold() for cell in header)
    match _layout(columns):
        case _Layout.LONG:
            priced = _long(_lines(rows[1:], columns, name))
        case _Layout.COINGECKO:
            coin = asset or _named(name, r"([a-z0-9.]+)-usd-[a-z0-9]+\.csv", "btc-usd-max.csv")
            priced = _coingecko(_lines(rows[1:], columns, name), coin)
        case _Layout.YAHOO:
            coin = asset or _named(name, r"([a-z0-9.]+)-usd\.csv", "BTC-USD.csv")
            priced = _yahoo(_lines(rows[1:], columns, name), coin)
        case _Layout.KRAKEN:
            priced = _kraken(_lines(rows, _KRAKEN, name), asset or _kraken_asset(name))
        case None:
            what = f"line {number} is the header of no known price file"
            raise UnknownPriceFileError(name, what)
    return _framed(list(priced), name)


def is_price_file(content: bytes) -> bool:
    """Tell whether a file has one of the layouts, whatever stands in it."""
    try:
        rows = _rows(content, "")
    except PriceFileError:
        return False
    return _layout(tuple(cell.strip().casefold() for cell in rows[0][1])) is not None


def _layout(columns: tuple[str, ...]) -> _Layout | None:
    if set(columns) >= {"date", "asset", "currency", "price"}:
        return _Layout.LONG
    if set(columns) >= {"snapped_at", "price"}:
        return _Layout.COINGECKO
    if set(columns) >= {"date", "open", "high", "low", "close"}:
        return _Layout.YAHOO
    if len(columns) == len(_KRAKEN) and columns[0].isdecimal():
        return _Layout.KRAKEN
    return None


def _long(lines: Iterator[Line]) -> Iterator[Priced]:
    for line in lines:
        if line.cells["currency"] != "USD":
            line.refuse(
                "currency",
                f"{shown(line.cells['currency'])!r} is not USD",
                "give prices in US dollars only",
            )
        asset = line.cells["asset"]
        if not asset:
            line.refuse("asset", "the asset is blank", "write its ticker, such as BTC")
        yield asset.upper(), line.day("date"), line.price("price")


def _coingecko(lines: Iterator[Line], asset: str) -> Iterator[Priced]:
    for line in lines:
        at = line.moment("snapped_at")
        midnight = at.time() == time()
        yield asset, at.date() - timedelta(days=midnight), line.price("price")


def _kraken(lines: Iterator[Line], asset: str) -> Iterator[Priced]:
    for line in lines:
        at = line.epoch("time")
        if at.time() != time():
            line.refuse("time", "the candle does not begin a day", "use the file that ends _1440")
        yield asset, at.date(), line.price("close")


def _yahoo(lines: Iterator[Line], asset: str) -> Iterator[Priced]:
    for line in lines:
        if line.cells["close"] != _NULL:
            yield asset, line.day("date"), line.price("close")


def _kraken_asset(name: str) -> str:
    found = re.search(r"(?:^|_)([A-Z0-9.]+?)USD_([0-9]+)\.csv$", name)
    if found is None:
        raise NoAssetError(name, "XBTUSD_1440.csv")
    if found[2] != _MINUTES_A_DAY:
        raise PriceFileError(
            name,
            f"its candles are of {found[2]} minutes",
            "use the file of the same pair that ends _1440.csv, one candle a day",
        )
    return _KRAKEN_NAMES.get(found[1], found[1])


def _named(name: str, pattern: str, example: str) -> str:
    found = re.fullmatch(pattern, name, re.IGNORECASE)
    if found is None:
        raise NoAssetError(name, example)
    return found[1].upper()


def _rows(content: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Give the rows that are not blank, each with its line.

    Raises:
        PriceFileError: It is too large, empty or no text.
    """
    if len(content) > _SIZE:
        raise PriceFileError(name, f"it has more than {_SIZE // 2**20} MiB", "split the file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PriceFileError(
            name, "this is not UTF-8 text", "save the file as CSV in UTF-8", line=line
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader if any(cells)]
    except csv.Error as error:
        raise PriceFileError(
            name, f"this is no CSV ({error})", "save the file as CSV", line=reader.line_num
        ) from error
    if not rows:
        raise UnknownPriceFileError(name, "the file is empty")
    return rows


def _lines(
    rows: list[tuple[int, list[str]]], columns: tuple[str, ...], name: str
) -> Iterator[Line]:
    for number, cells in rows:
        if len(cells) != len(columns):
            raise PriceFileError(
                name,
                f"{len(cells)} cells where there are {len(columns)} columns",
                "mend or remove the line",
                line=number,
            )
        yield Line(name, number, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))


def _framed(priced: list[Priced], name: str) -> pl.DataFrame:
    frame = pl.DataFrame(
        [(asset, on, price, name) for asset, on, price in priced], schema=PRICES, orient="row"
    )
    several = frame.group_by("asset", "on").len().filter(pl.col("len") > 1).sort("asset", "on")
    if not several.is_empty():
        asset, on, _ = several.row(0)
        raise PriceFileError(
            name, f"{shown(asset)} has several prices for {on}", "keep one of them"
        )
    return frame
