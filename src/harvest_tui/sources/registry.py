"""The formats that can be read."""

from collections.abc import Mapping
from typing import Final

from harvest_tui.sources.format import Format
from harvest_tui.sources.formats.binance_com import BINANCE_COM
from harvest_tui.sources.formats.binance_com_statement import BINANCE_COM_STATEMENT
from harvest_tui.sources.formats.binance_us import BINANCE_US
from harvest_tui.sources.formats.bitfinex import BITFINEX
from harvest_tui.sources.formats.bitstamp import BITSTAMP
from harvest_tui.sources.formats.blockfi import BLOCKFI
from harvest_tui.sources.formats.bybit import BYBIT
from harvest_tui.sources.formats.cashapp import CASHAPP
from harvest_tui.sources.formats.celsius import CELSIUS
from harvest_tui.sources.formats.coinbase import COINBASE
from harvest_tui.sources.formats.coinbase_pro import COINBASE_PRO
from harvest_tui.sources.formats.coinledger import COINLEDGER
from harvest_tui.sources.formats.cointracker import COINTRACKER
from harvest_tui.sources.formats.cointracking import COINTRACKING
from harvest_tui.sources.formats.cryptocom_app import CRYPTOCOM_APP
from harvest_tui.sources.formats.cryptocom_exchange import CRYPTOCOM_EXCHANGE
from harvest_tui.sources.formats.etherscan import ETHERSCAN
from harvest_tui.sources.formats.exodus import EXODUS
from harvest_tui.sources.formats.form_1099da import FORM_1099DA
from harvest_tui.sources.formats.ftx import FTX
from harvest_tui.sources.formats.gateio import GATEIO
from harvest_tui.sources.formats.gemini import GEMINI
from harvest_tui.sources.formats.koinly import KOINLY
from harvest_tui.sources.formats.kraken_ledgers import KRAKEN_LEDGERS
from harvest_tui.sources.formats.kraken_trades import KRAKEN_TRADES
from harvest_tui.sources.formats.kucoin import KUCOIN
from harvest_tui.sources.formats.ledger import LEDGER
from harvest_tui.sources.formats.ledger_live import LEDGER_LIVE
from harvest_tui.sources.formats.okx import OKX
from harvest_tui.sources.formats.river import RIVER
from harvest_tui.sources.formats.robinhood import ROBINHOOD
from harvest_tui.sources.formats.rotki import ROTKI
from harvest_tui.sources.formats.solscan import SOLSCAN
from harvest_tui.sources.formats.strike import STRIKE
from harvest_tui.sources.formats.swan import SWAN
from harvest_tui.sources.formats.trezor_suite import TREZOR_SUITE
from harvest_tui.sources.formats.turbotax import TURBOTAX

FORMATS: Final[Mapping[str, Format]] = {
    form.name: form
    for form in (
        LEDGER,
        COINBASE,
        KRAKEN_LEDGERS,
        LEDGER_LIVE,
        TREZOR_SUITE,
        *EXODUS,
        *BINANCE_COM,
        BINANCE_COM_STATEMENT,
        BINANCE_US,
        KRAKEN_TRADES,
        CRYPTOCOM_APP,
        *CRYPTOCOM_EXCHANGE,
        *ETHERSCAN,
        SOLSCAN,
        *KUCOIN,
        *OKX,
        GEMINI,
        *BYBIT,
        GATEIO,
        *ROBINHOOD,
        CASHAPP,
        *BLOCKFI,
        CELSIUS,
        *FTX,
        *STRIKE,
        RIVER,
        *SWAN,
        *KOINLY,
        *COINTRACKER,
        *BITSTAMP,
        *BITFINEX,
        *COINBASE_PRO,
        *COINTRACKING,
        *ROTKI,
        *COINLEDGER,
        *TURBOTAX,
        FORM_1099DA,
    )
}
"""By the name that `--source` takes."""


def listing() -> tuple[Format, ...]:
    """Give the formats as `harvest-tui sources` lists them: the plain ledger, then by name."""
    others = (form for form in FORMATS.values() if form is not LEDGER)
    return (LEDGER, *sorted(others, key=lambda form: form.name))
