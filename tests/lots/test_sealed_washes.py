"""What a sealed year put off stays put off, and nothing else of it is."""

from datetime import date

from harvest_tui.rules.wash_sales import WashRule
from lots.books import buy, left, rows, run, sell
from lots.test_sealed import sealing

ALWAYS = WashRule(others_from=date.min)
STORY = (
    buy("old", "2024-01-02", 1, 100),
    sell("s", "2024-12-20", 1, 80),
    buy("new", "2025-01-05", 2, 180),
    sell("t", "2025-06-01", 2, 240),
)


def test_a_loss_that_was_filed_as_put_off_stays_so_when_the_rule_is_off() -> None:
    """20 of loss went into the basis of one of two units bought at 90; they bring 120 each."""
    filed = sealing(*STORY, wash=ALWAYS)

    done = run(*STORY, filed=filed)

    assert rows(done, "transaction_id", "adjustment", "gain", "code") == [
        ("s", 20, 0, "W"),
        ("t", 0, 30, ""),
        ("t", 0, 10, ""),
    ]


def test_a_loss_that_was_filed_as_allowed_stays_so_when_a_rule_reaches_back() -> None:
    filed = sealing(*STORY)

    done = run(*STORY, filed=filed, wash=ALWAYS)

    assert rows(done, "transaction_id", "adjustment", "gain", "code") == [
        ("s", 0, -20, ""),
        ("t", 0, 60, ""),
    ]


def test_a_sealed_sale_takes_all_units_of_its_lot_whatever_parts_it_has_now() -> None:
    """Sealed with the rule on, `t` took the part and the rest; both are one lot with it off."""
    both = sealing(*STORY, years=(2024, 2025), wash=ALWAYS)
    plain = sealing(*STORY, years=(2024, 2025))

    for filed in (both, plain):
        for rule in (ALWAYS, WashRule()):
            done = run(*STORY, filed=filed, wash=rule)
            assert left(done, "quantity") == []
            assert done.findings == ()
