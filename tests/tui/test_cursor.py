import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.tui.cursor import top_for


@pytest.mark.parametrize(
    ("cursor", "top", "expected"),
    [
        pytest.param(5, 0, 0, id="in sight: nothing moves"),
        pytest.param(10, 0, 6, id="over the lower edge: half a page"),
        pytest.param(19, 20, 14, id="over the upper edge: half a page"),
        pytest.param(99, 0, 90, id="to the end"),
        pytest.param(0, 90, 0, id="to the start"),
    ],
)
def test_the_window_moves_by_half_a_page_at_the_edge(cursor: int, top: int, expected: int) -> None:
    assert top_for(cursor, top, page=10, count=100) == expected


@given(
    st.integers(min_value=0, max_value=300),
    st.integers(min_value=0, max_value=300),
    st.integers(min_value=1, max_value=60),
    st.integers(min_value=1, max_value=300),
)
def test_the_cursor_is_always_in_sight_and_the_window_never_leaves_the_rows(
    cursor: int, top: int, page: int, count: int
) -> None:
    cursor = min(cursor, count - 1)
    now = top_for(cursor, top, page, count)
    assert now <= cursor < now + page
    assert 0 <= now <= max(count - page, 0)
