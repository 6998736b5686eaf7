"""Which box of Form 8949 a disposal goes to, and which line of Schedule D takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from harvest_tui.domain.kinds import Term
from harvest_tui.rules.files import Value, parameter


class Reported(StrEnum):
    """What the broker told the tax office about a sale."""

    BASIS = "basis_reported"
    """A Form 1099-DA with basis: covered units, from 2026 on."""
    PROCEEDS = "basis_not_reported"
    """A form without basis: all of 2025, and noncovered units later."""
    NOTHING = "no_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBox:
    """A box checked on Form 8949 and the line of Schedule D its totals go to."""

    box: str
    line: str


def box_of(year: int, term: Term, reported: Reported) -> FormBox:
    """Give the box for a digital asset disposed of in that year.

    Raises:
        ValueError: The year is before 2011, when there was no Form 8949.

    Source: Form 8949 and its instructions; boxes G to L from 2025 on.
    """
    cells = parameter("form_8949_boxes").at(date(year, 12, 31))
    return _box(cells[f"{term.value}_{reported.value}"])


def line_of_box(box: str) -> str:
    """Give the line of Schedule D that takes the totals of a box, A to L.

    Raises:
        KeyError: There is no such box.

    Source: Form 8949, foot of each part.
    """
    return _lines()[box]


def line_without_rows(box: str) -> str | None:
    """Give the line for sales of a box that need no row on Form 8949: nothing is adjusted.

    Returns:
        None for boxes whose sales always need one: basis was not reported.

    Source: Instructions for Form 8949, Exception 1.
    """
    cells = parameter("form_8949_boxes").values[-1][1]
    for term in Term:
        if line_of_box(box) == _box(cells[f"{term.value}_{Reported.BASIS.value}"]).line:
            return str(cells[f"{term.value}_without_adjustment"])
    return None


def term_of_box(box: str) -> Term:
    """Give the part of Form 8949 that a box is in.

    Raises:
        KeyError: There is no such box.
    """
    cells = parameter("form_8949_boxes").values[-1][1]
    short = {_box(cells[f"{Term.SHORT.value}_{one.value}"]).line for one in Reported}
    return Term.SHORT if line_of_box(box) in short else Term.LONG


def box_elsewhere(term: Term, reported: Reported) -> str:
    """Give the box for a sale of stocks or the like: A to F in every year."""
    cells = parameter("form_8949_boxes").values[0][1]
    return _box(cells[f"{term.value}_{reported.value}"]).box


@cache
def _lines() -> Mapping[str, str]:
    """Map the letters of all years to their lines."""
    found = (
        _box(cell)
        for _, cells in parameter("form_8949_boxes").values
        for cell in cells.values()
        if isinstance(cell, dict)
    )
    return {one.box: one.line for one in found}


def _box(cell: Value) -> FormBox:
    if not isinstance(cell, dict):
        raise TypeError(f"{cell!r} is no box")
    return FormBox(box=str(cell["box"]), line=str(cell["line"]))


def rows_per_page(year: int) -> int:
    """Give how many rows one part of the form's page holds in that year."""
    return int(str(parameter("form_8949_boxes").at(date(year, 12, 31))["rows_per_page"]))


def reported_of(year: int, *, form_expected: bool, covered: bool) -> Reported:
    """Tell what a broker reports of a sale in that year.

    Args:
        year: Of the sale.
        form_expected: The account's broker sends Form 1099-DA at all.
        covered: Units bought in the account once basis was reported, and never moved out.

    Source: Treas. Reg. 1.6045-1.
    """
    reports = parameter("form_1099da").at(date(year, 12, 31))["all"]
    if not form_expected or reports == "nothing":
        return Reported.NOTHING
    return Reported.BASIS if covered and reports == "basis" else Reported.PROCEEDS


def covered_since() -> date:
    """Give the first day on which a purchase at a broker makes covered units."""
    return next(d for d, t in parameter("form_1099da").values if t["all"] == "basis")
