"""Kraken, "Trades" export: spot fills, in the same ids that the ledgers call refid.

The fee is in the quote currency and an estimate; the ledgers have what was really charged, and
the purchases of the app, which are missing here. Import those instead where you can.

Read as in: BittyTax `kraken.py`; support.kraken.com 115000302707.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.aliases import KRAKEN, kraken
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.columns import Column, moment, number, size, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.pairs import Market, separated, splits
from harvest_tui.sources.sided import Beside, Sided, traded

_COLUMNS: Final[Mapping[str, Column]] = {
    "txid": text("txid", needed=True),
    "order": text("ordertxid", needed=True),
    "pair": text("pair", needed=True),
    "time": moment("dtime", "time", needed=True),
    "type": text("type", needed=True),
    "price": size("price", identity=False),
    "cost": number("cost", needed=True),
    "fee": number("fee", needed=True),
    "volume": number("vol", needed=True),
    "margin": number("margin", needed=True),
    "misc": text("misc"),
    "position": text("posstatus"),
}

_OLD_CODE_WIDTH: Final = 4
_QUOTES: Final = frozenset({
    "AUD", "CAD", "CHF", "DAI", "ETH", "EUR", "GBP", "JPY", "PYUSD", "RLUSD", "USD", "USDC",
    "USDT", "XBT",
})  # fmt: skip
_NAMED_OTHERWISE: Final[Mapping[str, Market]] = {"USDTZUSD": Market("USDT", "USD")}
_MARGIN: Final = frozenset({"initiated", "closing"})


def _book(group: Group) -> Iterator[Transaction]:
    row = group.first
    if row.amount("margin") or _MARGIN & set(row.text("misc").split(",")) or row.text("position"):
        raise row.wrong(
            "txid",
            "is of a margin position, of which this export does not say what it earned",
            "import Kraken's ledgers export in place of this file",
        )
    market, side = _market(row), row.word("type").casefold()
    if side not in {"buy", "sell"}:
        raise row.wrong("type", "is neither buy nor sell")
    base, quote = kraken(market.base), kraken(market.quote)
    coins, paid = Leg(base, row.amount("volume")), Leg(quote, row.amount("cost"))
    fee = Leg(quote, row.amount("fee"))
    sided = Sided(coins, paid, fee) if side == "buy" else Sided(paid, coins, fee)
    note = f"{side} {row.text('pair')}, fee as estimated"
    return traded(group, sided, Beside(at=row.moment("time"), ident=row.identity, note=note))


def _market(row: Cells) -> Market:
    """Split a pair: `DOT/USD`, `XXBTZUSD` of two old codes, or `SOLUSD`.

    A Z before a currency belongs to it only behind an old code: XTZUSD is XTZ for USD.
    """
    pair = row.word("pair").upper()
    if "/" in pair:
        return separated(row, "pair", "/")
    if pair in _NAMED_OTHERWISE:
        return _NAMED_OTHERWISE[pair]
    base, quote = pair[:_OLD_CODE_WIDTH], pair[_OLD_CODE_WIDTH:]
    if base in KRAKEN and quote in KRAKEN:
        return Market(base, quote)
    found = next(splits(pair, _QUOTES), None)
    if found is None:
        raise row.wrong("pair", "does not end in a currency that is known")
    return found


KRAKEN_TRADES: Final = Format(
    name="kraken_trades",
    source="kraken",
    title="Kraken trades (the ledgers are better)",
    evidence=Evidence.A,
    coverage=Coverage.FILLS,
    custody=Custody.BROKER,
    form_1099da=True,
    account="Kraken",
    parser_version=1,
    columns=_COLUMNS,
    native_id="txid",
    book=_book,
)
