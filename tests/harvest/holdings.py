"""Open lots and settings written out by hand, for the tests of this folder.

The household of the examples: single, wages 164,000, realised so far +9,120 short and +14,000
long, state proxy 5 %, fee 0.1 %, bought back, later tax 10.5 cents a dollar of basis, a carried
loss worth 18 cents to 9,000 dollars, then 10. Sales are planned for 2026-11-22.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.frames import AMOUNT, LOTS
from harvest_tui.domain.settings import (
    FilingStatus,
    HarvestSettings,
    Taxpayer,
    Tier,
    YearInputs,
)
from harvest_tui.harvest.netting import Household
from harvest_tui.harvest.sales import FeeRates
from harvest_tui.lots.positions import priced
from harvest_tui.tax.year import LedgerGains

D = Decimal
ON: Final = date(2026, 11, 22)
ZONE: Final = "America/New_York"
FEE: Final = FeeRates(D("0.001"), {})
FREE: Final = FeeRates(D(0), {})
PRICES: Final = {"ETH": "2800", "SOL": "130", "ARB": "0.27", "BTC": "86000", "LINK": "12.5"}

HARVEST: Final = HarvestSettings(
    fee_rate=D("0.001"),
    cost_given=True,
    reenter=True,
    later_tax_per_dollar=D("0.105"),
    carryforward_value=(
        Tier(width=D(9000), worth=D("0.18")),
        Tier(width=None, worth=D("0.10")),
    ),
)
INPUTS: Final = YearInputs(
    wages_and_other=D(164_000), short_term_carryover_in=D(0), long_term_carryover_in=D(0)
)
HOUSEHOLD: Final = Household(
    taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE, state_rate=D("0.05")),
    years={2026: INPUTS},
    gains={2026: LedgerGains(short_term=D(9_120), long_term=D(14_000))},
    collectibles=frozenset(),
    harvest=HARVEST,
)


def lot(
    lot_id: str,
    account: str,
    asset: str,
    quantity: str,
    cost: str,
    acquired: str = "2025-12-01",
    **more: Any,  # noqa: ANN401 # columns of LOTS
) -> dict[str, Any]:
    """Describe an open lot, bought at noon in New York; `more` holds other columns as they are.

    `received` is the day of a gift, `loss_basis` its value then.
    """
    instant = noon(acquired)
    said = {
        "lot_id": lot_id,
        "acquired_key": f"{account}\tledger\t{lot_id}",
        "acquired_transaction_id": lot_id,
        "account": account,
        "asset": asset,
        "quantity": D(quantity),
        "cost_basis": D(cost),
        "loss_basis": None,
        "acquired_at": instant,
        "received_at": noon(more.pop("received", acquired)),
        "whole_quantity": D(quantity),
        "whole_cost": D(cost),
        "inherited": False,
        "covered": False,
        "evidence": "buy",
        "provisional": False,
        "held_since": None,
        "replacement": False,
    }
    return said | more


def noon(day: str) -> datetime:
    """Give noon in New York of a day, in UTC."""
    local = datetime.combine(date.fromisoformat(day), time(12), ZoneInfo(ZONE))
    return local.astimezone(UTC)


def lots_of(*lots: dict[str, Any]) -> pl.DataFrame:
    """Give the lots as a frame in the order in which a replay has them."""
    frame = pl.DataFrame(list(lots), schema=LOTS, orient="row")
    return frame.sort("account", "asset", "acquired_at", maintain_order=True)


def prices_of(prices: Mapping[str, str]) -> pl.DataFrame:
    """Give prices as a frame of `asset` and `price`."""
    return pl.DataFrame(
        {"asset": list(prices), "price": [D(price) for price in prices.values()]},
        schema={"asset": pl.String, "price": AMOUNT},
    )


def priced_lots(
    *lots: dict[str, Any], on: date = ON, prices: Mapping[str, str] | None = None
) -> pl.DataFrame:
    """Give the lots at the prices of the examples, or at others."""
    return priced(lots_of(*lots), prices_of(PRICES if prices is None else prices), on, ZONE)


ETH: Final = lot("eth", "Kraken", "ETH", "3.1", "12090", "2025-12-01")
SOL: Final = lot("sol", "Coinbase", "SOL", "41.2", "8652", "2026-03-02")
ARB: Final = lot("arb", "Coinbase", "ARB", "9200", "7820", "2025-06-14")
BTC: Final = lot("btc", "Ledger", "BTC", "0.12", "12348", "2025-01-20")
EARLY_LINK: Final = lot("link-1", "Gemini", "LINK", "500", "3840", "2023-02-01")
"""Worth 6,250: a gain of 2,410."""
LINK: Final = lot("link-2", "Gemini", "LINK", "310", "5704", "2024-11-30")
