"""Households through OpenTaxSolver, which fills in the forms themselves; tenforty carries it.

It keeps numbers of one return in the next one filled in by the same process, so each household
has a process of its own: run as a program, this reads households from its input, as JSON, and
writes what is on their lines.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

from tenforty.core import generate_ots_return, parse_ots_return
from tenforty.models import OTS_FORM_CONFIG
from tenforty.otslib import _evaluate_form as fill_in

Household: TypeAlias = dict[str, Any]
"""`status`; in whole dollars `wages`, `interest`, `qualified_dividends`, `short`, `long`, of which
`collectibles`, and `short_in` and `long_in`, the carryovers; people `older` than 65 and `blind`."""

YEARS: Final = range(2018, 2026)
"""Those it knows."""
FIRST_FORM_8960: Final = 2021

_STATUSES: Final = {
    "single": "Single",
    "mfj": "Married/Joint",
    "mfs": "Married/Sep",
    "hoh": "Head_of_House",
    "qss": "Widow(er)",
}
_MOVED: Final = {
    2018: ("L7", "L10", "L11a"),
    2019: ("L8b", "L11", "L12a"),
    2025: ("L11b", "L15", "L16"),
}
"""Lines of adjusted gross income, taxable income and tax, where they are not 11, 15 and 16."""


def solve(year: int, households: Sequence[Household]) -> list[dict[str, Decimal]]:
    """Fill in Form 1040 with Schedule D and Form 6251, and Form 8960 where it knows that.

    Returns:
        For each household lines `D7`, `D15` and `D18` of Schedule D, `income` and `tax` of Form
        1040 (lines 15 and 16, by the Tax Table under 100,000), `amt`, and `niit` from 2021 on.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tax.open_tax_solver", str(year)],
        input=json.dumps(households),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    lines = [json.loads(line, parse_float=Decimal) for line in done.stdout.splitlines()]
    return [{name: Decimal(amount) for name, amount in one.items()} for one in lines]


def _write_lines(year: int, household: Household) -> None:
    """Write one household's lines, from a process of its own."""
    child = os.fork()
    if child:
        if os.waitpid(child, 0)[1]:
            raise RuntimeError(f"no answer for {household}")
        return
    sys.stdout.write(json.dumps(_lines(year, household)) + "\n")
    sys.stdout.flush()
    os._exit(0)


def _lines(year: int, household: Household) -> dict[str, float]:
    form = _filled_in(year, "US_1040", _form_1040(year, household))
    agi, income, tax = _MOVED.get(year, ("L11", "L15", "L16"))
    found = {name: form.get(name, 0) for name in ("D7", "D15", "D18", "amt")}
    found |= {"income": form[income], "tax": form[tax]}
    if year >= FIRST_FORM_8960:
        gain = form["D16"] if form["D16"] >= 0 else form["D21"]
        found["niit"] = _filled_in(
            year, "Form_8960", _form_8960(household, gain=gain, agi=form[agi])
        ).get("L17", 0)
    return found


def _form_1040(year: int, household: Household) -> dict[str, Any]:
    return {
        "Status": _STATUSES[household["status"]],
        "You_65+Over?": "NYY"[household["older"]],
        "Spouse_65+Over?": "NNY"[household["older"]],
        "You_Blind?": "NYY"[household["blind"]],
        "Spouse_Blind?": "NNY"[household["blind"]],
        "Dependents": 0,
        "L1" if year < 2022 else "L1a": household["wages"],
        "L2b": household["interest"],
        "L3a": household["qualified_dividends"],
        "L3b": household["qualified_dividends"],
        "CapGains-A/D": _form_8949(year, household["short"], household["long"]),
        "Collectibles": household["collectibles"],
        "D6": household["short_in"],
        "D14": household["long_in"],
    }


def _form_8949(year: int, short: int, long: int) -> str:
    """Write a sale of each term: cost and day bought, proceeds and day sold, code."""
    if year < 2021:
        sold = f"10-10-{year}"
        return f"0 01-01-{year}\n{short} {sold}\n0 01-01-{year - 1}\n{long} {sold}"
    terms = (("short", short), ("long", long))
    return "\n".join(f"0 various-{term}\n{gain} various-{term}\n~ ~" for term, gain in terms)


def _form_8960(household: Household, *, gain: float, agi: float) -> dict[str, Any]:
    return {
        "Status": _STATUSES[household["status"]],
        "Entity": "Individual",
        "Sec6013g": "No",
        "Sec6013h": "No",
        "Sec1141_10g": "No",
        "L1": household["interest"],
        "L2": household["qualified_dividends"],
        "L5a": gain,
        "L13": agi,
    }


def _filled_in(year: int, form: str, cells: dict[str, Any]) -> dict[str, Any]:
    text = generate_ots_return(cells, OTS_FORM_CONFIG[year, form])
    lines: dict[str, Any] = parse_ots_return(fill_in(year, form.replace("Form_", "f"), text))
    return lines


if __name__ == "__main__":
    for one in json.load(sys.stdin):
        _write_lines(int(sys.argv[1]), one)
