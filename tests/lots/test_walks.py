"""What every walk over the lots rests on: errors found before, and seals."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.lots.replay import Conventions
from harvest_tui.rules.wash_sales import WashRule
from lots.books import at, buy, left, lot, rows, run, sell
from lots.explaining import explained
from lots.going_on import Told, replayed
from lots.test_sealed import CHEAP, DEAR, FOUND, SOLD, sealing

ERRORS = [
    Finding(
        finding="unlinked transfer",
        severity=Severity.ERROR,
        message="",
        fix="",
        account="Kraken",
        asset="BTC",
        at=at(day),
    )
    for day in ("2024-06-01", "2024-02-01", "2024-08-01")
]


@pytest.mark.parametrize("findings", [*permutations(ERRORS)])
def test_a_pool_is_in_doubt_from_the_first_of_its_errors_on(findings: tuple[Finding, ...]) -> None:
    sales = [sell(f"s{month}", f"2024-0{month}-10", "0.25", 90) for month in (1, 3, 9)]
    told = Told(
        transactions=[buy("bought", "2023-01-10", 1, 100), *sales],
        conventions=Conventions(zone="UTC"),
        findings=findings,
    )

    assert replayed(told).disposals["provisional"].to_list() == [False, True, True]


def test_a_sale_after_a_seal_is_explained_by_what_the_filed_sales_left() -> None:
    """CHEAP was filed as sold in 2024, so FOUND, the older one, is still there in 2025."""
    filed = sealing(CHEAP, DEAR, SOLD)
    later = sell("later", "2025-06-10", "0.5", 2000)

    told = explained(FOUND, CHEAP, DEAR, SOLD, later, filed=filed)

    assert [[used.lot_id for used in one.used] for one in told] == [[lot(CHEAP)], [lot(FOUND)]]


def test_a_sale_of_the_year_of_its_purchase_is_explained() -> None:
    (one,) = explained(CHEAP, SOLD)

    assert [used.lot_id for used in one.used] == [lot(CHEAP)]


def test_a_loss_of_less_than_a_dollar_that_was_filed_as_put_off_stays_so() -> None:
    """Bought at 100, sold at 99.50, bought again for 90 within 30 days: 26 U.S.C. § 1091(a)."""
    story = (
        buy("old", "2024-01-02", 1, 100),
        sell("sold", "2024-12-10", 1, "99.50"),
        buy("new", "2024-12-20", 1, 90),
    )
    filed = sealing(*story, wash=WashRule(others_from=date.min))

    done = run(*story, filed=filed)

    assert rows(done, "adjustment", "gain") == [(Decimal("0.5"), 0)]
    assert left(done, "cost_basis") == [(Decimal("90.5"),)]
