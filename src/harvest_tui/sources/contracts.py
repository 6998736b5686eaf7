"""Tokens by the address that issues them: a symbol is a word that anybody may give a token.

A token that stands in no table is called by its address. Addresses are those that the issuers
publish; where one coin has several, each is the same claim on the same issuer.
"""

from collections.abc import Mapping
from typing import Final

WRAPPED_ETH: Final = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"
WRAPPED_SOL: Final = "So11111111111111111111111111111111111111112"

ETHEREUM: Final[Mapping[str, str]] = {
    WRAPPED_ETH: "WETH",
    "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48": "USDC",
    "0xdac17f958d2ee523a2206206994597c13d831ec7": "USDT",
    "0x6b175474e89094c44da98b954eedeac495271d0f": "DAI",
    "0x6c3ea9036406852006290770bedfcaba0e23a0e8": "PYUSD",
    "0x056fd409e1d7a124bd7017459dfea2f387b6d5cd": "GUSD",
    "0x2260fac5e5542a773aa44fbcfedf7c193bc2c599": "WBTC",
    "0xae7ab96520de3a18e5e111b5eaab095312d7fe84": "STETH",
    "0x514910771af9ca656af840dff83e8264ecf986ca": "LINK",
    "0x1f9840a85d5af5bf1d1762f925bdaddc4201f984": "UNI",
    "0x7fc66500c84a76ad7e9c93437bfc5ac33e2ddae9": "AAVE",
    "0x9f8f72aa9304c8b593d555f12ef6589cc3a579a2": "MKR",
    "0x7d1afa7b718fb893db30a3abc0cfc608aacfebb0": "MATIC",
    "0x455e53cbb86018ac2b8092fdcd39d8444affc3f6": "POL",
    "0x95ad61b0a150d79219dcf64e1e6cc01f0b64c4ce": "SHIB",
    "0x6982508145454ce325ddbe47a25d4ec3d2311933": "PEPE",
    "0xd533a949740bb3306d119cc777fa900ba034cd52": "CRV",
    "0x5a98fcbea516cf06857215779fd812ca3bef1b32": "LDO",
    "0xc944e90c64b2c07662a292be6244bdf05cda44a7": "GRT",
    "0xc18360217d8f7ab5e7c516566761ea12ce7f9d72": "ENS",
}
"""By contract on Ethereum, in lower case."""

SOLANA: Final[Mapping[str, str]] = {
    WRAPPED_SOL: "SOL",
    "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v": "USDC",
    "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB": "USDT",
    "JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN": "JUP",
    "DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263": "BONK",
}
"""By mint on Solana. Wrapped SOL is SOL in an account for tokens."""
