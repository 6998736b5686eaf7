from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.amounts import EXACT, ZERO
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.settings import FilingStatus, HarvestSettings, Tier
from harvest_tui.domain.tax_year import Segment, Use
from harvest_tui.tax.landscape import (
    collectible_segments,
    segments,
    with_more_collectible_loss,
    with_more_loss,
)
from harvest_tui.tax.netting import Carryover
from harvest_tui.tax.objective import carried_value, objective, tax_now
from harvest_tui.tax.year import YearCase, settle
from tax.households import case

TIERS = HarvestSettings(
    carryforward_value=(
        Tier(width=Decimal(9_000), worth=Decimal("0.18")),
        Tier(width=None, worth=Decimal("0.10")),
    ),
    carryforward_short_term_premium=Decimal("0.02"),
)


def rows(case: YearCase, term: Term, settings: HarvestSettings = TIERS) -> list[Any]:
    """Give (start, end, cents now, cents later, reason) of each segment."""
    return [
        (one.start, one.end, 100 * one.worth_now, 100 * one.worth_later, one.reason)
        for one in segments(case, term, settings)
    ]


# single, wages 150,000: all in the 24 % bracket, gain at 15 %, 5 % for the state
TEACHING: dict[str, Any] = {"wages": 150_000, "short": 9_000, "long": 14_000, "state_rate": "0.05"}


def test_short_term_losses_go_from_short_gains_over_long_ones_to_wages() -> None:
    assert rows(case(2026, "single", **TEACHING), Term.SHORT) == [
        (0, 9_000, 29, 0, "offsets short-term gains"),
        (9_000, 23_000, 20, 0, "offsets long-term gains"),
        (23_000, 26_000, 29, 0, "against other income, up to 3,000"),
        (26_000, 35_000, 0, 20, "carried forward"),
        (35_000, None, 0, 12, "carried forward"),
    ]


def test_long_term_losses_go_from_long_gains_over_short_ones_to_wages() -> None:
    assert rows(case(2026, "single", **TEACHING), Term.LONG) == [
        (0, 14_000, 20, 0, "offsets long-term gains"),
        (14_000, 23_000, 29, 0, "offsets short-term gains"),
        (23_000, 26_000, 29, 0, "against other income, up to 3,000"),
        (26_000, 35_000, 0, 18, "carried forward"),
        (35_000, None, 0, 10, "carried forward"),
    ]


def told(year: YearCase, term: Term) -> list[tuple[Any, ...]]:
    return [(one.end, one.worth_now, one.use, one.reason) for one in segments(year, term, TIERS)]


def test_a_stretch_tells_what_it_is_used_for() -> None:
    found = segments(case(2026, "single", **TEACHING), Term.SHORT, TIERS)

    assert [one.use for one in found] == [*[Use.INCOME_TAX] * 3, *[Use.CARRIED] * 2]


def test_gain_taxed_at_0_percent_may_still_cost_the_states_tax() -> None:
    # taxable 13,900 of wages and 6,000 of gain, under 49,450: the state alone takes 5 %
    year = case(2026, "single", wages=30_000, long=6_000, state_rate="0.05")

    assert told(year, Term.LONG)[0] == (
        6_000,
        Decimal("0.05"),
        Use.STATE,
        "offsets long-term gains: saves state proxy, no income tax",
    )


def test_gain_under_a_large_deduction_may_still_cost_net_investment_income_tax() -> None:
    # gross income 215,000, over 200,000 by more than the gain; less 400,000 nothing is taxable,
    # so of what comes after the gain nothing lowers a tax, and all is carried on
    year = case(2026, "single", wages=205_000, long=10_000, deduction=400_000, state_rate="0.05")

    assert told(year, Term.LONG)[:2] == [
        (
            10_000,
            Decimal("0.038"),
            Use.NIIT,
            "offsets long-term gains: saves NIIT, no income tax",
        ),
        (19_000, 0, Use.CARRIED, "carried forward"),
    ]


def test_a_loss_that_brings_the_exemption_back_lowers_the_minimum_tax() -> None:
    # 2026 single: 750,000 for Form 6251. Its exemption of 90,100 is gone from 500,000 +
    # 90,100 / 0.50 = 680,200 on; below, each dollar of loss brings 50 cents of it back, taxed at
    # 26 %: 13 cents, until the 39,000 - 24,734 = 14,266 of AMT are gone, after 109,738.46
    year = case(2026, "single", wages=150_000, long=600_000)
    first, second, third, *_ = rows(year, Term.LONG)

    assert first == (0, 69_800, Decimal("23.8"), 0, "offsets long-term gains")
    assert second[2:] == (Decimal("36.8"), 0, "offsets long-term gains, and lowers AMT")
    assert abs(second[1] - (69_800 + Decimal(14_266) / Decimal("0.13"))) < Decimal("1e-17")
    assert third[1:] == (188_400, Decimal("23.8"), 0, "offsets long-term gains")


def test_where_the_minimum_tax_is_owed_a_loss_is_worth_its_rate() -> None:
    # 2026 single: 32 % on the short-term gain by the brackets, but 28 % on Form 6251, where
    # 259,000, over 244,500, is no long-term gain and the exemption is gone. A dollar of the
    # long-term gain falls from 20 to 15 % for each of it, and NIIT takes 3.8 %
    year = case(2026, "single", wages=250_000, short=9_000, long=600_000)

    assert rows(year, Term.SHORT)[0] == (
        0,
        9_000,
        Decimal("36.8"),
        0,
        "offsets short-term gains; AMT takes part of it back",
    )


def test_losses_on_collectibles_go_from_those_over_long_and_short_gains_to_wages() -> None:
    # 2026 single: taxable 283,900 of wages, in the 35 % bracket, and 37,000 of gain, taxed at 28,
    # 15 and 35 % and, over 200,000, at 3.8 % more
    facts: dict[str, Any] = {
        "wages": 300_000,
        "long": 30_000,
        "collectibles": 20_000,
        "short": 7_000,
    }
    found: list[Any] = [
        (one.end, 100 * one.worth_now, 100 * one.worth_later, one.reason)
        for one in collectible_segments(case(2026, "single", **facts), TIERS)
    ]

    assert found == [
        (20_000, Decimal("31.8"), 0, "offsets gains on collectibles, taxed at up to 28 percent"),
        (30_000, Decimal("18.8"), 0, "offsets long-term gains"),
        (37_000, Decimal("38.8"), 0, "offsets short-term gains"),
        (40_000, 35, 0, "against other income, up to 3,000"),
        (49_000, 0, 18, "carried forward"),
        (None, 0, 10, "carried forward"),
    ]


def test_separate_filers_have_half_the_limit() -> None:
    # 2026: income 83,900 is in the 22 % bracket
    assert rows(case(2026, "mfs", wages=100_000), Term.LONG, HarvestSettings()) == [
        (0, 1_500, 22, 0, "against other income, up to 1,500"),
        (1_500, None, 0, 0, "carried forward"),
    ]


def test_where_no_tax_is_due_gains_are_offset_for_nothing() -> None:
    # deduction 16,100: all losses are kept for later once the gain is gone
    assert rows(case(2026, "single", wages=5_000, short=4_000), Term.SHORT) == [
        (0, 4_000, 0, 0, "no use: tax is already zero"),
        (4_000, 13_000, 0, 20, "carried forward"),
        (13_000, None, 0, 12, "carried forward"),
    ]


def test_gain_in_the_zero_percent_band_is_offset_for_nothing() -> None:
    # taxable 13,900 of wages and 6,000 of gain: wages pay 10 % and 12 %, the gain nothing
    found = rows(case(2026, "single", wages=30_000, long=6_000), Term.LONG)

    assert found[0] == (0, 6_000, 0, 0, "no use: what it offsets is taxed at 0 percent")
    assert found[1] == (6_000, 7_500, 12, 0, "against other income, up to 3,000")
    assert found[2] == (7_500, 9_000, 10, 0, "against other income, up to 3,000")


def test_the_worksheets_last_line_makes_a_kink_of_its_own() -> None:
    # 2026 single, income 49,900 and gain 1,000. With y of the gain gone the worksheet adds
    # 0.15 (1,000 - y) to T(49,900); the schedule adds 12 % up to 50,400 and 22 % above, so
    # 60 + 0.22 (500 - y). The worksheet is less until 150 - 0.15 y = 170 - 0.22 y.
    found = segments(case(2026, "single", wages=66_000, long=1_000), Term.LONG, TIERS)

    assert [one.worth_now for one in found[:3]] == [
        Decimal("0.15"),
        Decimal("0.22"),
        Decimal("0.12"),
    ]
    assert found[1].start == Decimal("285.714285714285714286")  # rounded up
    assert found[1].end == 500


def test_places_are_exact_however_large_the_gains() -> None:
    # the gain is used up where it ends, and the wages' 3,000 are 3,000 further on
    gain = "12345678901234567890.000000000000000001"
    found = segments(case(2026, "single", wages=150_000, short=gain), Term.SHORT, TIERS)

    against_wages = [one for one in found if one.reason.startswith("against other")]
    assert against_wages[0].start == Decimal(gain)
    assert against_wages[-1].end == Decimal("12345678901234570890.000000000000000001")


def test_without_income_the_worth_is_not_known() -> None:
    assert segments(case(2026, None, wages=90_000), Term.SHORT, TIERS) == ()


def test_the_senior_deduction_comes_back_as_income_falls() -> None:
    # 2026 single of 65, wages 100,000, short gain 10,000: 6 % of 35,000 are gone of 6,000, so
    # taxable income 110,000 - 18,150 - 3,900 = 87,950, at 22 %: a dollar less is 1.06 less
    found = rows(
        case(2026, "single", wages=100_000, short=10_000, people_65_or_older=1), Term.SHORT
    )

    assert found[0] == (0, 10_000, Decimal("23.32"), 0, "offsets short-term gains")
    assert found[1][:3] == (10_000, 13_000, Decimal("23.32"))


def test_a_segment_ends_where_the_senior_deduction_is_whole() -> None:
    # wages 74,000 and gain 2,000: over 75,000 by 1,000; taxable 51,910, over 50,400 at 22 %.
    # The first 1,000 lower it by 1,060, to 50,850; another 450 reach the 12 % bracket.
    found = rows(case(2026, "single", wages=74_000, short=2_000, people_65_or_older=1), Term.SHORT)

    assert [one[:3] for one in found[:3]] == [
        (0, 1_000, Decimal("23.32")),
        (1_000, Decimal(1_450), 22),
        (Decimal(1_450), 2_000, 12),
    ]


RATES = st.decimals(0, "0.4", places=3)
GAINS = st.decimals(-60_000, 60_000, places=2) | st.decimals(-900_000, 900_000, places=2)
INCOMES = st.decimals(0, 120_000, places=2) | st.decimals(0, 900_000, places=2) | st.just(ZERO)
LOSSES = st.decimals(0, 150_000, places=4) | st.decimals(0, 3_000_000, places=18)


@st.composite
def cases(draw: st.DrawFn) -> YearCase:
    other, collectibles = draw(GAINS), draw(GAINS | st.just(ZERO))
    return case(
        draw(st.integers(2018, 2027)),
        draw(st.sampled_from(FilingStatus)),
        short=str(draw(GAINS)),
        long=str(other + collectibles),
        collectibles=str(collectibles),
        carryover_in=Carryover(draw(INCOMES), draw(INCOMES)),
        state_rate=str(draw(RATES)),
        wages=str(draw(INCOMES)),
        interest=str(draw(INCOMES)),
        qualified_dividends=str(draw(INCOMES)),
        people_65_or_older=draw(st.integers(0, 2)),
        people_blind=draw(st.integers(0, 2)),
    )


@st.composite
def tiers(draw: st.DrawFn) -> HarvestSettings:
    widths = draw(st.lists(st.decimals(0, 50_000, places=2), max_size=3))
    return HarvestSettings(
        carryforward_value=tuple(Tier(width=width, worth=draw(RATES)) for width in (*widths, None)),
        carryforward_short_term_premium=draw(RATES),
    )


def worth_between(found: tuple[Segment, ...], low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Add up what the dollars between are worth: now, later."""
    now = later = ZERO
    for one in found:
        end = high if one.end is None else min(high, one.end)
        width = max(ZERO, end - max(low, one.start))
        now += one.worth_now * width
        later += one.worth_later * width
    return now, later


LOSS_KINDS = st.sampled_from([*Term, None])
"""By term, or on collectibles."""


def further(year: YearCase, term: Term | None, loss: Decimal) -> YearCase:
    if term is None:
        return with_more_collectible_loss(year, loss)
    return with_more_loss(year, term, loss)


def found_for(year: YearCase, term: Term | None, settings: HarvestSettings) -> tuple[Segment, ...]:
    if term is None:
        return collectible_segments(year, settings)
    return segments(year, term, settings)


@given(cases(), tiers(), LOSS_KINDS, LOSSES, LOSSES)
def test_segments_add_up_to_the_change_of_the_objective(
    year: YearCase, settings: HarvestSettings, term: Term | None, one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    before, after = (settle(further(year, term, loss)) for loss in (low, high))

    with localcontext(EXACT):
        now, later = worth_between(found_for(year, term, settings), low, high)

        assert abs(tax_now(before) - tax_now(after) - now) < Decimal("1e-12")
        gained = carried_value(after, settings) - carried_value(before, settings)
        assert abs(gained - later) < Decimal("1e-12")
        saved = objective(before, settings) - objective(after, settings)
        assert abs(saved - now - later) < Decimal("1e-12")


@given(cases(), tiers(), LOSS_KINDS)
def test_segments_follow_each_other_without_gap_or_repetition(
    year: YearCase, settings: HarvestSettings, term: Term | None
) -> None:
    found = found_for(year, term, settings)

    assert found[0].start == 0
    assert found[-1].end is None
    for before, after in pairwise(found):
        assert before.end == after.start > before.start
        assert (before.worth_now, before.worth_later, before.reason) != (
            after.worth_now,
            after.worth_later,
            after.reason,
        )


@pytest.mark.parametrize("term", list(Term))
def test_every_end_of_a_segment_is_a_real_kink(term: Term) -> None:
    # each side of it by a cent, by the tax itself
    year, cent = case(2026, "single", interest=5_000, **TEACHING), Decimal("0.01")
    found = segments(year, term, TIERS)

    def at(loss: Decimal) -> Decimal:
        return objective(settle(with_more_loss(year, term, loss)), TIERS)

    for before, after in pairwise(found):
        assert (at(after.start - cent) - at(after.start)) / cent == sum(
            (before.worth_now, before.worth_later)
        )
        assert (at(after.start) - at(after.start + cent)) / cent == sum(
            (after.worth_now, after.worth_later)
        )
