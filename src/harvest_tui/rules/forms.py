"""Which box of Form 8949 a disposal goes to, and which line of Schedule D takes it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from harvest_tui.domain.kinds import Term
from harvest_tui.rules.files import parameter


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
    cell = parameter("form_8949_boxes").at(date(year, 12, 31))[f"{term.value}_{reported.value}"]
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
