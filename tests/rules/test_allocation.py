"""The window of Rev. Proc. 2024-28, section 5; the return of 2025 is due, extended, 2026-10-15."""

from datetime import date

import pytest

from harvest_tui.domain.allocation import AllocationMethod
from harvest_tui.rules.allocation import allocation_window_ends

SPECIFIC, GLOBAL = AllocationMethod
DUE = date(2026, 10, 15)


@pytest.mark.parametrize(
    ("method", "first_used", "ends"),
    [
        pytest.param(SPECIFIC, date(2025, 3, 1), date(2025, 3, 1), id="units: the first sale"),
        pytest.param(SPECIFIC, date(2026, 11, 1), DUE, id="units: the return before it"),
        pytest.param(SPECIFIC, None, DUE, id="units: the return, nothing being sold"),
        pytest.param(GLOBAL, date(2025, 3, 1), DUE, id="rule: the return"),
        pytest.param(GLOBAL, date(2026, 11, 1), date(2026, 11, 1), id="rule: a later first sale"),
        pytest.param(GLOBAL, None, None, id="rule: open, nothing being sold"),
    ],
)
def test_an_allocation_is_made_in_its_window(
    method: AllocationMethod, first_used: date | None, ends: date | None
) -> None:
    assert allocation_window_ends(method, first_used) == ends
