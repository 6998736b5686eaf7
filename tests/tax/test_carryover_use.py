"""What becomes of losses in a year, on the lines of Schedule D."""

from decimal import Decimal

import pytest
from hypothesis import given

from harvest_tui.domain.amounts import EXACT
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.domain.years_ahead import CarryoverUse
from harvest_tui.tax.carryover_use import carryover_use
from harvest_tui.tax.netting import Carryover
from tax.households import settled, usd
from tax.made_up import STATUSES, YEARS, made_up, settled_from


def use(
    carried_in: int, new_loss: int, against_gains: int, against_income: int, carried_out: int
) -> CarryoverUse:
    return CarryoverUse(
        carried_in=usd(carried_in),
        new_loss=usd(new_loss),
        against_gains=usd(against_gains),
        against_income=usd(against_income),
        carried_out=usd(carried_out),
    )


# single, 2026, 5,000 short-term and 4,000 long-term carried in
@pytest.mark.parametrize(
    ("short", "long", "wages", "expected"),
    [
        pytest.param(0, 0, 60_000, use(9_000, 0, 0, 3_000, 6_000), id="nothing else"),
        pytest.param(1_500, 500, 60_000, use(9_000, 0, 2_000, 3_000, 4_000), id="gains"),
        pytest.param(9_000, -500, 60_000, use(9_000, 0, 8_500, 500, 0), id="nearly all gone"),
        pytest.param(20_000, 0, 60_000, use(9_000, 0, 9_000, 0, 0), id="more gain than loss"),
        pytest.param(-700, -300, 60_000, use(9_000, 1_000, 0, 3_000, 7_000), id="new losses"),
        # income 17,100 - 3,000 - 16,100 = -2,000: line 4 of the worksheet is 1,000
        pytest.param(0, 0, 17_100, use(9_000, 0, 0, 1_000, 8_000), id="little income"),
    ],
)
def test_carried_losses_meet_gains_then_income_and_the_rest_goes_on(
    short: int, long: int, wages: int, expected: CarryoverUse
) -> None:
    carried = Carryover(usd(5_000), usd(4_000))
    year = settled(2026, "single", short=short, long=long, wages=wages, carryover_in=carried)

    assert carryover_use(year) == expected


def test_without_a_filing_status_what_is_deducted_and_carried_is_not_known() -> None:
    found = carryover_use(settled(2026, None, short=-9_000, long=500))

    assert (found.new_loss, found.against_income, found.carried_out) == (usd(8_500), None, None)


def test_the_last_decimal_is_counted() -> None:
    loss = "12345678901234567890.000000000000000001"
    found = carryover_use(settled(2026, "single", short=f"-{loss}", wages=60_000))

    assert found.new_loss == usd(loss)
    assert found.carried_out == usd("12345678901234564890.000000000000000001")
    assert found.against_income == 3_000


@given(YEARS, STATUSES, made_up())
def test_what_came_and_was_lost_is_used_or_goes_on(
    year: int, status: FilingStatus, household: dict[str, Decimal]
) -> None:
    found = carryover_use(settled_from(year, status, household))

    assert found.against_income is not None
    used = EXACT.add(found.against_gains, found.against_income)
    assert found.carried_in + found.new_loss - used == found.carried_out
    assert found.against_gains <= found.carried_in
