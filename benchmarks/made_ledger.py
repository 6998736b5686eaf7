"""A made-up ledger of any size: the same for the same size, nothing short, nothing unvalued."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

from harvest_tui.sources.formats.ledger_text import HEADER

Row: TypeAlias = dict[str, str]

ASSETS: Final = tuple(f"COIN{n:02}" for n in range(25))
ACCOUNTS: Final = ("Atlas", "Borealis", "Corvus", "Draco", "Eridanus")
FIRST: Final = datetime(2021, 1, 4, 9, tzinfo=UTC)
LAST: Final = datetime(2026, 11, 20, 18, tzinfo=UTC)
PLACES: Final = 8
_FEE: Final = 250
"""A fee in dollars is the 250th part of the value; a network fee of the units moved."""


class Ledger:
    """Writes rows while it keeps the balances, in units of 10**-8."""

    def __init__(self, rows: int) -> None:
        self._rng = Random(rows)
        self._rows = rows
        self._held: dict[tuple[str, str], int] = defaultdict(int)
        self._prices = dict.fromkeys(ASSETS, 100.0)

    def write(self, path: Path) -> None:
        """Write all rows as a plain ledger CSV."""
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.DictWriter(file, HEADER, restval="", lineterminator="\n")
            out.writeheader()
            out.writerows(self._written())

    def prices(self) -> dict[str, str]:
        """Give the price of each asset after the last row."""
        return {asset: f"{price:.6f}" for asset, price in self._prices.items()}

    def _written(self) -> Iterator[Row]:
        step = (LAST - FIRST) / self._rows
        kinds = (self._buy, self._sell, self._swap, self._transfer, self._reward)
        for number in range(self._rows):
            act = self._rng.choices(kinds, (35, 30, 12, 13, 10))[0]
            at = FIRST + number * step + timedelta(seconds=self._rng.randrange(5))
            yield {"id": f"t{number}", "timestamp": f"{at:%Y-%m-%dT%H:%M:%SZ}"} | act()

    def _buy(self) -> Row:
        account, asset, units = self._account(), self._asset(), self._units()
        return self._came(account, asset, units) | {
            "kind": "buy",
            "out_asset": "USD",
            "out_quantity": self._dollars(asset, units),
            "fee_asset": "USD",
            "fee_quantity": self._dollars(asset, units // _FEE),
        }

    def _reward(self) -> Row:
        account, asset, units = self._account(), self._asset(), self._units() // 100 + 1
        return self._came(account, asset, units) | {
            "kind": "staking_reward",
            "usd_value": self._dollars(asset, units),
        }

    def _sell(self) -> Row:
        return self._with_some(self._sold)

    def _sold(self, account: str, asset: str, units: int) -> Row:
        return self._went(account, asset, units) | {
            "kind": "sell",
            "in_asset": "USD",
            "in_quantity": self._dollars(asset, units),
            "fee_asset": "USD",
            "fee_quantity": self._dollars(asset, units // _FEE),
        }

    def _swap(self) -> Row:
        return self._with_some(self._swapped)

    def _swapped(self, account: str, asset: str, units: int) -> Row:
        wanted = self._rng.choice([other for other in ASSETS if other != asset])
        received = self._units()
        came = self._came(account, wanted, received)
        return self._went(account, asset, units) | came | {
            "kind": "swap",
            "usd_value": self._dollars(wanted, received),
        }  # fmt: skip

    def _transfer(self) -> Row:
        return self._with_some(self._transferred)

    def _transferred(self, account: str, asset: str, units: int) -> Row:
        target = self._rng.choice([other for other in ACCOUNTS if other != account])
        fee = units // _FEE
        row = self._went(account, asset, units)
        self._held[target, asset] += units - fee
        row |= {"kind": "transfer", "to_account": target, "out_quantity": _text(units - fee)}
        if fee:
            row |= {
                "fee_asset": asset,
                "fee_quantity": _text(fee),
                "fee_usd": self._dollars(asset, fee),
            }
        return row

    def _with_some(self, act: Callable[[str, str, int], Row]) -> Row:
        """Act on a part of what an account holds; buy where it holds nothing."""
        account, asset = self._account(), self._asset()
        held = self._held[account, asset]
        if not held:
            return self._buy()
        part = self._rng.randrange(held // 10, held // 2 + 1)
        return act(account, asset, part or held)

    def _came(self, account: str, asset: str, units: int) -> Row:
        self._held[account, asset] += units
        return {"account": account, "in_asset": asset, "in_quantity": _text(units)}

    def _went(self, account: str, asset: str, units: int) -> Row:
        self._held[account, asset] -= units
        return {"account": account, "out_asset": asset, "out_quantity": _text(units)}

    def _dollars(self, asset: str, units: int) -> str:
        """Value units at a price that wanders."""
        price = self._prices[asset] = self._prices[asset] * self._rng.uniform(0.98, 1.0204)
        return f"{units / 10**PLACES * price:.6f}"

    def _units(self) -> int:
        return self._rng.randrange(1, 50 * 10**PLACES)

    def _account(self) -> str:
        return self._rng.choice(ACCOUNTS)

    def _asset(self) -> str:
        return self._rng.choice(ASSETS)


def _text(units: int) -> str:
    whole, part = divmod(units, 10**PLACES)
    return f"{whole}.{part:0{PLACES}}"
