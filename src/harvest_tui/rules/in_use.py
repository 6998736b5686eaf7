"""The parameters of the law that a year rests on, in words."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.assumptions import Assumption, Section
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.rules.files import Parameter, Reference, Value, parameter, parameter_names

_OF_A_YEAR: Final = re.compile(r"\((20[0-9]{2})\)")
"""Titles end in the year whose amounts they publish."""


def parameters_in_use(year: int, status: FilingStatus | None) -> Iterator[Assumption]:
    """Give each parameter as it holds at the end of a year.

    Args:
        year: Parameters that begin to hold later are left out.
        status: Amounts are those of this filing status; None: of all.
    """
    last = date(year, 12, 31)
    for one in map(parameter, parameter_names()):
        held = [version for version in one.values if version[0] <= last]
        if held:
            since, values = held[-1]
            cited = _cited(one, since.year)
            yield Assumption(
                section=Section.PARAMETER,
                name=one.label,
                value=f"{_of_status(values, status)} ({one.unit})",
                since=since,
                reference="; ".join(reference.title for reference in cited),
                href=cited[0].href,
            )


def _cited(one: Parameter, year: int) -> list[Reference]:
    """Give the references for a version: those that name another year are left out."""
    years = [_OF_A_YEAR.search(reference.title) for reference in one.reference]
    kept = zip(one.reference, years, strict=True)
    cited = [reference for reference, found in kept if found is None or int(found[1]) == year]
    return cited or list(one.reference)


def _of_status(values: Mapping[str, Value], status: FilingStatus | None) -> str:
    if set(values) == {"all"}:
        return _words(values["all"])
    if status is not None and status.value in values:
        return _words(values[status.value])
    return _words(values)


def _words(value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:,}" if value == value.to_integral_value() else plain_text(value)
        case str():
            return value
        case tuple():
            return ", ".join(map(_words, value))
        case _:
            return "; ".join(f"{name.replace('_', ' ')} {_words(v)}" for name, v in value.items())
