from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.reports.bars import bar


@pytest.mark.parametrize(
    ("share", "drawn"),
    [
        ("0", ""),
        ("0.0001", "▏"),
        ("0.125", "█"),
        ("0.25", "██"),
        ("0.203125", "█▋"),  # 13 eighths of 8 cells: 13/64
        ("1", "████████"),
        ("1.5", "████████"),
        ("-0.5", ""),
    ],
)
def test_a_bar_of_eight_cells_is_exact_to_an_eighth(share: str, drawn: str) -> None:
    assert bar(Decimal(share), 8) == drawn


@given(st.decimals(min_value=0, max_value=1, places=9), st.integers(min_value=0, max_value=60))
def test_a_bar_never_leaves_its_width(share: Decimal, width: int) -> None:
    assert len(bar(share, width)) <= width
