"""Two cases that people ask about, worked through by hand with the law of 2026.

Single, standard deduction 16,100. Rev. Proc. 2025-32: ordinary rates 10 % to 12,400, 12 % to
50,400, 22 % to 105,700, 24 % to 201,775, 37 % over 640,600; long-term gain 15 % from 49,450 to
545,500, then 20 %. NIIT 3.8 % over 200,000 (26 U.S.C. § 1411). At most 3,000 of net loss are
deducted (§ 1211(b)); the rest is carried, for ever (§ 1212(b)). AMT: exemption 90,100, gone 50
cents a dollar from 500,000 on; 26 % (§ 55; Pub. L. 119-21 § 70107).
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from harvest.holdings import FREE, HOUSEHOLD, D, lot, priced_lots
from harvest_tui.domain.settings import FilingStatus, HarvestSettings, Taxpayer, YearInputs
from harvest_tui.domain.tax_year import Tax, TaxYear, Use
from harvest_tui.harvest.netting import Household, netting
from harvest_tui.harvest.sales import planned
from harvest_tui.harvest.years_ahead import years_ahead
from harvest_tui.tax.year import LedgerGains

SOLD = {("eth", "Kraken"): None}


def household(wages: int, gains: LedgerGains, years: int = 1) -> Household:
    given = YearInputs(wages_and_other=D(wages))
    first = replace(given, short_term_carryover_in=D(0), long_term_carryover_in=D(0))
    return replace(
        HOUSEHOLD,
        taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE),
        years={2026: first} | {2026 + n: given for n in range(1, years)},
        gains={2026: gains},
        harvest=HarvestSettings(),
    )


def tax_of(year: TaxYear) -> Tax:
    assert year.tax is not None
    return year.tax


@pytest.mark.parametrize(
    ("gains", "rate"),
    [
        pytest.param(LedgerGains(long_term=D(10_000)), "0.238", id="long-term: 20 and 3.8 percent"),
        pytest.param(LedgerGains(short_term=D(10_000)), "0.408", id="short-term: 37 and 3.8"),
    ],
)
def test_of_287000_unrealised_losses_13000_are_worth_realising_this_year(
    gains: LedgerGains, rate: str
) -> None:
    one = household(1_000_000, gains)
    first, second, rest = netting(one, 2026, None).long_term_segments

    # the gain, then 3,000 of wages at 37 percent: no investment income is left for NIIT
    assert (first.end, first.worth_now) == (D(10_000), D(rate))
    assert (second.end, second.worth_now) == (D(13_000), D("0.37"))
    assert (rest.end, rest.worth_now, rest.use) == (None, D(0), Use.CARRIED)

    all_of_it = planned(
        priced_lots(lot("eth", "Kraken", "ETH", "1", str(2_800 + 287_000), "2021-03-01")),
        SOLD,
        FREE,
    )
    found = netting(one, 2026, all_of_it)

    saved = tax_of(found.before).total_tax - tax_of(found.after).total_tax
    assert saved == 10_000 * D(rate) + 3_000 * D("0.37")
    assert found.after.long_term_carryover_out == 274_000  # 287,000 - 13,000
    assert found.after.short_term_carryover_out == 0


def sold_on(day: date) -> tuple[Decimal, Decimal, Decimal | None]:
    """Tax of 2026 and of 2027, and what is carried on, with 600,000 lost on a day.

    Wages 100,000; a long-term gain of 600,000 was realised in 2026.
    """
    one = household(100_000, LedgerGains(long_term=D(600_000)), years=2)
    lots = priced_lots(lot("eth", "Kraken", "ETH", "1", str(2_800 + 600_000), "2021-03-01"), on=day)
    found = years_ahead(one, planned(lots, SOLD, FREE), day.year, 2026, 2027)
    first, second = (year.with_sales.tax_year for year in found.years)
    return tax_of(first).total_tax, tax_of(second).total_tax, second.long_term_carryover_out


# 83,900 of wages are taxed: 1,240 + 4,560 + 22 % of 33,500
WAGES = D(13_170)


def test_600000_lost_by_31_december_offset_an_equal_gain_whole() -> None:
    assert sold_on(date(2026, 12, 31)) == (WAGES, WAGES, D(0))


def test_600000_lost_after_31_december_leave_the_gain_taxed_and_are_carried() -> None:
    tax_2026, tax_2027, carried = sold_on(date(2027, 1, 4))

    # gain: 15 % of 545,500 - 83,900, 20 % of the other 138,400
    gain = D("69240") + D("27680")
    niit = D("19000")  # 3.8 % of 700,000 - 200,000
    # the exemption is gone at 680,200; 26 % of 100,000 in place of 13,170
    amt = D(26_000) - WAGES
    assert tax_2026 == WAGES + gain + niit + amt
    assert tax_2026 == D(141_920)
    # in 2027 only 3,000 of it count, at 22 percent
    assert tax_2027 == WAGES - 660
    assert carried == 597_000
