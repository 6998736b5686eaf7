"""What the user is asked before something is recorded, and what will be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harvest_tui.reports.details import Fact
    from harvest_tui.reports.opening import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line to fill in."""

    name: str
    label: str
    hint: str = ""
    """How to write it, or what a blank means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """A few questions about one thing."""

    title: str
    about: tuple[str, ...]
    """What the questions are about, in whole sentences."""
    fields: tuple[Field, ...]
    choices: tuple[Choice, ...] = ()
    """To be picked from before the fields; its answer has the name `choice`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """What will be recorded, word for word, if the user says yes."""

    title: str
    facts: tuple[Fact, ...]
