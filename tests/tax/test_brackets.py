from decimal import Decimal

import pytest

from harvest_tui.domain.settings import FilingStatus
from harvest_tui.rules.parameters import parameters_for
from harvest_tui.tax.brackets import by_form, by_schedule

SINGLE_2024 = parameters_for(2024, FilingStatus.SINGLE)


# 2024, single: 10 % to 11,600, 12 % to 47,150, 22 % to 100,525, 24 % to 191,950
@pytest.mark.parametrize(
    ("amount", "tax"),
    [
        (0, "0"),
        (11_600, "1160"),
        (47_150, "5426"),
        (100_525, "17168.50"),
        (191_951, "39110.82"),  # 39,110.50 and a dollar at 32 %
        (1_000_000, "328187.75"),  # 183,647.25 and 37 % over 609,350
    ],
)
def test_each_slice_is_taxed_at_its_own_rate(amount: int, tax: str) -> None:
    assert by_schedule(SINGLE_2024)(Decimal(amount)) == Decimal(tax)


# Tax Table 2024, single; the middle of the row at the schedule's rates, half up to a dollar
@pytest.mark.parametrize(
    ("amount", "tax"),
    [
        pytest.param("4.99", 0, id="no tax under 5"),
        pytest.param("5", 1, id="row 5 to 15"),
        pytest.param("14.99", 1, id="row 5 to 15, end"),
        pytest.param("15", 2, id="row 15 to 25"),
        pytest.param("25", 4, id="row 25 to 50: 3.75"),
        pytest.param("2999", 299, id="row 2,975 to 3,000: 298.75"),
        pytest.param("3000", 303, id="row 3,000 to 3,050: 302.50 is half up"),
        pytest.param("37024", 4211, id="row 37,000 to 37,050: 4,211"),
        pytest.param("99999.99", 17048, id="last row: 5,426 and 22 % of 52,825, half up"),
    ],
)
def test_under_its_limit_the_tax_table_taxes_the_middle_of_a_row(amount: str, tax: int) -> None:
    assert by_form(SINGLE_2024)(Decimal(amount)) == tax


def test_from_100_000_on_the_schedule_counts_to_the_cent() -> None:
    assert by_form(SINGLE_2024)(Decimal(100_000)) == by_schedule(SINGLE_2024)(Decimal(100_000))


def test_the_schedule_taxes_the_amount_itself() -> None:
    # 1,160 + 12 % of 25,424
    assert by_schedule(SINGLE_2024)(Decimal(37_024)) == Decimal("4210.88")
