from decimal import Decimal

import pytest

from harvest_tui.tax.netting import Carryover
from tax.households import cases, settled, tax_in, usd

ROWS = list(cases("collectibles_cases.csv"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']}-{row['year']}-{row['status']}")
def test_gain_on_collectibles_is_taxed_at_up_to_28_percent(row: dict[str, str]) -> None:
    other, collectibles = usd(row["lt_gain_other"]), usd(row["lt_gain_collectibles"])
    year = settled(
        int(row["year"]),
        row["status"],
        short=row["st_gain"],
        long=str(other + collectibles),
        collectibles=str(collectibles),
        wages=row["wages"],
        qualified_dividends=row["qualified_dividends"],
    )
    tax = tax_in(year)

    assert year.schedule_d.collectibles_gain == usd(row["sched_d_line18"])
    assert tax.taxable_income == usd(row["expected_taxable_income"])
    assert abs(tax.income_tax - usd(row["expected_income_tax"])) <= Decimal("0.02")


def test_collectibles_under_the_24_percent_top_are_taxed_at_ordinary_rates() -> None:
    # Schedule D Tax Worksheet by hand, 2024 single: line 21 is 150,400, nothing at 28 percent;
    # 0.15 x 60,000 + 29,138.50
    year = settled(
        2024, "single", wages=15_000, long=60_000, long_term_collectibles_elsewhere=150_000
    )

    assert year.schedule_d.long_term_gains == 210_000
    assert tax_in(year).taxable_income == 210_400
    assert tax_in(year).income_tax == Decimal("38138.50")


def test_short_term_losses_and_the_carryover_come_off_collectibles_first() -> None:
    # 28% Rate Gain Worksheet: 20,000 - 3,000 carried in - 4,000 net short-term loss
    year = settled(
        2025,
        "single",
        wages=90_000,
        short=-4_000,
        long=25_000,
        collectibles=20_000,
        carryover_in=Carryover(Decimal(0), Decimal(3_000)),
    )

    assert year.schedule_d.collectibles_gain == 13_000


def test_there_is_no_28_percent_gain_in_a_year_of_losses() -> None:
    year = settled(2025, "single", short=-30_000, long=25_000, collectibles=20_000)

    assert year.schedule_d.collectibles_gain == 0
