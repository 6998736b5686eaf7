"""The tax of the sample book worked out by hand: the carried losses, Schedule D 2026, candidates.

Single; the amounts of `sample_data/harvest.toml`; the law of Rev. Proc. 2025-32 for 2026: a
standard deduction of 16,100; 10 % to 12,400, 12 % to 50,400, 22 % to 105,700, 24 % to 201,775;
15 % on long-term gains between 49,450 and 545,500. The state takes 5 % of taxable income.
"""

from typing import Final, NamedTuple


class Netting(NamedTuple):
    """Lines of Schedule D, in cents, and what is carried to the next year."""

    line_6: str
    line_7: str
    line_14: str
    line_15: str
    line_16: str
    line_21: str
    short_out: str
    long_out: str


CHAIN: Final = {
    2021: Netting("0.00", "363.29", "0.00", "0.00", "363.29", "0.00", "0.00", "0.00"),
    # 3,000 of the short-term loss count: 5,568.48 - 3,000 = 2,568.48 are left of it
    2022: Netting(
        "0.00", "-5568.48", "0.00", "-16437.28", "-22005.76", "3000.00", "2568.48", "16437.28"
    ),
    # 310.54 - 2,568.48 = -2,257.94; of the 3,000 that leaves 742.06 for the long-term loss:
    # 0.5199 + 16,437.2816 - 742.0557 = 15,695.7458
    2023: Netting(
        "2568.48", "-2257.94", "16437.28", "-16437.80", "-18695.75", "3000.00", "0.00", "15695.75"
    ),
    # 8,396.1535 - 15,695.7458 = -7,299.5923; less 2,371.33 of gains and the 3,000: 1,928.26
    2024: Netting(
        "0.00", "2371.33", "15695.75", "-7299.59", "-4928.26", "3000.00", "0.00", "1928.26"
    ),
    # -1,347.74 - 1,928.26 = -3,276.00; the 3,000 take 1,911.29 of short and 1,088.71 of long
    2025: Netting(
        "0.00", "-1911.29", "1928.26", "-3276.00", "-5187.29", "3000.00", "0.00", "2187.29"
    ),
    # 14,642.5714 - 2,187.2870 = 12,455.2845
    2026: Netting("0.00", "9075.20", "2187.29", "12455.28", "21530.48", "0.00", "0.00", "0.00"),
}
"""Exact amounts are carried from line to line and year to year, and rounded where shown."""


class Tax(NamedTuple):
    """In cents."""

    line_7: str
    line_15: str
    line_16: str
    taxable_income: str
    income_tax: str
    niit: str
    state_tax: str
    total_tax: str


# taxable income: 164,000 + 500.98 of rewards + 420 + 910 + 21,530.48 - 16,100 = 171,261.46
# long-term gain and qualified dividends: 12,455.28 + 910 = 13,365.28; the rest is 157,896.18
#   10 % of 12,400                  1,240.00
#   12 % of 38,000                  4,560.00
#   22 % of 55,300                 12,166.00
#   24 % of 157,896.1764 - 105,700 12,527.0823
#   15 % of 13,365.2845             2,004.7927
#                                  32,497.8750
# adjusted gross income 187,361.46 is under 200,000: no tax on net investment income
BEFORE: Final = Tax(
    line_7="9075.20",
    line_15="12455.28",
    line_16="21530.48",
    taxable_income="171261.46",
    income_tax="32497.88",
    niit="0.00",
    state_tax="8563.07",  # 5 % of 171,261.46
    total_tax="41060.95",
)

# sold on 2026-11-22: 5.4 ETH at Kraken and 41.2 SOL at Coinbase, losing 1,975.80 and 2,667.93
# taxable income: 171,261.46 - 4,643.72 = 166,617.74, of which ordinary 153,252.46
#   24 % of 153,252.46 - 105,700   11,412.59
#   with 1,240.00 + 4,560.00 + 12,166.00 + 2,004.79 as before
#                                  31,383.38
AFTER: Final = Tax(
    line_7="4431.48",  # 9,075.20 - 4,643.72
    line_15="12455.28",
    line_16="16886.76",
    taxable_income="166617.74",
    income_tax="31383.38",
    niit="0.00",
    state_tax="8330.89",
    total_tax="39714.27",  # 1,346.68 less: 29 % of 4,643.72
)


class Candidate(NamedTuple):
    """A losing lot on 2026-11-22, in dollars."""

    account: str
    asset: str
    acquired_on: str
    term: str
    days_to_long_term: int | None
    market_value: str
    loss: str
    """Basis, less the value, plus the fee of 0.1 %."""
    tax_saved: str
    """29 cents a dollar short-term: 24 % and the state. 20 cents long-term: 15 % and the state."""
    trading_cost: str
    """The fee of selling and of buying back."""
    later_tax: str
    """10.5 cents a dollar of basis given up: basis less what buying back costs."""
    net_benefit: str


CANDIDATES: Final = (
    # basis 17,080.6752; 5.4 x 2,800; fee 15.12; 1,975.7952 x 0.29 = 572.9806;
    # 0.105 x (17,080.6752 - 15,120 - 15.12) = 204.2833; 572.9806 - 30.24 - 204.2833
    Candidate(
        "Kraken", "ETH", "2025-12-03", "short", 12,
        "15120.00", "1975.80", "572.98", "30.24", "204.28", "338.46",
    ),
    # basis 8,018.57; 41.2 x 130; fee 5.356; 2,667.926 x 0.29 = 773.6985;
    # 0.105 x (8,018.57 - 5,356 - 5.356) = 279.0075
    Candidate(
        "Coinbase", "SOL", "2026-08-05", "short", 257,
        "5356.00", "2667.93", "773.70", "10.71", "279.01", "483.98",
    ),
    # basis 3,968.07; 2,400 x 0.27; fee 0.648; 3,320.718 x 0.20 = 664.1436;
    # 0.105 x (3,968.07 - 648 - 0.648) = 348.5393
    Candidate(
        "Coinbase", "ARB", "2024-03-20", "long", None,
        "648.00", "3320.72", "664.14", "1.30", "348.54", "314.31",
    ),
    # basis 12,339.16 x 0.11982/0.12 = 12,320.65126; 0.11982 x 86,000; fee 10.30452;
    # 2,026.43578 x 0.20 = 405.2872; 0.105 x (12,320.65126 - 10,304.52 - 10.30452) = 210.6118
    Candidate(
        "Ledger", "BTC", "2025-01-20", "long", None,
        "10304.52", "2026.44", "405.29", "20.61", "210.61", "174.07",
    ),
    # basis 2,600.9133; 38.5 x 0.000012 = 0.000462: all of it is lost, and only a sale counts
    # 2,600.9128 x 0.20 = 520.1826; 0.105 x 2,600.9128 = 273.0958
    Candidate(
        "Kraken", "LUNA", "2021-12-10", "long", None,
        "0.00", "2600.91", "520.18", "0.00", "273.10", "247.09",
    ),
)  # fmt: skip

NUMBER_OF_CANDIDATES: Final = 14
"""ETH 5, SOL 4, BTC 2, and ARB, LINK, LUNA: every lot 25 or more under its cost but the DOT."""
