"""What a sealed year put off stays put off, and nothing else of it is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from harvest_tui.domain.elections import Method, Pick
from harvest_tui.rules.wash_sales import WashRule
from lots.books import buy, elect, identify, left, lot, rows, run, sell
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


def test_a_sealed_sale_of_a_part_uses_up_what_was_named_of_its_lot() -> None:
    """Two units of `new` were named and two were sold: nothing is left for a later sale."""
    story = (*STORY, buy("other", "2025-03-01", 2, 100))
    named = identify(1, "2025-05-30", (STORY[2], 2))
    filed = sealing(*story, years=(2024, 2025), wash=ALWAYS, identifications=(named,))

    for rule in (ALWAYS, WashRule()):
        done = run(*story, filed=filed, wash=rule, identifications=(named,))
        used = done.uses.select("identification_id", "lot_id", "quantity")
        assert used.rows() == [(1, lot(STORY[2]), 1), (1, lot(STORY[2]), 1)]


def test_a_filed_loss_stays_put_off_by_the_units_filed_though_its_sale_has_become_more() -> None:
    """Filed: one of two, bought for 200, sold for 80; a loss of 20 went into what cost 90.

    Now both were sold, for 160: the first is still sold for 80, and the second is on no return.
    """
    old, new = buy("old", "2024-01-02", 2, 200), buy("new", "2025-01-05", 1, 90)
    filed = sealing(old, sell("s", "2024-12-20", 1, 80), new, wash=ALWAYS)

    done = run(old, sell("s", "2024-12-20", 2, 160), new, filed=filed, wash=ALWAYS)

    assert left(done, "acquired_transaction_id", "cost_basis") == [("new", 110)]


def test_a_filed_loss_is_told_with_the_method_it_was_filed_by() -> None:
    filed = sealing(*STORY, wash=ALWAYS, elections=(elect(Method.HIFO),))

    done = run(*STORY, filed=filed)

    told = done.washes.select("bought_transaction_id", "disallowed", "method").rows()
    assert told == [("new", 20, "HIFO")]


def test_a_filed_sale_of_a_part_takes_that_part_and_not_its_whole_lot() -> None:
    """20 of loss went into one of two bought at 90. That one was named and sold: 90 is left."""
    new = STORY[2]
    part = Pick(lot_id=f"{lot(new)}/w1", quantity=Decimal(1))
    told: dict[str, Any] = {
        "identifications": (replace(identify(1, "2025-05-01", (new, 1)), picks=(part,)),),
        "wash": ALWAYS,
    }
    story = (*STORY[:3], sell("t", "2025-06-01", 1, 120))
    filed = sealing(*story, years=(2024, 2025), **told)

    assert left(run(*story, filed=filed, **told), "cost_basis") == [(90,)]


@pytest.mark.parametrize(
    ("bought", "bases"), [(3, [(90,), (110,)]), (1, [])], ids=["all of its lot", "a part of it"]
)
def test_a_filed_sale_of_a_part_that_is_no_more_takes_of_what_there_is_of_its_lot(
    bought: int, bases: list[tuple[int]]
) -> None:
    """Filed: losses of 20 and 30 went into two of three bought at 90, and the second was sold.

    Now the second loss is taken back: of its lot there are units at 90 and one at 110, or just
    the one at 110 where only one was bought after all.
    """
    old, first = buy("old", "2024-01-02", 2, 200), sell("s1", "2024-12-20", 1, 80)
    second, new = sell("s2", "2024-12-21", 1, 70), buy("new", "2025-01-05", 3, 270)
    sold = sell("t", "2025-06-01", 1, 120)
    part = Pick(lot_id=f"{lot(new)}/w2", quantity=Decimal(1))
    named = replace(identify(1, "2025-05-01", (new, 1)), picks=(part,))
    story = (old, first, second, new, sold)
    filed = sealing(*story, years=(2024, 2025), wash=ALWAYS, identifications=(named,))

    now = buy("new", "2025-01-05", bought, 90 * bought)
    done = run(old, first, now, sold, filed=filed, wash=ALWAYS)

    assert left(done, "cost_basis") == bases
