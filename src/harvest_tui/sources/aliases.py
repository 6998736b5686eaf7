"""One coin, one name: the codes by which a source calls what others call otherwise.

A code that stands in no table is kept as it came. A leading X or Z is never stripped by rule:
XTZ, ZEC and ZRX are coins.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

COINBASE: Final[Mapping[str, str]] = {"ETH2": "ETH", "CGLD": "CELO"}

KRAKEN: Final[Mapping[str, str]] = {
    "XBT": "BTC",
    "XXBT": "BTC",
    "XDG": "DOGE",
    "XXDG": "DOGE",
    "XETH": "ETH",
    "ETH2": "ETH",
    "ETH2R": "ETH",
    "XETC": "ETC",
    "XICN": "ICN",
    "XLTC": "LTC",
    "XMLN": "MLN",
    "XNMC": "NMC",
    "XREP": "REP",
    "XXLM": "XLM",
    "XXMR": "XMR",
    "XXRP": "XRP",
    "XXVN": "VEN",
    "XZEC": "ZEC",
    "ZAUD": "AUD",
    "ZCAD": "CAD",
    "ZEUR": "EUR",
    "ZGBP": "GBP",
    "ZJPY": "JPY",
    "ZKRW": "KRW",
    "ZUSD": "USD",
}

_KRAKEN_HELD: Final = re.compile(r"(?P<code>.+?)(?:[0-9]{2}\.S|\.(?:S|M|B|F|P|HOLD))", re.ASCII)
"""Staked (`DOT28.S`, 28 days bonded), rewarded, bonded, flexible, parachain and held balances."""
_ENDS_IN_DIGITS: Final = frozenset({"C98"})
"""Coins whose own name ends in two digits."""


@lru_cache(maxsize=4096)
def coinbase(code: str) -> str:
    """Give the coin that Coinbase calls so."""
    return COINBASE.get(code.upper(), code.upper())


@lru_cache(maxsize=4096)
def kraken(code: str) -> str:
    """Give the coin or currency that Kraken calls so, in whichever of its wallets."""
    held = _KRAKEN_HELD.fullmatch(code)
    base = held["code"] if held else code
    if held and code.rpartition(".")[0] in _ENDS_IN_DIGITS:
        base = code.rpartition(".")[0]
    return KRAKEN.get(base, base)
