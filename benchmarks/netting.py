"""Times the preview of one mark, Schedule D and tax before and after, against a screen's frame.

    python benchmarks/netting.py [--lots 1000,100000]

The pure functions only: `harvest.sales.planned` and `harvest.netting.netting`, on lots priced
before. Each time is the best of many runs, in milliseconds and in times of a baseline measured in
the same run: settling one year of the household. Ends with 1 when the preview does not answer
within a frame of a sixtieth of a second.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from time import perf_counter
from typing import Final

import polars as pl

from harvest_tui.domain.frames import LOTS
from harvest_tui.domain.settings import (
    FilingStatus,
    HarvestSettings,
    Taxpayer,
    Tier,
    YearInputs,
)
from harvest_tui.harvest.netting import Household, netting
from harvest_tui.harvest.sales import FeeRates, planned
from harvest_tui.lots.positions import priced
from harvest_tui.tax.chain import settle_years
from harvest_tui.tax.year import LedgerGains, settle

FRAME: Final = 1000 / 60
"""Milliseconds of one frame."""
ON: Final = date(2026, 11, 22)
ZONE: Final = "America/New_York"
ASSETS: Final = tuple(f"COIN{n:02}" for n in range(25))
ACCOUNTS: Final = ("Atlas", "Borealis", "Corvus", "Draco", "Eridanus")
RATES: Final = FeeRates(Decimal("0.001"), {})
RUNS: Final = 40
HOUSEHOLD: Final = Household(
    taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE, state_rate=Decimal("0.05")),
    years={
        year: YearInputs(wages_and_other=Decimal(120_000 + 8_000 * (year - 2021)))
        for year in range(2021, 2027)
    },
    gains={
        2022: LedgerGains(short_term=Decimal(-5_568), long_term=Decimal(-16_437)),
        2026: LedgerGains(short_term=Decimal(9_120), long_term=Decimal(14_000)),
    },
    collectibles=frozenset(),
    harvest=HarvestSettings(
        carryforward_value=(
            Tier(width=Decimal(9_000), worth=Decimal("0.18")),
            Tier(width=None, worth=Decimal("0.10")),
        )
    ),
)


def made_lots(count: int) -> pl.DataFrame:
    """Make open lots at the prices of the day: the same for the same count."""
    rng = Random(count)
    rows = [_lot(rng, number) for number in range(count)]
    prices = pl.DataFrame(
        {"asset": ASSETS, "price": [Decimal(rng.randrange(100, 90_000)) / 100 for _ in ASSETS]},
        schema_overrides={"price": LOTS["quantity"]},
    )
    return priced(pl.DataFrame(rows, schema=LOTS), prices, ON, ZONE)


def _lot(rng: Random, number: int) -> dict[str, object]:
    at = datetime(2021, 1, 4, tzinfo=UTC) + timedelta(minutes=rng.randrange(3_000_000))
    units = Decimal(rng.randrange(1, 10**10)).scaleb(-8)
    cost = units * Decimal(rng.randrange(100, 100_000)) / 100
    known: dict[str, object] = dict.fromkeys(LOTS) | {
        "lot_id": f"lot-{number}",
        "acquired_key": f"key-{number}",
        "acquired_transaction_id": f"t{number}",
        "account": rng.choice(ACCOUNTS),
        "asset": rng.choice(ASSETS),
        "quantity": units,
        "cost_basis": cost,
        "acquired_at": at,
        "received_at": at,
        "inherited": False,
        "provisional": False,
    }
    return known


def milliseconds(act: Callable[[], object]) -> float:
    """Time something: the best of many runs, which what else the machine does spoils least."""
    best = float("inf")
    for _ in range(RUNS):
        start = perf_counter()
        act()
        best = min(best, perf_counter() - start)
    return 1000 * best


def report(count: int) -> float:
    """Time one number of lots, print it, and give the preview's milliseconds."""
    lots = made_lots(count)
    one = lots.row(count // 2, named=True)
    marks: dict[tuple[str, str], Decimal | None] = {(one["lot_id"], one["account"]): None}
    sales = planned(lots, marks, RATES)
    years = (HOUSEHOLD.taxpayer, HOUSEHOLD.years, HOUSEHOLD.gains)
    case = settle_years(*years, 2026)[2026].case
    baseline = milliseconds(lambda: settle(case))
    stages = {
        "one year settled (baseline)": baseline,
        "planned: the sale of the mark": milliseconds(lambda: planned(lots, marks, RATES)),
        "netting: six years, both sides": milliseconds(lambda: netting(HOUSEHOLD, 2026, sales)),
        "preview: both": milliseconds(
            lambda: netting(HOUSEHOLD, 2026, planned(lots, marks, RATES))
        ),
    }
    print(f"{count:,} lots, one marked; a frame is {FRAME:.1f} ms")
    for stage, taken in stages.items():
        print(f"  {stage:32}{taken:10.2f} ms{taken / baseline:10.1f}x")
    return stages["preview: both"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lots", default="1000,100000")
    sizes = [int(size) for size in parser.parse_args().lots.split(",")]
    slowest = max([report(size) for size in sizes])
    print(f"slowest preview {slowest:.1f} ms: {slowest / FRAME:.2f} frames")
    return int(slowest > FRAME)


if __name__ == "__main__":
    sys.exit(main())
