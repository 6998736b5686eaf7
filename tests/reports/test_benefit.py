"""Who benefits, case by case: each a household of 2026, single, standard deduction 16,100.

Rev. Proc. 2025-32: 10 % to 12,400, 12 % to 50,400, 22 % to 105,700, 24 % to 201,775; gain at
0 % to 49,450, 15 % to 545,500. NIIT 3.8 % over 200,000 (26 U.S.C. § 1411).
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from harvest.holdings import FREE, HOUSEHOLD, D, lot, priced_lots
from harvest_tui.domain.settings import FilingStatus, HarvestSettings, Taxpayer, YearInputs
from harvest_tui.domain.tax_year import Netting
from harvest_tui.harvest.netting import Household, netting
from harvest_tui.harvest.sales import planned
from harvest_tui.reports.benefit import marked_words, next_words, nothing_saved
from harvest_tui.tax.year import LedgerGains


def household(
    wages: int, *, short: int = 0, long: int = 0, state: str = "0", deduction: Decimal | None = None
) -> Household:
    """A single filer with these wages, and gains so far."""
    return replace(
        HOUSEHOLD,
        taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE, state_rate=D(state)),
        years={
            2026: YearInputs(
                wages_and_other=D(wages),
                short_term_carryover_in=D(0),
                long_term_carryover_in=D(0),
                deduction=deduction,
            )
        },
        gains={2026: LedgerGains(short_term=D(short), long_term=D(long))},
    )


def after_a_loss(one: Household, loss: int, acquired: str = "2026-03-01") -> Netting:
    """Sell one unit of ETH, worth 2,800, at a loss."""
    lots = priced_lots(lot("eth", "Kraken", "ETH", "1", str(2_800 + loss), acquired))
    return netting(one, 2026, planned(lots, {("eth", "Kraken"): None}, FREE))


def test_in_the_zero_percent_bracket_a_loss_on_gain_saves_nothing() -> None:
    # 30,000 + 6,000 − 16,100 = 19,900, far under 49,450: the gain pays nothing
    one = household(30_000, long=6_000)
    found = after_a_loss(one, 4_000, "2021-03-01")

    assert found.before.tax is not None
    assert found.before.tax.income_tax == D(1_420)  # 1,240 + 12 % of 1,500
    assert list(marked_words(found)) == [
        "The marked sales save no tax in 2026: what they offset is taxed at 0 percent."
    ]
    assert list(next_words(netting(one, 2026, None)))[-1] == (
        "A further long-term loss saves nothing: the gain it would offset is taxed at 0 percent."
    )
    assert nothing_saved(found) == "what they offset is taxed at 0 percent"


def test_with_the_gains_wiped_out_a_loss_is_only_carried() -> None:
    # −5,000 already: 3,000 are deducted, 2,000 carried; 4,000 more make 6,000
    one = household(90_000, short=-5_000)
    found = after_a_loss(one, 4_000)

    assert found.after.short_term_carryover_out == 6_000
    (said,) = marked_words(found)
    assert said == (
        "The marked sales save no tax in 2026: no gain is left to offset, the deduction against "
        "other income is used up, and 4,000.00 of loss is only carried to 2027."
    )
    assert list(next_words(found)) == [
        f"A further {kind} loss saves nothing in 2026: no gain is left to offset and the deduction "
        "against other income is used up; it is only carried on, worth 18.0¢ a dollar to you."
        for kind in ("short-term", "long-term")
    ]
    assert nothing_saved(found) == "only carried on"


def test_a_carried_loss_without_a_worth_says_so() -> None:
    one = replace(household(90_000, short=-5_000), harvest=HarvestSettings())

    (first, _) = next_words(netting(one, 2026, None))

    assert first.endswith("it is only carried on, and your settings give a carried loss no worth.")


def test_where_no_tax_is_due_a_loss_saves_nothing() -> None:
    # 5,000 + 4,000 is under the deduction of 16,100
    found = after_a_loss(household(5_000, short=4_000), 2_000)

    assert list(marked_words(found)) == [
        "The marked sales save no tax in 2026: no tax is due without them."
    ]
    assert list(next_words(found)) == [
        f"A further {kind} loss saves nothing: no tax is due for 2026."
        for kind in ("short-term", "long-term")
    ]


def test_a_loss_can_save_the_tax_on_investment_income_alone() -> None:
    # 190,000 + 60,000 less a given deduction of 205,000 is 45,000: all of the gain at 0 percent,
    # and income of 250,000 is 50,000 over the threshold: 3.8 percent of it
    one = household(190_000, long=60_000, deduction=D(205_000))
    found = after_a_loss(one, 10_000, "2021-03-01")

    assert found.before.tax is not None
    assert found.after.tax is not None
    assert found.before.tax.income_tax == 0
    assert found.before.tax.niit == D(1_900)
    assert found.after.tax.niit == D(1_520)
    assert list(marked_words(found)) == [
        "The marked sales lower the tax on net investment income, and no income tax."
    ]
    assert (
        "A further long-term loss lowers the tax on net investment income, and no income tax."
        in (list(next_words(found)))
    )


def test_the_state_proxy_alone_is_said_too() -> None:
    one = household(30_000, long=6_000, state="0.05")

    assert list(marked_words(after_a_loss(one, 4_000, "2021-03-01"))) == [
        "The marked sales lower the state proxy, and no income tax."
    ]


def test_of_a_limited_loss_the_rest_is_said_to_be_carried() -> None:
    # 1,000 of gain and 3,000 of wages are offset; 10,000 − 4,000 are carried
    found = after_a_loss(household(90_000, short=1_000), 10_000)

    assert list(marked_words(found)) == [
        "Of the marked losses, 6,000.00 does not count in 2026: it is carried to 2027."
    ]
    assert nothing_saved(found) == ""


@pytest.mark.parametrize("loss", [0, -500], ids=["nothing marked", "a gain"])
def test_where_nothing_is_lost_nothing_is_said(loss: int) -> None:
    one = household(164_000, short=9_120, long=14_000)
    found = after_a_loss(one, loss) if loss else netting(one, 2026, None)

    assert list(marked_words(found)) == []
    assert list(next_words(found)) == []


def test_without_income_nothing_is_said() -> None:
    found = after_a_loss(replace(household(0), years={}), 100)

    assert list(marked_words(found)) == []
    assert list(next_words(found)) == []
    assert nothing_saved(found) == ""
