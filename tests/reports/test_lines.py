import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.reports.lines import Span, cells, clipped, fitting, joined, line, padded, plain

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "width"),
    [("ETH", 3), ("▲ 1,204.00", 10), ("龍币", 4), ("e\u0301", 1), ("", 0)],
)
def test_cells_count_wide_letters_twice_and_combining_marks_never(text: str, width: int) -> None:
    assert cells(text) == width


def test_a_clipped_text_says_that_something_is_missing() -> None:
    assert clipped("Coinbase Prime", 9) == "Coinbase…"
    assert clipped("龍币龍币", 4) == "龍…"
    assert clipped("Kraken", 6) == "Kraken"
    assert clipped("Kraken", 0) == ""


@given(st.text(max_size=40), st.integers(min_value=0, max_value=30), st.booleans())
def test_a_padded_text_takes_exactly_its_width(text: str, width: int, right: bool) -> None:  # noqa: FBT001  # drawn by hypothesis
    assert cells(padded(text, width, right=right)) == width


def test_a_text_is_broken_only_where_it_does_not_fit() -> None:
    assert list(fitting("Next:  harvest-tui init", 23)) == ["Next:  harvest-tui init"]
    assert list(fitting("Next:  harvest-tui init", 16)) == ["Next:", "harvest-tui init"]


def test_parts_are_joined_while_they_fit_and_never_by_half() -> None:
    parts = ["9 assets", "prices of 2026-11-22"]
    assert joined(parts, 31) == "9 assets · prices of 2026-11-22"
    assert joined(parts, 30) == "9 assets"
    assert joined(parts, 5) == ""


@given(st.text())
def test_no_span_holds_what_a_terminal_could_obey(text: str) -> None:
    said = plain(line(text, Span(text)))
    assert not {unicodedata.category(letter) for letter in said} & HIDDEN


def test_an_escape_sequence_is_made_visible() -> None:
    assert Span("\x1b]52;c;QQ==\x07").text == "‹1B›]52;c;QQ==‹07›"
