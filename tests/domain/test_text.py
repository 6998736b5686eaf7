import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.text import shown, typed, unusual

FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text(st.characters(), max_size=200))
def test_nothing_a_terminal_obeys_survives(text: str) -> None:
    safe = shown(text)

    assert len(safe) <= 64
    assert not {unicodedata.category(c) for c in safe} & FORBIDDEN


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("\x1b]52;c;aGk=\a", "‹1B›]52;c;aGk=‹07›", id="clipboard write"),
        pytest.param("\x9b2J", "‹9B›2J", id="C1 clear screen"),
        pytest.param("BTC\u202eCTB", "BTC‹202E›CTB", id="right to left"),
        pytest.param("a\nb\tc", "a‹0A›b‹09›c", id="lines and tabs"),
        pytest.param("[red]x[/]", "[red]x[/]", id="markup is only text"),
        pytest.param("e\u0301\u0301\u0301\u0301", "e\u0301\u0301", id="stacked marks"),
        pytest.param("СОIN", "СОIN", id="a homoglyph is not hidden"),
    ],
)
def test_what_is_hidden_becomes_visible(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert shown("x" * 100, 10) == "x" * 9 + "…"
    assert shown("é" * 100, 10) == "é" * 9 + "…"


def test_the_longest_signature_is_whole_in_a_command_and_nothing_in_it_is_hidden() -> None:
    assert typed("5" * 88) == "5" * 88
    assert typed("a\x1bb") == "'a‹1B›b'"
    assert typed("$(rm x); y") == "'$(rm x); y'"
    assert len(typed("x" * 1000)) == len("''") + 128


def test_look_alikes_are_named_by_their_code_points() -> None:
    assert unusual("BTC") is None
    assert unusual("СOIN") == "U+0421"
