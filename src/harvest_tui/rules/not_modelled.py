"""What decides a household's tax and is not computed here."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from harvest_tui.rules.files import Reference

_FILE: Final = files(__package__) / "not_modelled.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One thing that is not modelled."""

    what: str
    why: str
    """How it matters, or what to do about it."""
    reference: Reference


@cache
def left_out() -> tuple[LeftOut, ...]:
    """Read all of it, in the order of the file."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        LeftOut(what=one["what"], why=one["why"], reference=Reference(**one["reference"]))
        for one in raw["left_out"]
    )
