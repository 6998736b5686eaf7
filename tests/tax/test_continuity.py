"""No tax jumps: a little more of anything costs a little more, at every threshold of the law.

The steepest a tax can be, by hand, per dollar of one input, which moves taxable income by 1.12
dollars at most: itself, and 6 cents of the deduction of each of two seniors.

- income tax: 0.37 for a dollar of ordinary income, and 0.15 and 0.05 for the gain that it pushes
  out of the 0 and of the 15 percent band: 0.57, times 1.12. A dollar at 28 percent is less.
- net investment income tax: 0.038; it is on the smaller of two amounts that move by a dollar.
- alternative minimum tax: it is one tax less another, and neither falls. The minimum tax before
  the regular one is taken off, which knows no seniors: 0.28, half as much again while 50 cents of
  exemption go with each dollar, and 0.20 times 1.12 as above: 0.644.
- state: 0.05 times 1.12.
"""

from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.amounts import EXACT
from harvest_tui.domain.settings import FilingStatus
from harvest_tui.rules.parameters import YearLaw, parameters_for
from tax.households import tax_in
from tax.made_up import FIELDS, STATUSES, YEARS, made_up, settled_from

STEEPEST = {
    "income_tax": Decimal("0.6384"),
    "niit": Decimal("0.038"),
    "amt": Decimal("0.644"),
    "state_tax": Decimal("0.056"),
}
STEPS = st.sampled_from([Decimal("1e-18"), Decimal("0.01"), Decimal(1), Decimal(700)])


def taxable_thresholds(law: YearLaw) -> list[Decimal]:
    """Give taxable incomes at which a rate changes."""
    return [Decimal(0), *law.ordinary_tops, *law.long_term_tops, law.collectibles_ordinary_top]


def minimum_thresholds(law: YearLaw) -> list[Decimal]:
    """Give incomes of Form 6251 at which the exemption begins to go, is gone, is gone twice."""
    start, width = law.amt.phase_out_start, law.amt.exemption / law.amt.phase_out_rate
    rate_top = law.amt.exemption + law.amt.rate_top
    return [law.amt.exemption, rate_top, start, start + width, start + 2 * width]


def gross_thresholds(law: YearLaw) -> list[Decimal]:
    """Give adjusted gross incomes from which a tax is due, or a deduction goes and is gone."""
    start, age = law.age.senior_phase_out_start, law.age
    return [law.niit_threshold, start, start + age.senior / age.senior_phase_out_rate]


@st.composite
def at_a_threshold(draw: st.DrawFn, year: int, status: FilingStatus) -> dict[str, Decimal]:
    """Make up a household of an income on which some rule turns; near it, if of seniors."""
    household, law = draw(made_up()), parameters_for(year, status)
    tax = tax_in(settled_from(year, status, household))
    taxable, deducted = tax.taxable_income_signed, tax.deduction + tax.senior_deduction
    missing = [
        *(top - taxable for top in taxable_thresholds(law)),
        *(top - taxable - deducted for top in minimum_thresholds(law)),
        *(top - tax.adjusted_gross_income for top in gross_thresholds(law)),
    ]
    return household | {"wages": household["wages"] + draw(st.sampled_from(missing))}


def assert_no_jump(
    year: int, status: FilingStatus, household: dict[str, Decimal], field: str, step: Decimal
) -> None:
    with localcontext(EXACT):
        moved = [household | {field: household[field] + change} for change in (-step, step)]
    below, above = (tax_in(settled_from(year, status, one)) for one in moved)
    with localcontext(EXACT):
        for name, steepest in STEEPEST.items():
            change = getattr(above, name) - getattr(below, name)
            assert abs(change) <= steepest * 2 * step, name


@given(YEARS, STATUSES, made_up(), st.sampled_from(FIELDS), STEPS)
def test_a_step_never_makes_a_tax_jump(
    year: int, status: FilingStatus, household: dict[str, Decimal], field: str, step: Decimal
) -> None:
    assert_no_jump(year, status, household, field, step)


@given(YEARS, STATUSES, st.data(), st.sampled_from(FIELDS), STEPS)
def test_no_tax_jumps_at_a_threshold_of_the_law(
    year: int, status: FilingStatus, data: st.DataObject, field: str, step: Decimal
) -> None:
    household = data.draw(at_a_threshold(year, status))

    assert_no_jump(year, status, household, field, step)


@given(YEARS, STATUSES, made_up(), st.sampled_from(["short", "long"]), STEPS)
def test_no_tax_jumps_where_lines_7_15_and_16_change_sign_or_the_limit_is_met(
    year: int, status: FilingStatus, household: dict[str, Decimal], field: str, step: Decimal
) -> None:
    lines = settled_from(year, status, household).schedule_d
    limit = parameters_for(year, status).capital_loss_limit
    own = lines.net_short_term if field == "short" else lines.net_long_term
    for line in (own, lines.net_gain, lines.net_gain + limit):
        there = household | {field: household[field] - line}
        assert_no_jump(year, status, there, field, step)
