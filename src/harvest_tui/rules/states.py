"""What is known of the states' own rules on capital losses: notes, no computation."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from harvest_tui.rules.files import Reference

_FILE: Final = files(__package__) / "states.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, and where its tax on gains is another than the federal one."""

    code: str
    """Postal."""
    name: str
    effect: str = ""
    """`no income tax`, `no carryover`, `limited` or `differently`; empty: nothing is known here."""
    note: str = ""
    reference: tuple[Reference, ...] = ()


@cache
def states() -> dict[str, State]:
    """Read all states, by postal code.

    Raises:
        ValueError: One has a note without a reference.
    """
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = {code: _state(code, said) for code, said in raw.items()}
    for one in found.values():
        if bool(one.note) != bool(one.reference) or bool(one.note) != bool(one.effect):
            raise ValueError(f"rules/states.toml: {one.code} needs effect, note and reference")
    return found


def _state(code: str, said: dict[str, object]) -> State:
    cited = said.get("reference", [])
    if not isinstance(cited, list):
        raise TypeError(f"rules/states.toml: {code} has no list of references")
    return State(
        code=code,
        name=str(said["name"]),
        effect=str(said.get("effect", "")),
        note=str(said.get("note", "")),
        reference=tuple(Reference(**one) for one in cited),
    )
