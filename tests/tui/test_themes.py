from pathlib import Path

import pytest
from textual.color import Color

from harvest_tui.tui.themes import DEFAULTS, OURS, read_themes
from tui.sitting import THEMES, sitting

GOOD = (Path(__file__).parents[2] / "themes" / "dark.toml").read_text(encoding="utf-8")
BY_NAME = {theme.name: theme for theme in THEMES.themes}


def test_the_themes_that_ship_are_sound() -> None:
    assert THEMES.problems == ()
    assert set(BY_NAME) == {"dark", "light", "ansi"}


def test_there_is_a_default_for_every_colour_of_ours() -> None:
    assert set(DEFAULTS) == OURS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dark = ", "Invalid value"),
        ("dark = 1", "dark and ansi are true or false"),
        ("", "there is no table [colors]"),
        ("[colors]\nmauve = '#fff'", "[colors] does not know mauve"),
        ("[colors]\nmuted = 3", "muted is no colour: write it as text"),
        ("[colors]\nmuted = 'blurple'", "muted = 'blurple' is no colour, such as #c0c4cc"),
        ("[colors]\nmuted = '#fff'", "[colors] lacks caution, cursor-background"),
    ],
)
def test_a_bad_file_is_named_and_spoils_no_other(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    found = read_themes(tmp_path)
    assert [theme.name for theme in found.themes] == ["good"]
    (problem,) = found.problems
    assert problem.startswith("Theme bad.toml is left out: ")
    assert said in problem


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    assert read_themes(tmp_path).problems[0].startswith("Theme bad.toml is left out: ")


def test_a_folder_that_is_not_there_gives_no_themes(tmp_path: Path) -> None:
    assert read_themes(tmp_path / "none").themes == ()


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("ink", ["foreground", "muted", "gain", "loss", "caution", "accent"])
@pytest.mark.parametrize("paper", ["background", "panel", "cursor-background", "cursor-idle"])
def test_every_ink_can_be_read_on_every_paper(name: str, ink: str, paper: str) -> None:
    """WCAG 2.2 asks for 4.5; muted text, and what the cursor lies on, get by with 3.5."""
    theme = BY_NAME[name]
    colors = {**theme.variables, **{k: v for k, v in vars(theme).items() if isinstance(v, str)}}
    least = 3.5 if ink == "muted" or paper == "cursor-background" else 4.5
    assert _contrast(colors[ink], colors[paper]) >= least


@pytest.mark.parametrize("name", ["dark", "light", "ansi"])
async def test_every_theme_draws_every_screen(name: str) -> None:
    async with sitting(theme=name) as seat:
        await seat.press("2", "space", "3", "?", "escape", "1", "enter")
        assert "Lots of BTC" in seat.text


@pytest.mark.parametrize("variable", [None, "1"])
async def test_without_colours_the_cursor_is_reversed(
    monkeypatch: pytest.MonkeyPatch, variable: str | None
) -> None:
    if variable:
        monkeypatch.setenv("NO_COLOR", variable)
    async with sitting(theme="ansi") as seat:
        await seat.press("2")
        (cursor,) = (s.style for s in seat.grid.render_line(1) if "ETH" in s.text)
        (other,) = (s.style for s in seat.grid.render_line(2) if "SOL" in s.text)
        assert cursor is not None
        assert other is not None
        assert (cursor.reverse, other.reverse) == (True, None)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (part / 255 for part in Color.parse(color).rgb)
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
