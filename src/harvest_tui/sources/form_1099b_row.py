"""One row of a Form 1099-B read strictly: what it leaves open is asked for, never guessed."""

import re
from datetime import date
from typing import Final

from harvest_tui.domain.amounts import CENT, EXACT, ZERO, Usd, plain_text
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.schedule_d import Acquired, ElsewhereSale
from harvest_tui.domain.text import shown
from harvest_tui.rules.forms import (
    Reported,
    box_elsewhere,
    line_of_box,
    line_without_rows,
    term_of_box,
)
from harvest_tui.sources.form_1099b_cells import (
    NO,
    Asked,
    RefusedCellError,
    Said,
    TermOf,
    acquired_of,
    day_of,
    dollars,
    flag,
    number,
)

_TERMS: Final = {
    **dict.fromkeys(("short", "shortterm", "s", "st"), Term.SHORT),
    **dict.fromkeys(("long", "longterm", "l", "lt"), Term.LONG),
}
_BOX: Final = re.compile(r"\(?(?:box )?([a-l])\)?(?:[ :.-].*)?", re.ASCII | re.IGNORECASE)
_UNSAID_BOX: Final = frozenset({"", "x"})
_MARKED: Final = frozenset({"w", "y", "yes", "x"})
"""Some files only mark a wash sale, and give the amount as an adjustment."""
_REPORTED_BOXES: Final = frozenset("ADGJ")
_TOLERANCE: Final = 2 * CENT
"""Brokers round each cell of a row by itself."""


def sale_of(said: Said, asked: Asked) -> ElsewhereSale:
    """Read one sale.

    Args:
        said: Its row.
        asked: What holds where the row does not say.

    Raises:
        RefusedCellError: It cannot be read, or leaves something open.

    Source: Form 1099-B and Form 8949 (2025) with their instructions.
    """
    _require_plain(said)
    sold_on = _sold(said, asked.year)
    acquired = acquired_of(said["acquired"])
    proceeds, basis = dollars(said, "proceeds"), dollars(said, "basis")
    code, adjustment = _adjusted(said, EXACT.subtract(basis, proceeds))
    _require_gain(said, EXACT.subtract(proceeds, basis), adjustment)
    box, term = _box_and_term(said, acquired, sold_on, asked)
    collectible = flag(said, "collectible")
    straight = None if code or adjustment or collectible else line_without_rows(box)
    return ElsewhereSale(
        line=said.line,
        description=_description(said),
        acquired=acquired,
        sold_on=sold_on,
        quantity=number(said, "quantity") if said["quantity"] else None,
        proceeds=proceeds,
        cost_basis=basis,
        adjustment=adjustment,
        code=code,
        box=box,
        term=term,
        form_line=straight or line_of_box(box),
        collectible=collectible,
        cells=said.cells,
    )


def _require_plain(said: Said) -> None:
    """Refuse what is no capital gain, or only in part."""
    if flag(said, "ordinary"):
        raise RefusedCellError(
            "ordinary", "this is ordinary income, no capital gain.", "leave it out"
        )
    if flag(said, "not_allowed"):
        raise RefusedCellError(
            "not_allowed",
            "the broker says that this loss is not allowed.",
            "give it with its adjustment amount and code, or leave it out",
        )
    if said["discount"] and number(said, "discount"):
        raise RefusedCellError(
            "discount",
            "accrued market discount is interest, not gain.",
            "give the sale with adjustment code D and the amount, negative",
        )


def _description(said: Said) -> str:
    if not said["description"]:
        raise RefusedCellError("description", "the cell is blank.", "say what was sold")
    return said["description"]


def _sold(said: Said, year: int) -> date:
    sold_on = day_of(said["sold"])
    if sold_on is None:
        raise RefusedCellError(
            "sold", f'"{shown(said["sold"], 40)}" is no day.', f"write it as 12/31/{year}"
        )
    if sold_on.year != year:
        raise RefusedCellError(
            "sold", f"sold on {sold_on}, not in {year}.", f"import it with --year {sold_on.year}"
        )
    return sold_on


def _adjusted(said: Said, loss: Usd) -> tuple[str, Usd]:
    """Give columns (f) and (g): a disallowed wash-sale loss is code W, and positive.

    Where the row has an amount for column (g) as well, that is the net of all.
    """
    codes, wash = _codes(said["code"]), ZERO
    if said["wash"].casefold() in _MARKED:
        codes.add("W")
    elif said["wash"] and said["wash"].casefold() not in NO:
        wash = _wash(said, loss)
    stated = number(said, "adjustment") if said["adjustment"] else None
    if wash and stated not in {None, wash} and "W" not in codes:
        raise RefusedCellError(
            "adjustment",
            "there is a wash-sale loss and another adjustment without code W.",
            "give one amount with all its codes",
        )
    if wash:
        codes.add("W")
    amount = wash if stated is None else stated
    if "W" in codes and not amount:
        raise RefusedCellError("wash", "code W without an amount.", "say how much is disallowed")
    return "".join(sorted(codes)), amount


def _codes(cell: str) -> set[str]:
    letters = cell.upper().replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[A-Z]*", letters, re.ASCII):
        raise RefusedCellError("code", "these are no codes of Form 8949.", "write letters, as W")
    return set(letters)


def _wash(said: Said, loss: Usd) -> Usd:
    """Read a disallowed loss: no more than there is a loss."""
    wash = number(said, "wash")
    if not ZERO <= wash <= max(ZERO, loss) + _TOLERANCE:
        raise RefusedCellError(
            "wash",
            f"{shown(said['wash'], 40)} cannot be disallowed of a loss of "
            f"{plain_text(max(ZERO, loss))}.",
            "correct one of the amounts",
        )
    return wash


def _require_gain(said: Said, difference: Usd, adjustment: Usd) -> None:
    """Refuse a row whose own gain or loss is another: a column may be understood wrongly."""
    if not said["gain"]:
        return
    gain = number(said, "gain")
    either = (difference, EXACT.add(difference, adjustment))
    if all(abs(EXACT.subtract(gain, one)) > _TOLERANCE for one in either):
        raise RefusedCellError(
            "gain",
            f"{shown(said['gain'], 40)} is not proceeds less basis, nor with the adjustment.",
            "correct the row, or remove that column",
        )


def _box_and_term(said: Said, acquired: Acquired, sold_on: date, asked: Asked) -> tuple[str, Term]:
    reported = _reported(said)
    box, term = _stated_box(said), _stated_term(said)
    if box is None:
        known = asked.basis_reported if reported is None else reported
        if known is None:
            raise RefusedCellError(
                "box",
                "nothing says whether the broker reported the basis.",
                "say it for the file: --covered or --noncovered",
            )
        term = term or _term(acquired, sold_on, asked.term_of)
        return box_elsewhere(term, Reported.BASIS if known else Reported.PROCEEDS), term
    if term is not None and term is not term_of_box(box):
        raise RefusedCellError("box", f"box {box} is not {term.value}-term.", "correct one of them")
    if reported is not None and reported != (box in _REPORTED_BOXES):
        raise RefusedCellError(
            "box", f"box {box} contradicts what is said of the basis.", "correct one of them"
        )
    return box, term_of_box(box)


def _stated_box(said: Said) -> str | None:
    cell = said["box"]
    if cell.casefold() in _UNSAID_BOX:
        return None
    found = _BOX.fullmatch(cell)
    if found is None:
        raise RefusedCellError(
            "box", f'"{shown(cell, 40)}" is no box of Form 8949.', "write A to F, or leave it blank"
        )
    return found[1].upper()


def _stated_term(said: Said) -> Term | None:
    word = "".join(c for c in said["term"].casefold() if c.isalpha()).removesuffix("gain")
    if not word:
        return None
    if word not in _TERMS:
        raise RefusedCellError(
            "term", f'"{shown(said["term"], 40)}" is neither short nor long.', "write short or long"
        )
    return _TERMS[word]


def _term(acquired: Acquired, sold_on: date, term_of: TermOf) -> Term:
    match acquired:
        case date() if acquired <= sold_on:
            return term_of(acquired, sold_on)
        case "INHERITED":
            return Term.LONG
        case _:
            raise RefusedCellError(
                "acquired",
                "nothing says whether it was held long.",
                "add a column Term: short or long",
            )


def _reported(said: Said) -> bool | None:
    """Tell whether the row says that basis was reported; None where it does not."""
    if said["reported"]:
        return flag(said, "reported")
    covered = said["covered"].casefold().replace("-", "").replace(" ", "")
    if covered in {"covered", "noncovered", "uncovered"}:
        return covered == "covered"
    if covered:
        return flag(said, "covered")
    if "noncovered" in said.by_role:
        word = said["noncovered"].casefold().replace("-", "").replace(" ", "")
        return False if word == "noncovered" else None if not word else not flag(said, "noncovered")
    return None
