"""Line 1 of the carryover worksheet, where the law is not settled."""

from collections.abc import Iterable, Iterator

from harvest_tui.domain.amounts import EXACT, Usd, cents
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.tax.carryover import carryover_out
from harvest_tui.tax.chain import ChainedYear
from harvest_tui.tax.netting import Carryover


def unsettled_line_1(years: Iterable[ChainedYear]) -> Iterator[Finding]:
    """Report years in which it matters whether the deduction for seniors is added back on line 1.

    The law adds back deductions under section 151, and the seniors' one stands in § 151(d)(5);
    the worksheet from 2025 into 2026 comes with the instructions of 2026.

    Source: 26 U.S.C. § 1212(b)(2)(B).
    """
    for one in years:
        yield from _unsettled(one)


def _unsettled(one: ChainedYear) -> Iterator[Finding]:
    tax, inputs = one.tax_year.tax, one.case.inputs
    if tax is None or inputs is None or not tax.senior_deduction:
        return
    if inputs.carryover_worksheet_line_1 is not None:
        return
    lines, income = one.tax_year.schedule_d, tax.taxable_income_signed
    deducted = carryover_out(lines, income)
    added_back = carryover_out(lines, EXACT.add(income, tax.senior_deduction))
    if deducted is None or added_back is None or deducted == added_back:
        return
    year = one.tax_year.year
    yield Finding(
        finding="carryover line 1",
        severity=Severity.WARNING,
        amount=EXACT.subtract(_sum(deducted), _sum(added_back)),
        message=(
            f"{year} to {year + 1}: whether the deduction for seniors counts on line 1 of the "
            f"carryover worksheet is not settled: it is taken to, and {cents(_sum(deducted)):,} "
            f"is carried on; added back, {cents(_sum(added_back)):,} would be"
        ),
        fix=(
            f"read the worksheet in the instructions for Schedule D of {year + 1}, and give its "
            f"line 1 as carryover_worksheet_line_1 under [year.{year}]"
        ),
    )


def _sum(carryover: Carryover) -> Usd:
    return EXACT.add(carryover.short_term, carryover.long_term)
