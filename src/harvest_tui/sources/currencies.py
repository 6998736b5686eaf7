"""Which codes are money: currencies of states, of which no lots are kept."""

from typing import Final

from harvest_tui.domain.kinds import FIAT, Kind

_FURTHER: Final = frozenset({
    "ARS", "CLP", "COP", "CZK", "DKK", "HUF", "IDR", "INR", "KZT", "NGN", "NOK", "PEN", "PHP",
    "PLN", "RON", "RUB", "SEK", "THB", "TRY", "TWD", "UAH", "VND", "ZAR",
})  # fmt: skip
"""Traded on foreign exchanges beside those that the ledger keeps balances of."""


def is_money(asset: str) -> bool:
    """Tell whether an asset is a currency; a stablecoin is none."""
    return asset in FIAT or asset in _FURTHER


def moved(kind: Kind, asset: str) -> Kind:
    """Give the kind of a move: money is deposited or withdrawn, coins are transferred."""
    return _OF_MONEY.get(kind, kind) if is_money(asset) else kind


_OF_MONEY: Final = {
    Kind.TRANSFER_IN: Kind.FIAT_DEPOSIT,
    Kind.TRANSFER_OUT: Kind.FIAT_WITHDRAWAL,
}
