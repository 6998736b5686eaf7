"""The sample book worked out by hand: what was acquired, moved, sold, and is left.

Amounts are those printed in the files of `sample_data/`. FIFO through 2024, HIFO from 2025 on, in
each account by itself; a transfer moves the oldest lots first, and its network fee is a disposal
at the price of the day.
"""

from typing import Final

from sample import rewards
from sample.tables import Lot, Move, Sale, add, at_price, bought, moved, received, share, sold

S, L = "short", "long"

# -- purchases: units; price, fee --------------------------------------------------------

CB_BTC_FEB_21 = bought("Coinbase", "BTC", "2021-02-09", "0.05426", "2499.82", "37.25")
CB_BTC_JAN_22 = bought("Coinbase", "BTC", "2022-01-24", "0.06", "2154.74", "32.11")
CB_BTC_JAN_23 = bought("Coinbase", "BTC", "2023-01-17", "0.12", "2537.83", "37.81")
CB_BTC_OCT_23 = bought("Coinbase", "BTC", "2023-10-24", "0.04", "1356.12", "8.14")
CB_BTC_JAN_25 = bought("Coinbase", "BTC", "2025-01-20", "0.12", "12265.57", "73.59")
CB_BTC_FEB_26 = bought("Coinbase", "BTC", "2026-02-06", "0.42", "27895.67", "111.58")
KR_BTC_NOV_21 = bought("Kraken", "BTC", "2021-11-02", "0.15", "9430.725", "24.5199")
KR_BTC_JAN_23 = bought("Kraken", "BTC", "2023-01-18", "0.2", "4182.26", "10.8739")
KR_BTC_SEP_26 = bought("Kraken", "BTC", "2026-09-09", "0.065", "6461.507", "16.1538")

CB_ETH_FEB_21 = bought("Coinbase", "ETH", "2021-02-10", "0.6", "1046.53", "15.59")
CB_ETH_AUG_21 = bought("Coinbase", "ETH", "2021-08-23", "0.5", "1659.38", "24.72")
CB_ETH_NOV_21 = bought("Coinbase", "ETH", "2021-11-08", "0.8", "3828.82", "57.05")
CB_ETH_JAN_23 = bought("Coinbase", "ETH", "2023-01-17", "1.4", "2200.63", "32.79")
CB_ETH_JUN_24 = bought("Coinbase", "ETH", "2024-06-11", "1.1", "3863.64", "23.18")
CB_ETH_AUG_25 = bought("Coinbase", "ETH", "2025-08-15", "1.2", "5342.52", "32.06")
KR_ETH_NOV_21 = bought("Kraken", "ETH", "2021-11-10", "2.2", "10212.224", "26.5518")
# 3 ETH less a fee of 0.0078 ETH: fewer units, at the whole cost
KR_ETH_MAR_23 = bought("Kraken", "ETH", "2023-03-14", "2.9922", "5062.20")
KR_ETH_APR_25 = bought("Kraken", "ETH", "2025-04-09", "1.6", "2355.76", "5.8894")
KR_ETH_DEC_25 = bought("Kraken", "ETH", "2025-12-03", "5.4", "17038.08", "42.5952")

CB_SOL_SEP_21 = bought("Coinbase", "SOL", "2021-09-22", "14", "2002.98", "29.84")
CB_SOL_NOV_21 = bought("Coinbase", "SOL", "2021-11-09", "10", "2386.10", "35.55")
CB_SOL_APR_23 = bought("Coinbase", "SOL", "2023-04-19", "20", "432.80", "6.45")
CB_SOL_MAR_24 = bought("Coinbase", "SOL", "2024-03-15", "10", "1864.20", "11.19")
CB_SOL_OCT_25 = bought("Coinbase", "SOL", "2025-10-03", "12", "2777.28", "16.66")
CB_SOL_AUG_26 = bought("Coinbase", "SOL", "2026-08-05", "41.2", "7986.62", "31.95")
KR_SOL_JAN_25 = bought("Kraken", "SOL", "2025-01-23", "12.5", "3162.70")
KR_SOL_SEP_26 = bought("Kraken", "SOL", "2026-09-15", "12", "2055.84", "5.1396")

CB_ADA_MAR_21 = bought("Coinbase", "ADA", "2021-03-18", "600", "737.04", "10.98")
CB_ADA_SEP_21 = bought("Coinbase", "ADA", "2021-09-14", "1150", "2768.17", "41.25")
CB_LINK_MAY_21 = bought("Coinbase", "LINK", "2021-05-12", "22", "964.92", "14.38")
CB_LINK_AUG_25 = bought("Coinbase", "LINK", "2025-08-21", "250", "6217.50", "37.31")
CB_ARB_MAR_24 = bought("Coinbase", "ARB", "2024-03-20", "2400", "3944.40", "23.67")
CB_USDC_MAR_25 = bought("Coinbase", "USDC", "2025-03-05", "5000", "5000")
CB_USDC_MAY_26 = bought("Coinbase", "USDC", "2026-05-19", "1800", "1800")
KR_DOT_NOV_21 = bought("Kraken", "DOT", "2021-11-24", "60", "2334.84", "6.0706")
KR_LUNA_DEC_21 = bought("Kraken", "LUNA", "2021-12-10", "38.5", "2594.1685", "6.7448")
KR_XRP_NOV_24 = bought("Kraken", "XRP", "2024-11-15", "1500", "1229.175", "4.9167")
KR_DOGE_JAN_25 = bought("Kraken", "DOGE", "2025-01-18", "4000", "1568.56", "6.2742")

# -- received in a swap: the cost is the value received ----------------------------------

# 1 ETH for 0.0637 BTC less 0.00016562 BTC of fee, at the day's 31,476.05: 1,999.81
FOR_ONE_ETH = at_price("0.06353438", "31476.05")
KR_BTC_JUL_23 = received("Kraken", "BTC", "2023-07-13", "0.06353438", FOR_ONE_ETH)
# 1,150 ADA, worth 1,151.38 less a spread of 10.36, for 4.53 SOL
FOR_ADA = add("1151.38", "-10.36")
CB_SOL_JAN_25 = received("Coinbase", "SOL", "2025-01-21", "4.53", FOR_ADA)
# 10 SOL at 247.15 = 2,471.50 USDC less 9.89 USDC of fee
FOR_TEN_SOL = add("2471.50", "-9.89")
CB_USDC_SEP_25 = received("Coinbase", "USDC", "2025-09-18", "2461.61", FOR_TEN_SOL)
# 0.9 ETH at 3,612.30 for 3,251.07 USDC and a fee of 13 USDC, which is no cost of the ETH
FOR_USDC = add("3251.07")
CB_ETH_JUL_26 = received("Coinbase", "ETH", "2026-07-21", "0.9", FOR_USDC)

LOTS: Final[tuple[Lot, ...]] = (
    CB_BTC_FEB_21, CB_BTC_JAN_22, CB_BTC_JAN_23, CB_BTC_OCT_23, CB_BTC_JAN_25, CB_BTC_FEB_26,
    KR_BTC_NOV_21, KR_BTC_JAN_23, KR_BTC_SEP_26, CB_ETH_FEB_21, CB_ETH_AUG_21, CB_ETH_NOV_21,
    CB_ETH_JAN_23, CB_ETH_JUN_24, CB_ETH_AUG_25, KR_ETH_NOV_21, KR_ETH_MAR_23, KR_ETH_APR_25,
    KR_ETH_DEC_25, CB_SOL_SEP_21, CB_SOL_NOV_21, CB_SOL_APR_23, CB_SOL_MAR_24, CB_SOL_OCT_25,
    CB_SOL_AUG_26, KR_SOL_JAN_25, KR_SOL_SEP_26, CB_ADA_MAR_21, CB_ADA_SEP_21, CB_LINK_MAY_21,
    CB_LINK_AUG_25, CB_ARB_MAR_24, CB_USDC_MAR_25, CB_USDC_MAY_26, KR_DOT_NOV_21, KR_LUNA_DEC_21,
    KR_XRP_NOV_24, KR_DOGE_JAN_25, KR_BTC_JUL_23, CB_SOL_JAN_25, CB_USDC_SEP_25, CB_ETH_JUL_26,
    *rewards.REWARDS,
)  # fmt: skip

# -- between own accounts: the oldest lots go first --------------------------------------

MOVES: Final[tuple[Move, ...]] = (
    # 2022-11-14: 0.09426 BTC sent, 0.0942 arrived
    moved("Coinbase", "Ledger", (CB_BTC_FEB_21, "0.03426"), (CB_BTC_JAN_22, "0.05994")),
    # 2022-11-14: 0.6 ETH sent, 0.5988 arrived
    moved("Coinbase", "Ledger", (CB_ETH_NOV_21, "0.5988")),
    # 2023-02-12: 68.8 DOT, of 60 bought and 8.8526 of rewards; the last lot gives what is missing
    moved(
        "Kraken",
        "Ledger",
        (KR_DOT_NOV_21, "60"),
        (rewards.KRAKEN_DOT[0], "0.69124"),
        (rewards.KRAKEN_DOT[1], "1.320861"),
        (rewards.KRAKEN_DOT[2], "1.341773"),
        (rewards.KRAKEN_DOT[3], "1.362904"),
        (rewards.KRAKEN_DOT[4], "1.355816"),
        (rewards.KRAKEN_DOT[5], "1.378295"),
        (rewards.KRAKEN_DOT[6], "1.349111"),
    ),
    # 2023-12-05
    moved("Kraken", "Ledger", (KR_BTC_JAN_23, "0.2")),
    # 2024-04-10
    moved("Kraken", "Ledger", (KR_ETH_MAR_23, "0.5")),
    # 2025-02-04: 0.23 BTC sent, 0.22994 arrived
    moved(
        "Coinbase",
        "Ledger",
        (CB_BTC_JAN_23, "0.07"),
        (CB_BTC_OCT_23, "0.04"),
        (CB_BTC_JAN_25, "0.11994"),
    ),
    # 2025-03-06 there, 2026-01-20 back
    moved("Coinbase", "Ledger", (CB_USDC_MAR_25, "1500")),
    moved("Ledger", "Coinbase", (CB_USDC_MAR_25, "1500")),
    # 2026-06-24: 0.2 BTC, oldest first: 0.03426 + 0.05994 + 0.07 + 0.0358
    moved(
        "Ledger",
        "Kraken",
        (CB_BTC_FEB_21, "0.03426"),
        (CB_BTC_JAN_22, "0.05994"),
        (CB_BTC_JAN_23, "0.07"),
        (KR_BTC_JAN_23, "0.0358"),
    ),
)

# -- disposals: proceeds less fee; lot, units, term, gain in cents -----------------------

SALES: Final[tuple[Sale, ...]] = (
    # 2021
    sold("2021-10-20", "Coinbase", "BTC", add("1318.08", "-19.64"),
         (CB_BTC_FEB_21, "0.02", S, "363.29")),  # 1,298.44 - 2,537.07 x 0.02/0.05426
    # 2022: 1,520.66 for 1.3 ETH is 701.84, 584.87 and 233.95
    sold("2022-06-15", "Coinbase", "ETH", add("1543.66", "-23.00"),
         (CB_ETH_FEB_21, "0.6", L, "-360.28"),  # 701.84 - 1,062.12
         (CB_ETH_AUG_21, "0.5", S, "-1099.23"),  # 584.87 - 1,684.10
         (CB_ETH_NOV_21, "0.2", S, "-737.52")),  # 233.95 - 3,885.87 x 0.2/0.8
    sold("2022-06-15", "Coinbase", "SOL", add("734.88", "-10.95"),
         (CB_SOL_SEP_21, "14", S, "-1610.53"),  # 723.93 x 14/24 - 2,032.82
         (CB_SOL_NOV_21, "10", S, "-2120.01")),  # 723.93 x 10/24 - 2,421.65
    sold("2022-06-15", "Coinbase", "ADA", add("293.58", "-4.37"),
         (CB_ADA_MAR_21, "600", L, "-458.81")),  # 289.21 - 748.02
    sold("2022-11-09", "Coinbase", "LINK", add("157.96", "-2.35"),
         (CB_LINK_MAY_21, "22", L, "-823.69")),  # 155.61 - 979.30
    sold("2022-11-14", "Coinbase", "BTC", share("1565.13", "0.00006", "0.09426"),
         (CB_BTC_JAN_22, "0.00006", S, "-1.19")),  # network fee, of what was sent
    sold("2022-11-14", "Coinbase", "ETH", share("745.06", "0.0012", "0.6"),
         (CB_ETH_NOV_21, "0.0012", L, "-4.34")),  # network fee
    sold("2022-11-22", "Kraken", "BTC", add("2427.03", "-6.3103"),
         (KR_BTC_NOV_21, "0.15", L, "-7034.53")),  # 2,420.7197 - 9,455.2449
    sold("2022-11-22", "Kraken", "ETH", add("2489.608", "-6.473"),
         (KR_ETH_NOV_21, "2.2", L, "-7755.64")),  # 2,483.135 - 10,238.7758
    # 2023
    sold("2023-02-12", "Kraken", "DOT", at_price("0.05", "6.37"),
         (rewards.KRAKEN_DOT[6], "0.05", S, "0.00")),  # network fee
    sold("2023-02-13", "Ledger", "DOT", at_price("0.0158", "6.11"),
         (KR_DOT_NOV_21, "0.0158", L, "-0.52")),  # fee of bonding
    sold("2023-07-13", "Kraken", "ETH", FOR_ONE_ETH,
         (KR_ETH_MAR_23, "1", S, "308.01")),  # 1,999.81 - 5,062.20 x 1/2.9922
    sold("2023-12-05", "Kraken", "BTC", at_price("0.0002", "44077.22"),
         (KR_BTC_JUL_23, "0.0002", S, "2.52")),  # network fee
    # 2024
    sold("2024-03-11", "Coinbase", "BTC", add("3590.12", "-21.54"),
         (CB_BTC_JAN_23, "0.05", L, "2495.40")),  # 3,568.58 - 2,575.64 x 5/12
    sold("2024-03-18", "Kraken", "ETH", add("4224.852", "-10.9846"),
         (KR_ETH_MAR_23, "1.2", L, "2183.71")),  # a year and three days after it was bought
    sold("2024-04-10", "Kraken", "ETH", at_price("0.0016", "3545.60"),
         (KR_ETH_MAR_23, "0.0016", L, "2.97")),  # network fee
    sold("2024-11-13", "Kraken", "BTC", add("5730.52", "-22.9221"),
         (KR_BTC_JUL_23, "0.06333438", L, "3714.08")),  # all that is left of it
    sold("2024-12-03", "Kraken", "XRP", add("3619.905", "-14.4796"),
         (KR_XRP_NOV_24, "1500", S, "2371.33")),  # 3,605.4254 - 1,234.0917
    # 2025
    sold("2025-01-21", "Coinbase", "ADA", FOR_ADA,
         (CB_ADA_SEP_21, "1150", L, "-1668.40")),  # 1,141.02 - 2,809.42
    sold("2025-02-04", "Coinbase", "BTC", share("22647.39", "0.00006", "0.23"),
         (CB_BTC_JAN_25, "0.00006", S, "-0.26")),  # network fee
    sold("2025-04-07", "Kraken", "DOGE", add("586.88", "-2.3475"),
         (KR_DOGE_JAN_25, "4000", S, "-990.30")),  # 584.5325 - 1,574.8342
    sold("2025-09-18", "Coinbase", "SOL", FOR_TEN_SOL,
         (CB_SOL_JAN_25, "4.53", S, "-25.91"),  # 251.88 a unit, the dearest: first
         (CB_SOL_MAR_24, "5.47", L, "320.66")),  # 187.54 a unit, then 21.96
    # 2026-01-01, 01:40 UTC, is New Year's Eve in New York
    sold("2025-12-31", "Coinbase", "LINK", add("861.70", "-5.17"),
         (CB_LINK_AUG_25, "70", S, "-894.82")),  # 856.53 - 6,254.81 x 70/250
    # 2026
    sold("2026-01-20", "Ledger", "ETH", at_price("0.00031", "3127.44"),
         (CB_ETH_NOV_21, "0.00031", L, "-0.54")),  # fee of sending USDC; 4,857.34 a unit: first
    sold("2026-06-24", "Ledger", "BTC", at_price("0.00012", "95681.35"),
         (CB_BTC_JAN_25, "0.00012", L, "-0.86")),  # network fee; 102,826.33 a unit: first
    # 3,251.07 received for 3,264.07 USDC: the fee is a loss on the USDC; equal costs: the oldest
    sold("2026-07-21", "Coinbase", "USDC", FOR_USDC,
         (CB_USDC_MAR_25, "3264.07", L, "-13.00")),
    sold("2026-07-22", "Coinbase", "BTC", add("28524.89", "-114.10"),
         (CB_BTC_FEB_26, "0.28", S, "9739.29")),  # 28,410.79 - 28,007.25 x 28/42
    # 12,378.5002 for 0.12 BTC: by cost of a unit 46,757.65, then 36,447.50, then 21,463.67
    sold("2026-07-30", "Kraken", "BTC", add("12409.524", "-31.0238"),
         (CB_BTC_FEB_21, "0.03426", L, "1932.14"),
         (CB_BTC_JAN_22, "0.05994", L, "3998.40"),
         (CB_BTC_JAN_23, "0.0258", L, "2107.61")),
    # 8,318.0727 for 0.08 BTC: 21,463.67 a unit, then 20,965.67
    sold("2026-08-19", "Kraken", "BTC", add("8338.92", "-20.8473"),
         (CB_BTC_JAN_23, "0.0442", L, "3647.04"),
         (KR_BTC_JAN_23, "0.0358", L, "2971.77")),
    # 232.83 a unit, dearer than 194.63, 187.54 and 21.96; bought again on 15 September
    sold("2026-08-27", "Coinbase", "SOL", add("2138.40", "-8.55"),
         (CB_SOL_OCT_25, "12", S, "-664.09")),  # 2,129.85 - 2,793.94
)  # fmt: skip

GAINS: Final = {
    (2021, S): "363.29",
    (2022, S): "-5568.48",  # -1099.2308 -737.5198 -1610.5275 -2120.0125 -1.1906
    (2022, L): "-16437.28",  # -360.2769 -458.81 -823.69 -4.3387 -7034.5252 -7755.6408
    (2023, S): "310.54",  # 0.004 + 308.0126 + 2.5202
    (2023, L): "-0.52",
    (2024, S): "2371.33",
    (2024, L): "8396.15",  # 2495.3967 + 2183.7090 + 2.9661 + 3714.0818
    (2025, S): "-1911.29",  # -0.2616 -990.3017 -25.9107 -894.8168
    (2025, L): "-1347.74",  # -1668.40 + 320.6623
    (2026, S): "9075.20",  # 9739.29 -664.09
    (2026, L): "14642.57",  # -0.5363 -0.8574 -13 + 1932.1448 + 3998.3977 + 2107.6149
    #                         + 3647.0411 + 2971.7666
}
"""Gains by year and term, in cents."""

# -- what is left ------------------------------------------------------------------------

POSITIONS: Final = {
    ("Coinbase", "ARB"): ("2400", "3968.07"),
    ("Coinbase", "BTC"): ("0.14", "9335.75"),  # 28,007.25 x 14/42
    # 1.4 + 1.1 + 1.2 + 0.9 and 0.083397 of rewards
    ("Coinbase", "ETH"): ("4.683397", "14994.43"),
    ("Coinbase", "LINK"): ("180", "4503.46"),  # 6,254.81 x 180/250
    ("Coinbase", "SOL"): ("65.73", "9307.37"),  # 439.25 + 1,875.39 x 4.53/10 + 8,018.57
    # 5,000 - 3,264.07 + 2,461.61 + 1,800 and 294.81 of rewards
    ("Coinbase", "USDC"): ("6292.35", "6292.35"),
    ("Kraken", "BTC"): ("0.065", "6477.66"),
    ("Kraken", "DOT"): ("0.0026", "0.02"),  # 1.401711 - 1.349111 - 0.05 of the last reward
    # 2.9922 - 1 - 1.2 - 0.5016 + 1.6 + 5.4 and 0.0499870465 of rewards
    ("Kraken", "ETH"): ("7.3405870465", "20091.67"),
    ("Kraken", "LUNA"): ("38.5", "2600.91"),
    # 12.5 + 12 and 1.094426 of rewards
    ("Kraken", "SOL"): ("25.594426", "5389.52"),
    ("Ledger", "BTC"): ("0.32402", "17127.47"),  # 0.1642 + 0.04 + 0.11982
    ("Ledger", "DOT"): ("76.5742", "2471.93"),  # 68.8 - 0.0158 and 7.79 of rewards
    ("Ledger", "ETH"): ("1.09849", "3752.97"),  # 0.5988 - 0.00031 + 0.5
}
"""Units with basis, and their cost basis in cents."""

CASH: Final = {
    "Coinbase": "675.22",
    "Kraken": "568.0814",  # as the last line of the ledger in USD says
}
"""Dollars left in the accounts."""

WITHOUT_BASIS: Final = ("Kraken", "LINK", "42.5")
"""Arrived on 2024-08-20, from nobody knows where."""

# short-term lots that are no rewards turn long a year and a day later
OPEN_ETH: Final = {
    ("Coinbase", "2023-01-17"): ("1.4", "2233.42", L),
    ("Coinbase", "2024-06-11"): ("1.1", "3886.82", L),
    ("Coinbase", "2025-08-15"): ("1.2", "5374.58", L),
    ("Coinbase", "2026-07-21"): ("0.9", "3251.07", S),
    ("Kraken", "2023-03-14"): ("0.2906", "491.64", L),  # 5,062.20 x 0.2906/2.9922
    ("Kraken", "2025-04-09"): ("1.6", "2361.65", L),
    ("Kraken", "2025-12-03"): ("5.4", "17080.68", S),  # until 2026-12-03
    ("Ledger", "2021-11-08"): ("0.59849", "2907.07", L),  # 3,885.87 x 0.59849/0.8
    ("Ledger", "2023-03-14"): ("0.5", "845.90", L),  # 5,062.20 x 0.5/2.9922
}
"""ETH but for the rewards: units, cost basis in cents, term on 2026-11-22."""

OPEN_SOL: Final = {
    ("Coinbase", "2023-04-19"): ("20", "439.25", L),
    ("Coinbase", "2024-03-15"): ("4.53", "849.55", L),  # 1,875.39 x 4.53/10
    ("Coinbase", "2026-08-05"): ("41.2", "8018.57", S),
    ("Kraken", "2025-01-23"): ("12.5", "3162.70", L),
    ("Kraken", "2026-09-15"): ("12", "2060.98", S),
}
"""SOL but for the rewards."""
