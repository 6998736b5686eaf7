from harvest_tui.reports.columns import Group
from harvest_tui.reports.portfolio import portfolio_view
from harvest_tui.reports.text_table import text_table
from reports import household

AS_TEXT = """\
Portfolio by asset · 9 assets in 4 accounts
  Asset  Quantity     Value▾      Basis  Unrealized Share
  BTC        1.42 122,120.00  71,310.00 ▲ 50,810.00 ████▉ 61 %
  ETH       14.85  41,580.00  47,902.10 ▼ −6,322.10 █▋ 21 %
  SOL       96.20  12,506.00  15,733.00 ▼ −3,227.00 ▌ 6 %
  USDC   6,100.00   6,100.00   6,100.00        0.00 ▏ 3 %
  ADA    8,000.00   4,400.00   4,000.00 ▲    400.00 ▏ 2 %
  DOT    1,000.00   4,200.00   5,000.00 ▼   −800.00 ▏ 2 %
  LINK     310.00   3,875.00   5,704.00 ▼ −1,829.00 ▏ 2 %
  ARB    9,200.00   2,484.00   7,820.00 ▼ −5,336.00 ▏ 1 %
  MATIC  3,000.00   1,500.00   1,800.00 ▼   −300.00 ▏ 1 %
  ETH        0.40   1,120.00 ✖ arrived at Kraken 2023-05-02, noth…
  Total           199,885.00 165,369.10 ▲ 33,395.90"""
"""At 66 cells 8 are left for a bar: 122,120 of 199,885 is 61.1 %, 4 7/8 cells."""


def test_a_table_reads_the_same_in_a_pipe() -> None:
    view = portfolio_view(household.positions(), Group.ASSET, arrivals={"ETH": household.ARRIVED})
    assert text_table(view, 66) == AS_TEXT


def test_an_empty_table_says_what_to_do_next() -> None:
    view = portfolio_view(household.positions().clear(), Group.ASSET)
    assert text_table(view, 80).splitlines()[1] == "Nothing is held."
