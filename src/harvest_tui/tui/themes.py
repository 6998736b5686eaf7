"""Colour themes: TOML files, checked before Textual sees them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.color import Color, ColorParseError
from textual.theme import Theme

from harvest_tui.domain.text import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COLORS: Final = frozenset(
    {
        "primary",
        "secondary",
        "accent",
        "foreground",
        "background",
        "surface",
        "panel",
        "boost",
        "success",
        "warning",
        "error",
    }
)
"""Colours that Textual names."""
OURS: Final = frozenset(
    {
        "muted",
        "rule",
        "gain",
        "loss",
        "caution",
        "cursor-background",
        "cursor-foreground",
        "cursor-idle",
    }
)
"""Colours that this program names; every theme gives them all."""
DEFAULTS: Final = {
    "muted": "#8a919c",
    "rule": "#3a4049",
    "gain": "#7fb88a",
    "loss": "#e0828a",
    "caution": "#d8a657",
    "cursor-background": "#2a323d",
    "cursor-foreground": "#e6e9ee",
    "cursor-idle": "#1f242c",
}


@dataclass(frozen=True, slots=True)
class Themes:
    """What a folder gave."""

    themes: tuple[Theme, ...]
    problems: tuple[str, ...]
    """One sentence for each file that could not be used."""


class ThemeError(ValueError):
    """A theme file says something that is no theme."""


def read_themes(folder: Path) -> Themes:
    """Read every `*.toml` of a folder, in the order of their names. A bad file spoils no other."""
    themes, problems = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            themes.append(_theme(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError) as error:
            problems.append(f"Theme {shown(path.name)} is left out: {shown(str(error), 200)}")
    return Themes(tuple(themes), tuple(problems))


def _theme(name: str, table: Mapping[str, object]) -> Theme:
    dark, ansi = table.get("dark", True), table.get("ansi", False)
    if not isinstance(dark, bool) or not isinstance(ansi, bool):
        raise ThemeError("dark and ansi are true or false")
    colors = _colors(table)
    if missing := sorted((OURS | {"primary"}) - colors.keys()):
        raise ThemeError(f"[colors] lacks {', '.join(missing)}")
    return Theme(
        name=name,
        dark=dark,
        ansi=ansi,
        variables=_variables(colors, ansi=ansi),
        primary=colors["primary"],
        secondary=colors.get("secondary"),
        accent=colors.get("accent"),
        foreground=colors.get("foreground"),
        background=colors.get("background"),
        surface=colors.get("surface"),
        panel=colors.get("panel"),
        boost=colors.get("boost"),
        success=colors.get("success"),
        warning=colors.get("warning"),
        error=colors.get("error"),
    )


def _colors(table: Mapping[str, object]) -> dict[str, str]:
    colors = table.get("colors")
    if not isinstance(colors, dict):
        raise ThemeError("there is no table [colors]")
    if unknown := sorted(colors.keys() - COLORS - OURS):
        raise ThemeError(f"[colors] does not know {', '.join(unknown)}")
    return {name: _color(name, value) for name, value in colors.items()}


def _color(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ThemeError(f'{name} is no colour: write it as text, such as "#c0c4cc"')
    try:
        Color.parse(value)
    except ColorParseError as error:
        raise ThemeError(f"{name} = {value!r} is no colour, such as #c0c4cc") from error
    return value


def _variables(colors: Mapping[str, str], *, ansi: bool) -> dict[str, str]:
    """Give our colours, and those of Textual's own widgets that would stand out otherwise."""
    background = colors.get("background", "ansi_default")
    return {
        **{name: value for name, value in colors.items() if name in OURS},
        "border": colors.get("accent", colors["primary"]),
        "border-blurred": colors["rule"],
        "scrollbar": colors["rule"],
        "scrollbar-hover": colors["muted"],
        "scrollbar-active": colors["muted"],
        "scrollbar-background": background,
        "scrollbar-background-hover": background,
        "scrollbar-background-active": background,
        "scrollbar-corner-color": background,
        "block-cursor-background": colors["cursor-background"],
        "block-cursor-foreground": colors["cursor-foreground"],
        "block-cursor-text-style": "bold reverse" if ansi else "bold",
        "ansi-background": background,
        "ansi-foreground": colors.get("foreground", "ansi_default"),
    }
