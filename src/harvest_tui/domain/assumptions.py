"""What the figures of a year rest on, one by one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Section(StrEnum):
    """What sort of assumption one is."""

    LAW_YEAR = "law"
    PARAMETER = "parameter"
    """Set by a statute or a form."""
    HOUSEHOLD = "household"
    """Said by the user."""
    DEFAULT = "not set"
    """Not said by the user: what is taken instead."""
    STATE = "state"
    NOT_MODELLED = "not modelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One thing that figures rest on, or do without."""

    section: Section
    name: str
    value: str
    """In words."""
    since: date | None = None
    """Of a parameter: the day from which this version holds."""
    reference: str = ""
    """Where the law says so; several are joined by semicolons."""
    href: str = ""
    """Of the first of them."""
