"""Households and reference cases for the tests of this folder."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.domain.tax_year import Tax, TaxYear
from harvest_tui.tax.netting import NO_CARRYOVER, Carryover
from harvest_tui.tax.year import LedgerGains, YearCase, settle

REFERENCE = Path(__file__).parent.parent / "reference"


def cases(name: str) -> Iterator[dict[str, str]]:
    """Read the rows of one reference file."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def usd(text: str | int) -> Decimal:
    """Read an amount; an empty cell is nothing."""
    return Decimal(text or 0)


def case(
    year: int,
    status: str | None,
    *,
    short: str | int = 0,
    long: str | int = 0,
    collectibles: str | int = 0,
    carryover_in: Carryover = NO_CARRYOVER,
    state_rate: str = "0",
    **inputs: str | int,
) -> YearCase:
    """Describe a year of a household; amounts as text, `wages` for `wages_and_other`."""
    named = {"wages": "wages_and_other", "interest": "interest_and_nonqualified_dividends"}
    given: dict[str, Any] = {
        named.get(key, key): int(cell) if key.startswith("people") else usd(cell)
        for key, cell in inputs.items()
    }
    return YearCase(
        year=year,
        taxpayer=Taxpayer(
            filing_status=FilingStatus(status) if status else None, state_rate=usd(state_rate)
        ),
        inputs=YearInputs(**given),
        ledger=LedgerGains(
            short_term=usd(short), long_term=usd(long), collectibles=usd(collectibles)
        ),
        carryover_in=carryover_in,
    )


def settled(year: int, status: str | None, **facts: Any) -> TaxYear:  # noqa: ANN401
    """Settle what `case` describes."""
    return settle(case(year, status, **facts))


def random_household(rng: Random) -> dict[str, Any]:
    """Make one up, in whole dollars: small, well off or rich, with a part of it or all."""
    small, large = rng.choice((8_000, 60_000)), rng.choice((120_000, 900_000, 3_000_000))
    return {
        "status": rng.choice(list(FilingStatus)).value,
        "wages": rng.randrange(rng.choice((small, large, 300_000))),
        "interest": rng.choice((0, rng.randrange(small))),
        "qualified_dividends": rng.choice((0, rng.randrange(small))),
        "short": rng.choice((0, rng.randrange(-small, small))),
        "long": rng.choice((0, rng.randrange(-small, small), rng.randrange(large))),
    }


def tax_in(settled_year: TaxYear) -> Tax:
    """Give the tax of a year that has one."""
    assert settled_year.tax is not None
    return settled_year.tax
