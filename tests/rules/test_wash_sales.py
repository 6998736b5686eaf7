from datetime import date, timedelta

from harvest_tui.rules.wash_sales import (
    WashRule,
    extended,
    law_today,
    payment_stablecoins,
    pending_bills,
    window,
)

TOKENIZED = frozenset({"TOKSTOCK"})


def test_the_window_is_thirty_days_on_either_side() -> None:
    # 26 U.S.C. § 1091(a): 30 days before to 30 days after; Treas. Reg. 1.1091-1(a): 61 days
    assert window() == timedelta(days=30)


def test_law_today_covers_stock_and_securities_only() -> None:
    law = law_today(TOKENIZED)

    assert law.covers("TOKSTOCK", date(2024, 5, 1))
    assert not law.covers("BTC", date(2026, 12, 31))
    assert law_today(frozenset()).idle


def test_a_bill_covers_sales_from_its_day_on_and_no_payment_stablecoin() -> None:
    rule = extended(TOKENIZED, date(2026, 6, 9))

    assert not rule.covers("BTC", date(2026, 6, 8))
    assert rule.covers("BTC", date(2026, 6, 9))
    assert not rule.covers("USDC", date(2026, 6, 9))
    assert rule.covers("TOKSTOCK", date(2020, 1, 1))


def test_a_stablecoin_that_is_a_security_is_covered_all_the_same() -> None:
    assert extended(frozenset({"USDC"}), date(2027, 1, 1)).covers("USDC", date(2025, 1, 1))


def test_the_bill_of_8_june_2026_reaches_sales_after_that_day() -> None:
    days = {bill.name: bill.sales_from for bill in pending_bills()}

    assert days == {
        "S. 2207": date(2027, 1, 1),
        "H.R. 8899": date(2027, 1, 1),
        "H.R. 9172": date(2026, 6, 9),
        "H.R. 10357": date(2027, 1, 1),
    }


def test_every_bill_says_how_far_it_has_come_and_where_that_is_written() -> None:
    for bill in pending_bills():
        assert bill.title
        assert bill.status
        assert bill.read
        assert bill.exempt
        assert bill.status_on <= date(2026, 11, 22)
        assert bill.href.startswith("https://")


def test_no_official_list_names_a_foreign_stablecoin() -> None:
    assert "USDC" in payment_stablecoins()
    assert "USDT" not in payment_stablecoins()


def test_a_rule_that_covers_nothing_is_idle() -> None:
    assert WashRule().idle
    assert not WashRule(others_from=date(2027, 1, 1)).idle
